/** `dx @$curprocess.Alpc` */
import { clearBits, hex, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { PortKind } from "../alpc/port";
import { process } from "../nt/process";
import type { Thread } from "../nt/thread";
import { Collection } from "./collection";
import { type ConnectionRow, connectionRows } from "./connections";
import { describe, text } from "./describe";
import {
  allPorts,
  anyPortObject,
  heldMessages,
  showPort,
  waitsForReply,
  type AnyMessageObject,
  type AnyPortObject,
} from "./era";
import { isPortObject, portHandles, type PortHandleObject } from "./handles";
import type { Look } from "./look";
import { ThreadReference, waited } from "./references";

export class ProcessAlpc {
  private readonly __look: Look;
  private readonly __address: Address;

  constructor(look: Look, address: Address) {
    this.__look = look;
    this.__address = address;
  }

  get Ports(): Collection<AnyPortObject> {
    return portCollection(this.__look, this.__address);
  }
  get ConnectionPorts(): Collection<AnyPortObject> {
    return portCollection(this.__look, this.__address, "ConnectionPort");
  }
  get ClientPorts(): Collection<AnyPortObject> {
    return portCollection(this.__look, this.__address, "ClientCommunicationPort");
  }
  get ServerPorts(): Collection<AnyPortObject> {
    return portCollection(this.__look, this.__address, "ServerCommunicationPort");
  }
  get Connections(): Collection<ConnectionRow> {
    return new Collection(() => connectionRows(this.__look, this.__address));
  }
  get Messages(): Collection<AnyMessageObject> {
    return new Collection(() => heldMessages(this.__look, this.__look.portsOf(this.__address)));
  }
  get WaitingThreads(): Collection<ThreadReference> {
    const found = process(this.__look.kernel, this.__address);
    return new Collection(
      () => (found instanceof Gap ? [] : replyWaiters(this.__look, found.threads.items)),
      () => (found instanceof Gap ? { kind: "unreadable", at: found.address, why: found.why } : found.threads.end),
    );
  }
  get Handles(): Collection<PortHandleObject> {
    return portHandles(this.__look, this.__address);
  }
  get DebugPort(): AnyPortObject | string | undefined {
    return processPort(this.__look, this.__address, "DebugPort");
  }
  get ExceptionPort(): AnyPortObject | string | undefined {
    return (
      processPort(this.__look, this.__address, "ExceptionPortData") ||
      processPort(this.__look, this.__address, "ExceptionPort")
    );
  }
  get SecurityPort(): AnyPortObject | string | undefined {
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
  Handles: text("Its handles that are ports, with the access they grant"),
  DebugPort: text("_EPROCESS.DebugPort: since Windows XP a debug object, which is told, and no port"),
  ExceptionPort: text("_EPROCESS.ExceptionPort; the state in the low bits is masked"),
  SecurityPort: text("_EPROCESS.SecurityPort"),
});

function portCollection(look: Look, owner: Address, kind?: PortKind): Collection<AnyPortObject> {
  return new Collection(
    () =>
      look
        .portsOf(owner)
        .filter((found) => kind === undefined || found.kind === kind)
        .map((found) => showPort(look, found)),
    () => allPorts(look.kernel).end,
  );
}

/** Those of some threads that wait for a reply, longest first. */
export function replyWaiters(look: Look, threads: readonly Thread[]): ThreadReference[] {
  return threads
    .filter((thread) => waitsForReply(thread))
    .map((thread) => ({ thread, seconds: waited(look, thread) || 0 }))
    .sort((a, b) => b.seconds - a.seconds)
    .map((row) => new ThreadReference(look, row.thread));
}

/**
 * What `_EPROCESS` names. Since Vista ExceptionPort shares its place with a state in the low three bits; SecurityPort may
 * hold a small number. An object that is no port is told by its address.
 */
function processPort(look: Look, address: Address, member: string): AnyPortObject | string | undefined {
  const found = process(look.kernel, address);
  const pointer = found instanceof Gap ? undefined : found.raw.pointer(member);
  if (pointer === undefined || isNull(clearBits(pointer, 7))) return undefined;
  const object = clearBits(pointer, 7);
  if (isPortObject(look.kernel, object) === false) return hex(object) + " is no port";
  return anyPortObject(look, object);
}
