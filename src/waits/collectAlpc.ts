/** The part of the facts that is read from ALPC: Vista SP1 and later. */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { firstPorts, port, ports, QUEUES, type Port, type QueueName } from "../alpc/port";
import type { Message } from "../alpc/message";
import { queueWithoutWalk } from "../alpc/queues";
import { isIdle, receivers } from "../alpc/receivers";
import { hiddenMessage, waitingFor } from "../alpc/waiting";
import { isSound, type Walk } from "../nt/list";
import type { Thread } from "../nt/thread";
import type { Collector, Progress, Source, Writable } from "./collect";
import type { AlpcReplyFact, PortFact, QueueFact } from "./types";

const PLACE: { readonly [queue in QueueName]: AlpcReplyFact["place"] } = {
  MainQueue: "main",
  LargeMessageQueue: "large",
  DirectQueue: "direct",
  PendingQueue: "pending",
  CanceledQueue: "none",
};

// Most ports have neither.
const NONE: readonly Address[] = [];
const NO_QUEUES: QueueFact[] = [];

export class AlpcSource implements Source {
  private readonly semaphores = new Set<Address>();
  private knowsSemaphores = false;
  private first: Walk<Port> | undefined;

  /** Ports whose receivers were read. */
  private readonly received = new Set<Address>();

  constructor(private readonly into: Collector) {}

  /** Every port of the machine with its queues and receivers. */
  addAllPorts(progress: Progress): void {
    const list = this.listed();
    const { kernel } = this.into;
    const head = kernel.target.symbol("AlpcpPortList") || NULL;
    if (this.into.isLimited && list.end.kind === "bound") {
      const first = "the ports behind the first " + this.into.limit;
      this.into.leftOut("ports", head, first + " were left out, with the messages in their queues");
    } else this.into.ended(list.end, head, "AlpcpPortList");
    this.learnSemaphores();
    list.items.forEach((found, index) => {
      progress("ports", index);
      this.addPort(found, true);
    });
  }

  learnSemaphores(): void {
    if (this.knowsSemaphores || this.into.kernel.target.symbol("AlpcpPortList") === undefined) return;
    this.knowsSemaphores = true;
    for (const found of this.listed().items) if (found.semaphore !== undefined) this.semaphores.add(found.semaphore);
  }

  /** The ports of the machine's list, as far as the limit lets. */
  private listed(): Walk<Port> {
    const { kernel, isLimited, limit } = this.into;
    if (!isLimited) return ports(kernel);
    return (this.first = this.first || firstPorts(kernel, limit));
  }

  walkAgain(list: string, owner: Address): void {
    if (list === "AlpcpPortList") {
      this.into.ended(ports(this.into.kernel).end, owner, list);
      return;
    }
    const found = port(this.into.kernel, owner);
    if (!(found instanceof Gap)) this.addPort(found, true);
  }

  isIdle(found: Thread): boolean {
    return isIdle(found, (object) => this.semaphores.has(object));
  }

  /** The thread does not say; the messages do. */
  isServing(): boolean {
    return false;
  }

  /** The wait for the reply to an ALPC message, with the port it is queued on. */
  replyFact(found: Thread): AlpcReplyFact | undefined {
    const awaited = waitingFor(found);
    if (awaited === undefined) {
      const hidden = hiddenMessage(found);
      if (hidden) this.into.lost("message of a suspended thread", hidden.address, hidden.why);
      return undefined;
    }
    if (awaited instanceof Gap) {
      this.into.lost("message", awaited.address, awaited.why);
      return { kind: "alpc", message: awaited.address, place: "unreadable" };
    }
    return this.messageFact(awaited);
  }

  private messageFact(awaited: Message): AlpcReplyFact {
    this.into.messages.add(awaited.address);
    if (awaited.raw.isPartial) this.into.lost("message", awaited.address, "a part of it cannot be read");
    const fact: Writable<AlpcReplyFact> = { kind: "alpc", message: awaited.address, place: "none" };
    if (awaited.messageId !== undefined) fact.messageId = awaited.messageId;
    if (awaited.isCanceled) fact.canceled = true;
    if (awaited.isReady) fact.ready = true;
    const server = awaited.serverThread;
    if (server !== undefined && !isNull(server)) {
      fact.serverThread = server;
      this.into.name(server);
    }
    const owner = awaited.queuePort;
    if (owner === undefined) {
      fact.place = "unreadable";
      return fact;
    }
    if (isNull(owner)) return fact;
    fact.port = owner;
    const queue = port(this.into.kernel, owner);
    if (queue instanceof Gap) {
      this.into.lost("port", owner, queue.why);
      const number = awaited.queueByNumber;
      fact.place = number ? PLACE[number] : "none";
      return fact;
    }
    const place = awaited.foundIn;
    const name = place && place.port === owner ? place.queue : queueWithoutWalk(awaited, queue);
    fact.place = name ? PLACE[name] : "none";
    // Whoever receives there may be the one that answers, unless the message has been received.
    const isReceived = fact.place === "pending";
    this.addPort(queue, false, this.into.mayScan || !isReceived);
    if (isReceived) return fact;
    const able = receivers(queue).list;
    for (const receiver of able) this.into.name(receiver.thread.address);
    // Whoever works on another message of the port may come back for this one.
    if (able.length === 0 && this.into.mayScan) this.addServing(queue);
    return fact;
  }

  private addPort(found: Port, walkQueues: boolean, withReceivers: boolean = true): void {
    const known = this.into.ports.get(found.address);
    if (known) {
      if (withReceivers && !this.received.has(found.address)) this.addReceivers(found, known);
      return;
    }
    const fact: Writable<PortFact> = { port: found.address, receivers: NONE };
    this.into.ports.set(found.address, fact);
    if (withReceivers) this.addReceivers(found, fact);
    if (found.semaphore !== undefined) this.semaphores.add(found.semaphore);
    if (found.name !== "") fact.name = found.name;
    const unnamed = found.nameGap;
    if (unnamed) this.into.lost("port name", unnamed.address, unnamed.why);
    if (found.ownerAddress !== undefined && !isNull(found.ownerAddress)) fact.ownerProcess = found.ownerAddress;
    if (!found.ownerIsValid) fact.ownerInvalid = true;
    if (found.isClosed) fact.closed = true;
    if (found.isDisconnected) fact.disconnected = true;
    const handles = found.header.handleCount;
    if (handles !== undefined) fact.handleCount = handles;
    if (found.raw.isPartial) this.into.lost("port", found.address, "a part of it cannot be read");
    const owner = found.owner;
    if (!(owner instanceof Gap)) this.into.addProcess(owner);
    if (walkQueues) this.walkQueues(found, fact);
  }

  private addReceivers(found: Port, fact: Writable<PortFact>): void {
    this.received.add(found.address);
    const able = receivers(found);
    this.into.ended(able.end, found.address, able.what);
    if (able.list.length > 0) fact.receivers = able.list.map((receiver) => receiver.thread.address);
    if (!isSound(able.end)) fact.receiversIncomplete = true;
  }

  private walkQueues(found: Port, fact: Writable<PortFact>): void {
    let queues: QueueFact[] = NO_QUEUES;
    let count = 0;
    for (const name of QUEUES) {
      const queue = found.queue(name);
      if (!queue) continue;
      this.into.ended(queue.walk.end, found.address, name);
      const { items } = queue.walk;
      if (items.length > 0) {
        for (const message of items) this.addQueued(message, name);
        count += items.length;
      }
      if (isSound(queue.walk.end) && queue.length !== undefined && (queue.length !== 0 || items.length > 0)) {
        if (queues === NO_QUEUES) queues = [];
        queues.push({ name, counter: queue.length, walked: items.length });
      }
    }
    fact.queues = queues;
    fact.messageCount = count;
    if (found.kind !== "ConnectionPort") return;
    const info = found.communicationInfo;
    if (info instanceof Gap) return;
    const connections = info.connections;
    this.into.ended(connections.end, found.address, "CommunicationList");
    fact.connectionCount = connections.items.length;
  }

  private addServing(found: Port): void {
    const pending = found.queue("PendingQueue");
    if (pending) for (const message of pending.walk.items) this.addQueued(message, "PendingQueue");
  }

  private addQueued(message: Message, queue: QueueName): void {
    this.into.messages.add(message.address);
    const server = queue === "PendingQueue" ? message.serverThread : undefined;
    if (server !== undefined && !isNull(server)) this.into.serving.add(server);
  }
}
