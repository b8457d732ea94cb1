/** `_ALPC_PORT`: kind, owner, name, the ports of its connection, its queues. */
import { add, clearBits, isNull, lowBits, NULL, type Address } from "../target/address";
import { Gap, type StructReader, type Structure } from "../target/layout";
import { UsageError } from "../target/target";
import type { Kernel } from "../nt/kernel";
import { EMPTY, LIST_BOUND, walkIn, type Walk } from "../nt/list";
import { objectHeader, ObjectHeader } from "../nt/object";
import { process, type Process } from "../nt/process";
import { communicationInfo, type CommunicationInfo } from "./communicationInfo";
import { clientContext, contextMembers, type ClientContext } from "../nt/token";
import { securityDescriptor, type SecurityDescriptor } from "../nt/security";
import { message, messageReader, type Message } from "./message";
import { PORT_ATTRIBUTE_MEMBERS, PortAttributes } from "./portAttributes";

const MEMBERS: readonly string[] = [
  "PortListEntry",
  "CommunicationInfo",
  "OwnerProcess",
  "CompletionPort",
  "CompletionKey",
  "PortContext",
  "MainQueue",
  "LargeMessageQueue",
  "PendingQueue",
  // Windows 10 and later.
  "DirectQueue",
  "CanceledQueue",
  "WaitQueue",
  "Semaphore",
  "CompletionPacketLookaside",
  "ResourceListHead",
  "CompletionList",
  // Windows 7 and later.
  "CallbackObject",
  "CallbackContext",
  "SequenceNo",
  // Windows 8.1 and later.
  "ReferenceNo",
  "ReferenceNoWait",
  "TargetQueuePort",
  "TargetSequencePort",
  // Vista calls it Message.
  "CachedMessage",
  "Message",
  // Up to Windows 8.
  "MessageZone",
  "u1.State",
  "u1.s1.Initialized",
  "u1.s1.Type",
  "u1.s1.ConnectionPending",
  "u1.s1.ConnectionRefused",
  "u1.s1.Disconnected",
  "u1.s1.Closed",
  "u1.s1.NoFlushOnClose",
  "u1.s1.ReturnExtendedInfo",
  "u1.s1.Waitable",
  "u1.s1.DynamicSecurity",
  "u1.s1.Wow64CompletionList",
  "u1.s1.Lpc",
  "u1.s1.LpcToLpc",
  "u1.s1.HasCompletionList",
  "u1.s1.HadCompletionList",
  "u1.s1.EnableCompletionList",
  "MainQueueLength",
  "LargeMessageQueueLength",
  "PendingQueueLength",
  "DirectQueueLength",
  "CanceledQueueLength",
  "WaitQueueLength",
].concat(PORT_ATTRIBUTE_MEMBERS, contextMembers("StaticSecurity"));

/** In OwnerProcess: the owner is no longer valid. Source: alpc-semantics 1.2 [phnt]. */
const OWNER_INVALID = 1;

export type PortKind = "ConnectionPort" | "ClientCommunicationPort" | "ServerCommunicationPort";

/** `u1.s1.Type`. The numbers are known from behaviour only; the slot of CommunicationInfo decides where it can be read. */
const KIND_BY_NUMBER: { readonly [type: number]: PortKind } = {
  1: "ConnectionPort",
  2: "ClientCommunicationPort",
  3: "ServerCommunicationPort",
};

/** As `!alpc` prints the kinds. */
export const KIND_NAMES: { readonly [kind in PortKind]: string } = {
  ConnectionPort: "ALPC_CONNECTION_PORT",
  ClientCommunicationPort: "ALPC_CLIENT_COMMUNICATION_PORT",
  ServerCommunicationPort: "ALPC_SERVER_COMMUNICATION_PORT",
};

export type QueueName = "MainQueue" | "LargeMessageQueue" | "PendingQueue" | "DirectQueue" | "CanceledQueue";
export const QUEUES: readonly QueueName[] = [
  "MainQueue",
  "LargeMessageQueue",
  "PendingQueue",
  "DirectQueue",
  "CanceledQueue",
];

/** A queue of a port: its counter, and what a walk finds. */
export interface Queue {
  readonly name: QueueName;
  /** The `...QueueLength` counter of the port. */
  readonly length: number | undefined;
  readonly walk: Walk<Message>;
}

const LENGTHS: { readonly [queue in QueueName]: string } = {
  MainQueue: "MainQueueLength",
  LargeMessageQueue: "LargeMessageQueueLength",
  PendingQueue: "PendingQueueLength",
  DirectQueue: "DirectQueueLength",
  CanceledQueue: "CanceledQueueLength",
};

const EMPTY_QUEUES = QUEUES.reduce<{ [name in QueueName]?: Queue }>((all, name) => {
  all[name] = { name, length: 0, walk: EMPTY };
  return all;
}, {});

export class Port {
  readonly header: ObjectHeader;
  // Found out once: there is one Port per address and look. Null stands for "not known".
  private info: CommunicationInfo | Gap | undefined;
  private slot: PortKind | null | undefined;
  private ownName: string | undefined;
  private queues: { [name in QueueName]?: Queue } | undefined;

  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {
    this.header = new ObjectHeader(kernel, raw);
  }

  get address(): Address {
    return this.raw.address;
  }

  get communicationInfo(): CommunicationInfo | Gap {
    if (this.info) return this.info;
    const pointer = this.raw.pointer("CommunicationInfo");
    return (this.info =
      pointer === undefined
        ? new Gap(this.address, "CommunicationInfo cannot be read")
        : communicationInfo(this.kernel, pointer));
  }

  /** The slot of CommunicationInfo that points back at the port; the type number only where none does. */
  get kind(): PortKind | undefined {
    return this.kindBySlot || this.kindByNumber;
  }

  get kindBySlot(): PortKind | undefined {
    if (this.slot === undefined) this.slot = this.findSlot() || null;
    return this.slot || undefined;
  }

  private findSlot(): PortKind | undefined {
    const info = this.communicationInfo;
    if (info instanceof Gap) return undefined;
    if (info.connectionPort === this.address) return "ConnectionPort";
    if (info.clientCommunicationPort === this.address) return "ClientCommunicationPort";
    if (info.serverCommunicationPort === this.address) return "ServerCommunicationPort";
    return undefined;
  }

  get kindByNumber(): PortKind | undefined {
    return KIND_BY_NUMBER[this.raw.unsigned("u1.s1.Type") || 0];
  }

  /** Address of the owner's `_EPROCESS`, the validity bit masked; null when there is none. */
  get ownerAddress(): Address | undefined {
    const owner = this.raw.pointer("OwnerProcess");
    return owner === undefined ? undefined : clearBits(owner, OWNER_INVALID);
  }

  /** False when the kernel marked the owner as gone, or there is none. */
  get ownerIsValid(): boolean {
    const owner = this.raw.pointer("OwnerProcess");
    return owner !== undefined && !isNull(owner) && lowBits(owner, OWNER_INVALID) === 0;
  }

  /** The owning process; never read when the kernel says that it is gone. */
  get owner(): Process | Gap {
    const owner = this.ownerAddress;
    if (owner === undefined) return new Gap(this.address, "OwnerProcess cannot be read");
    if (!this.ownerIsValid) return new Gap(owner, isNull(owner) ? "the port has no owner" : "the owner is gone");
    return process(this.kernel, owner);
  }

  /** The connection port of the connection; the port itself where it is one. */
  get connectionPort(): Port | Gap {
    return this.peer("ConnectionPort", (info) => info.connectionPort);
  }

  get clientPort(): Port | Gap {
    return this.peer("ClientCommunicationPort", (info) => info.clientCommunicationPort);
  }

  get serverPort(): Port | Gap {
    return this.peer("ServerCommunicationPort", (info) => info.serverCommunicationPort);
  }

  private peer(kind: PortKind, slot: (info: CommunicationInfo) => Address | undefined): Port | Gap {
    if (this.kind === kind) return this;
    const info = this.communicationInfo;
    if (info instanceof Gap) return info;
    return port(this.kernel, slot(info) || NULL);
  }

  /** The port's own name; the communication ports have none and go by that of their connection port. */
  get name(): string {
    return this.ownName === undefined ? (this.ownName = this.findName()) : this.ownName;
  }

  private findName(): string {
    const own = this.header.name;
    if (!(own instanceof Gap) && own !== "") return own;
    const connection = this.kind === "ConnectionPort" ? this : this.connectionPort;
    if (connection instanceof Gap || connection === this) return "";
    return connection.isNamed ? connection.name : "";
  }

  /** Why the name is not known, where there may be one. */
  get nameGap(): Gap | undefined {
    const own = this.header.name;
    if (own instanceof Gap || own !== "" || this.kind === "ConnectionPort") return own instanceof Gap ? own : undefined;
    const connection = this.connectionPort;
    if (connection instanceof Gap || connection === this) return undefined;
    const name = connection.header.name;
    return name instanceof Gap ? name : undefined;
  }

  /** The name with its directories, of the port itself or of its connection port. */
  get fullName(): string {
    const connection = this.kind === "ConnectionPort" ? this : this.connectionPort;
    const header = connection instanceof Gap ? this.header : connection.header;
    const name = header.fullName;
    return name instanceof Gap ? "" : name;
  }

  /** Whether the port has a name of its own. */
  get isNamed(): boolean {
    const own = this.header.name;
    return !(own instanceof Gap) && own !== "";
  }

  get isClosed(): boolean {
    return this.raw.flag("u1.s1.Closed") === true;
  }

  get isDisconnected(): boolean {
    return this.raw.flag("u1.s1.Disconnected") === true;
  }

  get isWaitable(): boolean {
    return this.raw.flag("u1.s1.Waitable") === true;
  }

  /** The semaphore of a waitable port; undefined for others, whose pointer leads to one shared event. */
  get semaphore(): Address | undefined {
    const pointer = this.isWaitable ? this.raw.pointer("Semaphore") : undefined;
    return pointer === undefined || isNull(pointer) ? undefined : pointer;
  }

  get attributes(): PortAttributes {
    return new PortAttributes(this);
  }

  /** What was captured of the client at connect, for static tracking; undefined where the build lacks it. */
  get staticSecurity(): ClientContext | undefined {
    return clientContext(this.raw, "StaticSecurity");
  }

  /** The descriptor of the port object; a Gap where there is none or it cannot be read. */
  get securityDescriptor(): SecurityDescriptor | Gap {
    const pointer = this.header.securityDescriptor;
    if (pointer === undefined) return new Gap(this.address, "the object header cannot be read");
    return securityDescriptor(this.kernel, pointer);
  }

  /** A free message kept for reuse. */
  get cachedMessage(): Address | undefined {
    return this.raw.pointer(this.raw.has("CachedMessage") ? "CachedMessage" : "Message");
  }

  /** The `_KQUEUE` of the completion object; null when receivers wait on the port itself. */
  get completionPort(): Address | undefined {
    return this.raw.pointer("CompletionPort");
  }

  /** The counter of a queue; undefined where the build has no such queue. */
  queueLength(name: QueueName): number | undefined {
    return this.raw.unsigned(LENGTHS[name]);
  }

  /** Messages held: main + large + pending + canceled, as `!alpc /lpp` counts them. Source: golden case G26. */
  get messageCount(): number {
    const of = (name: QueueName) => this.queueLength(name) || 0;
    return of("MainQueue") + of("LargeMessageQueue") + of("PendingQueue") + of("CanceledQueue");
  }

  /** A queue with its messages; undefined where the build has no such queue. The walk reads each message once. */
  queue(name: QueueName): Queue | undefined {
    const known = this.queues && this.queues[name];
    if (known || !this.raw.has(name)) return known;
    const walk = this.walkQueue(name);
    const length = this.queueLength(name);
    // Nearly all queues of a machine are empty.
    if (walk === EMPTY && length === 0) return EMPTY_QUEUES[name];
    const queues = this.queues || (this.queues = {});
    return (queues[name] = { name, length, walk });
  }

  private walkQueue(name: QueueName): Walk<Message> {
    const head = this.raw.at(name);
    const links = this.raw.links(name);
    // Cancel notices have a link of their own. Source: alpc-semantics 1.2.
    const link = name === "CanceledQueue" ? "CancelListEntry" : "Entry";
    const offset = messageReader(this.kernel).offset(link);
    if (head === undefined || links === undefined || offset === undefined) {
      const why = "the head of the queue cannot be read";
      return { items: [], end: { kind: "unreadable", at: this.address, why }, recovered: 0 };
    }
    if (links.flink === head && links.blink === head) return EMPTY;
    const place = { port: this.address, queue: name };
    return walkIn(this.kernel, name, head, links, (entry) => {
      const found = message(this.kernel, add(entry, -offset));
      if (found instanceof Gap) return found;
      const own = found.raw.links(link);
      if (!own) return new Gap(entry, "the link of the message cannot be read");
      if (!found.isMessage) return new Gap(entry, "no message");
      if (name !== "CanceledQueue") found.foundIn = place;
      return { links: own, value: found };
    });
  }
}

export function portReader(kernel: Kernel): StructReader {
  return kernel.needed("_ALPC_PORT", MEMBERS, () => objectHeader(kernel));
}

/** The port at an address, read once together with its object header. */
export function port(kernel: Kernel, address: Address): Port | Gap {
  return kernel.once("Port", address, () => {
    if (isNull(address)) return new Gap(address, "the port pointer is null");
    const raw = portReader(kernel).read(address);
    return raw instanceof Gap ? raw : new Port(kernel, raw);
  });
}

/** All ports of the machine, of every kind and process, from `nt!AlpcpPortList`; oldest first. */
export function ports(kernel: Kernel): Walk<Port> {
  return kernel.once("ports", NULL, () => firstPorts(kernel, LIST_BOUND));
}

/** No more than `bound` of them: where there are more, nothing behind these is read and the walk ends at its bound. */
export function firstPorts(kernel: Kernel, bound: number): Walk<Port> {
  const head = kernel.target.symbol("AlpcpPortList");
  const offset = portReader(kernel).offset("PortListEntry");
  if (head === undefined || offset === undefined) {
    throw new UsageError(
      "the symbols of nt lack AlpcpPortList, the list of all ports. Load them with .symfix; .reload /f nt",
    );
  }
  const list = kernel.needed("_LIST_ENTRY", ["Flink", "Blink"]).read(head);
  if (list instanceof Gap) return { items: [], end: { kind: "unreadable", at: head, why: list.why }, recovered: 0 };
  const links = { flink: list.pointer("Flink") || NULL, blink: list.pointer("Blink") || NULL };
  return walkIn(
    kernel,
    "AlpcpPortList",
    head,
    links,
    (entry) => {
      const found = port(kernel, add(entry, -offset));
      if (found instanceof Gap) return found;
      const own = found.raw.links("PortListEntry");
      return own ? { links: own, value: found } : new Gap(entry, "the link of the port cannot be read");
    },
    bound,
  );
}
