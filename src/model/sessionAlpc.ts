/** `dx @$cursession.Alpc`: the view of the whole machine that `!alpc` does not have. */
import { isKernel, toNumber, type Address } from "../target/address";
import { toAddress } from "../target/int64";
import { UsageError } from "../target/target";
import { attempt } from "../target/windbg";
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
import type { ConnectionObject } from "./port";
import { describe, text } from "./describe";
import {
  allPorts,
  connectionObjects,
  heldMessages,
  showPort,
  type AnyMessageObject,
  type AnyPort,
  type AnyPortObject,
} from "./era";
import { findMessage, findPort, findThread, showMessage } from "./find";
import type { Look } from "./look";
import { roots } from "./roots";
import type { LpcConnectionObject } from "./lpcPort";
import { replyWaiters } from "./processAlpc";
import { ThreadReference } from "./references";

export class SessionAlpc {
  private readonly __look: Look;

  constructor(look: Look) {
    this.__look = look;
  }

  get Ports(): Collection<AnyPortObject> {
    return this.__ports(() => true);
  }
  get ConnectionPorts(): Collection<AnyPortObject> {
    return this.__ports((found) => found.kind === "ConnectionPort");
  }
  get NamedPorts(): Collection<AnyPortObject> {
    return this.__ports((found) => found.isNamed);
  }
  get Orphans(): Collection<AnyPortObject> {
    return this.__ports((found) => found.header.handleCount === 0);
  }
  get Messages(): Collection<AnyMessageObject> {
    return new Collection(
      () => heldMessages(this.__look, allPorts(this.__look.kernel).items),
      () => allPorts(this.__look.kernel).end,
    );
  }
  get Connections(): Collection<ConnectionObject | LpcConnectionObject> {
    return new Collection(() => {
      const rows: (ConnectionObject | LpcConnectionObject)[] = [];
      for (const owner of allPorts(this.__look.kernel).items)
        if (owner.kind === "ConnectionPort") rows.push(...connectionObjects(this.__look, owner));
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

  Port(addressOrName: unknown): AnyPortObject {
    return showPort(this.__look, findPort(this.__look, argument(addressOrName, "Port")));
  }
  Message(addressOrId: unknown): AnyMessageObject {
    return showMessage(this.__look, findMessage(this.__look, number(this.__look, addressOrId, "Message")));
  }
  Thread(addressOrId: unknown): ThreadReference {
    return new ThreadReference(this.__look, findThread(this.__look, number(this.__look, addressOrId, "Thread")));
  }
  Record(path: unknown, all?: unknown): string {
    if (typeof path !== "string")
      throw new UsageError('Record takes a file name, as in Record("C:\\\\temp\\\\hang.json")');
    const options = { all: all === true, force: false };
    return recordedText(record(this.__look, path, roots, options));
  }

  // Every `dx @$cursession` shows this line, so it reads nothing.
  toString(): string {
    return "ALPC of the whole machine";
  }

  private __ports(which: (found: AnyPort) => boolean): Collection<AnyPortObject> {
    return new Collection(
      () =>
        allPorts(this.__look.kernel)
          .items.filter(which)
          .map((found) => showPort(this.__look, found)),
      () => allPorts(this.__look.kernel).end,
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
    // An object of the debugger's that lies nowhere throws when it is asked where.
    const own = attempt(() => (value as { Address?: unknown }).Address);
    if (own !== undefined) return toAddress(own);
    const native = attempt(() => (value as { address?: unknown }).address);
    if (native !== undefined) return toAddress(native);
  }
  return toAddress(value);
}
