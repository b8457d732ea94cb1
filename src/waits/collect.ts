/** Fills the facts of `types.ts` from an ALPC target (Vista SP1 and later). Reads, and judges nothing. */
import { distance, isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { port, ports, QUEUES, type Port, type QueueName } from "../alpc/port";
import type { Message } from "../alpc/message";
import { queueOf } from "../alpc/queues";
import { isIdle, receivers } from "../alpc/receivers";
import { waitingFor } from "../alpc/waiting";
import { Clock } from "../nt/clock";
import { dispatcherObject } from "../nt/dispatcher";
import type { Kernel } from "../nt/kernel";
import { describeEnd, isSound, type WalkEnd } from "../nt/list";
import { process, processes, type Process } from "../nt/process";
import { thread, type Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import type { AlpcReplyFact, Facts, PortFact, ProcessFact, QueueFact, ThreadFact, WaitFact } from "./types";

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Told now and then, on long work: what is being done, and how many of it. */
export type Progress = (what: string, done: number) => void;

const PLACE: { readonly [queue in QueueName]: AlpcReplyFact["place"] } = {
  MainQueue: "main",
  LargeMessageQueue: "large",
  DirectQueue: "direct",
  PendingQueue: "pending",
  CanceledQueue: "none",
};

/** Facts about the whole machine. `quick` leaves out the ports nobody waits on, and the walks of all queues. */
export function collect(kernel: Kernel, quick: boolean, progress: Progress = () => undefined): Facts {
  const collector = new Collector(kernel);
  const list = processes(kernel);
  collector.ended(list.end, kernel.target.symbol("PsActiveProcessHead") || NULL, "PsActiveProcessHead");
  const waiting: Thread[] = [];
  list.items.forEach((item, index) => {
    progress("processes", index);
    collector.addProcess(item);
    const threads = item.threads;
    collector.ended(threads.end, item.address, "ThreadListHead");
    for (const found of threads.items) waiting.push(found);
  });
  // The semaphores of waitable ports must be known before a thread can be called idle.
  if (!quick) collector.addAllPorts(progress);
  waiting.forEach((found, index) => {
    progress("threads", index);
    collector.addThread(found);
  });
  collector.follow(progress);
  return collector.facts(quick);
}

/**
 * Facts along the chain of one thread: what it waits for, who must act, and so on to the end. Nothing is scanned; the
 * findings that need the whole machine cannot be told from it.
 */
export function collectChain(kernel: Kernel, start: Thread): Facts {
  const collector = new Collector(kernel);
  collector.addThread(start);
  collector.follow(() => undefined);
  return collector.facts(true);
}

/** Gathers facts; each object once. */
export class Collector {
  private readonly threads = new Map<Address, ThreadFact>();
  private readonly processFacts = new Map<Address, ProcessFact>();
  private readonly portFacts = new Map<Address, PortFact>();
  private readonly messages = new Set<Address>();
  private readonly semaphores = new Set<Address>();
  private readonly serving = new Set<Address>();
  private readonly damagedLists: Facts["damagedLists"][number][] = [];
  private readonly incomplete: Facts["incomplete"][number][] = [];
  private readonly reported = new Set<string>();
  /** Threads that somebody waits for and that have not been looked at. */
  private readonly named: Address[] = [];
  /** Where the walks of all queues found a message. */
  private readonly placed = new Map<Address, { readonly port: Address; readonly queue: QueueName }>();
  private readonly clock: Clock;

  constructor(private readonly kernel: Kernel) {
    this.clock = new Clock(kernel);
  }

  facts(quick: boolean): Facts {
    const clock: Writable<Facts["clock"]> = {};
    if (this.clock.ticks !== undefined) clock.tickCount = this.clock.ticks;
    if (this.clock.period !== undefined) clock.secondsPerTick = this.clock.period;
    const all: ThreadFact[] = [];
    this.threads.forEach((fact) =>
      all.push(this.serving.has(fact.thread) ? Object.assign({}, fact, { serving: true }) : fact),
    );
    return {
      threads: all,
      processes: Array.from(this.processFacts.values()),
      ports: Array.from(this.portFacts.values()),
      clock,
      isMoving: this.kernel.target.info.isLive,
      quick,
      damagedLists: this.damagedLists,
      incomplete: this.incomplete,
      counts: {
        processes: this.processFacts.size,
        threads: this.threads.size,
        ports: this.portFacts.size,
        messages: this.messages.size,
      },
    };
  }

  addProcess(found: Process): void {
    if (this.processFacts.has(found.address)) return;
    const fact: Writable<ProcessFact> = { process: found.address, pid: found.pid || 0, image: found.image };
    const age = this.clock.age(found.createTime);
    if (age !== undefined) fact.ageSeconds = age;
    if (found.isExiting) fact.exiting = true;
    if (found.isTerminated) fact.terminated = true;
    this.processFacts.set(found.address, fact);
    if (found.raw.isPartial) this.lost("process", found.address, "a part of it cannot be read");
  }

  /** Every port of the machine with its queues and receivers. */
  addAllPorts(progress: Progress): void {
    const list = ports(this.kernel);
    this.ended(list.end, this.kernel.target.symbol("AlpcpPortList") || NULL, "AlpcpPortList");
    for (const found of list.items) if (found.semaphore !== undefined) this.semaphores.add(found.semaphore);
    list.items.forEach((found, index) => {
      progress("ports", index);
      this.addPort(found, true);
    });
  }

  addThread(found: Thread): void {
    if (this.threads.has(found.address)) return;
    const owner = found.process;
    const home =
      owner === undefined ? new Gap(found.address, "its process cannot be read") : process(this.kernel, owner);
    if (!(home instanceof Gap)) this.addProcess(home);
    const fact: Writable<ThreadFact> = {
      thread: found.address,
      tid: found.tid || 0,
      pid: home instanceof Gap ? found.pid || 0 : home.pid || 0,
      process: owner || NULL,
      image: home instanceof Gap ? "" : home.image,
      state: !found.isLive ? "terminated" : found.isWaiting ? "waiting" : "runnable",
      waits: [],
    };
    this.threads.set(found.address, fact);
    if (found.raw.isMissing("Tcb.State") || found.raw.isMissing("Tcb.Header.Type")) fact.state = "unreadable";
    if (found.raw.isPartial) this.lost("thread", found.address, "a part of it cannot be read");
    if (fact.state !== "waiting") return;
    if (found.isSuspended) fact.suspended = true;
    if (found.waitTime !== undefined) fact.waitTime = found.waitTime;
    const wait = threadWait(this.kernel, found);
    if (wait.timeout) fact.hasTimeout = true;
    const reply = this.replyFact(found);
    if (reply) {
      fact.waits = [reply];
      return;
    }
    if (wait.gap) this.lost("wait blocks", wait.gap.address, wait.gap.why);
    if (isIdle(found, (object) => this.semaphores.has(object))) fact.idle = true;
    const waits: WaitFact[] = [];
    for (const object of wait.objects) {
      const described = this.objectFact(found, object);
      if (described) waits.push(described);
    }
    fact.waits = waits;
    if (wait.objects.length > 1) fact.waitType = wait.all ? "all" : "any";
  }

  /** Looks at everything that the waits so far name, and at what that waits for, until nothing new is named. */
  follow(progress: Progress): void {
    for (let done = 0; done < this.named.length; done++) {
      progress("threads waited for", done);
      const address = this.named[done] as Address;
      if (this.threads.has(address)) continue;
      const found = thread(this.kernel, address);
      if (!(found instanceof Gap)) {
        if (found.isThread) this.addThread(found);
        continue;
      }
      this.lost("thread", address, found.why);
      this.threads.set(address, {
        thread: address,
        tid: 0,
        pid: 0,
        process: NULL,
        image: "",
        state: "unreadable",
        waits: [],
      });
    }
  }

  /** The wait for the reply to an ALPC message, with the port it is queued on. */
  private replyFact(found: Thread): AlpcReplyFact | undefined {
    const awaited = waitingFor(found);
    if (awaited === undefined) return undefined;
    if (awaited instanceof Gap) {
      this.lost("message", awaited.address, awaited.why);
      return { kind: "alpc", message: awaited.address, place: "unreadable" };
    }
    return this.messageFact(awaited);
  }

  private messageFact(awaited: Message): AlpcReplyFact {
    this.messages.add(awaited.address);
    if (awaited.raw.isPartial) this.lost("message", awaited.address, "a part of it cannot be read");
    const fact: Writable<AlpcReplyFact> = { kind: "alpc", message: awaited.address, place: "none" };
    if (awaited.messageId !== undefined) fact.messageId = awaited.messageId;
    if (awaited.isCanceled) fact.canceled = true;
    if (awaited.isReady) fact.ready = true;
    const server = awaited.serverThread;
    if (server !== undefined && !isNull(server)) {
      fact.serverThread = server;
      this.named.push(server);
    }
    const owner = awaited.queuePort;
    if (owner === undefined) {
      fact.place = "unreadable";
      return fact;
    }
    if (isNull(owner)) return fact;
    fact.port = owner;
    const queue = port(this.kernel, owner);
    if (queue instanceof Gap) {
      this.lost("port", owner, queue.why);
      const number = awaited.queueByNumber;
      fact.place = number ? PLACE[number] : "none";
      return fact;
    }
    this.addPort(queue, false);
    const place = this.placed.get(awaited.address);
    const name = place && place.port === owner ? place.queue : queueOf(awaited, queue);
    fact.place = name ? PLACE[name] : "none";
    // Whoever receives there may be the one that answers.
    if (fact.place !== "pending")
      for (const receiver of receivers(queue).list) this.named.push(receiver.thread.address);
    return fact;
  }

  /** What a wait for a dispatcher object means; undefined for the thread's own objects. */
  private objectFact(found: Thread, object: Address): WaitFact | undefined {
    const inside = distance(object, found.address);
    if (inside > 0 && inside < found.size) return undefined;
    const target = dispatcherObject(this.kernel, object);
    if (target instanceof Gap) {
      this.lost("object", object, target.why);
      return { kind: "other", object, what: "unreadable object" };
    }
    switch (target.kind) {
      case "mutant": {
        const fact: Writable<Extract<WaitFact, { kind: "mutant" }>> = { kind: "mutant", object };
        const owner = target.ownerThread;
        if (owner !== undefined && !isNull(owner)) {
          fact.owner = owner;
          this.named.push(owner);
        }
        if (target.isAbandoned) fact.abandoned = true;
        return fact;
      }
      case "thread":
        this.named.push(object);
        return { kind: "thread", object };
      case "process": {
        const waited = process(this.kernel, object);
        if (waited instanceof Gap || !waited.isProcess) return { kind: "other", object, what: "process" };
        this.addProcess(waited);
        const threads = waited.threads;
        this.ended(threads.end, waited.address, "ThreadListHead");
        for (const member of threads.items) this.named.push(member.address);
        return { kind: "process", object };
      }
      default:
        return { kind: "other", object, what: target.kind };
    }
  }

  private addPort(found: Port, walkQueues: boolean): void {
    const known = this.portFacts.get(found.address);
    if (known) return;
    const able = receivers(found);
    if (found.semaphore !== undefined) this.semaphores.add(found.semaphore);
    this.ended(able.end, found.address, able.what);
    const fact: Writable<PortFact> = {
      port: found.address,
      receivers: able.list.map((receiver) => receiver.thread.address),
    };
    this.portFacts.set(found.address, fact);
    if (!isSound(able.end)) fact.receiversIncomplete = true;
    if (found.name !== "") fact.name = found.name;
    if (found.ownerAddress !== undefined && !isNull(found.ownerAddress)) fact.ownerProcess = found.ownerAddress;
    if (!found.ownerIsValid) fact.ownerInvalid = true;
    if (found.isClosed) fact.closed = true;
    if (found.isDisconnected) fact.disconnected = true;
    const handles = found.header.handleCount;
    if (handles !== undefined) fact.handleCount = handles;
    if (found.raw.isPartial) this.lost("port", found.address, "a part of it cannot be read");
    const owner = found.owner;
    if (!(owner instanceof Gap)) this.addProcess(owner);
    if (walkQueues) this.walkQueues(found, fact);
  }

  private walkQueues(found: Port, fact: Writable<PortFact>): void {
    const queues: QueueFact[] = [];
    let count = 0;
    for (const name of QUEUES) {
      const queue = found.queue(name);
      if (!queue) continue;
      this.ended(queue.walk.end, found.address, name);
      for (const message of queue.walk.items) this.addQueued(message, found, name);
      count += queue.walk.items.length;
      if (isSound(queue.walk.end) && queue.length !== undefined) {
        queues.push({ name, counter: queue.length, walked: queue.walk.items.length });
      }
    }
    fact.queues = queues;
    fact.messageCount = count;
    if (found.kind !== "ConnectionPort") return;
    const info = found.communicationInfo;
    if (info instanceof Gap) return;
    const connections = info.connections;
    this.ended(connections.end, found.address, "CommunicationList");
    fact.connectionCount = connections.items.length;
  }

  private addQueued(message: Message, owner: Port, queue: QueueName): void {
    this.messages.add(message.address);
    if (queue === "CanceledQueue") return;
    this.placed.set(message.address, { port: owner.address, queue });
    const server = message.serverThread;
    if (queue === "PendingQueue" && server !== undefined && !isNull(server)) this.serving.add(server);
  }

  /** Records how a walk ended when it did not end well: damage as damage, what is not there as not there. */
  ended(end: WalkEnd, owner: Address, list: string): void {
    if (isSound(end)) return;
    const why = describeEnd(end);
    if (end.kind === "unreadable") this.lost(list, end.at, end.why);
    else if (this.first(list, owner, why)) this.damagedLists.push({ owner, list, why });
    const fact = this.processFacts.get(owner);
    if (fact && !fact.threadsIncomplete)
      this.processFacts.set(owner, Object.assign({}, fact, { threadsIncomplete: true }));
  }

  private lost(what: string, address: Address, why: string): void {
    if (this.first(what, address, why)) this.incomplete.push({ what, address, why });
  }

  private first(what: string, address: Address, why: string): boolean {
    const key = what + " " + address + " " + why;
    if (this.reported.has(key)) return false;
    this.reported.add(key);
    return true;
  }
}
