/**
 * Little machines as text. One statement per line or between semicolons:
 *
 *   t1 -> t2                 t1 waits for a reply; t2 has received the request (at the port pDefault)
 *   t1 -> t2 at p            ... which is in the PendingQueue of port p
 *   t1 -> @p                 the request is queued at port p
 *   t1 -> async(t2) | completion | canceled | ready | unreadable | nowhere
 *   t1 -> lpc(t2, t3) | lpc(@p) | lpc(lost at p) | lpc(ready) | lpc(wrong)
 *   t1 -> mutant(t2) | mutant(abandoned) | mutant(free) | cs(t2) | eresource(t2) | pushLock(t2)
 *   t1 -> thread(t2) | process(P) | event
 *   t1 -> any(W, W) | all(W, W)      several objects; a bare name is a thread object
 *   t1 -> W : timeout, 5s, suspended, of P
 *   t1 : runs | idle | dead | unreadable | suspended | serving
 *   port p = t2, t3 : of P, closed, disconnected, invalid, partial
 *   process P : exiting, terminated, age 5, partial
 *
 * A thread that is only mentioned runs. Waits last 20 s unless told otherwise. Each thread has a process of its own unless told.
 */
import { analyse } from "../../../src/waits/analyse";
import { toDocument } from "../../../src/waits/document";
import type { Analysis } from "../../../src/waits/result";
import type { Facts, PortFact, ProcessFact, ThreadFact, WaitFact } from "../../../src/waits/types";
import { fromNumber, type Address } from "../../../src/target/address";

export const SECONDS_PER_TICK = 0.5;
export const TICK_COUNT = 10_000_000;

/** `KTHREAD.WaitTime` of a thread that has waited so long. */
export function waitTime(seconds: number): number {
  return TICK_COUNT - seconds / SECONDS_PER_TICK;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

export class Machine {
  private readonly addresses = new Map<string, Address>();
  private readonly names = new Map<Address, string>();
  private readonly threads = new Map<string, Mutable<ThreadFact>>();
  private readonly processes = new Map<string, Mutable<ProcessFact>>();
  private readonly ports = new Map<string, Mutable<PortFact>>();
  facts: Mutable<Facts>;

  constructor(text: string) {
    for (const statement of text.split(/[;\n]/)) this.statement(statement.trim());
    this.facts = {
      threads: [...this.threads.values()],
      processes: [...this.processes.values()],
      ports: [...this.ports.values()],
      clock: { tickCount: TICK_COUNT, secondsPerTick: SECONDS_PER_TICK },
      isMoving: false,
      quick: false,
      damagedLists: [],
      incomplete: [],
      counts: { processes: this.processes.size, threads: this.threads.size, ports: this.ports.size, messages: 0 },
    };
  }

  /** Address of a thread, port, process or message by its name. */
  at(name: string): Address {
    let address = this.addresses.get(name);
    if (address === undefined) {
      const [, letters = "", number] = /^([a-zA-Z]*?)(\d*)$/.exec(name) ?? [];
      address = fromNumber((this.addresses.size + 1) * 0x10000 + letters.length + Number(number ?? 0));
      // t7 lies behind t3 whatever was mentioned first, so that a test can say "in order of address".
      if (/^t\d+$/.test(name)) address = fromNumber(0x1000 + Number(number) * 0x10);
      this.addresses.set(name, address);
      this.names.set(address, name);
    }
    return address;
  }

  name(address: Address | undefined): string {
    return address === undefined ? "-" : (this.names.get(address) ?? `?${String(address)}`);
  }

  /** Lets a test change one port, thread or process beyond what the text can say. */
  port(name: string): Mutable<PortFact> {
    let port = this.ports.get(name);
    if (port === undefined) this.ports.set(name, (port = { port: this.at(name), name, receivers: [] }));
    return port;
  }

  process(name: string): Mutable<ProcessFact> {
    let process = this.processes.get(name);
    if (process === undefined) {
      this.processes.set(
        name,
        (process = { process: this.at(name), pid: this.processes.size * 4 + 4, image: `${name}.exe` }),
      );
    }
    return process;
  }

  thread(name: string): Mutable<ThreadFact> {
    let thread = this.threads.get(name);
    if (thread === undefined) {
      const process = this.process(`own-${name}`);
      thread = {
        thread: this.at(name),
        tid: this.threads.size * 4 + 8,
        pid: process.pid,
        process: process.process,
        image: process.image,
        state: "runnable",
        waits: [],
      };
      this.threads.set(name, thread);
    }
    return thread;
  }

  analyse(): Analysis {
    return analyse(this.facts);
  }

  json(): string {
    return JSON.stringify(toDocument(this.analyse()));
  }

  /** `proved cycle: t1 t2 | t3`: members, then victims. */
  deadlocks(): string[] {
    return this.analyse().deadlocks.map(({ certainty, kind, members, victims }) => {
      const list = (threads: typeof members): string =>
        threads.map((thread) => this.name(thread.fact.thread)).join(" ");
      return `${certainty} ${kind}: ${list(members)}${victims.length > 0 ? ` | ${list(victims)}` : ""}`;
    });
  }

  /** `runnable t2 own-t2 -: 3`: why, thread, process, object, waiters. */
  chains(): string[] {
    return this.analyse().chains.map(
      ({ root, waiters }) =>
        `${root.why} ${this.name(root.thread)} ${this.name(root.process)} ${this.name(root.object)}: ${String(waiters)}`,
    );
  }

  /** `warning starved-port p` */
  findings(): string[] {
    return this.analyse().findings.map(({ severity, rule, subject }) => `${severity} ${rule} ${this.name(subject)}`);
  }

  private statement(text: string): void {
    if (text === "") return;
    const port = /^port (\w+)(?: = ([^:]*))?(?: : (.*))?$/.exec(text);
    const process = /^process (\w+)(?: : (.*))?$/.exec(text);
    const thread = /^(\w+)(?: -> ([^:]*?))?(?: ?: (.*))?$/.exec(text);
    if (port !== null) {
      const fact = this.port(port[1] ?? "");
      fact.receivers = words(port[2]).map((name) => this.thread(name).thread);
      for (const flag of words(port[3])) this.portFlag(fact, flag);
    } else if (process !== null) {
      for (const flag of words(process[2])) this.processFlag(this.process(process[1] ?? ""), flag);
    } else if (thread !== null) {
      const fact = this.thread(thread[1] ?? "");
      if (thread[2] !== undefined) this.waits(fact, thread[1] ?? "", thread[2]);
      for (const flag of words(thread[3])) this.threadFlag(fact, flag);
    } else throw new Error(`not a statement: ${text}`);
  }

  private waits(fact: Mutable<ThreadFact>, name: string, text: string): void {
    const several = /^(any|all)\((.*)\)$/.exec(text);
    fact.state = "waiting";
    fact.waitTime ??= waitTime(20);
    if (several === null) {
      fact.waits = [this.wait(name, text)];
      return;
    }
    fact.waitType = several[1] as "any" | "all";
    fact.waits = outerWords(several[2] ?? "").map((word) =>
      this.wait(name, /^\w+$/.test(word) && word !== "event" ? `thread(${word})` : word),
    );
  }

  private wait(waiter: string, text: string): WaitFact {
    const call = /^(\w+)\((.*)\)$/.exec(text);
    const async = /^async\((\w+)\)(.*)$/.exec(text);
    if (async !== null) return this.alpc(waiter, `${async[1] ?? ""}${async[2] ?? ""}`, { asynchronous: true });
    const [, what = "", argument = ""] = call ?? [];
    const owner = (): { owner?: Address } => (argument === "free" ? {} : { owner: this.thread(argument).thread });
    if (call === null) return text === "event" ? { kind: "other", what: "Event" } : this.alpc(waiter, text, {});
    switch (what) {
      case "lpc":
        return this.lpc(argument);
      case "mutant":
        if (argument === "abandoned") return { kind: "mutant", object: this.at(`mutant-${argument}`), abandoned: true };
        return { kind: "mutant", object: this.at(`mutant-${argument}`), ...owner() };
      case "cs":
        return { kind: "criticalSection", object: this.at(`cs-${argument}`), ...owner() };
      case "eresource":
      case "pushLock":
        return { kind: what, object: this.at(`${what}-${argument}`), ...owner() };
      case "thread":
        return { kind: what, object: this.thread(argument).thread };
      case "process":
        return { kind: what, object: this.process(argument).process };
      default:
        throw new Error(`not a wait: ${text}`);
    }
  }

  private alpc(waiter: string, text: string, more: { asynchronous?: true }): WaitFact {
    const parsed = /^(@?\w+)(?: at (\w+))?$/.exec(text);
    if (parsed === null) throw new Error(`not a wait: ${text}`);
    const [, state = "", where = "pDefault"] = parsed;
    const message = this.at(`message-${waiter}`);
    const common = { kind: "alpc" as const, message, messageId: 4 };
    if (state === "unreadable") return { kind: "alpc", message, place: "unreadable" };
    const port = this.port(state.startsWith("@") ? state.slice(1) : where).port;
    if (state.startsWith("@")) return { ...common, port, place: "main" };
    if (state === "nowhere") return { ...common, port, place: "none" };
    if (state === "canceled") return { ...common, port, place: "none", canceled: true };
    if (state === "ready") return { ...common, port, place: "none", ready: true };
    if (state === "completion") return { ...common, port, place: "pending" };
    return { ...common, port, place: "pending", serverThread: this.thread(state).thread, ...more };
  }

  private lpc(text: string): WaitFact {
    const [, state = "", where = "pDefault"] = /^(.*?)(?: at (\w+))?$/.exec(text) ?? [];
    const port = this.port(state.startsWith("@") ? state.slice(1) : where).port;
    const common = {
      kind: "lpc" as const,
      messageId: 0x22be,
      port,
      servers: [] as Address[],
      place: "nowhere" as const,
    };
    if (state === "lost") return common;
    if (state === "ready") return { ...common, replied: true };
    if (state === "wrong") return { ...common, replied: true, wrongReplyId: 0x22bf };
    if (state === "unreadable") return { ...common, place: "unreadable" };
    if (state.startsWith("@")) return { ...common, place: "queued" };
    return { ...common, servers: words(state).map((name) => this.thread(name).thread) };
  }

  private threadFlag(fact: Mutable<ThreadFact>, flag: string): void {
    const time = /^([\d.]+)s$/.exec(flag);
    const of = /^of (\w+)$/.exec(flag);
    if (time !== null) fact.waitTime = waitTime(Number(time[1]));
    else if (of !== null) {
      const process = this.process(of[1] ?? "");
      Object.assign(fact, { process: process.process, pid: process.pid, image: process.image });
    } else if (flag === "runs") fact.state = "runnable";
    else if (flag === "dead") fact.state = "terminated";
    else if (flag === "unreadable") fact.state = "unreadable";
    else if (flag === "timeout") fact.hasTimeout = true;
    else if (flag === "serving") fact.serving = true;
    else if (flag === "idle" || flag === "suspended") {
      fact.state = "waiting";
      fact.waitTime ??= waitTime(20);
      fact[flag] = true;
    } else throw new Error(`not a flag of a thread: ${flag}`);
  }

  private portFlag(fact: Mutable<PortFact>, flag: string): void {
    const of = /^of (\w+)$/.exec(flag);
    if (of !== null) fact.ownerProcess = this.process(of[1] ?? "").process;
    else if (flag === "closed" || flag === "disconnected") fact[flag] = true;
    else if (flag === "invalid") fact.ownerInvalid = true;
    else if (flag === "partial") fact.receiversIncomplete = true;
    else throw new Error(`not a flag of a port: ${flag}`);
  }

  private processFlag(fact: Mutable<ProcessFact>, flag: string): void {
    const age = /^age ([\d.]+)$/.exec(flag);
    if (age !== null) fact.ageSeconds = Number(age[1]);
    else if (flag === "exiting" || flag === "terminated") fact[flag] = true;
    else if (flag === "partial") fact.threadsIncomplete = true;
    else throw new Error(`not a flag of a process: ${flag}`);
  }
}

/** A machine, ready to be asked. */
export function machine(text: string): Machine {
  return new Machine(text);
}

function words(text: string | undefined): string[] {
  return (text ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

/** Splits at commas outside brackets. */
function outerWords(text: string): string[] {
  const found: string[] = [];
  let depth = 0;
  let word = "";
  for (const char of text) {
    if (char === "(") depth++;
    if (char === ")") depth--;
    if (char === "," && depth === 0) {
      found.push(word.trim());
      word = "";
    } else word += char;
  }
  return found.concat(word.trim());
}
