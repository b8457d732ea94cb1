/** What a receiver of a port is busy with. */
import { hex } from "../target/address";
import { Gap } from "../target/layout";
import { dispatcherObject } from "../nt/dispatcher";
import type { Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import type { Message } from "./message";
import type { Port } from "./port";
import { isIdle } from "./receivers";
import { waitingFor } from "./waiting";

export interface Work {
  /** Free to take the next message. */
  readonly isIdle: boolean;
  /** Messages of this port that it received and has not answered; an idle thread has parked them. */
  readonly received: readonly Message[];
  /** The message whose reply it waits for itself. */
  readonly waitsFor: Message | Gap | undefined;
}

/** What a thread does, as far as the port and the thread itself tell. */
export function workOf(port: Port, thread: Thread): Work {
  const semaphore = port.semaphore;
  const pending = port.queue("PendingQueue");
  return {
    isIdle: isIdle(thread, (object) => object === semaphore),
    received: (pending ? pending.walk.items : []).filter((message) => message.serverThread === thread.address),
    waitsFor: waitingFor(thread),
  };
}

/** In words: undefined for a thread that is idle. */
export function busyText(work: Work, thread: Thread): string | undefined {
  if (work.isIdle) return undefined;
  const received = work.received.map(messageText).join(", ");
  return (received === "" ? "" : "message " + received + ": ") + stateText(work, thread);
}

function stateText(work: Work, thread: Thread): string {
  if (!thread.isKnown) return "its state cannot be read";
  if (!thread.isLive) return "it has ended";
  if (work.waitsFor instanceof Gap) return "waits for a reply (" + work.waitsFor.why + ")";
  if (work.waitsFor) return "waits for the reply to message " + messageText(work.waitsFor);
  if (!thread.isWaiting) return thread.state || "?";
  const objects = threadWait(thread.kernel, thread).objects.map((address) => {
    const found = dispatcherObject(thread.kernel, address);
    return (found instanceof Gap ? "object" : found.kind) + " " + hex(address);
  });
  const reason = thread.waitReason === undefined ? "" : " (" + thread.waitReason + ")";
  return (objects.length === 0 ? "waits" : "waits for " + objects.join(", ")) + reason;
}

function messageText(message: Message): string {
  return message.messageId === undefined ? hex(message.address) : "0x" + message.messageId.toString(16);
}
