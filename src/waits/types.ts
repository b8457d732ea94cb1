/**
 * What the analysis is told: facts about threads, processes and ports, as they were read, without any judgement.
 * `collect.ts` fills this from a target; everything that follows from it (states, edges, deadlocks, roots, findings)
 * is decided in this folder, without a target. Addresses are opaque here: compared and printed, nothing more.
 *
 * The same object may be described in any order and the result is the same. Absent means "not known", never "no".
 */
import type { Address } from "../target/address";

/** Everything one analysis works on. */
export interface Facts {
  /**
   * Every live thread of the target, and every other thread that a wait names and that was looked at. A named thread that is
   * not here counts as "no longer a live thread"; list one that could not be read with state `unreadable`.
   */
  readonly threads: readonly ThreadFact[];
  /** Every process; those without threads too. */
  readonly processes: readonly ProcessFact[];
  /** At least every port that a wait names. All ports unless `quick`. */
  readonly ports: readonly PortFact[];
  readonly clock: ClockFact;
  /** The target runs while it is read: counters and walks may differ honestly, no `counter-mismatch`. */
  readonly isMoving: boolean;
  /** Only what waiting threads point to was read; the findings that need all ports are not looked for. */
  readonly quick: boolean;
  /** Something was left out because of this limit; it is named in `incomplete`. */
  readonly limit?: number;
  /** Lists whose walk ended early. One that could not be read belongs into `incomplete` instead. */
  readonly damagedLists: readonly DamagedListFact[];
  /** What could not be read, in the order it was met; handed on as it is. */
  readonly incomplete: readonly IncompleteFact[];
  /** Distinct ones seen; handed on. The number of waiting threads is counted here. */
  readonly counts: {
    readonly processes: number;
    readonly threads: number;
    readonly ports: number;
    readonly messages: number;
  };
}

/** Clock of the target. Without a period there are ticks only, and nothing that depends on seconds is claimed. */
export interface ClockFact {
  /** Low 32 bits of the tick count (`nt!KeTickCount`, or TickCount of KUSER_SHARED_DATA). */
  readonly tickCount?: number;
  /** `nt!KeMaximumIncrement` / 10^7. */
  readonly secondsPerTick?: number;
}

/**
 * - `waiting`: `KTHREAD.State` is Waiting (5).
 * - `runnable`: any other state of a live thread.
 * - `terminated`: not a live thread (dispatcher type is not 6, SignalState is not 0, or State is Terminated).
 * - `unreadable`: it could not be read; it may proceed, and is where a chain ends.
 */
export type ThreadState = "waiting" | "runnable" | "terminated" | "unreadable";

export interface ThreadFact {
  /** Address of the `_ETHREAD`. */
  readonly thread: Address;
  readonly tid: number;
  readonly pid: number;
  /** Its `_EPROCESS`; `NULL` when it is not known. */
  readonly process: Address;
  /** Image name of its process. */
  readonly image: string;
  readonly state: ThreadState;
  /** Waits on a KQUEUE, is linked in the WaitQueue of a port, or waits on the semaphore of a port. */
  readonly idle?: boolean;
  /** `SuspendCount` is not 0. */
  readonly suspended?: boolean;
  /** `KTHREAD.WaitTime`, the tick at which the wait began. ULONG. */
  readonly waitTime?: number;
  /**
   * One per object it waits for; empty when it waits for nothing that is described here. The wait on its own suspend object
   * is left out; a thread that waits for a reply has one entry, kind `alpc` or `lpc`, and none for its semaphore.
   * Ignored unless `waiting`.
   */
  readonly waits: readonly WaitFact[];
  /** WaitType of its wait blocks; only meaningful for several waits. */
  readonly waitType?: "any" | "all";
  /** The wait ends by itself. */
  readonly hasTimeout?: boolean;
  /** Its wait blocks could not be read: it may have a timeout, or wait for more than is described here. */
  readonly waitUnknown?: true;
  /** On a machine that runs: its wait did not hold when it was read a second time. It proves nothing. */
  readonly unsettled?: true;
  /**
   * It is the ServerThread of some pending message, also of one that nobody waits for, or LpcReceivedMsgIdValid is set.
   * What the waits of other threads say about it need not be repeated here.
   */
  readonly serving?: boolean;
}

export type WaitFact = AlpcReplyFact | LpcReplyFact | MutantWaitFact | ObjectWaitFact | LockWaitFact | OtherWaitFact;

/** Waits for the reply to an ALPC message (`ETHREAD.AlpcMessage`, under all its checks). */
export interface AlpcReplyFact {
  readonly kind: "alpc";
  readonly message?: Address;
  /** `PortMessage.MessageId`. */
  readonly messageId?: number;
  /** The list it is linked in; `none` when in no list, `unreadable` when the message cannot be read. */
  readonly place: "main" | "large" | "direct" | "pending" | "none" | "unreadable";
  /** `PortQueue`: the port in whose queue it is. */
  readonly port?: Address;
  /** `ServerThread` as recorded, dead or alive; left out when null. */
  readonly serverThread?: Address;
  readonly canceled?: boolean;
  /** The reply has arrived. */
  readonly ready?: boolean;
  /** The request is served asynchronously: its ServerThread no longer works on it. */
  readonly asynchronous?: boolean;
}

/** Waits for the reply to an LPC request (`LpcReplyMessageId`, Windows XP and Server 2003). */
export interface LpcReplyFact {
  readonly kind: "lpc";
  /** `LpcReplyMessageId`. */
  readonly messageId: number;
  /** The connection port. */
  readonly port?: Address;
  /** Threads with LpcReceivedMsgIdValid and this LpcReceivedMessageId. More than one is an error that is reported. */
  readonly servers: readonly Address[];
  /** Whether the id is in the connection port's ReceiveHead; `unreadable` when that list could not be walked to its end. */
  readonly place: "queued" | "nowhere" | "unreadable";
  /** The `_LPCP_MESSAGE`, where there is one. */
  readonly message?: Address;
  /** The reply has arrived. */
  readonly replied?: boolean;
  /** Id of the reply that has arrived, when it is another one. */
  readonly wrongReplyId?: number;
}

export interface MutantWaitFact {
  readonly kind: "mutant";
  /** The `_KMUTANT`. */
  readonly object: Address;
  /** `OwnerThread`; left out when null. */
  readonly owner?: Address;
  readonly abandoned?: boolean;
}

/** A wait for a thread or process object. */
export interface ObjectWaitFact {
  readonly kind: "thread" | "process";
  /** The `_ETHREAD` or `_EPROCESS`. */
  readonly object: Address;
}

export interface LockWaitFact {
  readonly kind: "criticalSection" | "eresource" | "pushLock";
  readonly object: Address;
  /** The owner thread; left out where the structure does not tell. */
  readonly owner?: Address;
}

/** Anything that can end from outside: event, semaphore, I/O, timer, sleep. */
export interface OtherWaitFact {
  readonly kind: "other";
  readonly object?: Address;
  /** What it is, for the text: `Event`, `Semaphore`. */
  readonly what?: string;
}

export interface ProcessFact {
  /** Address of the `_EPROCESS`. */
  readonly process: Address;
  readonly pid: number;
  readonly image: string;
  /** SystemTime of KUSER_SHARED_DATA minus CreateTime. */
  readonly ageSeconds?: number;
  /** ProcessExiting, or ExitTime is set. */
  readonly exiting?: boolean;
  /** The process object is signaled, or has no thread left and an ExitTime. */
  readonly terminated?: boolean;
  /** Its thread list could not be walked to its end: it may have threads that are not in `threads`. */
  readonly threadsIncomplete?: boolean;
}

export interface PortFact {
  /** The `_ALPC_PORT` or `_LPCP_PORT_OBJECT`. */
  readonly port: Address;
  /** Name of the connection port it belongs to. */
  readonly name?: string;
  /** `OwnerProcess` without bit 0; of an LPC port its connection port's ServerProcess. */
  readonly ownerProcess?: Address;
  /** Bit 0 of `OwnerProcess` is set. */
  readonly ownerInvalid?: boolean;
  readonly closed?: boolean;
  readonly disconnected?: boolean;
  /** Threads linked in its WaitQueue, registered with its completion object, or waiting on its semaphore. */
  readonly receivers: readonly Address[];
  /** One of these lists could not be walked to its end. */
  readonly receiversIncomplete?: boolean;
  /** From the object header; left out when it was not read. */
  readonly handleCount?: number;
  /** Messages in its queues; left out when they were not walked. */
  readonly messageCount?: number;
  /** Of a connection port; left out when they were not walked. */
  readonly connectionCount?: number;
  /** Queues that were walked to their end; those that are empty and count nothing may be left out. */
  readonly queues?: readonly QueueFact[];
}

export interface QueueFact {
  /** `MainQueue`, `PendingQueue` ... */
  readonly name: string;
  /** The kernel's counter. */
  readonly counter: number;
  /** What the walk found. */
  readonly walked: number;
}

export interface DamagedListFact {
  /** The port, or whatever owns the list. */
  readonly owner: Address;
  /** `PendingQueue`, `ThreadListHead` ... */
  readonly list: string;
  /** How the walk ended, in words: `corrupt link at 0x...`, `loop`. */
  readonly why: string;
}

export interface IncompleteFact {
  readonly what: string;
  readonly address?: Address;
  readonly why: string;
}
