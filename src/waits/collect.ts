/** Fills the facts of `types.ts` from a target. What differs between ALPC and LPC is a Source. Reads, and judges nothing. */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { Clock } from "../nt/clock";
import { dispatcherObject } from "../nt/dispatcher";
import type { Kernel } from "../nt/kernel";
import { describeEnd, isSound, LIST_BOUND, type WalkEnd } from "../nt/list";
import { process, processes, STATE_UNKNOWN, type Process } from "../nt/process";
import { thread, type Thread } from "../nt/thread";
import { threadWait } from "../nt/waitBlock";
import { isLpc } from "../lpc/era";
import { AlpcSource } from "./collectAlpc";
import { Locks } from "./collectLocks";
import { LpcSource } from "./collectLpc";
import type { AlpcReplyFact, Facts, LpcReplyFact, PortFact, ProcessFact, ThreadFact, WaitFact } from "./types";

export type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** Told now and then, on long work: what is being done, and how many of it. */
export type Progress = (what: string, done: number) => void;

/** What is read differently on each side of Windows Vista. */
export interface Source {
  /** Every port of the machine with its queues and receivers; with a limit the first ones. */
  addAllPorts(progress: Progress): void;
  /** Walks a list that `addAllPorts` found damaged; `owner` is a port, or the head of the list of all ports. */
  walkAgain(list: string, owner: Address): void;
  /** The wait for a reply, with the port it is queued on; undefined for a thread that waits for none. */
  replyFact(found: Thread): AlpcReplyFact | LpcReplyFact | undefined;
  /** Whether a waiting thread is free to take the next message, as far as is known by now. */
  isIdle(found: Thread): boolean;
  /** Learns the semaphores of all ports, where that has not been done: a semaphore does not name its port. */
  learnSemaphores(): void;
  /** Whether the thread itself says that it works on a request. */
  isServing(found: Thread): boolean;
}

/**
 * Facts about the whole machine. `quick` leaves out the ports nobody waits on, and the walks of all queues. With a limit
 * only so many threads and ports of the machine's lists are looked at, and whatever these threads wait for; what was left
 * out is named as not read.
 */
export function collect(
  kernel: Kernel,
  quick: boolean,
  progress: Progress = () => undefined,
  limit: number = LIST_BOUND,
): Facts {
  const collector = new Collector(kernel, true, limit);
  const list = processes(kernel);
  collector.ended(list.end, kernel.target.symbol("PsActiveProcessHead") || NULL, "PsActiveProcessHead");
  const waiting: Thread[] = [];
  let cut = 0;
  list.items.forEach((item, index) => {
    progress("processes", index);
    collector.addProcess(item);
    const threads = collector.isLimited ? item.firstThreads(limit - waiting.length) : item.threads;
    for (const found of threads.items) waiting.push(found);
    if (collector.isLimited && threads.end.kind === "bound") {
      collector.threadsLeftOut(item.address);
      cut++;
    } else collector.ended(threads.end, item.address, "ThreadListHead");
  });
  if (cut > 0) {
    const of = "threads of " + cut + " of " + list.items.length + " processes were left out";
    collector.leftOut("threads", NULL, of);
  }
  // The semaphores of waitable ports must be known before a thread can be called idle.
  if (!quick) collector.source.addAllPorts(progress);
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
  const collector = new Collector(kernel, false);
  collector.addThread(start);
  collector.name(start.address);
  collector.follow(() => undefined);
  return collector.facts(true);
}

/** Facts of some threads and of all that they wait for. */
export function collectThreads(kernel: Kernel, threads: readonly Address[]): Facts {
  const collector = new Collector(kernel);
  for (const address of threads) collector.name(address);
  collector.follow(() => undefined);
  return collector.facts(true);
}

/** Walks lists anew and gives those that are damaged. */
export function collectDamage(kernel: Kernel, lists: Facts["damagedLists"]): Facts["damagedLists"] {
  const collector = new Collector(kernel);
  for (const { list, owner } of lists) {
    if (list === "PsActiveProcessHead") collector.ended(processes(kernel).end, owner, list);
    else if (list === "ThreadListHead") {
      const found = process(kernel, owner);
      if (!(found instanceof Gap)) collector.ended(found.threads.end, owner, list);
    } else collector.source.walkAgain(list, owner);
  }
  return collector.facts(true).damagedLists;
}

/** Gathers facts; each object once. */
export class Collector {
  readonly ports = new Map<Address, Writable<PortFact>>();
  /** Messages that were seen, by address. */
  readonly messages = new Set<Address>();
  /** Threads that have a message in service. */
  readonly serving = new Set<Address>();
  readonly source: Source;
  private readonly threads = new Map<Address, ThreadFact>();
  private readonly processFacts = new Map<Address, ProcessFact>();
  private readonly damagedLists: Facts["damagedLists"][number][] = [];
  private readonly incomplete: Facts["incomplete"][number][] = [];
  private readonly reported = new Set<string>();
  /** Something was left out for the limit. */
  private isCut = false;
  /** Threads that somebody waits for and that have not been looked at. */
  private readonly named: Address[] = [];
  /** Threads that wait on a semaphore which, by then, was known as no port's. */
  private readonly atSemaphore: Thread[] = [];
  private readonly clock: Clock;

  private readonly locks: Locks;

  /** `mayScan`: lists that hold more than what lies along a chain may be walked. */
  constructor(
    readonly kernel: Kernel,
    readonly mayScan: boolean = true,
    /** So many threads and ports of the machine's lists are looked at. */
    readonly limit: number = LIST_BOUND,
  ) {
    this.locks = new Locks(this, mayScan);
    this.clock = new Clock(kernel);
    for (const gap of this.clock.gaps) this.lost("clock", gap.address, gap.why);
    this.source = isLpc(kernel) ? new LpcSource(this) : new AlpcSource(this);
  }

  get isLimited(): boolean {
    return this.limit !== LIST_BOUND;
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
      ports: Array.from(this.ports.values()),
      clock,
      isMoving: this.kernel.target.info.isLive,
      quick,
      ...(this.isCut ? { limit: this.limit } : {}),
      damagedLists: this.damagedLists,
      incomplete: this.incomplete,
      counts: {
        processes: this.processFacts.size,
        threads: this.threads.size,
        ports: this.ports.size,
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
    else if (!found.isKnown) this.lost("processes", NULL, STATE_UNKNOWN);
    else if (found.pid === undefined) this.lost("process", found.address, "its id makes no sense");
  }

  addThread(found: Thread): void {
    if (this.threads.has(found.address)) return;
    const owner = found.process;
    const home =
      owner === undefined ? new Gap(found.address, "its process cannot be read") : process(this.kernel, owner);
    if (!(home instanceof Gap)) this.addProcess(home);
    else this.lost("process", owner || found.address, home.why);
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
    if (!found.isKnown) fact.state = "unreadable";
    if (found.raw.isPartial) this.lost("thread", found.address, "a part of it cannot be read");
    else if (!found.isKnown)
      this.lost("threads", NULL, "the symbols of nt lack members of _ETHREAD that tell its state");
    else if (found.tid === undefined) this.lost("thread", found.address, "its id makes no sense");
    if (this.source.isServing(found)) this.serving.add(found.address);
    if (fact.state !== "waiting") return;
    if (found.isSuspended) fact.suspended = true;
    if (found.waitTime !== undefined) fact.waitTime = found.waitTime;
    const wait = threadWait(this.kernel, found);
    if (wait.timeout) fact.hasTimeout = true;
    const reply = this.source.replyFact(found);
    // A wait for a reply is one for one object: only its end is in question.
    if (wait.timeoutUnknown || (wait.gap && !reply)) fact.waitUnknown = true;
    if (wait.gap) this.lost("wait blocks", wait.gap.address, wait.gap.why);
    if (reply) {
      fact.waits = [reply];
      return;
    }
    if (this.source.isIdle(found)) fact.idle = true;
    const [single] = wait.objects;
    const lock = single !== undefined && wait.objects.length === 1 ? this.locks.byReason(found, single) : undefined;
    if (lock) {
      fact.waits = lock.waits;
      // All owners of a lock must let go of it.
      if (lock.waits.length > 1) fact.waitType = "all";
      if (lock.rewaits) delete fact.hasTimeout;
      for (const one of lock.waits) if (one.kind !== "other" && "owner" in one) this.named.push(one.owner as Address);
      return;
    }
    const waits: WaitFact[] = [];
    for (const object of wait.objects) {
      const described = this.objectFact(found, object);
      if (described) waits.push(described);
    }
    fact.waits = waits;
    if (!fact.idle && waits.some((one) => one.kind === "other" && one.what === "semaphore"))
      this.atSemaphore.push(found);
    if (wait.objects.length > 1) fact.waitType = wait.all ? "all" : "any";
  }

  /** A thread that somebody waits for: it is looked at in its turn. */
  name(thread: Address): void {
    this.named.push(thread);
  }

  /** Looks at everything that the waits so far name, and at what that waits for, until nothing new is named. */
  follow(progress: Progress): void {
    for (let done = 0; done < this.named.length; done++) {
      progress("threads waited for", done);
      const address = this.named[done] as Address;
      if (this.threads.has(address)) {
        this.lookForSection(address);
        continue;
      }
      const found = thread(this.kernel, address);
      if (!(found instanceof Gap)) {
        if (found.mayBeThread) this.addThread(found);
        this.lookForSection(address);
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
    this.settleIdle();
  }

  /** What was read later may be the port whose semaphore a thread waits on. Only of threads that somebody waits for. */
  private settleIdle(): void {
    const named = new Set(this.named);
    const waiters = this.atSemaphore.filter((found) => named.has(found.address));
    if (waiters.length > 0 && this.mayScan) this.source.learnSemaphores();
    for (const found of waiters) {
      const fact = this.threads.get(found.address);
      if (fact && this.source.isIdle(found))
        this.threads.set(found.address, Object.assign({}, fact, { idle: true as const }));
    }
  }

  /** A thread that somebody waits for, and that waits for one event: the event may be that of a critical section. */
  private lookForSection(address: Address): void {
    const fact = this.threads.get(address);
    const [only, another] = fact ? fact.waits : [];
    if (!fact || fact.idle || another || !only || only.kind !== "other" || only.what !== "event") return;
    const section = this.locks.ofWaitedFor(address);
    if (!section) return;
    this.threads.set(address, Object.assign({}, fact, { waits: [section] }));
    if (section.owner !== undefined) this.named.push(section.owner);
  }

  /** What a wait for a dispatcher object means; undefined for the thread's own objects. */
  private objectFact(found: Thread, object: Address): WaitFact | undefined {
    if (found.contains(object)) return undefined;
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
        if (!target.isKnown) this.lost("mutant", object, "its owner, or whether it is abandoned, cannot be read");
        return fact;
      }
      case "thread":
        this.named.push(object);
        return { kind: "thread", object };
      case "process": {
        const waited = process(this.kernel, object);
        if (waited instanceof Gap || !waited.mayBeProcess) return { kind: "other", object, what: "process" };
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

  /** Not all threads of a process were looked at. */
  threadsLeftOut(owner: Address): void {
    const fact = this.processFacts.get(owner);
    if (fact && !fact.threadsIncomplete)
      this.processFacts.set(owner, Object.assign({}, fact, { threadsIncomplete: true }));
  }

  /** Records how a walk ended when it did not end well: damage as damage, what is not there as not there. */
  ended(end: WalkEnd, owner: Address, list: string): void {
    if (isSound(end)) return;
    const why = describeEnd(end);
    if (end.kind === "unreadable") this.lost(list, end.at, end.why);
    else if (this.first(list, owner, why)) this.damagedLists.push({ owner, list, why });
    this.threadsLeftOut(owner);
  }

  /** Records what was not looked at because of a limit. */
  leftOut(what: string, address: Address, why: string): void {
    this.isCut = true;
    this.lost(what, address, "stopped at /limit " + this.limit + ": " + why);
  }

  /** Records what could not be read. */
  lost(what: string, address: Address, why: string): void {
    if (!this.first(what, address, why)) return;
    this.incomplete.push(isNull(address) ? { what, why } : { what, address, why });
  }

  private first(what: string, address: Address, why: string): boolean {
    const key = what + " " + address + " " + why;
    if (this.reported.has(key)) return false;
    this.reported.add(key);
    return true;
  }
}
