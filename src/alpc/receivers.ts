/** Who may take the next message of a port: threads in its WaitQueue, at its completion object, at its semaphore. */
import { isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { dispatcherObject } from "../nt/dispatcher";
import type { Kernel } from "../nt/kernel";
import { COMPLETE, EMPTY, isSound, walkIn, type Walk, type WalkEnd } from "../nt/list";
import { threadAround, type Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import { waitersOf } from "../nt/waiters";
import type { Port } from "./port";

export interface Receiver {
  readonly thread: Thread;
  readonly by: "WaitQueue" | "CompletionPort" | "Semaphore";
}

export interface Receivers {
  readonly list: readonly Receiver[];
  /** The first end that is not sound, with what was walked. */
  readonly end: WalkEnd;
  readonly what: string;
}

const NOBODY: Receivers = { list: [], end: COMPLETE, what: "" };

/** The receivers of a port. Each thread is read once, whoever asks. */
export function receivers(port: Port): Receivers {
  return port.kernel.once("receivers", port.address, () => {
    const waiting = waitQueue(port);
    const workers = completionThreads(port);
    const atSemaphore = semaphoreThreads(port);
    if (waiting === EMPTY && workers === EMPTY && atSemaphore === EMPTY) return NOBODY;
    const list: Receiver[] = [];
    const seen = new Set<Address>();
    const take = (threads: readonly Thread[], by: Receiver["by"]) => {
      for (const thread of threads) {
        if (seen.has(thread.address)) continue;
        seen.add(thread.address);
        list.push({ thread, by });
      }
    };
    take(waiting.items, "WaitQueue");
    take(workers.items, "CompletionPort");
    take(atSemaphore.items, "Semaphore");
    if (!isSound(waiting.end)) return { list, end: waiting.end, what: "WaitQueue" };
    if (!isSound(workers.end)) return { list, end: workers.end, what: "the threads of its completion object" };
    return { list, end: atSemaphore.end, what: "the waiters of its semaphore" };
  });
}

/** Threads linked in the port's WaitQueue. */
export function waitQueue(port: Port): Walk<Thread> {
  const head = port.raw.at("WaitQueue");
  const links = port.raw.links("WaitQueue");
  if (links && head !== undefined && links.flink === head && links.blink === head) return EMPTY;
  return port.kernel.once("WaitQueue", port.address, () => {
    if (head === undefined || links === undefined)
      return none("the head of the WaitQueue cannot be read", port.address);
    return walkIn(port.kernel, "WaitQueue", head, links, (entry) =>
      threadEntry(port.kernel, entry, "AlpcWaitListEntry"),
    );
  });
}

/**
 * All threads associated with the port's completion object, busy or idle: `_KQUEUE.ThreadListHead` through
 * `_KTHREAD.QueueListEntry`. Source: alpc-semantics 3.4.
 */
export function completionThreads(port: Port): Walk<Thread> {
  const queue = port.completionPort;
  if (queue === undefined || isNull(queue)) return EMPTY;
  const kernel = port.kernel;
  return kernel.once("completion threads", queue, () => {
    const raw = completionObject(kernel, queue);
    if (raw instanceof Gap) return none(raw.why, queue);
    const head = raw.at("ThreadListHead");
    const links = raw.links("ThreadListHead");
    if (head === undefined || links === undefined) return none("the list of its threads cannot be read", queue);
    return walkIn(kernel, "of threads of a completion object", head, links, (entry) =>
      threadEntry(kernel, entry, "Tcb.QueueListEntry"),
    );
  });
}

function completionObject(kernel: Kernel, queue: Address) {
  const reader = kernel.reader("_KQUEUE", ["Header.Type", "Header.SignalState", "ThreadListHead", "EntryListHead"]);
  return kernel.read("_KQUEUE", reader, queue);
}

/** Packets in the port's completion object that nobody has taken: the signal state of a queue is their number. */
export function completionPackets(port: Port): number | undefined {
  const queue = port.completionPort;
  if (queue === undefined || isNull(queue)) return undefined;
  const raw = completionObject(port.kernel, queue);
  return raw instanceof Gap ? undefined : raw.signed("Header.SignalState");
}

/** Threads that wait on the semaphore of a waitable port, through their wait blocks. */
function semaphoreThreads(port: Port): Walk<Thread> {
  const semaphore = port.semaphore;
  return semaphore === undefined ? EMPTY : waitersOf(port.kernel, semaphore);
}

function threadEntry(kernel: Kernel, entry: Address, link: string) {
  const found = threadAround(kernel, entry, link);
  if (found instanceof Gap) return found;
  const own = found.raw.links(link);
  if (!own) return new Gap(entry, "the link of the thread cannot be read");
  return found.isThread ? { links: own, value: found } : new Gap(entry, "no thread object");
}

function none(why: string, at: Address): Walk<Thread> {
  return { items: [], end: { kind: "unreadable", at, why }, recovered: 0 };
}

/**
 * Whether a thread is free to take a message: waiting on a queue, linked in a WaitQueue, or waiting on a port's
 * semaphore. `isPortSemaphore` knows the semaphores of the ports seen so far.
 */
export function isIdle(thread: Thread, isPortSemaphore: (object: Address) => boolean): boolean {
  if (!thread.isWaiting) return false;
  if (thread.isInWaitQueue || thread.waitsInQueue) return true;
  return threadWait(thread.kernel, thread).objects.some((object) => {
    if (isPortSemaphore(object)) return true;
    const found = dispatcherObject(thread.kernel, object);
    return !(found instanceof Gap) && found.kind === "queue";
  });
}
