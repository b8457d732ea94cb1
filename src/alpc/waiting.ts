/** From a thread to the message whose reply it waits for, and back to its server. */
import { isKernel, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import { message, type Message } from "./message";

/**
 * The message whose reply a thread waits for. Undefined when it waits for none; a Gap when it waits for a reply but the
 * message cannot be read.
 *
 * AlpcMessage shares its place with a receiver's attribute set and is not reliably cleared, so it counts only when it
 * holds up: the thread is in no WaitQueue, the pointer is a kernel address, the blob is a message's, and the message
 * names this thread as the one that waits. Source: alpc-semantics 3.1.
 */
export function waitingFor(thread: Thread): Message | Gap | undefined {
  if (!thread.isWaiting || thread.isInWaitQueue) return undefined;
  const pointer = thread.alpcMessage;
  if (pointer === undefined)
    return waitsOnOwnSemaphore(thread) ? new Gap(thread.address, "AlpcMessage cannot be read") : undefined;
  if (isNull(pointer)) return undefined;
  if (!isKernel(pointer, thread.kernel.pointerSize)) return undefined;
  const found = message(thread.kernel, pointer);
  if (found instanceof Gap) return waitsOnOwnSemaphore(thread) ? found : undefined;
  const waiter = found.waitingThread;
  if (waiter === undefined)
    return waitsOnOwnSemaphore(thread) ? new Gap(pointer, "the message cannot be read") : undefined;
  return found.isMessage && waiter === thread.address ? found : undefined;
}

/**
 * Of a suspended thread, whose wait no longer shows that it is one for a reply: why its message cannot be read, if that is
 * so. Undefined where the message can be read, and where the thread waits for something else.
 */
export function hiddenMessage(thread: Thread): Gap | undefined {
  const pointer = thread.isWaiting && thread.isSuspended && !thread.isInWaitQueue ? thread.alpcMessage : undefined;
  if (pointer === undefined || !isKernel(pointer, thread.kernel.pointerSize)) return undefined;
  if (!threadWait(thread.kernel, thread).objects.every((object) => thread.contains(object))) return undefined;
  const found = message(thread.kernel, pointer);
  if (found instanceof Gap) return found;
  return found.waitingThread === undefined ? new Gap(pointer, "a part of it cannot be read") : undefined;
}

/** The wait of a synchronous send, by the object and the reason: the hint that is left when the message is gone. */
function waitsOnOwnSemaphore(thread: Thread): boolean {
  const own: Address | undefined = thread.alpcSemaphore;
  return thread.waitsForLpcReply && threadWait(thread.kernel, thread).objects.some((object) => object === own);
}
