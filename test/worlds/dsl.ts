/** The text a world is described in. README.md is its reference. */
import type { Builder, Delivery, MessageOptions } from "./builder";
import type { Message, Port, Process, Thread, Wait, Waitable } from "./model";
import { expand, Words } from "./words";

/** What is done to the memory when the machine stands, in the order of the text. */
export type Afterwards = (world: Edits) => void;

/** What `set` and `damage` need of the finished world. */
export interface Edits {
  set(what: string, name: string, path: string, value: bigint): void;
  unreadable(what: string, name: string): void;
  garbage(what: string, name: string): void;
  cut(list: string, what: string, name: string, after: number, target: bigint): void;
  loop(list: string, what: string, name: string): void;
}

export interface Reading {
  readonly afterwards: readonly Afterwards[];
}

const STATES = ["running", "ready", "standby", "terminated", "initialized"] as const;
const KINDS = "process thread port message connection queue mutant event semaphore resource".split(" ");

/** Builds what the text says. Throws at the first statement it cannot read, and says why. */
export function read(builder: Builder, text: string): Reading {
  const statements = text
    .split("\n")
    .flatMap((line) => line.replace(/(^|\s)#.*$/, "").split(";"))
    .map((statement) => statement.trim())
    .filter((statement) => statement !== "");
  return new Text(builder, statements).read();
}

class Text {
  private readonly afterwards: Afterwards[] = [];
  private process: Process | undefined;
  /** `kind name` of what must lie on a page of its own because the page will be taken away. */
  private readonly alone: Set<string>;

  constructor(
    private readonly builder: Builder,
    private readonly statements: readonly string[],
  ) {
    this.alone = new Set(
      statements.flatMap((s) => {
        const [, kind, name] = /^damage:? unreadable (\w+) (.+)$/.exec(s) ?? [];
        return kind === undefined ? [] : [`${kind} ${name!.trim()}`];
      }),
    );
  }

  read(): Reading {
    for (const statement of this.statements) {
      for (const [, id] of statement.matchAll(/ [pt]id (\S+)/g)) this.builder.promisedIds.add(Number(id));
    }
    for (const statement of this.statements) this.statement(new Words(statement, () => this.paths()));
    return { afterwards: this.afterwards };
  }

  private statement(words: Words): void {
    const { builder } = this;
    if (words.take("process")) this.readProcess(words);
    else if (words.oneOf("threads", "thread")) this.readThreads(words);
    else if (words.take("port")) this.readPort(words);
    else if (words.take("connect")) this.readConnection(words);
    else if (words.take("mutant")) this.readMutant(words);
    else if (words.take("clock")) this.readClock(words);
    else if (words.take("system", "at")) words.address("an address");
    else if (words.take("current")) this.setCurrent(words.word("a thread or process"), words);
    else if (words.take("description")) builder.description = words.rest();
    else if (words.oneOf("damage:", "damage")) this.readDamage(words);
    else if (words.take("set")) this.readSet(words);
    else this.readAction(words);
    if (!words.done) words.fail("nothing more was expected");
  }

  private readProcess(words: Words): void {
    const image = words.word("a process name");
    const options = { name: image, image, age: undefined, pid: undefined, parent: undefined, at: undefined };
    const made: Record<string, unknown> = { ...options };
    const later: ((process: Process) => void)[] = [];
    while (!words.done) {
      if (words.take("pid")) made["pid"] = words.number("a pid");
      else if (words.take("parent")) made["parent"] = words.number("a pid");
      else if (words.take("at")) made["at"] = words.address("an address");
      else if (words.take("as")) made["name"] = words.word("a name");
      else if (words.oneOf("created", "aged")) made["age"] = this.seconds(words);
      else if (words.take("ago")) continue;
      else if (words.take("exiting")) later.push((p) => (p.exiting = true));
      else if (words.take("exited")) later.push((p) => (p.exited = true));
      else if (words.take("current")) later.push((p) => (this.builder.current.process = p));
      else words.fail("a process has no such property");
    }
    const name = String(made["name"]);
    const ownPage = this.alone.has(`process ${name}`);
    this.process = this.builder.process({ ...options, ...made, name, image, ownPage });
    for (const apply of later) apply(this.process);
  }

  private readThreads(words: Words): void {
    const names = expand(words.word("a thread name"));
    if (words.take("in")) this.process = this.findProcess(words.word("a process"), words);
    if (!this.process) words.fail("a thread needs a process");
    const start = { tid: undefined as number | undefined, at: undefined as bigint | undefined };
    for (;;) {
      if (words.take("tid")) start.tid = words.number("a tid");
      else if (words.take("at")) start.at = words.address("an address");
      else break;
    }
    const process = this.process;
    const threads = names.map((name) =>
      this.builder.thread(process, { name, ...start, ownPage: this.alone.has(`thread ${name}`) }),
    );
    const rest = words.rest();
    for (const thread of threads) {
      const own = new Words(rest, () => this.paths());
      while (!own.done) this.threadProperty(thread, own);
    }
  }

  private threadProperty(thread: Thread, words: Words): void {
    const state = words.oneOf(...STATES);
    if (state) thread.state = state;
    else if (words.take("suspended")) thread.suspended = true;
    else if (words.take("current")) this.builder.current = { process: thread.process, thread };
    else if (words.take("asleep")) this.sleep(thread, words);
    else if (words.oneOf("waiting", "waits")) this.readWait(thread, words);
    else words.fail("a thread has no such property");
  }

  private readPort(words: Words): void {
    const { builder } = this;
    const name = words.until("of", "port PATH");
    const owner = this.findProcess(words.word("a process"), words);
    // A bare name is that of an RPC endpoint.
    const path = name.startsWith("\\") ? name : `\\RPC Control\\${name}`;
    const options: Record<string, unknown> = { path, ownPage: this.alone.has(`port ${name}`) };
    const later: ((port: Port) => void)[] = [];
    while (!words.done) {
      if (words.take("at")) options["at"] = words.address("an address");
      else if (words.take("info")) options["infoAt"] = words.address("an address");
      else if (words.take("max")) options["maxMessageLength"] = words.number("a length");
      else if (words.take("waitable")) options["waitable"] = true;
      else if (words.take("unnamed")) options["path"] = undefined;
      else if (words.take("no", "handle")) options["noHandle"] = true;
      else if (words.take("closed")) later.push((p) => (p.closed = true));
      else if (words.take("disconnected")) later.push((p) => (p.disconnected = true));
      else if (words.take("owner", "gone")) later.push((p) => (p.ownerGone = true));
      else if (words.take("pool")) {
        const threads = this.receivers(words, owner);
        later.push((p) => {
          if (builder.isLpc) for (const thread of threads) builder.receive(thread, p);
          else builder.pool(p, threads);
        });
      } else if (words.take("waitqueue")) {
        const threads = this.receivers(words, owner);
        later.push((p) => {
          for (const thread of threads) builder.receive(thread, p);
        });
      } else words.fail("a port has no such property");
    }
    const port = builder.port(owner, options);
    for (const apply of later) apply(port);
  }

  /** Threads named one after the other; those that do not exist are made in the owner. */
  private receivers(words: Words, owner: Process): readonly Thread[] {
    const stops = [
      "waitqueue",
      "pool",
      "at",
      "info",
      "max",
      "waitable",
      "closed",
      "disconnected",
      "owner",
      "no",
      "unnamed",
    ];
    const threads: Thread[] = [];
    for (let next = words.peek(); next !== undefined && !stops.includes(next); next = words.peek()) {
      for (const name of expand(words.word("a thread"))) {
        threads.push(this.builder.threads.get(name) ?? this.builder.thread(owner, { name }));
      }
    }
    if (threads.length === 0) words.fail("a pool or wait queue needs threads");
    return threads;
  }

  private readConnection(words: Words): void {
    const process = this.findProcess(words.word("a process"), words);
    words.expect("->");
    const port = this.findPort(words.reference("a port"), words);
    const options: Record<string, unknown> = {};
    while (!words.done) {
      if (words.take("as")) options["name"] = words.word("a name");
      else if (words.take("client")) options["clientAt"] = words.address("an address");
      else if (words.take("server")) options["serverAt"] = words.address("an address");
      else if (words.take("info")) options["infoAt"] = words.address("an address");
      else words.fail("a connection has no such property");
    }
    this.builder.connect(process, port, options);
  }

  private readMutant(words: Words): void {
    const name = words.word("a name");
    const at = words.take("at") ? words.address("an address") : undefined;
    this.builder.mutant(name, { at });
    this.mutantState(name, words);
  }

  private mutantState(name: string, words: Words): Waitable {
    if (words.take("owned", "by")) {
      return this.builder.mutant(name, { owner: this.findThread(words.word("a thread"), words) });
    }
    return this.builder.mutant(name, { abandoned: words.take("abandoned") });
  }

  private readClock(words: Words): void {
    const { clock } = this.builder;
    while (!words.done) {
      if (words.take("ticks")) clock.ticks = words.number("a tick count");
      else if (words.take("increment")) clock.increment = words.number("units of 100 ns");
      else if (words.take("uptime")) clock.ticks = clock.ticksIn(this.seconds(words));
      else words.fail("the clock has no such property");
    }
  }

  private setCurrent(name: string, words: Words): void {
    const thread = this.builder.threads.get(name);
    this.builder.current = thread ? { process: thread.process, thread } : { process: this.findProcess(name, words) };
  }

  /** Statements that begin with a thread: what it does. */
  private readAction(words: Words): void {
    const name = words.word("a statement");
    const threads = expand(name).map((n) => this.findThread(n, words));
    const rest = words.rest();
    for (const thread of threads) {
      const own = new Words(rest, () => this.paths());
      this.action(thread, own);
      if (!own.done) own.fail("nothing more was expected");
    }
  }

  private action(thread: Thread, words: Words): void {
    if (words.take("calls")) this.readCall(thread, words, true);
    else if (words.take("sends")) this.readCall(thread, words, false);
    else if (words.take("waits")) this.readWait(thread, words);
    else if (words.take("sleeps")) this.sleep(thread, words);
    else if (words.take("runs")) thread.state = "running";
    else if (words.take("is")) {
      while (!words.done) this.threadProperty(thread, words);
    } else if (words.take("receives", "on")) {
      const port = this.findPort(words.reference("a port"), words);
      this.builder.receive(thread, port);
    } else if (words.take("owns", "mutant")) this.builder.mutant(words.word("a name"), { owner: thread });
    else if (words.oneOf("stack:", "stack")) thread.frames = words.rest().split(/\s*,\s*/);
    else words.fail("a thread does no such thing");
  }

  private readCall(thread: Thread, words: Words, synchronous: boolean): void {
    const { builder } = this;
    let port: Port;
    let options: MessageOptions = {};
    if (words.take("client", "of")) {
      const connection = builder.connections.find((c) => c.name === words.peek());
      if (!connection) words.fail("there is no such connection");
      words.word("a connection");
      port = connection.clientPort!;
      options = { throughServerOf: connection };
    } else port = this.findPort(words.reference("a port"), words);
    const made: Record<string, unknown> = { ...options };
    let delivery: Delivery | undefined;
    let isSynchronous = synchronous;
    const later: ((message: Message) => void)[] = [];
    while (!words.done) {
      const next = this.readDelivery(words, port);
      if (next) delivery = next;
      else if (words.take("async")) isSynchronous = false;
      else if (words.take("datagram")) made["type"] = 3;
      else if (words.take("id")) made["id"] = words.number("a message id");
      else if (words.take("callback")) made["callbackId"] = words.number("a callback id");
      else if (words.take("sequence")) made["sequence"] = words.number("a sequence number");
      else if (words.take("type")) made["type"] = words.number("a type");
      else if (words.take("data")) made["dataLength"] = words.number("a length");
      else if (words.take("total")) made["totalLength"] = words.number("a length");
      else if (words.take("at")) made["at"] = words.address("an address");
      else if (words.take("as")) made["name"] = words.word("a name");
      else if (words.take("release")) later.push((m) => (m.release = true));
      else if (words.take("reply", "wait", "reply")) later.push((m) => (m.replyWaitReply = true));
      else if (!this.waitProperty(thread, words, later)) words.fail("a call has no such property");
    }
    delivery ??= { state: "queued", queue: "MainQueue" };
    const name = typeof made["name"] === "string" ? made["name"] : this.messageName(thread);
    const own = { ...made, name, ownPage: this.alone.has(`message ${name}`) };
    const message = isSynchronous
      ? builder.call(thread, port, delivery, own)
      : builder.send(thread, port, delivery, own);
    for (const apply of later) apply(message);
  }

  private messageName(thread: Thread): string {
    const taken = new Set(this.builder.messages.map((m) => m.name));
    let name = thread.name;
    for (let i = 2; taken.has(name); i++) name = `${thread.name}.${i}`;
    return name;
  }

  private readDelivery(words: Words, port: Port): Delivery | undefined {
    if (words.take("queued")) return { state: "queued", queue: "MainQueue" };
    if (words.take("large")) return { state: "queued", queue: "LargeMessageQueue" };
    if (words.take("direct")) return { state: "queued", queue: "DirectQueue" };
    if (words.take("in", "service", "of")) {
      return { state: "inService", by: this.findThread(words.word("a thread"), words) };
    }
    if (words.take("parked")) {
      if (words.take("by")) return { state: "parked", by: this.findThread(words.word("a thread"), words) };
      const idle = [...(port.pool?.threads ?? []), ...port.waitQueue].find((t) => !t.serving && !t.wait);
      return { state: "parked", by: idle };
    }
    const state = words.oneOf("ready", "replied", "canceled", "lost");
    return state && { state };
  }

  /** How long, and how, a thread waits. */
  private waitProperty(thread: Thread, words: Words, later: ((message: Message) => void)[]): boolean {
    const { clock } = this.builder;
    if (words.take("for")) this.builder.waited(thread, this.seconds(words));
    else if (words.take("since", "boot")) thread.waitedTicks = clock.ticks - 900;
    else if (words.take("since", "tick")) thread.waitedTicks = clock.ticks - words.number("a tick count");
    else if (words.take("ticks")) thread.waitedTicks = words.number("a number of ticks");
    else if (words.take("suspended")) thread.suspended = true;
    else if (words.take("with", "timeout") || words.take("timeout")) {
      later.push(() => {
        if (thread.wait) thread.wait.timeout = true;
      });
    } else {
      const seconds = words.duration();
      if (seconds === undefined) return false;
      this.builder.waited(thread, seconds);
    }
    return true;
  }

  private sleep(thread: Thread, words: Words): void {
    this.builder.wait(thread, [], { reason: "DelayExecution", timeout: true });
    while (!words.done) if (!this.waitProperty(thread, words, [])) return;
  }

  private readWait(thread: Thread, words: Words): void {
    const all = words.take("all", "of");
    if (!all) words.take("any", "of");
    const objects: Waitable[] = [];
    const options: { reason?: string; kernelMode?: boolean } = {};
    const later: ((message: Message) => void)[] = [];
    while (!words.done) {
      if (words.oneOf("and", "or")) continue;
      if (words.take("kernel", "mode")) options.kernelMode = true;
      else if (words.take("reason")) options.reason = words.word("a wait reason");
      else if (!this.waitProperty(thread, words, later)) {
        const object = this.waitable(thread, words, options);
        if (!object) break;
        objects.push(object);
      }
    }
    if (objects.length === 0) words.fail("a thread waits for something");
    const wait: Partial<Wait> = { ...options, all };
    this.builder.wait(thread, objects, wait);
    for (const apply of later) apply(undefined as unknown as Message);
  }

  private waitable(thread: Thread, words: Words, options: { reason?: string }): Waitable | undefined {
    const { builder } = this;
    if (words.take("mutant")) return this.mutantState(words.word("a name"), words);
    if (words.take("thread")) return this.findThread(words.word("a thread"), words);
    if (words.take("process")) return this.findProcess(words.word("a process"), words);
    if (words.take("semaphore", "of")) {
      const port = this.findPort(words.reference("a port"), words);
      return port.semaphore ?? words.fail(`${port.name} has no semaphore`);
    }
    if (words.take("semaphore")) return builder.dispatcher("semaphore", words.word("a name"));
    if (words.take("timer")) return builder.dispatcher("timer", words.word("a name"));
    if (words.take("resource")) {
      const resource = builder.resource(words.word("a name"));
      if (words.take("owned", "by")) resource.owner = this.findThread(words.word("a thread"), words);
      resource.waiters++;
      options.reason = "WrResource";
      return resource.event;
    }
    if (words.take("critical", "section")) {
      const section = builder.criticalSection(words.word("a name"), thread.process);
      if (words.take("owned", "by")) section.owner = this.findThread(words.word("a thread"), words);
      section.waiters++;
      return section.event;
    }
    if (words.take("event")) {
      const next = words.peek();
      const named =
        next !== undefined && !/^(\d|for$|since$|ticks$|timeout$|with$|suspended$|and$|or$|current$)/.test(next);
      return builder.dispatcher("event", named ? words.word("a name") : `event of ${thread.name}`);
    }
    return undefined;
  }

  private readSet(words: Words): void {
    const kind = this.kind(words);
    const name = words.reference("a name");
    const path = words.word("a field path");
    words.expect("=");
    const text = words.word("a value");
    const value = /^-?(0x)?[\da-f]+$/i.test(text) ? () => BigInt(text) : () => this.addressOf(text, words);
    this.afterwards.push((world) => world.set(kind, name, path, value()));
  }

  private readDamage(words: Words): void {
    if (words.take("unreadable")) {
      const kind = this.kind(words);
      const name = words.reference("a name");
      this.afterwards.push((world) => world.unreadable(kind, name));
    } else if (words.take("garbage")) {
      const kind = this.kind(words);
      const name = words.reference("a name");
      this.afterwards.push((world) => world.garbage(kind, name));
    } else if (words.take("loop")) {
      const list = words.word("a list");
      words.expect("of");
      const kind = this.kind(words);
      const name = words.reference("a name");
      this.afterwards.push((world) => world.loop(list, kind, name));
    } else if (words.take("cut")) {
      const list = words.word("a list");
      words.expect("of");
      const kind = this.kind(words);
      const name = words.reference("a name");
      const after = words.take("after") ? words.number("a number of entries") : 0;
      const target = words.take("to") ? words.address("an address") : 0n;
      this.afterwards.push((world) => world.cut(list, kind, name, after, target));
    } else words.fail("there is no such damage");
  }

  private kind(words: Words): string {
    const kind = words.word("a kind of object");
    if (!KINDS.includes(kind)) words.fail(`${kind} is none of ${KINDS.join(", ")}`);
    return kind;
  }

  private addressOf(name: string, words: Words): bigint {
    const { builder } = this;
    const found =
      builder.threads.get(name)?.address ??
      builder.processes.find((p) => p.name === name)?.address ??
      builder.ports.find((p) => samePort(p, name))?.address;
    return found ?? words.fail(`there is no ${name}`);
  }

  private seconds(words: Words): number {
    return words.duration() ?? words.fail("a time such as 12s is missing");
  }

  private findThread(name: string, words: Words): Thread {
    return this.builder.threads.get(name) ?? words.fail(`there is no thread ${name}`);
  }

  private findProcess(name: string, words: Words): Process {
    return this.builder.processes.find((p) => p.name === name) ?? words.fail(`there is no process ${name}`);
  }

  private findPort(name: string, words: Words): Port {
    return this.builder.ports.find((p) => samePort(p, name)) ?? words.fail(`there is no port ${name}`);
  }

  private paths(): readonly string[] {
    return this.builder.ports.flatMap((p) => p.path ?? []).sort((a, b) => b.length - a.length);
  }
}

/** By full path or by its last part; the ends of a connection as `client of c`. */
export function samePort(port: Port, name: string): boolean {
  return port.name === name || port.path === name || port.path?.slice(port.path.lastIndexOf("\\") + 1) === name;
}
