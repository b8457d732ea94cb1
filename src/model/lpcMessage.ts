/** A request of Windows XP and Server 2003 as dx shows it, also when its block is freed and only its id is left. */
import { type Address } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { attempt } from "../target/windbg";
import type { LpcPort } from "../lpc/port";
import type { LpcRequest, LpcRequestState } from "../lpc/request";
import { Collection } from "./collection";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { LpcPortObject } from "./lpcPort";
import { ThreadReference, threadReference, waited } from "./references";

export class LpcMessageObject {
  private readonly __look: Look;
  private readonly __request: LpcRequest;

  constructor(look: Look, found: LpcRequest) {
    this.__look = look;
    this.__request = found;
  }

  get Address(): Host.Int64 | undefined {
    const block = this.__request.message;
    return block && toInt64(block.address);
  }
  get MessageId(): number | undefined {
    return this.__request.messageId;
  }
  get CallbackId(): number | undefined {
    const block = this.__request.message;
    return block && block.callbackId;
  }
  get Type(): string | undefined {
    const block = this.__request.message;
    return block && block.type;
  }
  get DataLength(): number | undefined {
    const block = this.__request.message;
    return block && block.dataLength;
  }
  get TotalLength(): number | undefined {
    const block = this.__request.message;
    return block && block.totalLength;
  }
  get ClientViewSize(): Host.Int64 | undefined {
    const block = this.__request.message;
    return block && pointer(block.clientViewSize);
  }
  get ClientId(): string | undefined {
    return clientId(this.__request);
  }
  get State(): LpcRequestState {
    return this.__request.state;
  }
  get QueueType(): string | undefined {
    return this.__request.list;
  }
  get QueuePort(): LpcPortObject | string | undefined {
    return this.__port(this.__request.queuePort);
  }
  get SenderPort(): LpcPortObject | string | undefined {
    return this.__port(this.__request.senderPort);
  }
  get OwnerPort(): LpcPortObject | string | undefined {
    return this.SenderPort;
  }
  get ConnectionPort(): LpcPortObject | string | undefined {
    const sender = this.__request.senderPort;
    return this.__port(sender instanceof Gap ? sender : sender.connectionPort);
  }
  get WaitingThread(): ThreadReference | undefined {
    const { client } = this.__request;
    return client && new ThreadReference(this.__look, client);
  }
  get ServerThread(): ThreadReference | undefined {
    const { server } = this.__request;
    return server && new ThreadReference(this.__look, server);
  }
  get ServerThreadIsLive(): boolean | undefined {
    const { server } = this.__request;
    return server && server.isKnown ? server.isLive : undefined;
  }
  get ServerThreads(): Collection<ThreadReference> {
    return new Collection(() => this.__request.servers.map((thread) => new ThreadReference(this.__look, thread)));
  }
  get RepliedToThread(): ThreadReference | string | undefined {
    const block = this.__request.message;
    return block && threadReference(this.__look, block.repliedToThread);
  }
  get PortContext(): Host.Int64 | undefined {
    const block = this.__request.message;
    return block && pointer(block.portContext);
  }
  get Data(): Collection<number> | undefined {
    const block = this.__request.message;
    return block && new Collection(() => block.data(DATA_WORDS));
  }
  get Waited(): number | undefined {
    const { client } = this.__request;
    return client && waited(this.__look, client);
  }
  get Native(): unknown {
    const block = this.__request.message;
    return block && attempt(() => this.__look.target.typed("_LPCP_MESSAGE", block.address));
  }
  toString(): string {
    const { messageId, queuePort, message } = this.__request;
    const id = messageId === undefined ? "?" : "0x" + messageId.toString(16);
    const at = queuePort instanceof Gap || queuePort.name === "" ? "" : " at " + queuePort.name;
    const from = this.ClientId === undefined ? "" : " from " + this.ClientId;
    return this.State + ": " + ((message && message.type) || "LPC_REQUEST") + " " + id + from + at;
  }

  private __port(found: LpcPort | Gap): LpcPortObject | string {
    return found instanceof Gap ? found.why : new LpcPortObject(this.__look, found);
  }
}
describe(LpcMessageObject, {
  Address: text("Address of the _LPCP_MESSAGE; nothing once it was received, because it is freed then"),
  MessageId: text("Request.MessageId, ULONG"),
  CallbackId: text("Request.CallbackId, ULONG"),
  Type: text("Request.u2.s2.Type & 0xff by name"),
  DataLength: text("Bytes of data, without the header"),
  TotalLength: text("Bytes of header and data"),
  ClientViewSize: text("Size of the section view that the sender attached; shares its place with CallbackId"),
  ClientId: text("Process and thread id of the sender, hexadecimal"),
  State: text(
    "Queued, InService, Parked (its server thread receives again), ReplyReady, Unknown (in no queue, with no thread)",
  ),
  QueueType: text("ReceiveHead, or LpcDataInfoChainHead for a received one with data areas; nothing when in none"),
  QueuePort: text("The port in whose queue it is or was"),
  SenderPort: text("The port it was sent through"),
  OwnerPort: text("The same, as it is called since Windows Vista"),
  ConnectionPort: text("The connection port of its connection"),
  WaitingThread: text("The thread with this LpcReplyMessageId"),
  ServerThread: text("The thread with this LpcReceivedMessageId, and LpcReceivedMsgIdValid"),
  ServerThreadIsLive: text("Whether ServerThread is a thread that has not ended"),
  ServerThreads: text("All such threads: more than one is an error"),
  RepliedToThread: text("The thread that is replied to, of a reply or callback"),
  PortContext: text("The context value of the server's end"),
  Data: text("The first words of the data"),
  Waited: decimal("Seconds that WaitingThread has waited; nothing without nt!KeMaximumIncrement"),
  Native: text("The typed nt!_LPCP_MESSAGE"),
});
/** A CSR request or an LRPC header is told apart by its first words. */
const DATA_WORDS = 64;

/** `584.680`: of the sender as the block records it, else of the thread that waits. */
export function clientId(request: LpcRequest): string | undefined {
  const block = request.message;
  const pid = block && block.repliedToThread === 0 ? block.clientPid : request.client && request.client.pid;
  const tid = block && block.repliedToThread === 0 ? block.clientTid : request.client && request.client.tid;
  return pid === undefined || tid === undefined ? undefined : pid.toString(16) + "." + tid.toString(16);
}

function pointer(value: Address | undefined): Host.Int64 | undefined {
  return value === undefined ? undefined : toInt64(value);
}
