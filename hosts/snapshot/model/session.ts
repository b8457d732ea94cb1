/** The one session of a snapshot: its processes, its attributes, what is current. */
import type { ModelObject } from "../../provider/dataModel.js";
import type { SnapshotArch, SnapshotProcess, SnapshotThread } from "../format.js";
import { byId, makeProcess } from "./process.js";
import { bareError, E_FAIL, flag, integer, KeyedObject, text } from "./values.js";
import type { Inhabitants, ModelWorld } from "./world.js";

export interface Session {
  readonly object: ModelObject;
  current(what: "Session" | "Process" | "Thread"): ModelObject;
}

export function makeSession(world: ModelWorld): Session {
  const { processes, current } = world.snapshot;
  let processAddress = BigInt(current.process);
  let threadAddress = BigInt(current.thread);
  const inhabitants: Inhabitants = {
    threads: new Map(),
    switchTo(process: SnapshotProcess, thread?: SnapshotThread): void {
      // A process alone leaves the thread as it is: measured on the engine.
      processAddress = BigInt(process.address);
      if (thread !== undefined) threadAddress = BigInt(thread.address);
    },
  };
  const made = new Map<number, ModelObject>();
  const at = (i: number): ModelObject => {
    const process = processes[i];
    if (process === undefined) throw bareError(E_FAIL);
    let object = made.get(i);
    if (object === undefined) made.set(i, (object = makeProcess(world, inhabitants, process)));
    return object;
  };
  const currentProcess = (): ModelObject =>
    at(processes.findIndex((process) => BigInt(process.address) === processAddress));
  const currentThread = (): ModelObject => {
    // A thread's object is known once its process was made.
    const home = processes.findIndex((process) =>
      process.threads.some((thread) => BigInt(thread.address) === threadAddress),
    );
    at(home);
    const thread = inhabitants.threads.get(threadAddress);
    if (thread === undefined) throw bareError(E_FAIL);
    return thread();
  };
  const object = new KeyedObject({ display: () => world.title }, [world.namedModel("Debugger.Models.Session")])
    .with(
      "Processes",
      byId(
        processes.map((process) => process.id),
        at,
      ),
    )
    .define("Id", () => integer("I4", 0))
    .with("Attributes", attributes(world));
  return {
    object,
    current: (what) => (what === "Session" ? object : what === "Process" ? currentProcess() : currentThread()),
  };
}

const MACHINES: Readonly<Record<SnapshotArch, readonly [fullName: string, abbreviation: string]>> = {
  x64: ["x64", "AMD64"],
  x86: ["x86 compatible", "x86"],
  arm64: ["ARM 64-bit", "ARM64"],
};

/** Names and order: real-engine 3 `@$cursession.Attributes`. */
function attributes(world: ModelWorld): ModelObject {
  const { target } = world.snapshot;
  const [fullName, abbreviation] = MACHINES[target.arch];
  const machine = new KeyedObject()
    .define("FullName", () => text(fullName))
    .define("AbbrevName", () => text(abbreviation))
    .define("PageSize", () => integer("UI4", 0x1000))
    .define("PointerSize", () => integer("UI4", target.pointerSize))
    .define("IsBigEndian", () => flag(false));
  const flags: readonly (readonly [string, boolean])[] = [
    ["IsUserTarget", !world.isKernel],
    ["IsKernelTarget", world.isKernel],
    ["IsDumpTarget", !target.isLive],
    ["IsTTDTarget", false],
    ["IsReptTarget", false],
    ["IsReplayableTarget", false],
    ["IsLiveTarget", target.isLive],
    ["IsLocalKernelTarget", false],
    ["IsExdiKernelTarget", false],
    ["IsConnectedKernelTarget", false],
    ["IsNTTarget", true],
  ];
  const kind = new KeyedObject();
  for (const [name, value] of flags) kind.define(name, () => flag(value));
  kind.with(
    "Details",
    new KeyedObject().define("DumpFileName", () => text(world.file)),
  );
  return new KeyedObject().with("Machine", machine).with("Target", kind);
}
