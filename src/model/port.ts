/** A port as dx shows it. */
import { hex, isNull, NULL, type Address } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { attempt } from "../target/windbg";
import type { CommunicationInfo } from "../alpc/communicationInfo";
import { port, type Port, type PortKind, type QueueName } from "../alpc/port";
import { completionList } from "../alpc/completionList";
import { completionPackets, completionThreads, receivers, waitQueue } from "../alpc/receivers";
import { resources } from "../alpc/resources";
import { COMPLETE } from "../nt/list";
import { Collection } from "./collection";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { completionListObject, type CompletionListObject } from "./completionList";
import { MessageObject, messageAt } from "./message";
import { PortAttributesObject } from "./portAttributes";
import { resourceCollection, type ResourceObject } from "./resources";
import { ClientContextObject, securityObject, type SecurityObject } from "./security";
import { WorkerObject } from "./workers";
import { processText, type ProcessReference, processReference, ThreadReference } from "./references";

/** A queue of a port: its messages, the kernel's counter and what the walk found. */
export class QueueObject extends Collection<MessageObject> {
  private readonly __port: Port;
  private readonly __name: QueueName;

  constructor(look: Look, owner: Port, name: QueueName) {
    const walk = () => (owner.queue(name) || { walk: { items: [], end: COMPLETE } }).walk;
    super(
      () => walk().items.map((found) => new MessageObject(look, found)),
      () => walk().end,
    );
    this.__port = owner;
    this.__name = name;
  }

  get Length(): number | undefined {
    return this.__port.queueLength(this.__name);
  }

  override toString(): string {
    const length = this.Length;
    return length === undefined
      ? "length unknown"
      : length === 0
        ? "empty"
        : length + (length === 1 ? " message" : " messages");
  }
}
describe(QueueObject, {
  Length: decimal("The kernel's counter; Count() walks the list"),
  Damage: text("How the walk over the list ended, when it did not reach the end"),
});

/** A connection, from the side of its connection port. */
export class ConnectionObject {
  private readonly __look: Look;
  private readonly __info: CommunicationInfo;

  constructor(look: Look, info: CommunicationInfo) {
    this.__look = look;
    this.__info = info;
  }
  get ServerPort(): PortObject | string | undefined {
    return portObject(this.__look, this.__info.serverCommunicationPort);
  }
  get ClientPort(): PortObject | string | undefined {
    return portObject(this.__look, this.__info.clientCommunicationPort);
  }
  get ClientProcess(): ProcessReference | string | undefined {
    const client = this.ClientPort;
    return client instanceof PortObject ? client.OwnerProcess : undefined;
  }
  toString(): string {
    const client = this.ClientProcess;
    return "client " + (client === undefined ? "gone" : String(client));
  }
}
describe(ConnectionObject, {
  ServerPort: text("The server's end"),
  ClientPort: text("The client's end"),
  ClientProcess: text("The process that connected"),
});

export class PortObject {
  private readonly __look: Look;
  private readonly __port: Port;

  constructor(look: Look, found: Port) {
    this.__look = look;
    this.__port = found;
  }

  get Address(): Host.Int64 {
    return toInt64(this.__port.address);
  }
  get Kind(): PortKind | undefined {
    return this.__port.kind;
  }
  get Name(): string {
    return this.__port.name;
  }
  get FullName(): string {
    return this.__port.fullName;
  }
  get OwnerProcess(): ProcessReference | string | undefined {
    if (this.__port.ownerIsValid) return processReference(this.__look, this.__port.ownerAddress);
    const was = this.__port.ownerAddress;
    return was === undefined || isNull(was) ? undefined : "owner gone (was " + hex(was) + ")";
  }
  get OwnerIsValid(): boolean {
    return this.__port.ownerIsValid;
  }
  get ConnectionPort(): PortObject | string | undefined {
    return this.__end((info) => info.connectionPort);
  }
  get ServerPort(): PortObject | string | undefined {
    return this.__end((info) => info.serverCommunicationPort);
  }
  get ClientPort(): PortObject | string | undefined {
    return this.__end((info) => info.clientCommunicationPort);
  }
  get Peer(): PortObject | string | undefined {
    const kind = this.__port.kind;
    if (kind === "ClientCommunicationPort") return this.ServerPort;
    return kind === "ServerCommunicationPort" ? this.ClientPort : undefined;
  }
  get Connections(): Collection<ConnectionObject> | undefined {
    if (this.__port.kind !== "ConnectionPort") return undefined;
    const walk = () => {
      const info = this.__port.communicationInfo;
      return info instanceof Gap ? { items: [], end: COMPLETE } : info.connections;
    };
    return new Collection(
      () => walk().items.map((info) => new ConnectionObject(this.__look, info)),
      () => walk().end,
    );
  }
  get MainQueue(): QueueObject | undefined {
    return this.__queue("MainQueue");
  }
  get LargeMessageQueue(): QueueObject | undefined {
    return this.__queue("LargeMessageQueue");
  }
  get PendingQueue(): QueueObject | undefined {
    return this.__queue("PendingQueue");
  }
  get DirectQueue(): QueueObject | undefined {
    return this.__queue("DirectQueue");
  }
  get CanceledQueue(): QueueObject | undefined {
    return this.__queue("CanceledQueue");
  }
  get QueuedMessages(): number {
    return this.__port.messageCount;
  }
  get Waiters(): Collection<ThreadReference> {
    return new Collection(
      () => waitQueue(this.__port).items.map((found) => new ThreadReference(this.__look, found)),
      () => waitQueue(this.__port).end,
    );
  }
  get WaitQueueLength(): number | undefined {
    return this.__port.raw.unsigned("WaitQueueLength");
  }
  get Workers(): Collection<WorkerObject> {
    return new Collection(
      () =>
        completionThreads(this.__port).items.map(
          (found) => new WorkerObject(this.__look, this.__port, found, "CompletionPort"),
        ),
      () => completionThreads(this.__port).end,
    );
  }
  get Receivers(): Collection<WorkerObject> {
    return new Collection(
      () =>
        receivers(this.__port).list.map((found) => new WorkerObject(this.__look, this.__port, found.thread, found.by)),
      () => receivers(this.__port).end,
    );
  }
  get SequenceNo(): number | undefined {
    return this.__port.raw.unsigned("SequenceNo");
  }
  get Flags(): number | undefined {
    return this.__port.raw.unsigned("u1.State");
  }
  get ConnectionPending(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.ConnectionPending");
  }
  get ConnectionRefused(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.ConnectionRefused");
  }
  get Disconnected(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.Disconnected");
  }
  get Closed(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.Closed");
  }
  get FlushOnClose(): boolean | undefined {
    const not = this.__port.raw.flag("u1.s1.NoFlushOnClose");
    return not === undefined ? undefined : !not;
  }
  get ReturnExtendedInfo(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.ReturnExtendedInfo");
  }
  get Waitable(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.Waitable");
  }
  get DynamicSecurity(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.DynamicSecurity");
  }
  get Wow64CompletionList(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.Wow64CompletionList");
  }
  get Initialized(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.Initialized");
  }
  get Lpc(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.Lpc");
  }
  get LpcToLpc(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.LpcToLpc");
  }
  get HasCompletionList(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.HasCompletionList");
  }
  get HadCompletionList(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.HadCompletionList");
  }
  get EnableCompletionList(): boolean | undefined {
    return this.__port.raw.flag("u1.s1.EnableCompletionList");
  }
  get Attributes(): PortAttributesObject {
    return new PortAttributesObject(this.__port.attributes);
  }
  get Security(): SecurityObject | string | undefined {
    return securityObject(this.__port.securityDescriptor);
  }
  get StaticSecurity(): ClientContextObject | undefined {
    const context = this.__port.staticSecurity;
    return context && new ClientContextObject(this.__look, context);
  }
  get Resources(): Collection<ResourceObject> | undefined {
    return resourceCollection(this.__look, () => resources(this.__port));
  }
  get HandleCount(): number | undefined {
    return this.__port.header.handleCount;
  }
  get PointerCount(): number | undefined {
    return this.__port.header.pointerCount;
  }
  get CompletionPort(): Host.Int64 | undefined {
    return this.__pointer("CompletionPort");
  }
  get CompletionKey(): Host.Int64 | undefined {
    return this.__pointer("CompletionKey");
  }
  get CompletionPackets(): number | undefined {
    return completionPackets(this.__port);
  }
  get CompletionList(): CompletionListObject | string | undefined {
    return completionListObject(this.__look, completionList(this.__port));
  }
  get Semaphore(): Host.Int64 | undefined {
    const semaphore = this.__port.semaphore;
    return semaphore === undefined ? undefined : toInt64(semaphore);
  }
  get PortContext(): Host.Int64 | undefined {
    return this.__pointer("PortContext");
  }
  get CallbackObject(): Host.Int64 | undefined {
    return this.__pointer("CallbackObject");
  }
  get CallbackContext(): Host.Int64 | undefined {
    return this.__pointer("CallbackContext");
  }
  get ReferenceNo(): number | undefined {
    return this.__port.raw.unsigned("ReferenceNo");
  }
  get TargetQueuePort(): PortObject | string | undefined {
    return portObject(this.__look, this.__port.raw.pointer("TargetQueuePort"));
  }
  get TargetSequencePort(): PortObject | string | undefined {
    return portObject(this.__look, this.__port.raw.pointer("TargetSequencePort"));
  }
  get CachedMessage(): MessageObject | string | undefined {
    return messageAt(this.__look, this.__port.cachedMessage);
  }
  get Native(): unknown {
    return attempt(() => this.__look.target.typed("_ALPC_PORT", this.__port.address));
  }

  toString(): string {
    return portText(this.__port);
  }

  private __end(slot: (info: CommunicationInfo) => Address | undefined): PortObject | string | undefined {
    const info = this.__port.communicationInfo;
    return info instanceof Gap ? undefined : portObject(this.__look, slot(info));
  }

  private __queue(name: QueueName): QueueObject | undefined {
    return this.__port.raw.has(name) ? new QueueObject(this.__look, this.__port, name) : undefined;
  }

  private __pointer(name: string): Host.Int64 | undefined {
    const value = this.__port.raw.pointer(name);
    return value === undefined || isNull(value) ? undefined : toInt64(value);
  }
}
describe(PortObject, {
  Address: text("Address of the _ALPC_PORT"),
  Kind: text("ConnectionPort, ClientCommunicationPort or ServerCommunicationPort"),
  Name: text("Its name, or that of its connection port"),
  FullName: text("The name with its directories"),
  OwnerProcess: text("The creating process; bit 0 of the pointer, which marks an owner that is gone, is masked"),
  OwnerIsValid: text("Whether the kernel holds the owner for valid"),
  ConnectionPort: text("The connection port of the connection"),
  ServerPort: text("The server communication port of the connection"),
  ClientPort: text("The client communication port of the connection"),
  Peer: text("The other end, of a communication port"),
  Connections: text("The connections of a connection port"),
  MainQueue: text("Messages that arrived and were not received yet"),
  LargeMessageQueue: text("The same, whose data must be taken from the sender"),
  PendingQueue: text("Messages that were received and whose reply or continuation is outstanding"),
  DirectQueue: text("Messages sent with the direct attribute; Windows 10 and later"),
  CanceledQueue: text("Cancel notices for the receiver"),
  QueuedMessages: decimal("main + large + pending + canceled, as !alpc counts"),
  Waiters: text("Threads in the WaitQueue"),
  WaitQueueLength: decimal("The kernel's counter of them"),
  Workers: text("Threads registered with the completion object, idle or busy"),
  Receivers: text("Every thread that may take the next message, however it receives, and what it is busy with"),
  SequenceNo: text("The last sequence number given, LONG"),
  Flags: text("u1.State, ULONG"),
  ConnectionPending: text("A connect is under way"),
  ConnectionRefused: text("The connect was refused"),
  Disconnected: text("The connection was ended"),
  Closed: text("The port was closed"),
  FlushOnClose: text("Messages are flushed when it is closed; the kernel's bit is NoFlushOnClose"),
  ReturnExtendedInfo: text("u1.s1.ReturnExtendedInfo"),
  Waitable: text("A thread can wait on the port's handle"),
  DynamicSecurity: text("Security context of each call, not of the connect"),
  Wow64CompletionList: text("The completion list has the 32-bit layout"),
  Initialized: text("The port is set up"),
  Lpc: text("Made by the old interface, NtCreatePort"),
  LpcToLpc: text("Both ends were made by the old interface"),
  HasCompletionList: text("A completion list is registered"),
  HadCompletionList: text("One was registered before"),
  EnableCompletionList: text("Messages are put into the completion list"),
  Attributes: text("Flags, limits and quality of service"),
  Security: text("The security descriptor of the port"),
  StaticSecurity: text("What was captured of the client at connect"),
  Resources: text("Sections, reserves and security contexts made on the port"),
  HandleCount: decimal("Open handles to the port"),
  PointerCount: decimal("References to the port"),
  CompletionPort: text("Address of the _KQUEUE of its completion object"),
  CompletionKey: text("The key its completion packets carry"),
  CompletionPackets: decimal("Packets in the completion object that nobody has taken yet"),
  CompletionList: text("The ring in user memory that the server registered; nothing when it did not"),
  Semaphore: text("Address of the semaphore of a waitable port; nothing for others"),
  PortContext: text("The context value given at accept or connect"),
  CallbackObject: text("Of a server in the kernel: the callback object that is notified"),
  CallbackContext: text("Its context value"),
  ReferenceNo: text("LONG; Windows 8.1 and later"),
  TargetQueuePort: text("Where messages sent through it were queued last"),
  TargetSequencePort: text("The port that numbered them"),
  CachedMessage: text("A free message kept for reuse"),
  Native: text("The typed nt!_ALPC_PORT"),
});

/** A port by address; a text that says why where it cannot be read, undefined for null. */
export function portObject(look: Look, address: Address | undefined): PortObject | string | undefined {
  if (address === undefined || address === NULL) return undefined;
  const found = port(look.kernel, address);
  return found instanceof Gap ? found.why : new PortObject(look, found);
}

const KIND_TEXT: { readonly [kind in PortKind]: string } = {
  ConnectionPort: "connection port",
  ClientCommunicationPort: "client port",
  ServerCommunicationPort: "server port",
};

/** `2 queued, 1 pending: SpoolerRpc, connection port of printer.exe (0xc5c)` */
export function portText(found: Port): string {
  const kind = found.kind;
  const owner = found.owner;
  const by = owner instanceof Gap ? (found.ownerIsValid ? "an unreadable process" : "nobody") : processText(owner);
  const name = found.name === "" ? "" : found.name + ", ";
  return stateText(found) + ": " + name + (kind === undefined ? "port" : KIND_TEXT[kind]) + " of " + by;
}

function stateText(found: Port): string {
  const parts: string[] = [];
  if (found.isClosed) parts.push("closed");
  else if (found.isDisconnected) parts.push("disconnected");
  if (!found.ownerIsValid) parts.push("owner gone");
  const queued = (found.queueLength("MainQueue") || 0) + (found.queueLength("LargeMessageQueue") || 0);
  const pending = found.queueLength("PendingQueue") || 0;
  if (queued > 0) parts.push(queued + " queued");
  if (pending > 0) parts.push(pending + " pending");
  return parts.length === 0 ? "empty" : parts.join(", ");
}
