/**
 * A request as a user means it. LPC frees the message when it is received: after that only its id ties together who waits
 * and who works, so a request is its id, with the block while there is one. Source: alpc-semantics 8.2.
 */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Kernel } from "../nt/kernel";
import { isSound } from "../nt/list";
import type { Thread } from "../nt/thread";
import { lpcMessage, type LpcMessage } from "./message";
import { allLpcPorts } from "./ports";
import { lpcPort, type LpcPort } from "./port";
import { receivingOn } from "./receivers";
import { clientsOf, serversOf, waitingForLpc, type LpcWait } from "./threads";

export type LpcRequestState = "Queued" | "InService" | "Parked" | "ReplyReady" | "Unknown";

export class LpcRequest {
  constructor(
    readonly kernel: Kernel,
    readonly messageId: number | undefined,
    /** The `_LPCP_MESSAGE`, where it was found by other means than the queue. */
    private readonly block?: LpcMessage,
  ) {}

  /** Threads that wait for the reply: one, as long as nothing is wrong. */
  get clients(): readonly Thread[] {
    return this.messageId === undefined ? [] : clientsOf(this.kernel, this.messageId);
  }

  get client(): Thread | undefined {
    const sender = this.block ? this.block.clientTid : undefined;
    const { clients } = this;
    return clients.filter((thread) => thread.tid === sender)[0] || clients[0];
  }

  /** Threads that have received it: one, as long as nothing is wrong. */
  get servers(): readonly Thread[] {
    return this.messageId === undefined ? [] : serversOf(this.kernel, this.messageId);
  }

  get server(): Thread | undefined {
    return this.servers[0];
  }

  get wait(): LpcWait | undefined {
    return this.client && waitingForLpc(this.client);
  }

  /** The port in whose queue it is or was; a Gap where nothing tells. */
  get queuePort(): LpcPort | Gap {
    const wait = this.wait;
    if (wait && !(wait.queuePort instanceof Gap)) return wait.queuePort;
    if (this.block) {
      const sender = lpcPort(this.kernel, this.block.senderPort || NULL);
      return sender instanceof Gap ? sender : sender.requestQueue;
    }
    return wait ? wait.queuePort : new Gap(NULL, "nobody waits for it, and it is in no queue");
  }

  /** The port it was sent through. */
  get senderPort(): LpcPort | Gap {
    if (this.block) return lpcPort(this.kernel, this.block.senderPort || NULL);
    return this.wait ? this.wait.port : new Gap(NULL, "nobody waits for it, and it is in no queue");
  }

  /** The list of the queue port it is linked in. */
  get list(): "ReceiveHead" | "LpcDataInfoChainHead" | undefined {
    const found = this.linked;
    return found && found.list;
  }

  /** Its block, while there is one: in a queue, kept for its data areas, or the reply that its client was given. */
  get message(): LpcMessage | undefined {
    if (this.block) return this.block;
    const found = this.linked;
    if (found) return found.message;
    const reply = this.wait && this.wait.reply;
    return reply instanceof Gap ? undefined : reply;
  }

  /** Where a request is in its life; `Unknown` when it is in no queue and nobody has it: lost, or served by other means. */
  get state(): LpcRequestState {
    const wait = this.wait;
    if (wait && wait.reply) return "ReplyReady";
    const { servers } = this;
    if (servers.length > 0) return servers.every((server) => receivingOn(server)) ? "Parked" : "InService";
    return this.list === "ReceiveHead" ? "Queued" : "Unknown";
  }

  private get linked(): { message: LpcMessage; list: "ReceiveHead" | "LpcDataInfoChainHead" } | undefined {
    const port = this.queuePort;
    if (port instanceof Gap) return undefined;
    const isIt = (message: LpcMessage) =>
      this.block ? message.address === this.block.address : message.messageId === this.messageId;
    const queued = port.messages.items.filter(isIt)[0];
    if (queued) return { message: queued, list: "ReceiveHead" };
    const kept = port.dataInfoMessages.items.filter(isIt)[0];
    return kept && { message: kept, list: "LpcDataInfoChainHead" };
  }
}

/** The request whose reply a thread waits for; undefined when it waits for none. */
export function requestOf(thread: Thread): LpcRequest | undefined {
  const wait = waitingForLpc(thread);
  if (!wait) return undefined;
  return new LpcRequest(thread.kernel, wait.messageId, wait.reply instanceof Gap ? undefined : wait.reply);
}

/** The request around a message block. */
export function requestAt(kernel: Kernel, address: Address): LpcRequest | Gap {
  const block = lpcMessage(kernel, address);
  if (block instanceof Gap) return block;
  const sender = block.senderPort;
  if (sender === undefined || isNull(sender)) return new Gap(address, "no LPC message: it names no port as its sender");
  const port = lpcPort(kernel, sender);
  return port instanceof Gap
    ? new Gap(address, "no LPC message: its SenderPort is no port")
    : new LpcRequest(kernel, block.messageId, block);
}

/** The request with an id: in threads first, as `!lpc message` looks, then in the queues of all ports. */
export function requestById(kernel: Kernel, id: number): LpcRequest | undefined {
  if (clientsOf(kernel, id).length > 0 || serversOf(kernel, id).length > 0) return new LpcRequest(kernel, id);
  for (const port of allLpcPorts(kernel).ports) {
    for (const message of port.messages.items.concat(port.dataInfoMessages.items))
      if (message.messageId === id) return new LpcRequest(kernel, id, message);
  }
  return undefined;
}

/** Whether the queue of a port could be walked to its end. */
export function isWhole(port: LpcPort): boolean {
  return isSound(port.messages.end);
}
