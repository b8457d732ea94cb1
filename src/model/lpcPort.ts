/** A port of Windows XP and Server 2003 as dx shows it: the members both eras have under the same names, then its own. */
import { isNull, type Address } from "../target/address";
import { toInt64 } from "../target/int64";
import { Gap } from "../target/layout";
import { attempt } from "../target/windbg";
import { lpcConnections, type LpcConnection } from "../lpc/connections";
import type { LpcMessage } from "../lpc/message";
import { lpcPort, type LpcPort, type LpcPortKind } from "../lpc/port";
import { LpcRequest } from "../lpc/request";
import { lpcReceivers } from "../lpc/receivers";
import type { Walk } from "../nt/list";
import { securityDescriptor } from "../nt/security";
import { clientContext, qosOf } from "../nt/token";
import { Collection } from "./collection";
import { decimal, describe, text } from "./describe";
import type { Look } from "./look";
import { LpcMessageObject } from "./lpcMessage";
import { ClientContextObject, QosObject, securityObject, type SecurityObject } from "./security";
import { processReference, processText, ThreadReference, threadReference, type ProcessReference } from "./references";

/** A list of messages of an LPC port. LPC keeps no counters. */
export class LpcQueueObject extends Collection<LpcMessageObject> {
  private readonly __walk: () => Walk<LpcMessage>;

  constructor(look: Look, walk: () => Walk<LpcMessage>) {
    super(
      () => walk().items.map((one) => new LpcMessageObject(look, new LpcRequest(look.kernel, one.messageId, one))),
      () => walk().end,
    );
    this.__walk = walk;
  }
  get Length(): number {
    return this.__walk().items.length;
  }
  override toString(): string {
    const length = this.Length;
    return length === 0 ? "empty" : length + (length === 1 ? " message" : " messages");
  }
}
describe(LpcQueueObject, {
  Length: decimal("Messages that the walk finds; LPC keeps no counter"),
  Damage: text("How the walk over the list ended, when it did not reach the end"),
});

/** MsgQueue: what arrived and was not received yet, and the semaphore that counts it. */
export class MsgQueueObject {
  private readonly __look: Look;
  private readonly __port: LpcPort;

  constructor(look: Look, found: LpcPort) {
    this.__look = look;
    this.__port = found;
  }
  get ReceiveHead(): LpcQueueObject {
    return new LpcQueueObject(this.__look, () => this.__port.messages);
  }
  get Semaphore(): Host.Int64 | undefined {
    return present(this.__port.semaphore);
  }
  get SemaphoreState(): number | undefined {
    return this.__port.semaphoreState;
  }
  get NonPagedPortQueue(): Host.Int64 | undefined {
    return present(this.__port.raw.pointer("MsgQueue.NonPagedPortQueue"));
  }
  toString(): string {
    const state = this.SemaphoreState;
    return this.ReceiveHead.toString() + (state === undefined ? "" : ", semaphore state " + state);
  }
}
describe(MsgQueueObject, {
  ReceiveHead: text("Messages that arrived and were not received yet"),
  Semaphore: text("Address of the _KSEMAPHORE that receivers wait on"),
  SemaphoreState: decimal("Its signal state, LONG: above 0 a receiver need not wait"),
  NonPagedPortQueue: text("Address of the nonpaged part of the queue"),
});

/** A connection, from the side of its connection port. */
export class LpcConnectionObject {
  private readonly __look: Look;
  private readonly __connection: LpcConnection;

  constructor(look: Look, connection: LpcConnection) {
    this.__look = look;
    this.__connection = connection;
  }
  get ServerPort(): LpcPortObject | undefined {
    const { server } = this.__connection;
    return server && new LpcPortObject(this.__look, server);
  }
  get ClientPort(): LpcPortObject | undefined {
    const { client } = this.__connection;
    return client && new LpcPortObject(this.__look, client);
  }
  get ClientProcess(): ProcessReference | string | undefined {
    const client = this.ClientPort;
    return client && client.OwnerProcess;
  }
  toString(): string {
    const client = this.ClientProcess;
    return "client " + (client === undefined ? "gone" : String(client));
  }
}
describe(LpcConnectionObject, {
  ServerPort: text("The server's end"),
  ClientPort: text("The client's end"),
  ClientProcess: text("The process that connected"),
});

export class LpcPortObject {
  private readonly __look: Look;
  private readonly __port: LpcPort;

  constructor(look: Look, found: LpcPort) {
    this.__look = look;
    this.__port = found;
  }

  get Address(): Host.Int64 {
    return toInt64(this.__port.address);
  }
  get Kind(): LpcPortKind | undefined {
    return this.__port.kind;
  }
  get Name(): string {
    return this.__port.name;
  }
  get FullName(): string {
    return this.__port.fullName;
  }
  get OwnerProcess(): ProcessReference | string | undefined {
    const owner = this.__port.ownerAddress;
    if (owner === undefined) return undefined;
    if (!isNull(owner)) return processReference(this.__look, owner);
    const pid = this.__port.creatorPid;
    return "owner gone" + (pid ? " (was process 0x" + pid.toString(16) + ")" : "");
  }
  get OwnerIsValid(): boolean {
    return this.__port.ownerIsValid;
  }
  get ConnectionPort(): LpcPortObject | string | undefined {
    return this.__other(this.__port.raw.pointer("ConnectionPort"));
  }
  get ServerPort(): LpcPortObject | string | undefined {
    if (this.__port.kind === "ServerCommunicationPort") return this;
    return this.__port.kind === "ClientCommunicationPort" ? this.Peer : undefined;
  }
  get ClientPort(): LpcPortObject | string | undefined {
    if (this.__port.kind === "ClientCommunicationPort") return this;
    return this.__port.kind === "ServerCommunicationPort" ? this.Peer : undefined;
  }
  get Peer(): LpcPortObject | string | undefined {
    return this.__other(this.__port.raw.pointer("ConnectedPort"));
  }
  get Connections(): Collection<LpcConnectionObject> | undefined {
    if (this.__port.kind !== "ConnectionPort") return undefined;
    return new Collection(() =>
      lpcConnections(this.__port).map((connection) => new LpcConnectionObject(this.__look, connection)),
    );
  }
  get MsgQueue(): MsgQueueObject {
    return new MsgQueueObject(this.__look, this.__port);
  }
  get LpcDataInfoChainHead(): LpcQueueObject {
    return new LpcQueueObject(this.__look, () => this.__port.dataInfoMessages);
  }
  get LpcReplyChainHead(): Collection<ThreadReference> {
    return this.__threads(() => this.__port.replyChain);
  }
  get QueuedMessages(): number {
    return this.__port.messageCount;
  }
  get Waiters(): Collection<ThreadReference> {
    return this.__threads(() => {
      const { threads, end } = lpcReceivers(this.__port);
      return { items: threads, end, recovered: 0 };
    });
  }
  get Creator(): string | undefined {
    const { creatorPid, creatorTid } = this.__port;
    return creatorPid === undefined || creatorTid === undefined
      ? undefined
      : creatorPid.toString(16) + "." + creatorTid.toString(16);
  }
  get ClientThread(): ThreadReference | string | undefined {
    return threadReference(this.__look, this.__port.raw.pointer("ClientThread"));
  }
  get ServerProcess(): ProcessReference | string | undefined {
    return this.__port.kind === "ConnectionPort" ? processReference(this.__look, this.__port.serverProcess) : undefined;
  }
  get MappingProcess(): ProcessReference | string | undefined {
    return this.__port.kind === "ConnectionPort" ? undefined : processReference(this.__look, this.__port.serverProcess);
  }
  get ClientSectionBase(): Host.Int64 | undefined {
    return present(this.__port.raw.pointer("ClientSectionBase"));
  }
  get ServerSectionBase(): Host.Int64 | undefined {
    return present(this.__port.raw.pointer("ServerSectionBase"));
  }
  get SecurityQos(): QosObject | undefined {
    const qos = qosOf(this.__port.raw, "SecurityQos");
    return qos && new QosObject(qos);
  }
  get StaticSecurity(): ClientContextObject | undefined {
    const context = clientContext(this.__port.raw, "StaticSecurity");
    return context && new ClientContextObject(this.__look, context);
  }
  get Security(): SecurityObject | string | undefined {
    const pointer = this.__port.header.securityDescriptor;
    return pointer === undefined ? undefined : securityObject(securityDescriptor(this.__look.kernel, pointer));
  }
  get Flags(): number | undefined {
    return this.__port.flags;
  }
  get FlagNames(): string {
    return [this.__port.kind || "no kind", ...this.__port.flagNames].join(" ");
  }
  get Disconnected(): boolean {
    return this.__port.isDisconnected;
  }
  get Closed(): boolean {
    return this.__port.isClosed;
  }
  get Waitable(): boolean {
    return this.__port.isWaitable;
  }
  get DynamicSecurity(): boolean {
    return this.__port.hasDynamicSecurity;
  }
  get MaxMessageLength(): number | undefined {
    return this.__port.raw.unsigned("MaxMessageLength");
  }
  get MaxConnectionInfoLength(): number | undefined {
    return this.__port.raw.unsigned("MaxConnectionInfoLength");
  }
  get HandleCount(): number | undefined {
    return this.__port.header.handleCount;
  }
  get PointerCount(): number | undefined {
    return this.__port.header.pointerCount;
  }
  get PortContext(): Host.Int64 | undefined {
    return present(this.__port.raw.pointer("PortContext"));
  }
  get Native(): unknown {
    return attempt(() => this.__look.target.typed("_LPCP_PORT_OBJECT", this.__port.address));
  }
  toString(): string {
    return lpcPortText(this.__port);
  }

  private __other(address: Address | undefined): LpcPortObject | string | undefined {
    return lpcPortObject(this.__look, address);
  }

  private __threads(walk: () => Walk<ConstructorParameters<typeof ThreadReference>[1]>): Collection<ThreadReference> {
    return new Collection(
      () => walk().items.map((found) => new ThreadReference(this.__look, found)),
      () => walk().end,
    );
  }
}
describe(LpcPortObject, {
  Address: text("Address of the _LPCP_PORT_OBJECT"),
  Kind: text("ConnectionPort, UnconnectedCommunicationPort, ServerCommunicationPort or ClientCommunicationPort"),
  Name: text("Its name, or that of its connection port"),
  FullName: text("The name with its directories"),
  OwnerProcess: text("The server of a connection port, else the process that made it"),
  OwnerIsValid: text("Whether there is such a process"),
  ConnectionPort: text("The connection port of the connection"),
  ServerPort: text("The server communication port of the connection"),
  ClientPort: text("The client communication port of the connection"),
  Peer: text("ConnectedPort: the other end of a communication port"),
  Connections: text("The connections of a connection port, as far as their ports are found"),
  MsgQueue: text("Messages that arrived, and the semaphore that counts them"),
  LpcDataInfoChainHead: text("Messages that were received and are kept, because they name data areas in their sender"),
  LpcReplyChainHead: text("Threads that wait for a reply through this port"),
  QueuedMessages: decimal("Messages the port holds"),
  Waiters: text("Threads that wait to receive on the port"),
  Creator: text("Process and thread id of the creator, hexadecimal"),
  ClientThread: text("The thread of the client"),
  ServerProcess: text("The server, of a connection port"),
  MappingProcess: text("The process in whose memory the section view lies, of a communication port"),
  ClientSectionBase: text("Where the client's section (its PORT_VIEW) is mapped"),
  ServerSectionBase: text("Where the server's section is mapped"),
  SecurityQos: text("Quality of service: what the server may do in the name of the client"),
  StaticSecurity: text("What was captured of the client at connect"),
  Security: text("The security descriptor of the port"),
  Flags: text("Flags, ULONG: the kind in the low four bits"),
  FlagNames: text("Flags by name"),
  Disconnected: text("The name was deleted: the server has closed the port"),
  Closed: text("The port was deleted"),
  Waitable: text("A thread can wait on the port's handle"),
  DynamicSecurity: text("Security context of each call, not of the connect"),
  MaxMessageLength: text("Bytes of the largest message, USHORT"),
  MaxConnectionInfoLength: text("Bytes of the largest connect information, USHORT"),
  HandleCount: decimal("Open handles to the port"),
  PointerCount: decimal("References to the port"),
  PortContext: text("The context value given at accept"),
  Native: text("The typed nt!_LPCP_PORT_OBJECT"),
});

/** A port by address; a text that says why where it is none, undefined for null. */
export function lpcPortObject(look: Look, address: Address | undefined): LpcPortObject | string | undefined {
  if (address === undefined || isNull(address)) return undefined;
  const found = lpcPort(look.kernel, address);
  return found instanceof Gap ? found.why : new LpcPortObject(look, found);
}

const KIND_TEXT: { readonly [kind in LpcPortKind]: string } = {
  ConnectionPort: "connection port",
  UnconnectedCommunicationPort: "unconnected port",
  ClientCommunicationPort: "client port",
  ServerCommunicationPort: "server port",
};

/** `2 queued: ApiPort, connection port of csrss.exe (0x1d4)` */
export function lpcPortText(found: LpcPort): string {
  const { kind, owner, name } = found;
  const by = owner instanceof Gap ? (found.ownerIsValid ? "an unreadable process" : "nobody") : processText(owner);
  const parts: string[] = [];
  if (found.isClosed) parts.push("closed");
  else if (found.isDisconnected) parts.push("disconnected");
  if (found.ownerAddress !== undefined && !found.ownerIsValid) parts.push("owner gone");
  const queued = found.messages.items.length;
  const kept = found.dataInfoMessages.items.length;
  if (queued > 0) parts.push(queued + " queued");
  if (kept > 0) parts.push(kept + " kept");
  const state = parts.length === 0 ? "empty" : parts.join(", ");
  return state + ": " + (name === "" ? "" : name + ", ") + (kind ? KIND_TEXT[kind] : "port") + " of " + by;
}

function present(value: Address | undefined): Host.Int64 | undefined {
  return value === undefined || isNull(value) ? undefined : toInt64(value);
}
