/** Who receives on a port: threads that wait on the semaphore of its queue, or on the event of a waitable port. */
import { add, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import { COMPLETE, isSound, type Walk, type WalkEnd } from "../nt/list";
import type { Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import { waitersOf } from "../nt/waiters";
import { lpcPort, type LpcPort } from "./port";

const NOBODY: Walk<Thread> = { items: [], end: COMPLETE, recovered: 0 };

export interface LpcReceivers {
  readonly threads: readonly Thread[];
  /** The first end that is not sound. */
  readonly end: WalkEnd;
}

/** Threads that take the next message of a port. LPC records nobody who is busy: a thread is a receiver while it waits. */
export function lpcReceivers(port: LpcPort): LpcReceivers {
  return port.kernel.once("LPC receivers", port.address, () => {
    const { semaphore, waitEvent } = port;
    const none = semaphore === undefined || isNull(semaphore);
    const atQueue = none ? NOBODY : waitersOf(port.kernel, semaphore);
    const atEvent = waitEvent === undefined ? NOBODY : waitersOf(port.kernel, waitEvent);
    const seen = new Set<Address>();
    const threads = atQueue.items.concat(atEvent.items).filter((thread) => {
      if (seen.has(thread.address)) return false;
      seen.add(thread.address);
      return true;
    });
    return { threads, end: isSound(atQueue.end) ? atEvent.end : atQueue.end };
  });
}

/**
 * The port on whose queue a thread waits to receive. The semaphore lies in the nonpaged part of the queue, which points
 * back to the port: no list of ports is needed. The port must name the semaphore as its own.
 */
export function receivingOn(thread: Thread): LpcPort | undefined {
  if (!thread.isWaiting) return undefined;
  for (const object of threadWait(thread.kernel, thread).objects) {
    if (thread.contains(object)) continue;
    const port = portOfSemaphore(thread.kernel, object) || portOfEvent(thread.kernel, object);
    if (port) return port;
  }
  return undefined;
}

function portOfSemaphore(kernel: Kernel, semaphore: Address): LpcPort | undefined {
  const reader = kernel.expected("_LPCP_NONPAGED_PORT_QUEUE", ["Semaphore", "BackPointer"]);
  const offset = reader && reader.offset("Semaphore");
  if (!reader || offset === undefined) return undefined;
  const raw = kernel.read("_LPCP_NONPAGED_PORT_QUEUE", reader, add(semaphore, -offset));
  const owner = raw instanceof Gap ? undefined : raw.pointer("BackPointer");
  const port = owner === undefined || isNull(owner) ? undefined : lpcPort(kernel, owner);
  return port && !(port instanceof Gap) && port.semaphore === semaphore ? port : undefined;
}

/** The event lies within the port. */
function portOfEvent(kernel: Kernel, event: Address): LpcPort | undefined {
  const layout = kernel.target.type("_LPCP_PORT_OBJECT");
  const field = layout && layout.field("WaitEvent");
  if (!field) return undefined;
  const port = lpcPort(kernel, add(event, -field.offset));
  return !(port instanceof Gap) && port.waitEvent === event ? port : undefined;
}
