/** What alpcx assumes of an ALPC kernel, held against the structures themselves. Source: waits "Self-test". */
import { hex, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Message } from "../alpc/message";
import { messageById } from "../alpc/messageTable";
import { port, ports, QUEUES, type Port, type QueueName } from "../alpc/port";
import { waitingFor } from "../alpc/waiting";
import { dispatcherObject } from "../nt/dispatcher";
import type { Kernel } from "../nt/kernel";
import { isSound } from "../nt/list";
import { namedObjects } from "../nt/directory";
import type { Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import { checkHandles } from "./handleCounts";
import { Tally } from "./tally";

interface Queued {
  readonly message: Message;
  readonly owner: Port;
  readonly queue: QueueName;
}

/** All checks, in the order they are printed. */
export function alpcChecks(kernel: Kernel, threads: readonly Thread[]): Tally[] {
  const all = ports(kernel).items;
  const queued: Queued[] = [];
  for (const owner of all) {
    for (const name of QUEUES) {
      const queue = owner.queue(name);
      for (const message of queue ? queue.walk.items : []) queued.push({ message, owner, queue: name });
    }
  }
  const inLists = queued.filter((one) => one.queue !== "CanceledQueue");
  return [
    kinds(all),
    objectTypes(all),
    connections(all),
    queueTypes(inLists),
    counters(all),
    continuations(inLists),
    blobs(queued),
    messageIds(kernel, queued),
    waiters(threads),
    completionObjects(kernel, all),
    checkHandles(kernel, all),
    names(kernel, all),
  ];
}

function kinds(all: readonly Port[]): Tally {
  const tally = new Tally("port kind: u1.s1.Type against the slot of CommunicationInfo", "ports");
  for (const one of all) {
    const { kindByNumber, kindBySlot } = one;
    const told = kindBySlot === undefined ? undefined : kindByNumber === kindBySlot;
    tally.count(told, one.address, () => "the number says " + (kindByNumber || "nothing") + ", the slot " + kindBySlot);
  }
  return tally;
}

function objectTypes(all: readonly Port[]): Tally {
  const tally = new Tally("object type: the header of each port against nt!AlpcPortObjectType", "ports");
  for (const one of all)
    tally.count(one.header.isOfType("AlpcPortObjectType"), one.address, () => "its header says another type");
  return tally;
}

/** The three ports of one connection against each other. */
function connections(all: readonly Port[]): Tally {
  const tally = new Tally("connections: the three ports of each against each other", "connections");
  for (const owner of all) {
    const own = owner.kind === "ConnectionPort" ? owner.communicationInfo : undefined;
    if (own === undefined || own instanceof Gap) continue;
    for (const info of own.connections.items) {
      const wrong: string[] = [];
      let unknown = false;
      if (info.connectionPort !== owner.address) wrong.push("it names another connection port");
      const end = (address: Address | undefined, kind: Port["kind"]) => {
        // Null while a connect is pending, or after the peer was deleted.
        if (address === undefined || isNull(address)) return;
        const found = port(owner.kernel, address);
        const back = found instanceof Gap ? undefined : found.raw.pointer("CommunicationInfo");
        if (found instanceof Gap || back === undefined) unknown = true;
        else if (back !== info.address) wrong.push(hex(address) + " belongs to another connection");
        else if (found.kindByNumber !== kind) wrong.push(hex(address) + " is no " + kind);
      };
      end(info.serverCommunicationPort, "ServerCommunicationPort");
      end(info.clientCommunicationPort, "ClientCommunicationPort");
      tally.count(wrong.length === 0 ? (unknown ? undefined : true) : false, info.address, () => wrong.join(", "));
    }
  }
  return tally;
}

function queueTypes(queued: readonly Queued[]): Tally {
  const tally = new Tally("queue type: u1.s1.QueueType against the list the message is linked in", "messages");
  for (const { message, queue } of queued) {
    const number = message.raw.unsigned("u1.s1.QueueType");
    const holds = number === undefined ? undefined : message.queueByNumber === queue;
    tally.count(holds, message.address, () => "QueueType " + number + " in the " + queue);
  }
  return tally;
}

function counters(all: readonly Port[]): Tally {
  const tally = new Tally("queue counters: ...QueueLength against the walk of the list", "queues");
  for (const owner of all) {
    for (const name of QUEUES) {
      const queue = owner.queue(name);
      if (!queue || queue.length === undefined) continue;
      const walked = queue.walk.items.length;
      // A damaged list says nothing about the counter.
      const holds = isSound(queue.walk.end) ? queue.length === walked : undefined;
      tally.count(holds, owner.address, () => name + " counts " + queue.length + ", the walk finds " + walked);
    }
  }
  return tally;
}

/** A received message that awaits its reply has the continuation flag. Source: alpc-semantics 2.2. */
function continuations(queued: readonly Queued[]): Tally {
  const tally = new Tally("continuation: Type & 0x2000 of messages in the PendingQueue", "messages");
  for (const { message, queue } of queued) {
    if (queue !== "PendingQueue") continue;
    const type = message.raw.unsigned("PortMessage.u2.s2.Type");
    tally.count(type === undefined ? undefined : message.isContinuation, message.address, () => "Type " + type);
  }
  return tally;
}

function blobs(queued: readonly Queued[]): Tally {
  const tally = new Tally("blobs: the _BLOB in front of each message says message", "messages");
  for (const { message } of queued) {
    const holds = message.raw.unsigned("Blob.ResourceId") === undefined ? undefined : message.isMessage;
    tally.count(holds, message.address, () => "ResourceId " + message.raw.unsigned("Blob.ResourceId"));
  }
  return tally;
}

function messageIds(kernel: Kernel, queued: readonly Queued[]): Tally {
  const tally = new Tally("message ids: nt!AlpcMessageTable leads from the id to the message", "messages");
  if (kernel.target.symbol("AlpcMessageTable") === undefined) return tally.skip("the symbols have no AlpcMessageTable");
  for (const { message } of queued) {
    const id = message.messageId;
    const found = id === undefined ? undefined : messageById(kernel, id);
    const holds =
      id === undefined || found instanceof Gap ? undefined : found !== undefined && found.address === message.address;
    tally.count(
      holds,
      message.address,
      () => "its id leads " + (found && !(found instanceof Gap) ? "to " + hex(found.address) : "nowhere"),
    );
  }
  return tally;
}

/** A thread that waits on its own semaphore for a reply has a message that names it, and the other way round. */
function waiters(threads: readonly Thread[]): Tally {
  const tally = new Tally("waits: a thread that waits for a reply against WaitingThread of its message", "threads");
  for (const one of threads) {
    const found = waitingFor(one);
    const own = one.alpcSemaphore;
    const byObject = own !== undefined && threadWait(one.kernel, one).objects.indexOf(own) >= 0;
    const byWait = one.waitsForLpcReply && byObject;
    if (found === undefined && !byWait) continue;
    // A suspended thread waits for something else as well.
    const holds = found instanceof Gap ? undefined : found !== undefined && (byWait || byObject || one.isSuspended);
    tally.count(holds, one.address, () =>
      found === undefined
        ? "it waits on its AlpcWaitSemaphore, but AlpcMessage names no message of its"
        : "it has a message, but does not wait on its AlpcWaitSemaphore",
    );
  }
  return tally;
}

function completionObjects(kernel: Kernel, all: readonly Port[]): Tally {
  const tally = new Tally("completion objects: CompletionPort is a queue", "ports");
  for (const one of all) {
    const address = one.completionPort;
    if (address === undefined || isNull(address)) continue;
    const found = dispatcherObject(kernel, address);
    tally.count(
      found instanceof Gap ? undefined : found.kind === "queue",
      one.address,
      () => hex(address) + " is none",
    );
  }
  return tally;
}

/** The namespace leads to each named port that is entered in a directory. */
function names(kernel: Kernel, all: readonly Port[]): Tally {
  const tally = new Tally("names: the object directory leads to each port with a name", "ports");
  const { objects, gaps } = namedObjects(kernel);
  if (objects.length === 0) return tally.skip(gaps[0] ? gaps[0].why : "the object directory is empty");
  const entered = new Set(objects);
  for (const one of all) {
    if (!one.isNamed || isNull(one.header.directory)) continue;
    const holds = entered.has(one.address) || (gaps.length > 0 ? undefined : false);
    tally.count(holds, one.address, () => one.fullName + " is not entered");
  }
  return tally;
}
