/** The members of `_ETHREAD` that tie the two sides of an LPC call together, and the threads by their ids. */
import { clearBits, isNull, lowBits, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import { processes } from "../nt/process";
import type { Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import { lpcMessage, type LpcMessage } from "./message";
import { lpcPort, type LpcPort } from "./port";
import { replyChainPort } from "./replyChain";

/** Low bits of the union of LpcReplyMessage and LpcWaitingOnPort. Source: alpc-semantics 8.2 [ReactOS]. */
export const IS_PORT = 1;
const NO_IMPERSONATION = 2;
export const TAG_BITS = IS_PORT | NO_IMPERSONATION;

/** A thread's wait for an LPC reply. */
export interface LpcWait {
  readonly thread: Thread;
  /** LpcReplyMessageId; of a reply that has arrived the id it carries. Undefined where it cannot be read. */
  readonly messageId: number | undefined;
  /** The port it waits on, as recorded or found through its reply chain; a Gap where neither can be read. */
  readonly port: LpcPort | Gap;
  /** The port in whose queue the request is or was. */
  readonly queuePort: LpcPort | Gap;
  /** The reply, when it has arrived; a Gap where it cannot be read. */
  readonly reply?: LpcMessage | Gap;
  /** Id of the reply, when it is another one than the thread waits for. */
  readonly wrongReplyId?: number;
}

/** LpcReceivedMessageId, when LpcReceivedMsgIdValid says that it is one: it shares its place with Win32StartAddress. */
export function receivedMessageId(thread: Thread): number | undefined {
  const { raw } = thread;
  if (raw.flag("LpcReceivedMsgIdValid") !== true || raw.flag("LpcExitThreadCalled") === true) return undefined;
  return raw.unsigned("LpcReceivedMessageId") || undefined;
}

/**
 * The wait of a thread for an LPC reply; undefined when it waits for none. The ids are not cleared on all ways out, so
 * they count only while the thread waits on its own LpcReplySemaphore, or is suspended in that wait. Source: alpc-semantics 8.
 */
export function waitingForLpc(thread: Thread): LpcWait | undefined {
  return thread.kernel.once("LpcWait", thread.address, () => findWait(thread));
}

function findWait(thread: Thread): LpcWait | undefined {
  const { raw, kernel } = thread;
  if (!thread.isWaiting || raw.flag("LpcExitThreadCalled") === true) return undefined;
  const waits = waitsOnOwnObject(thread);
  if (waits === "no") return undefined;
  const id = raw.unsigned("LpcReplyMessageId");
  const union = raw.pointer("LpcReplyMessage");
  const isTagged = union !== undefined && lowBits(union, IS_PORT) !== 0;
  const value = union === undefined ? NULL : clearBits(union, TAG_BITS);
  // A server thread that waits on a port, or one that does something else, has neither id nor reply.
  if (id === 0 && (isTagged || isNull(value))) return undefined;
  if (id === undefined && waits !== "for the reply") return undefined;
  if (isTagged || isNull(value)) {
    const recorded = isTagged ? lpcPort(kernel, value) : new Gap(thread.address, "LpcWaitingOnPort is not set");
    return withPort(thread, id, recorded);
  }
  const message = lpcMessage(kernel, value);
  // While a connection is made the union holds the request itself. Source: ReactOS.
  if (id && !(message instanceof Gap) && message.isConnectionRequest && message.messageId === id)
    return withPort(thread, id, lpcPort(kernel, message.senderPort || NULL));
  const port = message instanceof Gap ? message : lpcPort(kernel, message.senderPort || NULL);
  const carried = message instanceof Gap ? undefined : message.messageId;
  const arrived: LpcWait = {
    thread,
    messageId: id || carried,
    port,
    queuePort: port instanceof Gap ? port : port.connectionPort,
    reply: message,
  };
  return id && carried !== undefined && carried !== id ? { ...arrived, wrongReplyId: carried } : arrived;
}

/** The port as recorded; where that does not hold up, the one whose reply chain the thread is in. */
function withPort(thread: Thread, id: number | undefined, recorded: LpcPort | Gap): LpcWait {
  if (!(recorded instanceof Gap)) return { thread, messageId: id, port: recorded, queuePort: recorded.requestQueue };
  const rundown = replyChainPort(thread);
  if (rundown === undefined || rundown instanceof Gap)
    return { thread, messageId: id, port: recorded, queuePort: recorded };
  // The chain is in the peer of the port the request was sent through. Source: alpc-semantics 8.2.
  const isServer = rundown.kind === "ServerCommunicationPort";
  return {
    thread,
    messageId: id,
    port: isServer ? rundown.connectedPort : rundown,
    queuePort: isServer ? rundown.connectionPort : rundown,
  };
}

/** Whether what a thread waits for can be its reply: its own semaphore says so, another object of its own may be suspension. */
function waitsOnOwnObject(thread: Thread): "for the reply" | "maybe" | "no" {
  const { objects, gap } = threadWait(thread.kernel, thread);
  const own = thread.raw.at("LpcReplySemaphore");
  if (objects.some((object) => object === own)) return "for the reply";
  if (objects.length === 0) return gap && thread.waitsForLpcReply ? "for the reply" : gap ? "maybe" : "no";
  return objects.every((object) => thread.contains(object)) ? "maybe" : "no";
}

/** Live threads of the whole machine by the ids in them. */
export interface ThreadIndex {
  readonly all: ReadonlyMap<Address, Thread>;
  /** Threads that have received a request, by its id. */
  readonly servers: ReadonlyMap<number, readonly Thread[]>;
  /** Threads that wait for a reply, by the id of the request. */
  readonly clients: ReadonlyMap<number, readonly Thread[]>;
}

/** LPC keeps no link from a request to who serves it, so all threads are read, once per look. */
export function threadIndex(kernel: Kernel): ThreadIndex {
  return kernel.once("LPC threads", NULL, () => {
    const all = new Map<Address, Thread>();
    const servers = new Map<number, Thread[]>();
    const clients = new Map<number, Thread[]>();
    for (const owner of processes(kernel).items) {
      for (const thread of owner.threads.items) {
        if (all.has(thread.address)) continue;
        all.set(thread.address, thread);
        if (!thread.isLive) continue;
        put(servers, receivedMessageId(thread), thread);
        put(clients, thread.raw.unsigned("LpcReplyMessageId") || undefined, thread);
      }
    }
    return { all, servers, clients };
  });
}

function put(map: Map<number, Thread[]>, id: number | undefined, thread: Thread): void {
  if (id === undefined) return;
  const list = map.get(id);
  if (list) list.push(thread);
  else map.set(id, [thread]);
}

/** Live threads that have received the request with an id. More than one is an error that others report. */
export function serversOf(kernel: Kernel, messageId: number): readonly Thread[] {
  return threadIndex(kernel).servers.get(messageId) || [];
}

/** Live threads that wait for the reply to the request with an id. */
export function clientsOf(kernel: Kernel, messageId: number): readonly Thread[] {
  return (threadIndex(kernel).clients.get(messageId) || []).filter((thread) => waitingForLpc(thread) !== undefined);
}
