/** What a machine under construction consists of. Addresses are given at once, memory is written at the end. */
import type { HandleTable } from "./handleTable";
import type { KernelObject } from "./objects";

/** Anything a thread can wait for. */
export interface Waitable {
  /** Address of the DISPATCHER_HEADER. */
  readonly header: bigint;
  /** It is an address in user memory, and nothing of the dispatcher lies there. */
  readonly isAddress?: boolean;
}

export interface Process extends Waitable {
  readonly kind: "process";
  /** Name in the text; mostly the image name. */
  readonly name: string;
  readonly image: string;
  readonly pid: number;
  readonly object: KernelObject;
  readonly address: bigint;
  readonly threads: Thread[];
  readonly handles: HandleTable;
  readonly handleList: Handle[];
  /** Seconds since it was created. */
  readonly age: number;
  /** ProcessExiting: its threads are ending. */
  exiting: boolean;
  /** No thread is left, the object remains. */
  exited: boolean;
  readonly parent: number;
  exceptionPort?: Port | undefined;
  debugPort?: bigint | undefined;
  securityPort?: bigint | undefined;
  /** Next free user address for what the process has in user memory. */
  userNext: bigint;
}

export interface Handle {
  readonly handle: number;
  readonly object: KernelObject;
  readonly access: number;
}

export type ThreadState = "running" | "ready" | "standby" | "waiting" | "terminated" | "initialized";

export interface Wait {
  readonly reason: string;
  readonly objects: readonly Waitable[];
  readonly all: boolean;
  timeout: boolean;
  readonly kernelMode?: boolean;
}

export interface Thread extends Waitable {
  readonly kind: "thread";
  readonly name: string;
  readonly tid: number;
  readonly process: Process;
  readonly object: KernelObject;
  readonly address: bigint;
  /** What was said about it; nothing said: it runs. */
  state?: ThreadState;
  wait?: Wait;
  /** Ticks since the wait began. */
  waitedTicks?: number;
  suspended: boolean;
  /** It has received a request and works on it: not idle even when nothing else is said. */
  serving: boolean;
  /** The request whose reply it waits for, or that was handed to it. */
  message?: Message;
  /** Completion object it is registered with. */
  queue?: Queue;
  /** Port in whose WaitQueue it is. */
  waitsOn?: Port;
  readonly mutants: Mutant[];
  frames?: readonly string[];
  /** LPC: see alpc-semantics 8.2. */
  lpc?: LpcThread;
}

export interface LpcThread {
  replyMessageId?: number;
  waitingOn?: Port;
  replyMessage?: Message;
  received?: { readonly id: number; readonly valid: boolean };
  /** Server communication port in whose LpcReplyChainHead it is linked. */
  chainedAt?: Port;
}

/** A `_KQUEUE`: the completion object of a port, with its thread pool. */
export interface Queue extends Waitable {
  readonly kind: "queue";
  readonly object: KernelObject;
  readonly address: bigint;
  readonly threads: Thread[];
  /** Packets that nobody has taken yet. */
  packets: number;
}

export type DispatcherKind = "event" | "semaphore" | "mutant" | "timer";

export interface Dispatcher extends Waitable {
  readonly kind: DispatcherKind;
  readonly name: string;
  readonly address: bigint;
  readonly object?: KernelObject;
  signalled: boolean;
}

export interface Mutant extends Dispatcher {
  readonly kind: "mutant";
  owner?: Thread;
  abandoned: boolean;
}

/** An ERESOURCE. Waiters want it exclusively; see locks.ts for what they wait for. */
export interface Resource {
  readonly kind: "resource";
  readonly name: string;
  readonly address: bigint;
  readonly event: Dispatcher;
  /** Its exclusive owner. */
  owner?: Thread;
  /** Owners that share it. */
  readonly sharedBy: Thread[];
  waiters: number;
  /** Entries on the stacks of its waiters. */
  readonly entries: bigint[];
}

/** A critical section in user memory; see locks.ts for what its waiters wait for. */
export interface CriticalSection {
  readonly kind: "criticalSection";
  readonly name: string;
  readonly address: bigint;
  readonly process: Process;
  readonly event: Dispatcher;
  readonly eventHandle: number;
  owner?: Thread;
  waiters: number;
}

export type PortKind = "connection" | "client" | "server";
export const QUEUES = ["MainQueue", "LargeMessageQueue", "PendingQueue", "DirectQueue", "CanceledQueue"] as const;
export type QueueName = (typeof QUEUES)[number];

export interface Port {
  readonly kind: "port";
  readonly portKind: PortKind;
  /** Full path of a connection port; `client of c` and `server of c` for the ends of a connection. */
  readonly name: string;
  readonly path?: string;
  readonly object: KernelObject;
  readonly address: bigint;
  readonly owner: Process;
  info: Connection;
  readonly queues: Record<QueueName, Message[]>;
  readonly waitQueue: Thread[];
  pool?: Queue;
  /** Of a waitable port; every other one points to the shared dummy event. */
  semaphore?: Dispatcher;
  ownerGone: boolean;
  closed: boolean;
  disconnected: boolean;
  connectionPending: boolean;
  sequence: number;
  readonly maxMessageLength: number;
  /** LPC: threads that wait for a reply through this server communication port. */
  readonly replyChain: Thread[];
  /** LPC: thread of CLIENT_ID Creator. */
  creator?: Thread;
}

/** `_ALPC_COMMUNICATION_INFO`: of a connection port (head of the list), or of one connection. */
export interface Connection {
  readonly kind: "connection";
  readonly name: string;
  readonly address: bigint;
  connectionPort: Port;
  clientPort?: Port;
  serverPort?: Port;
  /** Of a connection port: its connections. */
  readonly connections: Connection[];
}

export interface Message {
  readonly kind: "message";
  readonly name: string;
  readonly address: bigint;
  readonly id: number;
  readonly callbackId: number;
  sequence: number;
  /** LPC_REQUEST is 1. */
  type: number;
  readonly dataLength: number;
  readonly totalLength: number;
  readonly ownerPort: Port;
  /** The port whose queue it is on, or was. */
  queuePort: Port;
  queue?: QueueName | undefined;
  waitingThread?: Thread | undefined;
  serverThread?: Thread | undefined;
  /** Who sent it. */
  readonly sender: Thread;
  ready: boolean;
  release: boolean;
  replyWaitReply: boolean;
  connection?: Connection;
}
