/** `_LPCP_PORT_OBJECT`: kind, the ports of its connection, who made it, its queues and chains. */
import { add, isKernel, isNull, NULL, type Address } from "../target/address";
import { Gap, type StructReader, type Structure } from "../target/layout";
import type { PortKind } from "../alpc/port";
import type { Kernel } from "../nt/kernel";
import { COMPLETE, walkIn, type walkList, type Walk } from "../nt/list";
import { objectHeader, ObjectHeader } from "../nt/object";
import { process, processes, type Process } from "../nt/process";
import { threadAround, type Thread } from "../nt/thread";
import { contextMembers, qosMembers } from "../nt/token";
import { lpcMessage, lpcMessageReader, type LpcMessage } from "./message";

const MEMBERS: readonly string[] = [
  "ConnectionPort",
  "ConnectedPort",
  "MsgQueue.NonPagedPortQueue",
  "MsgQueue.Semaphore",
  "MsgQueue.ReceiveHead",
  "Creator.UniqueProcess",
  "Creator.UniqueThread",
  "ClientSectionBase",
  "ServerSectionBase",
  "PortContext",
  "ClientThread",
  "LpcReplyChainHead",
  "LpcDataInfoChainHead",
  "ServerProcess",
  "MaxMessageLength",
  "MaxConnectionInfoLength",
  "Flags",
].concat(qosMembers("SecurityQos"), contextMembers("StaticSecurity"));

export type LpcPortKind = PortKind | "UnconnectedCommunicationPort";

/** The low four bits of Flags. Source: alpc-semantics 8.1, seen in golden case G5. */
const KIND: { readonly [type: number]: LpcPortKind } = {
  1: "ConnectionPort",
  2: "UnconnectedCommunicationPort",
  3: "ServerCommunicationPort",
  4: "ClientCommunicationPort",
};
const KIND_MASK = 0xf;

/** The high bits of Flags, as ReactOS names them. Source: alpc-semantics 8.1. */
const FLAGS: readonly (readonly [mask: number, name: string])[] = [
  [0x10000000, "PortDeleted"],
  [0x20000000, "WaitablePort"],
  [0x40000000, "NameDeleted"],
  [0x80000000, "SecurityDynamic"],
];
const DELETED = 0x10000000;
const WAITABLE = 0x20000000;
const NAME_DELETED = 0x40000000;
const DYNAMIC = 0x80000000;

export class LpcPort {
  readonly header: ObjectHeader;

  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {
    this.header = new ObjectHeader(kernel, raw);
  }

  get address(): Address {
    return this.raw.address;
  }

  get flags(): number | undefined {
    return this.raw.unsigned("Flags");
  }

  get kind(): LpcPortKind | undefined {
    return KIND[(this.flags || 0) & KIND_MASK];
  }

  /** The bits of Flags above the kind, by name. */
  get flagNames(): readonly string[] {
    const flags = this.flags || 0;
    return FLAGS.filter(([mask]) => (flags & mask) !== 0).map(([, name]) => name);
  }

  /** The port was closed: whoever waits on it waits in vain. */
  get isClosed(): boolean {
    return ((this.flags || 0) & DELETED) !== 0;
  }

  /** Of a connection port: nobody can connect any more, and requests fail. Of an end: its peer is gone. */
  get isDisconnected(): boolean {
    return ((this.flags || 0) & NAME_DELETED) !== 0;
  }

  get isWaitable(): boolean {
    return ((this.flags || 0) & WAITABLE) !== 0;
  }

  get hasDynamicSecurity(): boolean {
    return ((this.flags || 0) & DYNAMIC) !== 0;
  }

  /** The connection port; the port itself where it is one. */
  get connectionPort(): LpcPort | Gap {
    if (this.kind === "ConnectionPort") return this;
    return lpcPort(this.kernel, this.raw.pointer("ConnectionPort") || NULL);
  }

  /** The other end of a communication port. */
  get connectedPort(): LpcPort | Gap {
    return lpcPort(this.kernel, this.raw.pointer("ConnectedPort") || NULL);
  }

  /**
   * The port in whose ReceiveHead a request sent through this port is queued: a client's in the connection port, a
   * server's in its client's port. Source: alpc-semantics 8.2, ReactOS.
   */
  get requestQueue(): LpcPort | Gap {
    return this.kind === "ServerCommunicationPort" ? this.connectedPort : this.connectionPort;
  }

  /** The port's own name; the ends have none and go by that of their connection port. */
  get name(): string {
    return this.named((header) => header.name);
  }

  get fullName(): string {
    return this.named((header) => header.fullName);
  }

  /** Why the name is not known, where there may be one. */
  get nameGap(): Gap | undefined {
    const own = this.header.name;
    if (own instanceof Gap) return own;
    const connection = this.connectionPort;
    if (own !== "" || connection instanceof Gap) return undefined;
    const name = connection.header.name;
    return name instanceof Gap ? name : undefined;
  }

  private named(of: (header: ObjectHeader) => string | Gap): string {
    const own = of(this.header);
    if (typeof own === "string" && own !== "") return own;
    const connection = this.kind === "ConnectionPort" ? this : this.connectionPort;
    if (connection instanceof Gap || connection === this) return "";
    const name = of(connection.header);
    return typeof name === "string" ? name : "";
  }

  /** Whether the port has a name of its own. */
  get isNamed(): boolean {
    const own = this.header.name;
    return typeof own === "string" && own !== "";
  }

  get creatorPid(): number | undefined {
    return this.raw.id("Creator.UniqueProcess");
  }

  get creatorTid(): number | undefined {
    return this.raw.id("Creator.UniqueThread");
  }

  /** ServerProcess: of a connection port its server. MappingProcess of the others: whose memory holds the section view. */
  get serverProcess(): Address | undefined {
    return this.raw.pointer("ServerProcess");
  }

  /**
   * Address of the owner's `_EPROCESS`; null when there is none any more. A connection port names its server; of the ends
   * the creator's process id is recorded, and where it is not, a server's end belongs to the server of its connection port,
   * a client's to the process whose memory holds its view, or to the one that has a handle.
   */
  get ownerAddress(): Address | undefined {
    if (this.kind === "ConnectionPort") return this.serverProcess;
    const creator = this.creatorPid;
    const connection = this.connectionPort;
    const server = connection instanceof Gap ? undefined : connection.serverProcess;
    if (this.kind === "ServerCommunicationPort" && server !== undefined && !isNull(server)) {
      const process = server && processAt(this.kernel, server);
      if (!creator || (process && process.pid === creator)) return server;
    }
    const byId = creator ? processById(this.kernel, creator) : undefined;
    if (byId) return byId.address;
    const mapping = this.kind === "ClientCommunicationPort" ? this.serverProcess : undefined;
    if (mapping !== undefined && !isNull(mapping) && processAt(this.kernel, mapping)) return mapping;
    return holders(this.kernel).get(this.address) || (creator ? NULL : undefined);
  }

  get ownerIsValid(): boolean {
    const owner = this.ownerAddress;
    return owner !== undefined && !isNull(owner);
  }

  get owner(): Process | Gap {
    const owner = this.ownerAddress;
    if (owner === undefined) return new Gap(this.address, "its owner is not recorded");
    return isNull(owner) ? new Gap(owner, "the owner is gone") : process(this.kernel, owner);
  }

  /** The semaphore its receivers wait on; null for a port that nobody receives on. */
  get semaphore(): Address | undefined {
    return this.raw.pointer("MsgQueue.Semaphore");
  }

  /** How many messages may be received without a wait: `DISPATCHER_HEADER.SignalState` of the semaphore. */
  get semaphoreState(): number | undefined {
    const address = this.semaphore;
    if (address === undefined || isNull(address)) return undefined;
    const reader = this.kernel.reader("_DISPATCHER_HEADER", ["Type", "SignalState", "WaitListHead"]);
    const raw = this.kernel.read("_DISPATCHER_HEADER", reader, address);
    return raw instanceof Gap ? undefined : raw.signed("SignalState");
  }

  /** Address of the event of a waitable port. Others are allocated without it. */
  get waitEvent(): Address | undefined {
    const field = this.isWaitable ? fieldOf(this.kernel, "WaitEvent") : undefined;
    return field && add(this.address, field.offset);
  }

  /** Requests that arrived and were not received yet. */
  get messages(): Walk<LpcMessage> {
    return this.messagesOf("MsgQueue.ReceiveHead");
  }

  /** Requests that were received but kept, because they name data areas in their sender. */
  get dataInfoMessages(): Walk<LpcMessage> {
    return this.messagesOf("LpcDataInfoChainHead");
  }

  /** How many messages the port holds, received ones with data areas included. */
  get messageCount(): number {
    return this.messages.items.length + this.dataInfoMessages.items.length;
  }

  /** Threads that wait for a reply to be given through this port. */
  get replyChain(): Walk<Thread> {
    return this.chain("LpcReplyChainHead", (entry) => {
      const found = threadAround(this.kernel, entry, "LpcReplyChain");
      if (found instanceof Gap) return found;
      const links = found.raw.links("LpcReplyChain");
      if (!links) return new Gap(entry, "the link of the thread cannot be read");
      return found.isThread ? { links, value: found } : new Gap(entry, "no thread object");
    });
  }

  private messagesOf(head: string): Walk<LpcMessage> {
    const offset = lpcMessageReader(this.kernel).offset("Entry") || 0;
    return this.chain(head, (entry) => {
      const found = lpcMessage(this.kernel, add(entry, -offset));
      if (found instanceof Gap) return found;
      const links = found.raw.links("Entry");
      return links ? { links, value: found } : new Gap(entry, "the link of the message cannot be read");
    });
  }

  private chain<T>(head: string, load: Parameters<typeof walkList<T>>[2]): Walk<T> {
    return this.kernel.once(head, this.address, () => {
      const at = this.raw.at(head);
      const links = this.raw.links(head);
      if (at === undefined || links === undefined) {
        const why = "the head of the list cannot be read";
        return { items: [], end: { kind: "unreadable", at: this.address, why }, recovered: 0 };
      }
      // A server's end receives nothing: its queue was never made.
      const isUnused = head === "MsgQueue.ReceiveHead" && isNull(links.flink) && isNull(links.blink);
      return isUnused ? { items: [], end: COMPLETE, recovered: 0 } : walkIn(this.kernel, head, at, links, load);
    });
  }
}

export function lpcPortReader(kernel: Kernel): StructReader {
  return kernel.needed("_LPCP_PORT_OBJECT", MEMBERS, () => objectHeader(kernel));
}

function fieldOf(kernel: Kernel, path: string) {
  const layout = kernel.target.type("_LPCP_PORT_OBJECT");
  return layout && layout.field(path);
}

/** The port at an address, read once together with its object header; a Gap where the object is of another type. */
export function lpcPort(kernel: Kernel, address: Address): LpcPort | Gap {
  return kernel.once("LpcPort", address, () => {
    if (isNull(address)) return new Gap(address, "the port pointer is null");
    if (!isKernel(address, kernel.pointerSize)) return new Gap(address, "not a kernel address");
    const raw = lpcPortReader(kernel).read(address);
    if (raw instanceof Gap) return raw;
    const found = new LpcPort(kernel, raw);
    return isPort(found) ? found : new Gap(address, "not the address of an LPC port");
  });
}

/** By the type of the object; where that cannot be told, by what a port must look like. */
function isPort(found: LpcPort): boolean {
  const types = ["LpcPortObjectType", "LpcWaitablePortObjectType"].map((symbol) => found.header.isOfType(symbol));
  if (types.some((answer) => answer === true)) return true;
  if (types.every((answer) => answer === false)) return false;
  const connection = found.raw.pointer("ConnectionPort");
  if (found.kind === undefined || connection === undefined) return false;
  return found.kind === "ConnectionPort"
    ? connection === found.address
    : isNull(connection) || isKernel(connection, found.kernel.pointerSize);
}

function processAt(kernel: Kernel, address: Address): Process | undefined {
  const found = process(kernel, address);
  return found instanceof Gap || !found.mayBeProcess ? undefined : found;
}

/** The process with an id, in the list of all processes. */
export function processById(kernel: Kernel, pid: number): Process | undefined {
  return kernel
    .once("processes by id", NULL, () => {
      const byId = new Map<number, Process>();
      for (const found of processes(kernel).items) if (found.pid !== undefined) byId.set(found.pid, found);
      return byId;
    })
    .get(pid);
}

/** The first process that was seen with a handle to a port; filled by the search for ports. */
export function holders(kernel: Kernel): Map<Address, Address> {
  return kernel.once("port holders", NULL, () => new Map<Address, Address>());
}
