/** A machine described in a few lines, opened in a debugger session with alpcx in it, and asked as a user asks. */
import type { DeadlockDocument, WaitDocument } from "../../src/waits/document";
import { open, type TestSession } from "../tools/session";
import { standardLayouts, world, type World } from "../worlds/world";

export { standardLayouts };

/** Windows 8.1 x64: for what does not differ between builds. */
export const ONE_LAYOUT = standardLayouts[2] as string;

export class Machine {
  readonly session: TestSession;
  private readonly asked = new Map<string, DeadlockDocument>();

  constructor(readonly world: World) {
    this.session = open(world.snapshot);
  }

  /** The answer of `/deadlock /json`. */
  get answer(): DeadlockDocument {
    return this.ask("/deadlock");
  }

  ask(command: string): DeadlockDocument {
    let known = this.asked.get(command);
    if (!known) this.asked.set(command, (known = this.session.json<DeadlockDocument>("!alpcx " + command)));
    return known;
  }

  /** The text of `/deadlock`, in lines. */
  report(switches = ""): string[] {
    return this.session.lines("!alpcx /deadlock" + switches);
  }

  chain(thread: string, switches = ""): string[] {
    return this.session.lines("!alpcx /chain " + this.world.thread(thread) + switches);
  }

  /** Names of the threads at these addresses, sorted. */
  names(addresses: readonly string[]): string[] {
    return addresses.map((address) => this.nameOf(address)).sort();
  }

  nameOf(address: string): string {
    const found = [...this.world.builder.threads.values()].find((thread) => this.world.thread(thread.name) === address);
    return found ? found.name : address;
  }

  /** What the deadlocks are, in words: `proved cycle a b; behind c`. */
  get deadlocks(): string[] {
    return this.answer.deadlocks.map(({ certainty, kind, threads, victims }) => {
      const behind = victims.length === 0 ? "" : "; behind " + this.names(victims).join(" ");
      return certainty + " " + kind + " " + this.names(threads).join(" ") + behind;
    });
  }

  /** Where the chains end, in words: `other wait w <- t1 t2`. */
  get roots(): string[] {
    return this.answer.chains.map(({ root, waits }) => {
      const at = root.thread === undefined ? "" : " " + this.nameOf(root.thread);
      const waiters = waits.filter((wait) => wait.kind === "alpc").map((wait) => wait.thread);
      return root.why + at + " <- " + this.names([...new Set(waiters)]).join(" ");
    });
  }

  /** Rules of the findings, each once. */
  rules(...severities: readonly string[]): string[] {
    const found = this.answer.findings.filter((finding) => severities.includes(finding.severity));
    return [...new Set(found.map((finding) => finding.rule as string))];
  }

  get alarms(): string[] {
    return this.rules("error", "warning");
  }

  /** All published waits of a thread. */
  waits(thread: string): WaitDocument[] {
    const address = this.world.thread(thread);
    const { deadlocks, chains } = this.answer;
    const all = [...deadlocks, ...chains].flatMap((part) => part.waits).filter((wait) => wait.thread === address);
    return all.filter((wait, i) => all.findIndex((other) => JSON.stringify(other) === JSON.stringify(wait)) === i);
  }

  /** The state of the only wait of a thread; throws where there are more. */
  state(thread: string): string {
    const [only, another] = this.waits(thread);
    if (!only || another) throw new Error(`${thread} has ${another ? "several waits" : "no wait"} that are published`);
    return only.state;
  }
}

export function machine(layout: string, text: string): Machine {
  return new Machine(world(layout, text));
}
