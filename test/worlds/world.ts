/** A finished machine: its snapshot, and where everything named in its text lies. */
import type { Snapshot } from "../../hosts/snapshot/format";
import { layout as loadLayout, type Layout } from "../layouts/layouts";
import { Builder } from "./builder";
import { checkWorld } from "./check";
import { read } from "./dsl";
import type { Afterwards, Edits } from "./dslDamage";
import { samePort } from "./dslNames";
import { finish, snapshot } from "./finish";
import type { Placed } from "./kernel";
import { hex, PAGE } from "./memory";
import { Reader } from "./reader";

export type { Builder } from "./builder";
export { checkWorld } from "./check";
export { alpcLayouts, layouts, lpcLayouts, standardLayouts, threadOnlyLayouts } from "../layouts/layouts";

/** Structures that a name of each kind stands for. */
const TYPES: Readonly<Record<string, string>> = {
  process: "_EPROCESS",
  thread: "_ETHREAD",
  connection: "_ALPC_COMMUNICATION_INFO",
  queue: "_KQUEUE",
  mutant: "_KMUTANT",
  event: "_KEVENT",
  semaphore: "_KSEMAPHORE",
  resource: "_ERESOURCE",
};

export interface WorldOptions {
  /** Skips the check of a large machine. */
  readonly unchecked?: boolean;
  /** Address of the System process. In a text: `system at 0x...`. */
  readonly systemAt?: bigint;
}

/**
 * Builds a machine on the layout of a build (a name of `layouts()` or a part that tells it) from a text (README.md) or
 * by calls of the builder; `more` adds by calls what the text has no words for. Throws when the text cannot be read, and when the machine does not hold together although
 * nothing damages it.
 */
export function world(
  layout: string | Layout,
  what: string | ((w: Builder) => void),
  options: WorldOptions = {},
  more?: (w: Builder) => void,
): World {
  // System is there before the text is read.
  const system = typeof what === "string" ? /^\s*system at (0x[\da-f]+)/m.exec(what)?.[1] : undefined;
  const builder = new Builder(typeof layout === "string" ? loadLayout(layout) : layout, {
    systemAt: system === undefined ? options.systemAt : BigInt(system),
  });
  let afterwards: readonly Afterwards[] = [];
  if (typeof what === "string") afterwards = read(builder, what).afterwards;
  else what(builder);
  more?.(builder);
  finish(builder);
  if (!options.unchecked) {
    const problems = checkWorld(Reader.ofKernel(builder.kernel));
    if (problems.length > 0) throw new Error(`the world does not hold together:\n${problems.join("\n")}`);
  }
  const made = new World(builder);
  // Damage comes last: what it damages was sound.
  for (const change of afterwards) change(made.edits);
  return made;
}

export class World {
  private made: Snapshot | undefined;
  readonly edits: Edits = {
    set: (kind, name, path, value) => this.set(kind, name, path, value),
    unreadable: (kind, name) => this.unreadable(kind, name),
    garbage: (kind, name) => this.garbage(kind, name),
    cut: (list, kind, name, after, target) => this.cut(list, kind, name, after, target),
    loop: (list, kind, name) => this.loop(list, kind, name),
  };

  constructor(readonly builder: Builder) {}

  get layout(): Layout {
    return this.builder.layout;
  }

  /** The snapshot as it is now; made once, and again after a change. */
  get snapshot(): Snapshot {
    return (this.made ??= snapshot(this.builder));
  }

  /** Address of a thread, as text with `0x`. All of these throw for a name that is not there. */
  thread(name: string): string {
    return hex(this.place("thread", name).address);
  }

  process(name: string): string {
    return hex(this.place("process", name).address);
  }

  /** By full path, by the last part of it, or `client of c`, `server of c` for the ends of connection c. */
  port(name: string): string {
    return hex(this.place("port", name).address);
  }

  /** By the name of the thread that sent it, or its own. */
  message(name: string): string {
    return hex(this.place("message", name).address);
  }

  /** The communication info of a connection, or of a connection port by its name. */
  connection(name: string): string {
    return hex(this.place("connection", name).address);
  }

  /** The completion object of a port. */
  queue(port: string): string {
    return hex(this.place("queue", port).address);
  }

  /** A mutant, event, semaphore or timer. */
  object(name: string): string {
    const found =
      this.builder.dispatchers.get(name) ?? this.builder.resources.get(name) ?? this.builder.sections.get(name);
    if (!found) throw new Error(`there is no ${name}`);
    return hex(found.address);
  }

  pid(name: string): number {
    return this.find("process", this.builder.processes, (p) => p.name === name, name).pid;
  }

  tid(name: string): number {
    return this.find("thread", [...this.builder.threads.values()], (t) => t.name === name, name).tid;
  }

  /** MessageId of a message. */
  messageId(name: string): number {
    return this.find("message", this.builder.messages, (m) => m.name === name, name).id;
  }

  /** A field of a named object: `get("thread", "t1", "Tcb.State")`. */
  get(kind: string, name: string, path: string): bigint {
    return this.builder.kernel.get(this.place(kind, name), path);
  }

  /** Writes a field, whatever becomes of the machine. */
  set(kind: string, name: string, path: string, value: bigint | number): this {
    this.builder.kernel.set(this.place(kind, name), path, value);
    return this.changed();
  }

  /** Takes the pages of an object away: paged out. Throws if something else with a name lies there. */
  unreadable(kind: string, name: string): this {
    const { address, type } = this.place(kind, name);
    const size = this.builder.kernel.structs.size(type);
    const first = address & ~BigInt(PAGE - 1);
    const last = (address + BigInt(size - 1)) & ~BigInt(PAGE - 1);
    const other = this.named().find(([what, at]) => at !== address && at >= first && at < last + BigInt(PAGE) && what);
    if (other) throw new Error(`${other[0]} lies on the page of ${kind} ${name}: give it a page of its own (ownPage)`);
    for (let page = first; page <= last; page += BigInt(PAGE)) this.builder.kernel.memory.unmap(page);
    return this.changed();
  }

  /** Takes exactly the bytes of an object away. */
  punch(kind: string, name: string): this {
    const { address, type } = this.place(kind, name);
    this.builder.kernel.memory.punch(address, this.builder.kernel.structs.size(type));
    return this.changed();
  }

  /** Overwrites an object, header and all: freed, and used for something else since. */
  garbage(kind: string, name: string): this {
    const { address, type } = this.place(kind, name);
    const { kernel } = this.builder;
    const size = kernel.structs.size(type);
    kernel.memory.writeBytes(address, Buffer.from(Array.from({ length: size }, (_, i) => (i * 37 + 0x41) & 0xff)));
    return this.changed();
  }

  /** The Flink of the nth entry of a list (0: of its head) leads to `target`. */
  cut(list: string, kind: string, name: string, after = 0, target = 0n): this {
    this.builder.kernel.writePointer(this.entries(list, kind, name)[after] ?? 0n, target);
    return this.changed();
  }

  /** The last entry of a list leads back to its first one instead of the head. */
  loop(list: string, kind: string, name: string): this {
    const entries = this.entries(list, kind, name);
    const [, first] = entries;
    if (first === undefined) throw new Error(`${list} of ${kind} ${name} is empty`);
    this.builder.kernel.writePointer(entries.at(-1)!, first);
    return this.changed();
  }

  /** Problems of the machine as it is now. */
  check(): readonly string[] {
    return checkWorld(Reader.ofKernel(this.builder.kernel));
  }

  /** The structure a name of a kind stands for. */
  place(kind: string, name: string): Placed {
    const { builder } = this;
    const lpc = builder.isLpc;
    switch (kind) {
      case "process":
        return this.structure(kind, this.find(kind, builder.processes, (p) => p.name === name, name).address);
      case "thread":
        return this.structure(
          kind,
          this.find(kind, [...builder.threads.values()], (t) => t.name === name, name).address,
        );
      case "port": {
        const { address } = this.find(kind, builder.ports, (p) => samePort(p, name), name);
        return { type: lpc ? "_LPCP_PORT_OBJECT" : "_ALPC_PORT", address };
      }
      case "message": {
        const { address } = this.find(kind, builder.messages, (m) => m.name === name, name);
        return { type: lpc ? "_LPCP_MESSAGE" : "_KALPC_MESSAGE", address };
      }
      case "connection": {
        const port = builder.ports.find((p) => p.portKind === "connection" && samePort(p, name));
        const info = port?.info ?? this.find(kind, builder.connections, (c) => c.name === name, name);
        return this.structure(kind, info.address);
      }
      case "queue": {
        const port = this.find("port", builder.ports, (p) => samePort(p, name), name);
        if (!port.pool) throw new Error(`${name} has no completion object`);
        return this.structure(kind, port.pool.address);
      }
      case "resource":
        return this.structure(kind, BigInt(this.object(name)));
      default:
        return this.structure(kind, BigInt(this.object(name)));
    }
  }

  private structure(kind: string, address: bigint): Placed {
    const type = TYPES[kind];
    if (type === undefined) throw new Error(`${kind} is no kind of object`);
    return { type, address };
  }

  /** The head of a list and its entries, as they are linked now. */
  private entries(list: string, kind: string, name: string): bigint[] {
    const { kernel } = this.builder;
    const head = kernel.at(this.place(kind, name), list);
    const result = [head];
    for (let entry = kernel.readPointer(head); entry !== head; entry = kernel.readPointer(entry)) result.push(entry);
    return result;
  }

  private named(): [string, bigint][] {
    const { builder } = this;
    return [
      ...builder.processes.map((p): [string, bigint] => [`process ${p.name}`, p.address]),
      ...[...builder.threads.values()].map((t): [string, bigint] => [`thread ${t.name}`, t.address]),
      ...builder.ports.map((p): [string, bigint] => [`port ${p.name}`, p.address]),
      ...builder.messages.map((m): [string, bigint] => [`message ${m.name}`, m.address]),
      ...builder.connections.map((c): [string, bigint] => [`connection ${c.name}`, c.address]),
    ];
  }

  private find<T>(kind: string, all: readonly T[], is: (item: T) => boolean, name: string): T {
    const found = all.find(is);
    if (!found) throw new Error(`there is no ${kind} ${name}`);
    return found;
  }

  private changed(): this {
    this.made = undefined;
    return this;
  }
}
