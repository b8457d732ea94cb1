/** The text a world is described in. README.md is its reference. */
import type { Builder } from "./builder";
import { Actions } from "./dslActions";
import { Damage, type Afterwards } from "./dslDamage";
import { Names } from "./dslNames";
import type { Port, Process, Thread } from "./model";
import { expand, Words } from "./words";

export interface Reading {
  /** What is done to the memory when the machine stands, in the order of the text. */
  readonly afterwards: readonly Afterwards[];
}

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
  private readonly names: Names;
  private readonly actions: Actions;
  private readonly damage: Damage;
  /** The one that threads are made in. */
  private process: Process | undefined;
  /** `kind name` of what must lie on a page of its own because the page will be taken away. */
  private readonly alone: ReadonlySet<string>;

  constructor(
    builder: Builder,
    private readonly statements: readonly string[],
  ) {
    this.alone = new Set(
      statements.flatMap((s) => {
        const [, kind, name] = /^damage:? unreadable (\w+) (.+)$/.exec(s) ?? [];
        return kind === undefined ? [] : [`${kind} ${name!.trim()}`];
      }),
    );
    this.names = new Names(builder);
    this.actions = new Actions(this.names, this.alone);
    this.damage = new Damage(this.names);
  }

  read(): Reading {
    for (const statement of this.statements) {
      for (const [, id] of statement.matchAll(/ [pt]id (\S+)/g)) this.names.builder.promisedIds.add(Number(id));
    }
    for (const statement of this.statements) this.statement(new Words(statement, () => this.names.paths()));
    return { afterwards: this.damage.afterwards };
  }

  private statement(words: Words): void {
    const { builder } = this.names;
    if (words.take("process")) this.readProcess(words);
    else if (words.oneOf("threads", "thread")) this.readThreads(words);
    else if (words.take("port")) this.readPort(words);
    else if (words.take("connect")) this.readConnection(words);
    else if (words.take("mutant")) this.readMutant(words);
    else if (words.take("clock")) this.readClock(words);
    else if (words.take("system", "at")) words.address("an address");
    else if (words.take("current")) this.setCurrent(words.word("a thread or process"), words);
    else if (words.take("description")) builder.description = words.rest();
    else if (words.oneOf("damage:", "damage")) this.damage.readDamage(words);
    else if (words.take("set")) this.damage.readSet(words);
    else this.actions.read(words);
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
      else if (words.oneOf("created", "aged")) made["age"] = this.names.seconds(words);
      else if (words.take("ago")) continue;
      else if (words.take("exiting")) later.push((p) => (p.exiting = true));
      else if (words.take("exited")) later.push((p) => (p.exited = true));
      else if (words.take("current")) later.push((p) => (this.names.builder.current.process = p));
      else words.fail("a process has no such property");
    }
    const name = String(made["name"]);
    const ownPage = this.alone.has(`process ${name}`);
    this.process = this.names.builder.process({ ...options, ...made, name, image, ownPage });
    for (const apply of later) apply(this.process);
  }

  private readThreads(words: Words): void {
    const names = expand(words.word("a thread name"));
    if (words.take("in")) this.process = this.names.findProcess(words.word("a process"), words);
    if (!this.process) words.fail("a thread needs a process");
    const start = { tid: undefined as number | undefined, at: undefined as bigint | undefined };
    for (;;) {
      if (words.take("tid")) start.tid = words.number("a tid");
      else if (words.take("at")) start.at = words.address("an address");
      else break;
    }
    const process = this.process;
    const threads = names.map((name) =>
      this.names.builder.thread(process, { name, ...start, ownPage: this.alone.has(`thread ${name}`) }),
    );
    const copies = threads.map(() => words.fork());
    words.rest();
    threads.forEach((thread, i) => {
      const own = copies[i]!;
      while (!own.done) this.actions.threadProperty(thread, own);
    });
  }

  private readPort(words: Words): void {
    const { builder } = this.names;
    const name = words.until("of", "port PATH");
    const owner = this.names.findProcess(words.word("a process"), words);
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
        threads.push(this.names.builder.threads.get(name) ?? this.names.builder.thread(owner, { name }));
      }
    }
    if (threads.length === 0) words.fail("a pool or wait queue needs threads");
    return threads;
  }

  private readConnection(words: Words): void {
    const process = this.names.findProcess(words.word("a process"), words);
    words.expect("->");
    const port = this.names.findPort(words.reference("a port"), words);
    const options: Record<string, unknown> = {};
    while (!words.done) {
      if (words.take("as")) options["name"] = words.word("a name");
      else if (words.take("client")) options["clientAt"] = words.address("an address");
      else if (words.take("server")) options["serverAt"] = words.address("an address");
      else if (words.take("info")) options["infoAt"] = words.address("an address");
      else words.fail("a connection has no such property");
    }
    this.names.builder.connect(process, port, options);
  }

  private readMutant(words: Words): void {
    const name = words.word("a name");
    const at = words.take("at") ? words.address("an address") : undefined;
    this.names.builder.mutant(name, { at });
    this.names.mutantState(name, words);
  }

  private readClock(words: Words): void {
    const { clock } = this.names.builder;
    while (!words.done) {
      if (words.take("ticks")) clock.ticks = words.number("a tick count");
      else if (words.take("increment")) clock.increment = words.number("units of 100 ns");
      else if (words.take("uptime")) clock.ticks = clock.ticksIn(this.names.seconds(words));
      else words.fail("the clock has no such property");
    }
  }

  private setCurrent(name: string, words: Words): void {
    const thread = this.names.builder.threads.get(name);
    this.names.builder.current = thread
      ? { process: thread.process, thread }
      : { process: this.names.findProcess(name, words) };
  }
}
