/** Reads everything the analysis reads: each command over each of its subjects, and each object that dx can be shown. */
import { add, hex, type Address } from "../target/address";
import { toAddress } from "../target/int64";
import type { Target } from "../target/target";
import { attempt } from "../target/windbg";
import type { Look } from "../model/look";
import type { Roots } from "../model/roots";
import type { Facts } from "../waits/types";
import { chain } from "../commands/chain";
import type { Command } from "../commands/command";
import { deadlock, summary } from "../commands/deadlock";
import { allPorts, byId, find, orphanPorts } from "../commands/lists";
import { connections, message, port, processPorts } from "../commands/objects";
import { security } from "../commands/security";
import { selftest } from "../commands/selftest";

/** What is being done, and how many of it. */
export type Progress = (what: string, done: number) => void;

const PER_PORT: readonly Command[] = [port, connections, security];
const PER_MESSAGE: readonly Command[] = [message];
const PER_PROCESS: readonly Command[] = [processPorts];
const PER_WAITER: readonly Command[] = [chain];
const ONCE: readonly (readonly [Command, (string | undefined)?, ...string[]])[] = [
  [summary],
  [deadlock, undefined, "v"],
  [deadlock, undefined, "quick"],
  [allPorts],
  [orphanPorts],
  [find, "*"],
  [byId, "0"],
];

/** Names of the commands whose reads a recording holds. */
export const COVERED: readonly string[] = PER_PORT.concat(PER_MESSAGE, PER_PROCESS, PER_WAITER)
  .concat(ONCE.map(([command]) => command))
  .map((command) => command.name);

export interface Wanted {
  /** The whole structure of each object, not only the members the analysis knows. */
  readonly whole: boolean;
  /** At most so many ports, messages, processes and threads are looked at one by one. */
  readonly limit: number | undefined;
  /** Says whether stacks are asked for from now on: the debugger takes milliseconds for each. */
  readonly stacks: (wanted: boolean) => void;
}

export interface Subjects {
  readonly facts: Facts;
  readonly messages: readonly Address[];
  /** Whether the limit left something out. */
  readonly stopped: boolean;
}

/** The objects that are current in the debugger. */
export interface Current {
  readonly process: Address | undefined;
  readonly thread: Address | undefined;
}

/** Reads it all through `look`, whose target notes it. */
export function readEverything(
  look: Look,
  roots: Roots,
  current: Current,
  wanted: Wanted,
  progress: Progress,
): Subjects {
  const session = roots.session(look);
  const { facts } = look.judged(false, progress);
  for (const [command, argument, ...switches] of ONCE) run(command, look, argument, switches);
  const messages = new Set<Address>();
  for (const thread of facts.threads) {
    for (const wait of thread.waits) {
      const address = (wait as { message?: Address }).message;
      if (address !== undefined) messages.add(address);
    }
  }
  const queued = attempt(() => (session as { Messages?: Iterable<unknown> }).Messages);
  each(queued, (item) => {
    const address = toAddress(attempt(() => (item as { Address?: unknown }).Address));
    if (address !== undefined) messages.add(address);
  });
  let stopped = false;
  const over = (
    what: string,
    addresses: readonly Address[],
    commands: readonly Command[],
    before: (address: Address) => void = () => undefined,
  ) => {
    addresses.forEach((address, done) => {
      if (wanted.limit !== undefined && done >= wanted.limit) {
        stopped = true;
        return;
      }
      progress(what, done);
      before(address);
      for (const command of commands) run(command, look, hex(address), ["v"]);
    });
  };
  const all = Array.from(messages);
  over(
    "ports recorded",
    facts.ports.map((fact) => fact.port),
    PER_PORT,
  );
  over("messages recorded", all, PER_MESSAGE);
  over(
    "processes recorded",
    facts.processes.map((fact) => fact.process),
    PER_PROCESS,
  );
  const waiters = facts.threads.filter((fact) => fact.waits.length > 0);
  const talks = new Set(waiters.filter((fact) => fact.waits.some(isForReply)).map((fact) => fact.thread));
  over(
    "waiting threads recorded",
    waiters.map((fact) => fact.thread),
    PER_WAITER,
    // Whoever waits for something else is at the end of a chain of one.
    (thread) => wanted.stacks(wanted.whole || talks.has(thread)),
  );
  wanted.stacks(wanted.whole);
  if (!stopped) touch(session, 2);
  if (current.process !== undefined) touch(roots.process(look, current.process), 2);
  if (current.thread !== undefined) touch(roots.thread(look, current.thread), 2);
  // Handles are only shown, process by process: the analysis has no need of them.
  if (wanted.whole) for (const fact of facts.processes) touch(roots.process(look, fact.process), 1);
  // The self-test reads the handle tables of all processes.
  if (wanted.whole) run(selftest, look, undefined, []);
  if (wanted.whole) readWhole(look.target, facts, all, progress);
  return { facts, messages: all, stopped };
}

/** Whether a wait is one for the reply to a message, of ALPC or LPC. */
function isForReply(wait: object): boolean {
  return "message" in wait || "messageId" in wait;
}

/** Runs a command for its reads. What it cannot do now it cannot do on the recording either. */
function run(command: Command, look: Look, argument: string | undefined, switches: readonly string[]): void {
  const parsed = { command: command.name, switches: new Set(switches), values: new Map<string, string>() };
  attempt(() => {
    const output = command.run({
      look: () => look,
      parsed: argument === undefined ? parsed : Object.assign(parsed, { argument }),
      progress: () => undefined,
    });
    // Either may be made only when it is asked for.
    return [output.lines, output.document];
  });
}

/** Far more than any list of the kernel holds in earnest. */
const MAX_ITEMS = 1000000;

function each(items: unknown, visit: (item: unknown) => void): void {
  if (typeof items !== "object" || items === null) return;
  if (typeof (items as Partial<Iterable<unknown>>)[Symbol.iterator] !== "function") return;
  attempt(() => {
    let count = 0;
    for (const item of items as Iterable<unknown>) {
      if (++count > MAX_ITEMS) break;
      visit(item);
    }
  });
}

/** Asks an object of our model for all it shows, and what it shows in turn, `depth` deep. */
function touch(value: unknown, depth: number): void {
  if (depth < 0 || !isOurs(value)) return;
  attempt(() => String(value));
  each(value, (item) => touch(item, depth));
  for (let model: unknown = Object.getPrototypeOf(value); model && model !== Object.prototype;) {
    for (const name of Object.getOwnPropertyNames(model)) {
      const property = Object.getOwnPropertyDescriptor(model, name);
      if (name.indexOf("__") !== 0 && property && property.get) {
        touch(
          attempt(() => (value as { [name: string]: unknown })[name]),
          depth - 1,
        );
      }
    }
    model = Object.getPrototypeOf(model);
  }
}

/** Whether an object is one of our model's: those keep what they are made of in members that dx does not see. */
function isOurs(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    Object.getPrototypeOf(value) !== Object.prototype &&
    Object.keys(value).some((name) => name.indexOf("__") === 0)
  );
}

const PAGE = 4096;

/** The whole of each object, page by page where a page is missing. */
function readWhole(target: Target, facts: Facts, messages: readonly Address[], progress: Progress): void {
  const portType = target.type("_ALPC_PORT") ? "_ALPC_PORT" : "_LPCP_PORT_OBJECT";
  const messageType = target.type("_KALPC_MESSAGE") ? "_KALPC_MESSAGE" : "_LPCP_MESSAGE";
  const read = (type: string, addresses: readonly Address[]) => {
    const layout = target.type(type);
    addresses.forEach((address, done) => {
      progress("whole " + type, done);
      for (let at = 0; layout && at < layout.size; at += PAGE) {
        attempt(() => target.read(add(address, at), Math.min(PAGE, layout.size - at)));
      }
    });
  };
  read(
    portType,
    facts.ports.map((fact) => fact.port),
  );
  read(messageType, messages);
  read(
    "_EPROCESS",
    facts.processes.map((fact) => fact.process),
  );
  read(
    "_ETHREAD",
    facts.threads.map((fact) => fact.thread),
  );
}
