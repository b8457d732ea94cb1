/** `dx @$curprocess.Alpc` */
import { isNull, clearBits, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { waitingFor } from "../alpc/waiting";
import { ports, QUEUES, type Port, type PortKind } from "../alpc/port";
import { process } from "../nt/process";
import type { Thread } from "../nt/thread";
import { Collection } from "./collection";
import { ConnectionRow, connectionRows } from "./connections";
import { describe, text } from "./describe";
import type { Look } from "./look";
import { MessageObject } from "./message";
import { PortObject, portObject } from "./port";
import { ThreadReference, waited } from "./references";

export class ProcessAlpc {
  private readonly __look: Look;
  private readonly __address: Address;

  constructor(look: Look, address: Address) {
    this.__look = look;
    this.__address = address;
  }

  get Ports(): Collection<PortObject> {
    return portCollection(this.__look, this.__address);
  }
  get ConnectionPorts(): Collection<PortObject> {
    return portCollection(this.__look, this.__address, "ConnectionPort");
  }
  get ClientPorts(): Collection<PortObject> {
    return portCollection(this.__look, this.__address, "ClientCommunicationPort");
  }
  get ServerPorts(): Collection<PortObject> {
    return portCollection(this.__look, this.__address, "ServerCommunicationPort");
  }
  get Connections(): Collection<ConnectionRow> {
    return new Collection(() => connectionRows(this.__look, this.__address));
  }
  get Messages(): Collection<MessageObject> {
    return new Collection(() => messagesOf(this.__look, this.__look.portsOf(this.__address)));
  }
  get WaitingThreads(): Collection<ThreadReference> {
    const found = process(this.__look.kernel, this.__address);
    return new Collection(
      () => (found instanceof Gap ? [] : replyWaiters(this.__look, found.threads.items)),
      () => (found instanceof Gap ? { kind: "unreadable", at: found.address, why: found.why } : found.threads.end),
    );
  }
  get DebugPort(): PortObject | string | undefined {
    return processPort(this.__look, this.__address, "DebugPort");
  }
  get ExceptionPort(): PortObject | string | undefined {
    return (
      processPort(this.__look, this.__address, "ExceptionPortData") ||
      processPort(this.__look, this.__address, "ExceptionPort")
    );
  }
  get SecurityPort(): PortObject | string | undefined {
    return processPort(this.__look, this.__address, "SecurityPort");
  }

  // Every `dx @$curprocess` shows this line, so it reads nothing.
  toString(): string {
    return "ALPC ports, messages and waits";
  }
}
describe(ProcessAlpc, {
  Ports: text("Every port object this process owns, oldest first"),
  ConnectionPorts: text("Its connection ports"),
  ClientPorts: text("Its client communication ports"),
  ServerPorts: text("Its server communication ports"),
  Connections: text("Who is connected to it, and to whom it is connected"),
  Messages: text("Messages held by its ports, with the queue each is in"),
  WaitingThreads: text("Its threads that wait for a reply, longest first"),
  DebugPort: text("_EPROCESS.DebugPort"),
  ExceptionPort: text("_EPROCESS.ExceptionPort; the state in the low bits is masked"),
  SecurityPort: text("_EPROCESS.SecurityPort"),
});

function portCollection(look: Look, owner: Address, kind?: PortKind): Collection<PortObject> {
  return new Collection(
    () =>
      look
        .portsOf(owner)
        .filter((found) => kind === undefined || found.kind === kind)
        .map((found) => new PortObject(look, found)),
    () => ports(look.kernel).end,
  );
}

/** Messages in all queues of some ports, each once. */
export function messagesOf(look: Look, list: readonly Port[]): MessageObject[] {
  const seen = new Set<Address>();
  const found: MessageObject[] = [];
  for (const owner of list) {
    for (const name of QUEUES) {
      const queue = owner.queue(name);
      if (!queue) continue;
      for (const message of queue.walk.items) {
        if (seen.has(message.address)) continue;
        seen.add(message.address);
        found.push(new MessageObject(look, message));
      }
    }
  }
  return found;
}

/** Those of some threads that wait for a reply, longest first. */
export function replyWaiters(look: Look, threads: readonly Thread[]): ThreadReference[] {
  return threads
    .filter((thread) => waitingFor(thread) !== undefined)
    .map((thread) => ({ thread, seconds: waited(look, thread) || 0 }))
    .sort((a, b) => b.seconds - a.seconds)
    .map((row) => new ThreadReference(look, row.thread));
}

/** A port that `_EPROCESS` names. Since Vista ExceptionPort shares its place with a state in the low three bits. */
function processPort(look: Look, address: Address, member: string): PortObject | string | undefined {
  const found = process(look.kernel, address);
  const pointer = found instanceof Gap ? undefined : found.raw.pointer(member);
  if (pointer === undefined || isNull(clearBits(pointer, 7))) return undefined;
  return portObject(look, clearBits(pointer, 7));
}
