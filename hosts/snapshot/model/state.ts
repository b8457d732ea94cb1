/** `Debugger.State`: variables, function aliases, loaded scripts. */
import { ModelError, type Key, type Metadata, type Method, type ModelObject } from "../../provider/dataModel.js";
import type { Undo } from "../../provider/backend.js";
import { makePseudoRegisters, type PseudoRegisters } from "./pseudoRegisters.js";
import type { Session } from "./session.js";
import { E_FAIL, flag, help, integer, KeyedObject, text } from "./values.js";
import type { ModelWorld } from "./world.js";

/** The parts of `Debugger.State` that commands and dx change. */
export interface State {
  readonly object: ModelObject;
  /** `@$cursession`, `@$curprocess` and their kin, by name without `@$`. */
  readonly debuggerVariables: KeyedObject;
  /** What `dx @$x = ...` made. */
  readonly userVariables: KeyedObject;
  readonly functionAliases: KeyedObject;
  readonly scripts: KeyedObject;
  /** Names that are read like variables, such as `@$proc`. */
  readonly pseudoRegisters: PseudoRegisters;
  addFunctionAlias(name: string, method: Method, metadata?: Metadata): Undo;
  /** Shows a script's contents in `@$scriptContents`. */
  addContents(contents: ModelObject): Undo;
}

// Source: real-engine 18 `dx -h Debugger.State.FunctionAliases`.
const ALIASES_HELP =
  "Functions aliased to names which are accessible via a pseudo-register prefix of @$ or executable via a '!' command prefix";

export function makeState(world: ModelWorld, session: Session, root: () => ModelObject): State {
  const functionAliases = new KeyedObject();
  const userVariables = new KeyedObject();
  const scripts = new KeyedObject();
  const contents = new Contents();
  const stack = (): ModelObject => keyOf(session.current("Thread"), "Stack");
  const debuggerVariables = new KeyedObject()
    .define("cursession", () => session.current("Session"))
    .define("curprocess", () => session.current("Process"))
    .define("curthread", () => session.current("Thread"))
    .with("scripts", scripts)
    .with("scriptContents", contents)
    .with("vars", userVariables)
    .define("curstack", stack)
    .define("curframe", () => firstItem(keyOf(stack(), "Frames")))
    .define("curregisters", () => keyOf(session.current("Thread"), "Registers"))
    .define("debuggerRootNamespace", root);
  const pseudoRegisters = makePseudoRegisters(world, session);
  const object = new KeyedObject()
    .with("DebuggerInformation", information(world))
    .with("DebuggerVariables", debuggerVariables)
    .with("FunctionAliases", functionAliases, help(ALIASES_HELP))
    .with("PseudoRegisters", pseudoRegisters.object)
    .with("Scripts", scripts)
    .with("StepFilters", new KeyedObject())
    .with("UserVariables", userVariables)
    .with("Views", new KeyedObject());
  return {
    object,
    debuggerVariables,
    userVariables,
    functionAliases,
    scripts,
    pseudoRegisters,
    addFunctionAlias(name, method, metadata) {
      // The first one stays. Source: real-engine 1.1 "a second CreateFunctionAlias of the same name fails with E_FAIL".
      if (functionAliases.key(name) !== undefined)
        throw new ModelError(`the function alias ${name} is already registered`, E_FAIL);
      // Functions are hidden elsewhere, here they are what the list is about.
      functionAliases.setKey(name, method, { ...metadata, PreferShow: flag(true) });
      return once(() => functionAliases.setKey(name, undefined));
    },
    addContents: (one) => contents.add(one),
  };
}

/** Runs `action` the first time only. */
export function once(action: () => void): Undo {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}

function information(world: ModelWorld): ModelObject {
  const { target } = world.snapshot;
  return new KeyedObject()
    .define("ProcessorTarget", () => text(target.arch.toUpperCase()))
    .define("Bitness", () => integer("I4", target.pointerSize * 8));
}

function keyOf(object: ModelObject, name: string): ModelObject {
  const value = object.key(name)?.get(object);
  if (value?.kind !== "object") throw new ModelError("", E_FAIL);
  return value;
}

function firstItem(object: ModelObject): ModelObject {
  const first = object.concepts.iterate?.(object).next();
  const value = first?.done === true ? undefined : first?.value.value;
  if (value?.kind !== "object") throw new ModelError("", E_FAIL);
  return value;
}

/** `@$scriptContents`: the contents of all scripts as one object. */
class Contents extends KeyedObject {
  private readonly parts: ModelObject[] = [];

  constructor() {
    super({
      display: (_self, format) => {
        const shown = this.parts.find((part) => part.concepts.display !== undefined);
        return shown?.concepts.display?.(shown, format);
      },
    });
  }

  add(contents: ModelObject): Undo {
    this.parts.push(contents);
    return once(() => this.parts.splice(this.parts.indexOf(contents), 1));
  }

  override *keys(): Iterable<Key> {
    for (const part of this.parts) for (const key of part.keys()) yield owned(part, key);
  }

  override key(name: string): Key | undefined {
    for (const part of this.parts) {
      const key = part.key(name);
      if (key !== undefined) return owned(part, key);
    }
    return undefined;
  }
}

/** The key read from the script it belongs to. */
function owned(part: ModelObject, key: Key): Key {
  return {
    name: key.name,
    ...(key.metadata === undefined ? {} : { metadata: key.metadata }),
    get: () => key.get(part),
    ...(key.set === undefined ? {} : { set: (_self, value) => key.set?.(part, value) }),
  };
}
