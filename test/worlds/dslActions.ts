/** Statements that begin with a thread: what it does. */
import type { Delivery, MessageOptions } from "./options";
import type { Names } from "./dslNames";
import { resourceWaiter, sectionWaiter } from "./locks";
import type { Message, Port, Thread, Wait, Waitable } from "./model";
import { expand, type Words } from "./words";

const STATES = ["running", "ready", "standby", "terminated", "initialized"] as const;

export class Actions {
  /** `alone`: `kind name` of what lies on a page of its own. */
  constructor(
    private readonly names: Names,
    private readonly alone: ReadonlySet<string>,
  ) {}

  threadProperty(thread: Thread, words: Words): void {
    const state = words.oneOf(...STATES);
    if (state) thread.state = state;
    else if (words.take("suspended")) thread.suspended = true;
    else if (words.take("current")) this.names.builder.current = { process: thread.process, thread };
    else if (words.take("asleep")) this.sleep(thread, words);
    else if (words.oneOf("waiting", "waits")) this.readWait(thread, words);
    else words.fail("a thread has no such property");
  }

  /** Statements that begin with a thread: what it does. */
  read(words: Words): void {
    const name = words.word("a statement");
    const threads = expand(name).map((n) => this.names.findThread(n, words));
    const copies = threads.map(() => words.fork());
    words.rest();
    for (const [i, thread] of threads.entries()) {
      const own = copies[i]!;
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
      const port = this.names.findPort(words.reference("a port"), words);
      this.names.builder.receive(thread, port);
    } else if (words.take("owns", "mutant")) this.names.builder.mutant(words.word("a name"), { owner: thread });
    else if (words.oneOf("stack:", "stack")) thread.frames = words.rest().split(/\s*,\s*/);
    else words.fail("a thread does no such thing");
  }

  private readCall(thread: Thread, words: Words, synchronous: boolean): void {
    const { builder } = this.names;
    let port: Port;
    let options: MessageOptions = {};
    if (words.take("client", "of")) {
      const connection = builder.connections.find((c) => c.name === words.peek());
      if (!connection) words.fail("there is no such connection");
      words.word("a connection");
      port = connection.clientPort!;
      options = { throughServerOf: connection };
    } else port = this.names.findPort(words.reference("a port"), words);
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
    const taken = new Set(this.names.builder.messages.map((m) => m.name));
    let name = thread.name;
    for (let i = 2; taken.has(name); i++) name = `${thread.name}.${i}`;
    return name;
  }

  private readDelivery(words: Words, port: Port): Delivery | undefined {
    if (words.take("queued")) return { state: "queued", queue: "MainQueue" };
    if (words.take("large")) return { state: "queued", queue: "LargeMessageQueue" };
    if (words.take("direct")) return { state: "queued", queue: "DirectQueue" };
    if (words.take("in", "service", "of")) {
      return { state: "inService", by: this.names.findThread(words.word("a thread"), words) };
    }
    if (words.take("parked")) {
      if (words.take("by")) return { state: "parked", by: this.names.findThread(words.word("a thread"), words) };
      const idle = [...(port.pool?.threads ?? []), ...port.waitQueue].find((t) => !t.serving && !t.wait);
      return { state: "parked", by: idle };
    }
    const state = words.oneOf("ready", "replied", "canceled", "lost");
    return state && { state };
  }

  /** How long, and how, a thread waits. */
  private waitProperty(thread: Thread, words: Words, later: ((message: Message) => void)[]): boolean {
    const { clock } = this.names.builder;
    if (words.take("for")) this.names.builder.waited(thread, this.names.seconds(words));
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
      this.names.builder.waited(thread, seconds);
    }
    return true;
  }

  private sleep(thread: Thread, words: Words): void {
    this.names.builder.wait(thread, [], { reason: "DelayExecution", timeout: true });
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
    this.names.builder.wait(thread, objects, wait);
    for (const apply of later) apply(undefined as unknown as Message);
  }

  private waitable(thread: Thread, words: Words, options: { reason?: string }): Waitable | undefined {
    const { builder } = this.names;
    if (words.take("mutant")) return this.names.mutantState(words.word("a name"), words);
    if (words.take("thread")) return this.names.findThread(words.word("a thread"), words);
    if (words.take("process")) return this.names.findProcess(words.word("a process"), words);
    if (words.take("semaphore", "of")) {
      const port = this.names.findPort(words.reference("a port"), words);
      return port.semaphore ?? words.fail(`${port.name} has no semaphore`);
    }
    if (words.take("semaphore")) return builder.dispatcher("semaphore", words.word("a name"));
    if (words.take("timer")) return builder.dispatcher("timer", words.word("a name"));
    if (words.take("resource")) {
      const resource = builder.resource(words.word("a name"));
      if (words.take("owned", "by")) resource.owner = this.names.findThread(words.word("a thread"), words);
      while (words.take("shared", "by")) resource.sharedBy.push(this.names.findThread(words.word("a thread"), words));
      options.reason = "WrResource";
      return resourceWaiter(builder.kernel, resource);
    }
    if (words.take("critical", "section")) {
      const section = builder.criticalSection(words.word("a name"), thread.process);
      if (words.take("owned", "by")) section.owner = this.names.findThread(words.word("a thread"), words);
      const waiter = sectionWaiter(builder.kernel, section);
      if (waiter.reason !== undefined) options.reason = waiter.reason;
      return waiter;
    }
    if (words.take("event")) {
      const next = words.peek();
      const named =
        next !== undefined && !/^(\d|for$|since$|ticks$|timeout$|with$|suspended$|and$|or$|current$)/.test(next);
      return builder.dispatcher("event", named ? words.word("a name") : `event of ${thread.name}`);
    }
    return undefined;
  }
}
