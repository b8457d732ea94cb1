/** Writes a snapshot of a target. */
import { add, isNull, type Address } from "../target/address";
import { checkTextFile, writeTextFile } from "../target/files";
import { architecture, currentObjects, kernelModule } from "../target/machine";
import { Gap } from "../target/layout";
import { UsageError } from "../target/target";
import { TypeShapes } from "../target/typeShapes";
import { checkTypes, Look } from "../model/look";
import type { Roots } from "../model/roots";
import { handleTable } from "../nt/handleTable";
import type { Kernel } from "../nt/kernel";
import { headerOf } from "../nt/object";
import { process, processes } from "../nt/process";
import { thread } from "../nt/thread";
import { buildText } from "../nt/version";
import { readEverything, type Progress } from "./everything";
import { KNOWN_TYPES } from "./knownTypes";
import type { Range } from "./memoryBook";
import { RecordingTarget } from "./recordingTarget";
import { snapshotText, type HandleRecord, type ProcessRecord, type ThreadRecord } from "./snapshot";

export interface RecordOptions {
  /** Every known type, whole objects, handles to ports, stacks of all threads. */
  readonly all: boolean;
  /** Replace a file that is there. */
  readonly force: boolean;
  readonly limit?: number | undefined;
  readonly progress?: Progress;
}

export interface Recorded {
  readonly path: string;
  readonly processes: number;
  readonly threads: number;
  readonly ports: number;
  readonly messages: number;
  readonly types: number;
  readonly symbols: number;
  readonly ranges: number;
  /** Bytes of memory in the snapshot. */
  readonly bytes: number;
  /** Reads of user memory that two processes have differently at one address. */
  readonly ambiguous: number;
  readonly stopped: boolean;
}

/**
 * Records what the analysis reads of the target that `base` looks at. `roots` makes the
 * model's objects over another look. All is read before the file is made; a UsageError where it cannot be.
 */
export function record(base: Look, path: string, roots: Roots, options: RecordOptions): Recorded {
  const progress = options.progress || (() => undefined);
  checkTextFile(path, options.force);
  const target = new RecordingTarget(base.target);
  const look = new Look(target, base.session);
  const { kernel } = look;
  // Who opens the recording asks for these first, whatever the machine holds.
  checkTypes(target);
  if (options.all) for (const name of KNOWN_TYPES) target.type(name);
  const stacks = (wanted: boolean) => (target.asksForStacks = wanted);
  const wanted = { whole: options.all, limit: options.limit, stacks };
  const subjects = readEverything(look, roots, currentObjects(), wanted, progress);
  const build = buildText(kernel);
  const ports = new Set(subjects.facts.ports.map((fact) => fact.port));
  const listed = listProcesses(kernel, target, options.all, ports, progress);
  const current = withCurrent(kernel, listed);
  const shapes = new TypeShapes(base.session);
  target.types.forEach((paths, name) => shapes.add(name, paths));
  const ambiguous = target.userMemory.enter(target.memory);
  const memory = target.memory.ranges();
  progress("ranges of memory to write", memory.length);
  const written = writeTextFile(
    path,
    options.force,
    snapshotText({
      arch: architecture(base.session, kernel.pointerSize),
      pointerSize: kernel.pointerSize,
      build,
      isLive: target.info.isLive,
      module: kernelModule(base.session),
      symbols: target.symbols,
      types: shapes.types,
      enums: shapes.enums,
      memory,
      processes: listed,
      current,
    }),
  );
  return {
    path: written,
    processes: listed.length,
    threads: listed.reduce((sum, one) => sum + one.threads.length, 0),
    ports: ports.size,
    messages: subjects.messages.length,
    types: shapes.types.length,
    symbols: target.symbols.size,
    ranges: memory.length,
    bytes: memory.reduce((sum: number, range: Range) => sum + range.length, 0),
    ambiguous,
    stopped: subjects.stopped,
  };
}

/** What was written, in one line. */
export function recordedText(done: Recorded): string {
  return (
    "recorded " +
    done.path +
    ": " +
    [
      done.processes + " processes",
      done.threads + " threads",
      done.ports + " ports",
      done.messages + " messages",
      done.types + " types",
      done.symbols + " symbols",
      done.ranges + " ranges of memory with " + done.bytes + " bytes",
    ].join(", ")
  );
}

interface Listed extends ProcessRecord {
  readonly threads: ThreadRecord[];
}

/** All processes with their threads; stacks where they were asked for, or all of them. */
function listProcesses(
  kernel: Kernel,
  target: RecordingTarget,
  all: boolean,
  ports: ReadonlySet<Address>,
  progress: Progress,
): Listed[] {
  return processes(kernel).items.map((one, done) => {
    progress("processes listed", done);
    const pid = one.pid || 0;
    const threads = one.threads.items.map((found): ThreadRecord => {
      const id = found.tid || 0;
      const frames = all ? target.frames(found.pid || 0, id) : target.knownFrames(found.pid || 0, id);
      return { address: found.address, id, frames };
    });
    const listed = { address: one.address, id: pid, name: one.image, threads };
    return all
      ? Object.assign(listed, { handles: portHandles(kernel, one.raw.pointer("ObjectTable"), ports) })
      : listed;
  });
}

/** The handles of a process that lead to ports. Other objects would have to be read one by one. */
function portHandles(kernel: Kernel, address: Address | undefined, ports: ReadonlySet<Address>): HandleRecord[] {
  const table = address === undefined || isNull(address) ? undefined : handleTable(kernel, address);
  const header = kernel.target.type("_OBJECT_HEADER");
  const body = header && header.field("Body");
  if (!table || table instanceof Gap || !body) return [];
  const found: HandleRecord[] = [];
  for (const { handle, pointer, access } of table.walk().entries) {
    const object = add(pointer, body.offset);
    if (!ports.has(object)) continue;
    const own = headerOf(kernel, object);
    const name = own instanceof Gap ? "" : own.fullName;
    const one = { handle, object, type: portTypeName(kernel, object), grantedAccess: access || 0 };
    found.push(typeof name === "string" && name !== "" ? Object.assign(one, { name }) : one);
  }
  return found;
}

function portTypeName(kernel: Kernel, object: Address): string {
  const header = headerOf(kernel, object);
  if (header instanceof Gap) return "";
  if (header.isOfType("AlpcPortObjectType") === true) return "ALPC Port";
  return header.isOfType("LpcWaitablePortObjectType") === true ? "WaitablePort" : "Port";
}

/** What is current in the debugger; both are listed, whatever state the kernel's lists are in. */
function withCurrent(kernel: Kernel, listed: Listed[]): { process: Address; thread: Address } {
  const now = currentObjects();
  const first = listed.find((one) => one.threads.length > 0);
  let home = now.process === undefined ? undefined : listed.find((one) => one.address === now.process);
  if (!home && now.process !== undefined) {
    // The idle process is on no list.
    const raw = process(kernel, now.process);
    home = {
      address: now.process,
      id: raw instanceof Gap ? 0 : raw.pid || 0,
      name: raw instanceof Gap ? "" : raw.image,
      threads: [],
    };
    listed.push(home);
  }
  if (!home) home = first;
  if (!home) throw new UsageError("the target shows no process, so there is nothing to record");
  const inside = home.threads.find((one) => one.address === now.thread);
  if (inside) return { process: home.address, thread: inside.address };
  if (now.thread !== undefined && !listed.some((one) => one.threads.some((own) => own.address === now.thread))) {
    const raw = thread(kernel, now.thread);
    home.threads.push({ address: now.thread, id: raw instanceof Gap ? 0 : raw.tid || 0, frames: undefined });
    return { process: home.address, thread: now.thread };
  }
  const any =
    now.thread !== undefined
      ? now.thread
      : ((home.threads[0] || (first && first.threads[0])) as ThreadRecord | undefined);
  if (any === undefined) throw new UsageError("the target shows no thread, so there is nothing to record");
  return { process: home.address, thread: typeof any === "object" ? any.address : any };
}
