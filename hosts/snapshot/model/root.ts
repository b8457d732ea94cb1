/** The root namespace: `Debugger` and what is below it. */
import type { ModelObject } from "../../provider/dataModel.js";
import { makeCollections } from "./collections.js";
import { makeControl, type CommandHost } from "./control.js";
import { makeFileSystem } from "./fileSystem.js";
import { makeObjects } from "./objects.js";
import { makeSession, type Session } from "./session.js";
import { makeState, type State } from "./state.js";
import { HIDDEN, KeyedObject, sequence } from "./values.js";
import type { ModelWorld } from "./world.js";

export interface Root {
  readonly object: ModelObject;
  readonly session: Session;
  readonly state: State;
}

/** What the host is, beyond the target. */
export interface RootHost extends CommandHost {
  print(text: string): void;
  /** The object behind a named model; `Debugger.Models.Utility` is the namespace itself. */
  namedModel(name: string): KeyedObject;
}

/** Names and order: real-engine 3 `dx -r2 Debugger`; FileSystem is an extension's, see engine-host 15. */
export function makeRoot(world: ModelWorld, host: RootHost): Root {
  const object = new KeyedObject();
  const session = makeSession(world);
  const state = makeState(world, session, () => object);
  const utility = host
    .namedModel("Debugger.Models.Utility")
    .with(
      "Collections",
      makeCollections(world, (line) => host.print(line)),
    )
    .with("Control", makeControl(host))
    .with("Objects", makeObjects())
    .with("DbgDocumentation", new KeyedObject())
    .with("Events", new KeyedObject())
    .with("Extensions", new KeyedObject())
    .with("Target", new KeyedObject())
    .with("Symbols", new KeyedObject())
    .with("FileSystem", makeFileSystem(), HIDDEN);
  const debuggerObject = new KeyedObject()
    .with("Sessions", sequence([session.object]))
    .with("Settings", new KeyedObject())
    .with("State", state.object)
    .with("Utility", utility);
  object.with("Debugger", debuggerObject);
  return { object, session, state };
}
