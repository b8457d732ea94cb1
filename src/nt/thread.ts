/** `_ETHREAD` with its `_KTHREAD`: state, waits, and the ALPC members. */
import { add, distance, isNull, lowBits, type Address } from "../target/address";
import { Gap, type Links, type Structure } from "../target/layout";
import type { Kernel } from "./kernel";

/** All members ever asked for; what a build lacks is left out. */
const MEMBERS = [
  "Tcb.Header.Type",
  "Tcb.Header.SignalState",
  "Tcb.State",
  "Tcb.WaitReason",
  "Tcb.WaitMode",
  "Tcb.WaitTime",
  "Tcb.WaitBlockList",
  // Windows 8 and later; before that the blocks are a ring.
  "Tcb.WaitBlockCount",
  "Tcb.WaitBlock",
  "Tcb.Timer",
  "Tcb.Timer.Header.Inserted",
  "Tcb.TimerActive",
  "Tcb.SuspendCount",
  "Tcb.FreezeCount",
  "Tcb.Queue",
  "Tcb.QueueListEntry",
  "Tcb.Process",
  "Tcb.ApcState.Process",
  "Tcb.ThreadListEntry",
  "Tcb.Teb",
  "Tcb.Win32Thread",
  "ThreadListEntry",
  "Cid.UniqueProcess",
  "Cid.UniqueThread",
  "Terminated",
  // 5.1 and 5.2 name the process here; later builds have Tcb.Process.
  "ThreadsProcess",
  "AlpcMessage",
  "AlpcWaitListEntry",
  "AlpcWaitSemaphore",
  "LpcReplyChain",
  "LpcReplyMessage",
  "LpcReplyMessageId",
  "LpcReplySemaphore",
  "LpcReceivedMessageId",
  "LpcReceivedMsgIdValid",
  "LpcExitThreadCalled",
] as const;

/** `_KTHREAD_STATE`. Source: layouts/enums [PDB]. */
export const STATES = [
  "Initialized",
  "Ready",
  "Running",
  "Standby",
  "Terminated",
  "Waiting",
  "Transition",
  "DeferredReady",
  "GateWait",
  "WaitingForProcessInSwap",
] as const;
const TERMINATED = 4;
const WAITING = 5;

/** `_KWAIT_REASON`. Source: layouts/enums [PDB]. */
const REASONS: { readonly [reason: number]: string } = {
  0: "Executive",
  4: "DelayExecution",
  5: "Suspended",
  6: "UserRequest",
  7: "WrExecutive",
  11: "WrDelayExecution",
  12: "WrSuspended",
  13: "WrUserRequest",
  15: "WrQueue",
  16: "WrLpcReceive",
  17: "WrLpcReply",
  18: "WrVirtualMemory",
  21: "WrKeyedEvent",
  22: "WrTerminated",
  26: "WrKernel",
  27: "WrResource",
  28: "WrPushLock",
  29: "WrMutex",
  34: "WrFastMutex",
  35: "WrGuardedMutex",
  36: "WrRundown",
  37: "WrAlertByThreadId",
};
const SUSPENDED = 5;
const WR_SUSPENDED = 12;
const WR_QUEUE = 15;
const WR_LPC_REPLY = 17;

export class Thread {
  constructor(
    readonly kernel: Kernel,
    /** The structure itself, for members that other files decode. */
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  /** Bytes of the `_ETHREAD`: its own semaphores, timer and wait blocks lie inside. */
  get size(): number {
    return threadReader(this.kernel).layout.size;
  }

  /** Whether an address lies within the `_ETHREAD`, as its own semaphores and timer do. */
  contains(address: Address): boolean {
    const offset = distance(address, this.address);
    return offset > 0 && offset < this.size;
  }

  /** Thread id; undefined where it cannot be read. */
  get tid(): number | undefined {
    return this.raw.id("Cid.UniqueThread");
  }

  get pid(): number | undefined {
    return this.raw.id("Cid.UniqueProcess");
  }

  /** Address of the `_EPROCESS` it belongs to. */
  get process(): Address | undefined {
    return (
      this.raw.pointer("Tcb.Process") || this.raw.pointer("ThreadsProcess") || this.raw.pointer("Tcb.ApcState.Process")
    );
  }

  get teb(): Address | undefined {
    return this.raw.pointer("Tcb.Teb");
  }

  get win32Thread(): Address | undefined {
    return this.raw.pointer("Tcb.Win32Thread");
  }

  /** `_KTHREAD.State` by name. */
  get state(): string | undefined {
    const state = this.raw.unsigned("Tcb.State");
    return state === undefined ? undefined : STATES[state] || "state " + state;
  }

  /** Only such a thread waits: a running one keeps the wait blocks of its last wait. */
  get isWaiting(): boolean {
    return this.raw.unsigned("Tcb.State") === WAITING;
  }

  /** A thread object that has not ended: dispatcher type 6, not signalled, not Terminated. */
  get isLive(): boolean {
    const type = this.raw.unsigned("Tcb.Header.Type");
    return (
      type !== undefined &&
      (type & 0x7f) === 6 &&
      this.raw.signed("Tcb.Header.SignalState") === 0 &&
      this.raw.unsigned("Tcb.State") !== TERMINATED
    );
  }

  /** Whether it can be told if the thread lives: what cannot be read has not ended. */
  get isKnown(): boolean {
    return (
      this.raw.unsigned("Tcb.State") !== undefined &&
      this.raw.unsigned("Tcb.Header.Type") !== undefined &&
      this.raw.signed("Tcb.Header.SignalState") !== undefined
    );
  }

  /** Whether the memory looks like a thread object at all, ended or not. */
  get isThread(): boolean {
    const type = this.raw.unsigned("Tcb.Header.Type");
    return type !== undefined && (type & 0x7f) === 6;
  }

  /** Whether the memory may be a thread object: it is one, or the part that would tell is not known. */
  get mayBeThread(): boolean {
    return this.isThread || this.raw.unsigned("Tcb.Header.Type") === undefined;
  }

  /** `_KTHREAD.WaitReason` by name, of a waiting thread. */
  get waitReason(): string | undefined {
    const reason = this.isWaiting ? this.raw.unsigned("Tcb.WaitReason") : undefined;
    return reason === undefined ? undefined : REASONS[reason] || "reason " + reason;
  }

  get waitsInQueue(): boolean {
    return this.isWaiting && this.raw.unsigned("Tcb.WaitReason") === WR_QUEUE;
  }

  get waitsForLpcReply(): boolean {
    return this.isWaiting && this.raw.unsigned("Tcb.WaitReason") === WR_LPC_REPLY;
  }

  /** The wait mode: false for KernelMode. */
  get isUserMode(): boolean {
    return this.raw.unsigned("Tcb.WaitMode") === 1;
  }

  /** Suspended or frozen. The wait reason alone also counts: the counters lie in different places on each build. */
  get isSuspended(): boolean {
    if ((this.raw.unsigned("Tcb.SuspendCount") || 0) > 0 || (this.raw.unsigned("Tcb.FreezeCount") || 0) > 0)
      return true;
    const reason = this.isWaiting ? this.raw.unsigned("Tcb.WaitReason") : undefined;
    return reason === SUSPENDED || reason === WR_SUSPENDED;
  }

  /** `_KTHREAD.WaitTime`: tick count at the start of the wait. */
  get waitTime(): number | undefined {
    return this.raw.unsigned("Tcb.WaitTime");
  }

  /** The `_KQUEUE` the thread is registered with, or null. */
  get queue(): Address | undefined {
    return this.raw.pointer("Tcb.Queue");
  }

  /** The message it waits for or was handed, unchecked; see alpc/waiting. Null when there is none. */
  get alpcMessage(): Address | undefined {
    return this.raw.pointer("AlpcMessage");
  }

  /** Link in some port's WaitQueue; a null Flink says that it is in none. Source: alpc-semantics 3.1. */
  get alpcWaitEntry(): Links | undefined {
    return this.raw.links("AlpcWaitListEntry");
  }

  /** Whether it is linked in a port's WaitQueue: then AlpcMessage holds an attribute set, not a message. */
  get isInWaitQueue(): boolean {
    const links = this.alpcWaitEntry;
    return links !== undefined && !isNull(links.flink);
  }

  /** Address of AlpcWaitSemaphore, the object an ALPC waiter blocks on. */
  get alpcSemaphore(): Address | undefined {
    return this.raw.at("AlpcWaitSemaphore");
  }

  /** `pid.tid` in hexadecimal, as `!thread` prints it. */
  get cid(): string {
    return idText(this.pid) + "." + idText(this.tid);
  }
}

function idText(id: number | undefined): string {
  return id === undefined ? "?" : ("000" + id.toString(16)).slice(-Math.max(4, id.toString(16).length));
}

/** The thread at an address, read once; a Gap where it cannot be read at all. */
export function thread(kernel: Kernel, address: Address): Thread | Gap {
  return kernel.once("Thread", address, () => {
    if (isNull(address)) return new Gap(address, "the thread pointer is null");
    // Low bits of the pointer may be flags; an _ETHREAD lies on a pool boundary.
    if (lowBits(address, 7) !== 0) return new Gap(address, "not the address of a thread");
    const raw = threadReader(kernel).read(address);
    if (raw instanceof Gap) return raw;
    const found = new Thread(kernel, raw);
    if (!found.isKnown && !raw.isPartial)
      kernel.target.losses.unknown("threads", "the symbols of nt lack members of _ETHREAD that tell its state");
    return found;
  });
}

export function threadReader(kernel: Kernel) {
  return kernel.needed("_ETHREAD", MEMBERS);
}

/** The thread around a link, for lists of threads. */
export function threadAround(kernel: Kernel, entry: Address, member: string): Thread | Gap {
  const offset = threadReader(kernel).offset(member);
  if (offset === undefined) return new Gap(entry, "the symbols of nt have no _ETHREAD." + member);
  return thread(kernel, add(entry, -offset));
}
