/** What the analysis finds. `document.ts` turns it into the published JSON; the text report reads it directly. */
import type { Address } from "../target/address";
import type { IncompleteFact, PortFact, ThreadFact } from "./types";

export type WaitKind =
  "alpc" | "lpc" | "mutant" | "thread" | "process" | "criticalSection" | "eresource" | "pushLock" | "other";

/**
 * State of a wait, finer than the published one: `staleServer` is published as `parked`; `lost` (an LPC request that is
 * nowhere) and `unreadable` as `unknown`; `none` (kind `other`) is not published.
 */
export type WaitState =
  | "queued"
  | "inService"
  | "parked"
  | "staleServer"
  | "replyReady"
  | "canceled"
  | "owned"
  | "lost"
  | "unreadable"
  | "unknown"
  | "none";

/** Why a wait that blocks proves no deadlock. */
export type Doubt =
  "timeout" | "waitUnknown" | "queuedShortly" | "queuedUnknown" | "sharedServer" | "incompleteList" | "unsettled";

/** One object a thread waits for, judged. */
export interface Wait {
  readonly waiter: ThreadFact;
  readonly kind: WaitKind;
  readonly state: WaitState;
  readonly message?: Address;
  readonly messageId?: number;
  readonly port?: Address;
  readonly portFact?: PortFact;
  readonly object?: Address;
  /** Live threads, by address; any of them can end this wait. Empty: nobody provable. */
  readonly on: readonly Address[];
  /** Number of the alternative in `Waits.alternatives`, -1 when `on` is empty. */
  readonly alternative: number;
  /** `ServerThread` as recorded, dead or alive. */
  readonly serverThread?: Address;
  /** Who must act, where it is known. */
  readonly process?: Address;
  /** A guess beside a parked or unknown wait: threads of the owing process whose wait began in the same tick. */
  readonly candidates: readonly Address[];
  readonly waitedSeconds?: number;
  readonly waitedTicks?: number;
  readonly timeout: boolean;
  /** Set when the thread waits for several objects. */
  readonly waitType?: "any" | "all";
  /** Empty when this wait can be part of a proof. Meaningless when `on` is empty. */
  readonly doubts: readonly Doubt[];
  /** In words, for kind `other`. */
  readonly what?: string;
}

/** A thread with its waits judged. */
export interface WaitingThread {
  /** Position by address; dense. */
  readonly index: number;
  readonly fact: ThreadFact;
  /** Empty unless it is waiting. */
  readonly waits: readonly Wait[];
  /** The wait for a reply among `waits`. */
  readonly reply?: Wait;
  readonly waitedSeconds?: number;
}

export type DeadlockKind = "cycle" | "knot" | "starvation";
export type Certainty = "proved" | "suspected";

export interface Deadlock {
  readonly kind: DeadlockKind;
  readonly certainty: Certainty;
  /** By address. */
  readonly members: readonly WaitingThread[];
  /** By address. */
  readonly victims: readonly WaitingThread[];
  /** Of the members, then of the victims. */
  readonly waits: readonly Wait[];
}

export type RootWhy =
  "runnable" | "other wait" | "queued" | "parked" | "suspended" | "stale server" | "server gone" | "unreadable";

/** Where a chain ends. */
export interface Root {
  readonly thread?: Address;
  readonly process?: Address;
  readonly object?: Address;
  readonly why: RootWhy;
}

export interface Chain {
  readonly root: Root;
  /** The root's thread; its frames are to be shown where they are known. */
  readonly rootThread?: WaitingThread;
  /** How many threads wait for a reply. */
  readonly waiters: number;
  readonly longestWaitSeconds?: number;
  /** Of the waiters and of the threads passed through. */
  readonly waits: readonly Wait[];
  /** The process that must act is exiting or terminated. */
  readonly rootProcessExiting: boolean;
}

export type Severity = "error" | "warning" | "info";

export type Rule =
  | "server-gone"
  | "lost-reply"
  | "wrong-reply"
  | "corrupt-list"
  | "self-call"
  | "starved-port"
  | "no-receiver"
  | "suspended-server"
  | "abandoned-mutant"
  | "counter-mismatch"
  | "blocked-at-start"
  | "blocked-at-exit"
  | "stale-server-thread"
  | "suspended-client"
  | "orphan-port"
  | "canceled-waiter"
  | "long-wait";

export interface Finding {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly subject: Address;
  readonly text: string;
}

export type Verdict = "deadlock" | "suspected" | "starvation" | "blocked" | "healthy";

export interface Counts {
  readonly processes: number;
  readonly threads: number;
  readonly ports: number;
  readonly messages: number;
  /** For a reply. */
  readonly waitingThreads: number;
}

export interface Analysis {
  readonly verdict: Verdict;
  readonly deadlocks: readonly Deadlock[];
  readonly chains: readonly Chain[];
  readonly findings: readonly Finding[];
  readonly incomplete: readonly IncompleteFact[];
  readonly counts: Counts;
  /** The findings that need all ports were not looked for. */
  readonly quick: boolean;
  /** Something was left out because of this limit on threads and ports; it is named in `incomplete`. */
  readonly limit?: number;
}
