/** `_EPROCESS`: identity, life, and the lists of processes and of a process' threads. */
import { add, clearBits, isNull, lowBits, type Address } from "../target/address";
import { Gap, type Structure } from "../target/layout";
import { UsageError } from "../target/target";
import type { Kernel } from "./kernel";
import { isSound, LIST_BOUND, walkIn, type Walk } from "./list";
import { threadAround, type Thread } from "./thread";
import { token as tokenAt } from "./token";
import { ansi } from "./unicode";

const MEMBERS = [
  "Pcb.Header.Type",
  "Pcb.Header.SignalState",
  "Pcb.ThreadListHead",
  "ThreadListHead",
  "ActiveProcessLinks",
  "UniqueProcessId",
  "InheritedFromUniqueProcessId",
  "ImageFileName",
  "ObjectTable",
  "DebugPort",
  // 5.1 and 5.2; since Vista a union whose low bits are a state.
  "ExceptionPort",
  "ExceptionPortData",
  "SecurityPort",
  "CreateTime",
  "ExitTime",
  "ProcessExiting",
  "Peb",
  // An _EX_FAST_REF: the low bits are a reference count.
  "Token",
  // 64-bit kernels; written in two ways.
  "Wow64Process",
  "WoW64Process",
] as const;

/** Why it cannot be told of any process whether it lives. */
export const STATE_UNKNOWN = "the symbols of nt lack members of _EPROCESS that tell its state";

export class Process {
  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  /** Process id; undefined where it cannot be read. */
  get pid(): number | undefined {
    return this.raw.id("UniqueProcessId");
  }

  /** `ImageFileName`: at most 14 characters. */
  get image(): string {
    const bytes = this.raw.bytesOf("ImageFileName");
    return bytes ? ansi(bytes) : "";
  }

  /** Whether the memory looks like a process object (dispatcher type 3). */
  get isProcess(): boolean {
    const type = this.raw.unsigned("Pcb.Header.Type");
    return type !== undefined && (type & 0x7f) === 3;
  }

  /** Whether the memory may be a process object: it is one, or the part that would tell is not known. */
  get mayBeProcess(): boolean {
    return this.isProcess || this.raw.unsigned("Pcb.Header.Type") === undefined;
  }

  /** Whether it can be told if the process lives: what cannot be read has not ended. */
  get isKnown(): boolean {
    return (
      this.raw.unsigned("Pcb.Header.Type") !== undefined && this.raw.signed("Pcb.Header.SignalState") !== undefined
    );
  }

  /** Has begun to exit: ProcessExiting is set, or there is an exit time. */
  get isExiting(): boolean {
    return this.raw.flag("ProcessExiting") === true || (this.raw.unsigned("ExitTime") || 0) !== 0;
  }

  /** Has ended: the process object is signalled. */
  get isTerminated(): boolean {
    return (this.raw.signed("Pcb.Header.SignalState") || 0) !== 0;
  }

  /** A 32-bit process on a 64-bit kernel; undefined on kernels that know none. */
  get isWow64(): boolean | undefined {
    const pointer = this.raw.pointer(this.raw.has("WoW64Process") ? "WoW64Process" : "Wow64Process");
    return pointer === undefined ? undefined : !isNull(pointer);
  }

  /** Address of the primary token; null when there is none. */
  get token(): Address | undefined {
    const pointer = this.raw.pointer("Token");
    return pointer === undefined ? undefined : clearBits(pointer, this.kernel.pointerSize === 8 ? 15 : 7);
  }

  /** Terminal services session, as the token says; undefined where it cannot be told. */
  get sessionId(): number | undefined {
    const address = this.token;
    const found = address === undefined || isNull(address) ? undefined : tokenAt(this.kernel, address);
    return found === undefined || found instanceof Gap ? undefined : found.sessionId;
  }

  /** 100 ns units since 1601. */
  get createTime(): number | undefined {
    return this.raw.unsigned("CreateTime");
  }

  /** The threads of the process; a thread that cannot be read ends the walk, which says so. */
  get threads(): Walk<Thread> {
    return this.kernel.once("threads", this.address, () => threadsOf(this));
  }

  /** No more than `limit` of them: where there are more, nothing behind these is read and the walk ends at its bound. */
  firstThreads(limit: number): Walk<Thread> {
    const first = threadList(this, ...LISTED, limit);
    if (first.end.kind === "bound" || isSound(first.end)) return first;
    const all = this.threads;
    if (all.items.length <= limit) return all;
    const at = (all.items[limit] as Thread).address;
    return { items: all.items.slice(0, limit), end: { kind: "bound", at, bound: limit }, recovered: 0 };
  }
}

/**
 * The kernel links a thread twice: in the `_KPROCESS` and in the `_EPROCESS`. The first is what the debugger shows; the
 * second is walked only where the first is damaged.
 */
const LISTED = ["Pcb.ThreadListHead", "Tcb.ThreadListEntry"] as const;
const LISTED_AGAIN = ["ThreadListHead", "ThreadListEntry"] as const;

function threadsOf(process: Process): Walk<Thread> {
  const first = threadList(process, ...LISTED);
  if (isSound(first.end)) return first;
  const second = threadList(process, ...LISTED_AGAIN);
  const known = new Set(first.items.map((thread) => thread.address));
  const more = second.items.filter((thread) => !known.has(thread.address));
  return { items: first.items.concat(more), end: first.end, recovered: first.recovered + more.length };
}

function threadList(process: Process, head: string, link: string, bound: number = LIST_BOUND): Walk<Thread> {
  const address = process.raw.at(head);
  const links = process.raw.links(head);
  if (address === undefined || links === undefined) {
    const why = "the head of its thread list cannot be read";
    return { items: [], end: { kind: "unreadable", at: process.address, why }, recovered: 0 };
  }
  return walkIn(
    process.kernel,
    head,
    address,
    links,
    (entry) => {
      const thread = threadAround(process.kernel, entry, link);
      if (thread instanceof Gap) return thread;
      const own = thread.raw.links(link);
      if (!own) return new Gap(entry, "the link of the thread cannot be read");
      return thread.isThread ? { links: own, value: thread } : new Gap(entry, "no thread object");
    },
    bound,
  );
}

/** The process at an address, read once. The flag in bit 0 of owner pointers must be masked before. */
export function process(kernel: Kernel, address: Address): Process | Gap {
  return kernel.once("Process", address, () => {
    if (isNull(address)) return new Gap(address, "the process pointer is null");
    if (lowBits(address, 7) !== 0) return new Gap(address, "not the address of a process");
    const raw = kernel.needed("_EPROCESS", MEMBERS).read(address);
    if (raw instanceof Gap) return raw;
    const found = new Process(kernel, raw);
    if (!found.isKnown && !raw.isPartial) kernel.target.losses.unknown("processes", STATE_UNKNOWN);
    return found;
  });
}

/** All processes in `nt!PsActiveProcessHead`, oldest first. */
export function processes(kernel: Kernel): Walk<Process> {
  const head = kernel.target.symbol("PsActiveProcessHead");
  if (head === undefined) {
    throw new UsageError(
      "the symbols of nt are not loaded (nt!PsActiveProcessHead is missing). Try .symfix; .reload /f nt",
    );
  }
  const reader = kernel.needed("_EPROCESS", MEMBERS);
  const offset = reader.offset("ActiveProcessLinks");
  const list = kernel.read("_LIST_ENTRY", kernel.needed("_LIST_ENTRY", ["Flink", "Blink"]), head);
  const flink = list instanceof Gap ? undefined : list.pointer("Flink");
  const blink = list instanceof Gap ? undefined : list.pointer("Blink");
  if (offset === undefined || flink === undefined || blink === undefined) {
    const unread = list instanceof Gap ? list.why : "the head of the list cannot be read";
    const why = offset === undefined ? "the symbols of nt have no _EPROCESS.ActiveProcessLinks" : unread;
    return { items: [], end: { kind: "unreadable", at: head, why }, recovered: 0 };
  }
  const links = { flink, blink };
  return walkIn(kernel, "PsActiveProcessHead", head, links, (entry) => {
    const found = process(kernel, add(entry, -offset));
    if (found instanceof Gap) return found;
    const own = found.raw.links("ActiveProcessLinks");
    return own ? { links: own, value: found } : new Gap(entry, "the link of the process cannot be read");
  });
}
