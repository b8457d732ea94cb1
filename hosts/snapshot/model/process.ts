/** Processes as `Debugger.Sessions.First().Processes` lists them. */
import type { ModelObject, Value } from "../../provider/dataModel.js";
import type { SnapshotProcess } from "../format.js";
import { environment } from "./environment.js";
import { handlesOf } from "./handles.js";
import { modulesOf } from "./modules.js";
import { makeThread } from "./thread.js";
import { bareError, container, E_FAIL, help, HIDDEN, integer, KeyedObject, method } from "./values.js";
import { text, wholeNumber, type Row } from "./values.js";
import type { Inhabitants, ModelWorld } from "./world.js";

/** What the engine reports for a kernel-mode process. Source: real-engine 3. */
const KERNEL_PROCESS_HANDLE = 0xf0f0f0f0;

/** Object of one process with its threads. */
export function makeProcess(world: ModelWorld, inhabitants: Inhabitants, process: SnapshotProcess): ModelObject {
  const name = process.name === "" ? "<Unknown Image>" : process.name;
  const object = new KeyedObject({ display: () => name }, [world.namedModel("Debugger.Models.Process")]);
  const threads = new Map<string, ModelObject>();
  const threadAt = (i: number): ModelObject => {
    const thread = process.threads[i];
    if (thread === undefined) throw bareError(E_FAIL);
    let made = threads.get(thread.address);
    if (made === undefined)
      threads.set(thread.address, (made = makeThread(world, thread, () => inhabitants.switchTo(process, thread))));
    return made;
  };
  process.threads.forEach((thread, i) => {
    inhabitants.threads.set(BigInt(thread.address), () => threadAt(i));
  });

  if (world.isKernel) object.define("KernelObject", () => world.kernelObject(process.address, "_EPROCESS"));
  object.define("Name", () => text(name));
  object.define("Id", () => integer("UI8", process.id), help("The OS process identifier for this process (PID)"));
  // The engine gives 0 for every process and thread of a dump.
  object.define("Index", () => integer("UI8", 0), help("The index of this process in the debugger process list"));
  if (world.isKernel) object.define("Handle", () => integer("UI8", KERNEL_PROCESS_HANDLE));
  object.with(
    "Threads",
    byId(
      process.threads.map((thread) => thread.id),
      threadAt,
    ),
  );
  object.with("Modules", modulesOf(world));
  object.with("Debug", new KeyedObject(), HIDDEN);
  object.with(
    "SwitchTo",
    method(() => {
      inhabitants.switchTo(process);
      return { kind: "none" };
    }, "SwitchTo() - Switch to this process as the default context"),
  );
  const structure = (): ModelObject | undefined =>
    world.isKernel ? world.kernelObject(process.address, "_EPROCESS") : undefined;
  object.with("Environment", environment(world, "_PEB", structure, "Peb"));
  if (world.isKernel && process.handles !== undefined) {
    // Extensions add it, not the engine: it can be named, but is not listed. Source: engine-host 15.
    const io = new KeyedObject();
    io.define("Handles", () => handlesOf(world, process.handles ?? []));
    object.with("Io", io, HIDDEN);
  }
  return object;
}

/** A container indexed by identifier; where two share one, the first answers. */
export function byId(ids: readonly number[], at: (i: number) => ModelObject): KeyedObject {
  let places: Map<bigint, number> | undefined;
  const find = (index: Value): Value | undefined => {
    const id = wholeNumber(index);
    if (id === undefined) return undefined;
    if (places === undefined) {
      places = new Map();
      for (const [i, known] of ids.entries()) if (!places.has(BigInt(known))) places.set(BigInt(known), i);
    }
    const place = places.get(id);
    return place === undefined ? undefined : at(place);
  };
  return container(function* (): Iterable<Row> {
    for (const [i, id] of ids.entries()) yield { index: integer("UI8", id), value: at(i) };
  }, find);
}
