/** A message as dx shows it. */
import { hex, isNull, type Address } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { attempt } from "../target/windbg";
import { message, type Message } from "../alpc/message";
import { usesPortMessage32 } from "../alpc/messageData";
import { checkQueue, isCancelNotice, queueOf, queuePort } from "../alpc/queues";
import { resource } from "../alpc/resources";
import { BLOB } from "../alpc/blob";
import { isIdle } from "../alpc/receivers";
import { thread } from "../nt/thread";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { MessageAttributesObject } from "./messageAttributes";
import { DataObject } from "./messageData";
import { type PortObject, portObject } from "./port";
import { resourceObject, type ResourceObject } from "./resources";
import { processReference, threadReference, waited, type ProcessReference, type ThreadReference } from "./references";

/** Where a message is in its life. */
export type MessageState = "Queued" | "InService" | "Parked" | "ReplyReady" | "Canceled" | "Free" | "Unknown";

/** The state by the rules of waits: a server thread that is gone or idle does not work on the message. */
export function messageState(found: Message): MessageState {
  if (found.isFree) return "Free";
  if (found.isCanceled) return "Canceled";
  if (found.isReady) return "ReplyReady";
  const owner = queuePort(found);
  const queue = owner instanceof Gap ? found.queueByNumber : queueOf(found, owner);
  if (queue === undefined) return "Unknown";
  if (queue !== "PendingQueue") return "Queued";
  const server = found.serverThread;
  const worker = server === undefined || isNull(server) ? undefined : thread(found.kernel, server);
  if (worker === undefined) return "Parked";
  // A thread that cannot be read may be at work: as the analysis has it.
  if (worker instanceof Gap || !worker.isKnown) return "InService";
  if (!worker.isLive) return "Parked";
  const semaphore = owner instanceof Gap ? undefined : owner.semaphore;
  return isIdle(worker, (object) => object === semaphore) ? "Parked" : "InService";
}

export class MessageObject {
  private readonly __look: Look;
  private readonly __message: Message;

  constructor(look: Look, found: Message) {
    this.__look = look;
    this.__message = found;
  }

  get Address(): Host.Int64 {
    return toInt64(this.__message.address);
  }
  get MessageId(): number | undefined {
    return this.__message.messageId;
  }
  get CallbackId(): number | undefined {
    return this.__message.callbackId;
  }
  get SequenceNo(): number | undefined {
    return this.__message.sequenceNo;
  }
  get Type(): string | undefined {
    return this.__message.type;
  }
  get DataLength(): number | undefined {
    return this.__message.dataLength;
  }
  get TotalLength(): number | undefined {
    return this.__message.totalLength;
  }
  get ClientViewSize(): number | undefined {
    return this.__message.clientViewSize;
  }
  get PortMessage32(): boolean | undefined {
    return usesPortMessage32(this.__message);
  }
  get ClientId(): string | undefined {
    const { clientPid, clientTid } = this.__message;
    return clientPid === undefined || clientTid === undefined
      ? undefined
      : clientPid.toString(16) + "." + clientTid.toString(16);
  }
  get State(): MessageState {
    return messageState(this.__message);
  }
  get QueueType(): string | undefined {
    const owner = queuePort(this.__message);
    return owner instanceof Gap ? this.__message.queueByNumber : queueOf(this.__message, owner);
  }
  get QueueNumber(): number | undefined {
    return this.__message.queueNumber;
  }
  get QueueAgrees(): boolean | undefined {
    return checkQueue(this.__message).agrees;
  }
  get InCanceledQueue(): boolean | undefined {
    return isCancelNotice(this.__message);
  }
  get QueuePort(): PortObject | string | undefined {
    return portObject(this.__look, this.__message.queuePort);
  }
  get OwnerPort(): PortObject | string | undefined {
    return portObject(this.__look, this.__message.ownerPort);
  }
  get ConnectionPort(): PortObject | string | undefined {
    return portObject(this.__look, this.__message.connectionPort);
  }
  get WaitingThread(): ThreadReference | string | undefined {
    return threadReference(this.__look, this.__message.waitingThread);
  }
  get ServerThread(): ThreadReference | string | undefined {
    return threadReference(this.__look, this.__message.serverThread);
  }
  get ServerThreadIsLive(): boolean | undefined {
    const server = this.__message.serverThread;
    if (server === undefined || isNull(server)) return undefined;
    const found = thread(this.__look.kernel, server);
    return found instanceof Gap || !found.isKnown ? undefined : found.isLive;
  }
  get Canceled(): boolean {
    return this.__message.isCanceled;
  }
  get Release(): boolean | undefined {
    return this.__message.raw.flag("u1.s1.ReleaseMessage");
  }
  get ReplyWaitReply(): boolean | undefined {
    return this.__message.raw.flag("u1.s1.ReplyWaitReply");
  }
  get Continuation(): boolean {
    return this.__message.isContinuation;
  }
  get Ready(): boolean {
    return this.__message.isReady;
  }
  get QuotaProcess(): ProcessReference | string | undefined {
    return processReference(this.__look, this.__message.quotaProcess);
  }
  get QuotaBlock(): Host.Int64 | undefined {
    return present(this.__message.quotaBlock);
  }
  get CancelQueuePort(): PortObject | string | undefined {
    return portObject(this.__look, this.__message.raw.pointer("CancelQueuePort"));
  }
  get CancelSequencePort(): PortObject | string | undefined {
    return portObject(this.__look, this.__message.raw.pointer("CancelSequencePort"));
  }
  get CancelSequenceNo(): number | undefined {
    return this.__message.raw.unsigned("CancelSequenceNo");
  }
  get CancelPortContext(): Host.Int64 | undefined {
    return present(this.__message.attributes.context("CancelPortContext"));
  }
  get Reserve(): ResourceObject | string | undefined {
    const address = this.__message.raw.pointer("Reserve");
    if (address === undefined || isNull(address)) return undefined;
    const found = resource(this.__look.kernel, address, BLOB.reserve);
    return found instanceof Gap ? found.why : resourceObject(this.__look, found);
  }
  get Attributes(): MessageAttributesObject {
    return new MessageAttributesObject(this.__look, this.__message.attributes);
  }
  get Data(): DataObject {
    return new DataObject(this.__message);
  }
  get DataUserVa(): Host.Int64 | undefined {
    return present(this.__message.raw.pointer("DataUserVa"));
  }
  get ExtensionBuffer(): Host.Int64 | undefined {
    return present(this.__message.raw.pointer("ExtensionBuffer"));
  }
  get ExtensionBufferSize(): number | undefined {
    return this.ExtensionBuffer === undefined ? undefined : this.__message.raw.unsigned("ExtensionBufferSize");
  }
  get Waited(): number | undefined {
    const waiter = this.__message.waitingThread;
    const found = waiter === undefined || isNull(waiter) ? undefined : thread(this.__look.kernel, waiter);
    return found === undefined || found instanceof Gap ? undefined : waited(this.__look, found);
  }
  get Native(): unknown {
    return attempt(() => this.__look.target.typed("_KALPC_MESSAGE", this.__message.address));
  }
  toString(): string {
    const message = this.__message;
    const id = message.messageId === undefined ? "?" : "0x" + message.messageId.toString(16);
    const owner = queuePort(message);
    const at = owner instanceof Gap || owner.name === "" ? "" : " at " + owner.name;
    const client = this.ClientId === undefined ? "" : " from " + this.ClientId;
    return messageState(message) + ": " + (message.type || "message") + " " + id + client + at;
  }
}
describe(MessageObject, {
  Address: text("Address of the _KALPC_MESSAGE"),
  MessageId: text("PortMessage.MessageId, ULONG"),
  CallbackId: text("PortMessage.CallbackId, ULONG"),
  SequenceNo: text("Number on the sequence port, LONG"),
  Type: text("PortMessage.u2.s2.Type & 0xff by name"),
  DataLength: text("Bytes of data, without the header"),
  TotalLength: text("Bytes of header and data"),
  ClientViewSize: text("Of a connection request: bytes of the view that the client offers"),
  PortMessage32: text("TotalLength counts the header of a 32-bit sender; nothing where that cannot be told"),
  ClientId: text("Process and thread id of the sender when it was sent, hexadecimal"),
  State: text("Queued, InService, Parked (received, nobody provably works on it), ReplyReady, Canceled, Free"),
  QueueType: text("The queue it is linked in; nothing when in none"),
  QueueNumber: text("u1.s1.QueueType as it is stored: 0 none, 1 main, 2 large, 3 pending, 4 direct"),
  QueueAgrees: text("Whether that number names the list it is linked in; nothing where the links cannot tell"),
  InCanceledQueue: text("It is a cancel notice in the CanceledQueue of CancelQueuePort"),
  QueuePort: text("PortQueue: the port in whose queue it is, or was last"),
  OwnerPort: text("The port it was sent through"),
  ConnectionPort: text("The connection port of its connection"),
  WaitingThread: text("The thread that is blocked until the reply; nothing for an asynchronous message"),
  ServerThread: text("The thread that received it last; it may have ended"),
  ServerThreadIsLive: text("Whether ServerThread is a thread that has not ended"),
  Canceled: text("The message was canceled"),
  Release: text("ReleaseMessage: freed after receive, never pended"),
  ReplyWaitReply: text("The reply itself waits for another reply"),
  Continuation: text("Type & 0x2000: a reply or continuation is required"),
  Ready: text("The reply has arrived for the waiting thread"),
  QuotaProcess: text("The process that is charged; nothing when the quota is shared"),
  QuotaBlock: text("What is charged instead, when the quota is shared"),
  CancelQueuePort: text("Where the cancel notice is queued"),
  CancelSequencePort: text("The sequence port of the cancel notice"),
  CancelSequenceNo: text("Its number there, LONG"),
  CancelPortContext: text("The server's value for the connection, for the cancel notice"),
  Reserve: text("The reserve that the message comes from"),
  Attributes: text("Contexts, security, view, handles, direct event, work on behalf"),
  Data: text("The bytes that are in kernel memory"),
  DataUserVa: text("Where oversized data wait, in the sender's memory"),
  ExtensionBuffer: text("Address of the buffer for data that do not fit behind the header"),
  ExtensionBufferSize: text("Its size in bytes"),
  Waited: decimal("Seconds that WaitingThread has waited; nothing without nt!KeMaximumIncrement"),
  Native: text("The typed nt!_KALPC_MESSAGE"),
});

function present(address: Address | undefined): Host.Int64 | undefined {
  return address === undefined || isNull(address) ? undefined : toInt64(address);
}

/** The message at an address; a text that says why where there is none, undefined for null. */
export function messageAt(look: Look, address: Address | undefined): MessageObject | string | undefined {
  if (address === undefined || isNull(address)) return undefined;
  const found = message(look.kernel, address);
  if (found instanceof Gap) return found.why;
  return found.isMessage ? new MessageObject(look, found) : "not a message any more";
}

/** What was found; a text that says why where it cannot be read. */
export function messageObject(look: Look, found: Message | Gap | undefined): MessageObject | string | undefined {
  if (found === undefined) return undefined;
  if (found instanceof Gap) return found.why + " at " + hex(found.address);
  return new MessageObject(look, found);
}
