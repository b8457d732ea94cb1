/** `dx @$cursession.Alpc`: the view of the whole machine that `!alpc` does not have. */
import { isKernel, toNumber, type Address } from "../target/address";
import { toAddress } from "../target/int64";
import { Gap } from "../target/layout";
import { UsageError } from "../target/target";
import { ports, type Port } from "../alpc/port";
import { processes } from "../nt/process";
import type { Thread } from "../nt/thread";
import { parseNumber } from "../commands/parse";
import { record, recordedText } from "../record/record";
import {
  chainObjects,
  deadlockObjects,
  findingObjects,
  type ChainObject,
  type DeadlockObject,
  type FindingObject,
} from "./analysis";
import { Collection } from "./collection";
import { ConnectionObject, PortObject } from "./port";
import { describe, text } from "./describe";
import { findMessage, findPort, findThread } from "./find";
import type { Look } from "./look";
import { MessageObject } from "./message";
import { messagesOf, replyWaiters } from "./processAlpc";
import { ThreadReference } from "./references";

export class SessionAlpc {
  private readonly __look: Look;

  constructor(look: Look) {
    this.__look = look;
  }

  get Ports(): Collection<PortObject> {
    return this.__ports(() => true);
  }
  get ConnectionPorts(): Collection<PortObject> {
    return this.__ports((found) => found.kind === "ConnectionPort");
  }
  get NamedPorts(): Collection<PortObject> {
    return this.__ports((found) => found.isNamed);
  }
  get Orphans(): Collection<PortObject> {
    return this.__ports((found) => found.header.handleCount === 0);
  }
  get Messages(): Collection<MessageObject> {
    return new Collection(
      () => messagesOf(this.__look, ports(this.__look.kernel).items),
      () => ports(this.__look.kernel).end,
    );
  }
  get Connections(): Collection<ConnectionObject> {
    return new Collection(() => {
      const rows: ConnectionObject[] = [];
      for (const owner of ports(this.__look.kernel).items) {
        const info = owner.kind === "ConnectionPort" ? owner.communicationInfo : undefined;
        if (info === undefined || info instanceof Gap) continue;
        for (const connection of info.connections.items) rows.push(new ConnectionObject(this.__look, connection));
      }
      return rows;
    });
  }
  get WaitingThreads(): Collection<ThreadReference> {
    return new Collection(
      () => {
        const all: Thread[] = [];
        for (const owner of processes(this.__look.kernel).items)
          for (const thread of owner.threads.items) all.push(thread);
        return replyWaiters(this.__look, all);
      },
      () => processes(this.__look.kernel).end,
    );
  }
  get WaitChains(): Collection<ChainObject> {
    return chainObjects(this.__look, () => this.__look.judged(false));
  }
  get Deadlocks(): Collection<DeadlockObject> {
    return deadlockObjects(this.__look, () => this.__look.judged(false));
  }
  get Findings(): Collection<FindingObject> {
    return findingObjects(() => this.__look.judged(false));
  }

  Port(addressOrName: unknown): PortObject {
    return new PortObject(this.__look, findPort(this.__look, argument(addressOrName, "Port")));
  }
  Message(addressOrId: unknown): MessageObject {
    return new MessageObject(this.__look, findMessage(this.__look, number(this.__look, addressOrId, "Message")));
  }
  Thread(addressOrId: unknown): ThreadReference {
    return new ThreadReference(this.__look, findThread(this.__look, number(this.__look, addressOrId, "Thread")));
  }
  Record(path: unknown, all?: unknown): string {
    if (typeof path !== "string")
      throw new UsageError('Record takes a file name, as in Record("C:\\\\temp\\\\hang.json")');
    const options = { all: all === true, force: false };
    return recordedText(record(this.__look, path, (look) => new SessionAlpc(look), options));
  }

  // Every `dx @$cursession` shows this line, so it reads nothing.
  toString(): string {
    return "ALPC of the whole machine";
  }

  private __ports(which: (found: Port) => boolean): Collection<PortObject> {
    return new Collection(
      () =>
        ports(this.__look.kernel)
          .items.filter(which)
          .map((found) => new PortObject(this.__look, found)),
      () => ports(this.__look.kernel).end,
    );
  }
}
describe(SessionAlpc, {
  Ports: text("Every port of the machine, of every kind and process"),
  ConnectionPorts: text("Those that clients connect to"),
  NamedPorts: text("Ports with a name of their own"),
  Orphans: text("Ports without handles"),
  Messages: text("All messages in queues"),
  Connections: text("All connections"),
  WaitingThreads: text("All threads that wait for a reply, longest first"),
  WaitChains: text("Who must act, and who waits for it; most waiters first"),
  Deadlocks: text("Deadlocks, proved and suspected"),
  Findings: text("Everything else that is wrong or worth knowing"),
  Port: { Help: "Port(addressOrName) - The port at an address, or the one of a name", PreferShow: true },
  Message: { Help: "Message(addressOrId) - The message at an address, or the one with an id", PreferShow: true },
  Thread: { Help: "Thread(addressOrId) - The thread at an address, or the one with an id", PreferShow: true },
  Record: {
    Help: "Record(path, [all]) - Writes a snapshot of everything the analysis reads, as !alpcx /record does",
    PreferShow: true,
  },
});

/** Text stays text, anything else becomes an address. */
function argument(value: unknown, method: string): string | Address {
  if (typeof value === "string") return value;
  const address = objectAddress(value);
  if (address === undefined)
    throw new UsageError(method + " takes an address or a text, as in " + method + '("lsasspirpc")');
  return address;
}

function number(look: Look, value: unknown, method: string): Address {
  const given = argument(value, method);
  const address = typeof given === "string" ? parseNumber(given) : given;
  if (toNumber(address) === undefined && !isKernel(address, look.kernel.pointerSize)) {
    throw new UsageError(method + " takes a kernel address or an id");
  }
  return address;
}

/** The address that a number, an Int64, a pointer or one of our own objects stands for. */
function objectAddress(value: unknown): Address | undefined {
  if (typeof value === "object" && value !== null) {
    const own = (value as { Address?: unknown }).Address;
    if (own !== undefined) return toAddress(own);
    const native = (value as { address?: unknown }).address;
    if (native !== undefined) return toAddress(native);
  }
  return toAddress(value);
}
