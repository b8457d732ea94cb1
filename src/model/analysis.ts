/** What the analysis of the waits gives, as dx shows it. */
import { hex } from "../target/address";
import { toInt64 } from "../target/int64";
import { evidenceOf, doubtText } from "../waits/evidence";
import type { ChainRow } from "../waits/tree";
import type { Chain, Deadlock, Finding, Wait } from "../waits/result";
import type { World } from "../waits/world";
import { portName, secondsText } from "../waits/names";
import { rootText, rowNote, rowText, waitText } from "../report/words";
import { Collection } from "./collection";
import { decimal, describe, text } from "./describe";
import type { Judged, Look } from "./look";
import { type ProcessReference, processReference, type ThreadReference, threadReference } from "./references";

/** One hop of a wait chain. */
export class HopObject {
  private readonly __look: Look;
  private readonly __world: World;
  private readonly __row: ChainRow;

  constructor(look: Look, world: World, row: ChainRow) {
    this.__look = look;
    this.__world = world;
    this.__row = row;
  }
  get Depth(): number {
    return this.__row.depth;
  }
  get Thread(): ThreadReference | string | undefined {
    return threadReference(this.__look, this.__row.thread.fact.thread);
  }
  get Process(): ProcessReference | string | undefined {
    return processReference(this.__look, this.__row.thread.fact.process);
  }
  get Kind(): string | undefined {
    return this.__row.wait && this.__row.wait.kind;
  }
  get Object(): string | undefined {
    const wait = this.__row.wait;
    if (!wait) return undefined;
    if (wait.message !== undefined || wait.kind === "lpc") {
      const id = wait.messageId === undefined ? "" : " 0x" + wait.messageId.toString(16);
      return "message" + id + (wait.port === undefined ? "" : " at " + portName(this.__world, wait.port));
    }
    return wait.object === undefined ? undefined : wait.kind + " " + hex(wait.object);
  }
  get State(): string {
    return this.__row.wait ? this.__row.wait.state : this.__row.thread.fact.state;
  }
  get Waited(): number | undefined {
    return this.__row.thread.waitedSeconds;
  }
  get Note(): string | undefined {
    return rowNote(this.__row);
  }
  toString(): string {
    return rowText(this.__world, this.__row);
  }
}
describe(HopObject, {
  Depth: decimal("0 for the thread asked about"),
  Thread: text("The thread that waits"),
  Process: text("Its process"),
  Kind: text("What it waits for: alpc, mutant, thread, process ..."),
  Object: text("The message and its port, or the object"),
  State: text("State of the wait, or of a thread that does not wait"),
  Waited: decimal("Seconds"),
  Note: text("Why the chain ends here, or that the rest is shown elsewhere"),
});

/** One wait of a deadlock or chain, with its evidence. */
export class WaitObject {
  private readonly __look: Look;
  private readonly __world: World;
  private readonly __wait: Wait;

  constructor(look: Look, world: World, wait: Wait) {
    this.__look = look;
    this.__world = world;
    this.__wait = wait;
  }
  get Thread(): ThreadReference | string | undefined {
    return threadReference(this.__look, this.__wait.waiter.thread);
  }
  get Kind(): string {
    return this.__wait.kind;
  }
  get State(): string {
    return this.__wait.state;
  }
  get On(): Collection<ThreadReference | string | undefined> {
    return new Collection(() => this.__wait.on.map((address) => threadReference(this.__look, address)));
  }
  get Waited(): number | undefined {
    return this.__wait.waitedSeconds;
  }
  get HasTimeout(): boolean {
    return this.__wait.timeout;
  }
  get Evidence(): Collection<string> {
    return new Collection(() =>
      evidenceOf(this.__world, this.__wait)
        .map((evidence) => evidence.basis + ": " + evidence.text)
        .concat(this.__wait.on.length > 0 ? this.__wait.doubts.map((doubt) => "doubt: " + doubtText(doubt)) : []),
    );
  }
  toString(): string {
    const thread = { fact: this.__wait.waiter };
    return waitText(this.__world, thread, this.__wait);
  }
}
describe(WaitObject, {
  Thread: text("The thread that waits"),
  Kind: text("alpc, mutant, thread, process ..."),
  State: text("queued, inService, parked, owned ..."),
  On: text("The threads of which any can end the wait"),
  Waited: decimal("Seconds"),
  HasTimeout: text("The wait ends by itself"),
  Evidence: text("What the edge rests on: recorded by the kernel, or concluded"),
});

export class DeadlockObject {
  private readonly __look: Look;
  private readonly __world: World;
  private readonly __deadlock: Deadlock;

  constructor(look: Look, world: World, deadlock: Deadlock) {
    this.__look = look;
    this.__world = world;
    this.__deadlock = deadlock;
  }
  get Kind(): string {
    return this.__deadlock.kind;
  }
  get Certainty(): string {
    return this.__deadlock.certainty;
  }
  get Threads(): Collection<ThreadReference | string | undefined> {
    return new Collection(() => this.__deadlock.members.map((m) => threadReference(this.__look, m.fact.thread)));
  }
  get Victims(): Collection<ThreadReference | string | undefined> {
    return new Collection(() => this.__deadlock.victims.map((m) => threadReference(this.__look, m.fact.thread)));
  }
  get Waits(): Collection<WaitObject> {
    return new Collection(() => this.__deadlock.waits.map((wait) => new WaitObject(this.__look, this.__world, wait)));
  }
  toString(): string {
    const { certainty, kind, members, victims } = this.__deadlock;
    const images = members.map((member) => member.fact.image).join(", ");
    const behind = victims.length === 0 ? "" : ", " + victims.length + " more behind";
    return certainty + " " + kind + ": " + images + behind;
  }
}
describe(DeadlockObject, {
  Kind: text("cycle, knot or starvation"),
  Certainty: text("proved or suspected"),
  Threads: text("The members"),
  Victims: text("Threads stuck behind them"),
  Waits: text("The waits of the members, then of the victims, with their evidence"),
});

/** Everybody who hangs on one root. */
export class ChainObject {
  private readonly __look: Look;
  private readonly __world: World;
  private readonly __chain: Chain;

  constructor(look: Look, world: World, chain: Chain) {
    this.__look = look;
    this.__world = world;
    this.__chain = chain;
  }
  get Why(): string {
    return this.__chain.root.why;
  }
  get RootThread(): ThreadReference | string | undefined {
    return threadReference(this.__look, this.__chain.root.thread);
  }
  get RootProcess(): ProcessReference | string | undefined {
    return processReference(this.__look, this.__chain.root.process);
  }
  get RootObject(): Host.Int64 | undefined {
    const object = this.__chain.root.object;
    return object === undefined ? undefined : toInt64(object);
  }
  get WaiterCount(): number {
    return this.__chain.waiters;
  }
  get LongestWait(): number | undefined {
    return this.__chain.longestWaitSeconds;
  }
  get Waits(): Collection<WaitObject> {
    return new Collection(() => this.__chain.waits.map((wait) => new WaitObject(this.__look, this.__world, wait)));
  }
  toString(): string {
    const { waiters, longestWaitSeconds, root } = this.__chain;
    const longest = longestWaitSeconds === undefined ? "" : ", longest " + secondsText(longestWaitSeconds);
    const image = root.process === undefined ? undefined : this.__world.processes.get(root.process);
    return waiters + " waiting" + longest + ": " + rootText(root.why) + (image ? ", " + image.image : "");
  }
}
describe(ChainObject, {
  Why: text("Why the chain ends where it ends"),
  RootThread: text("The thread it ends at"),
  RootProcess: text("The process that must act"),
  RootObject: text("The port or message it ends at"),
  WaiterCount: decimal("Threads that wait for a reply"),
  LongestWait: decimal("Seconds"),
  Waits: text("All waits of the chain"),
});

export class FindingObject {
  private readonly __finding: Finding;

  constructor(finding: Finding) {
    this.__finding = finding;
  }
  get Severity(): string {
    return this.__finding.severity;
  }
  get Rule(): string {
    return this.__finding.rule;
  }
  get Subject(): Host.Int64 {
    return toInt64(this.__finding.subject);
  }
  get Text(): string {
    return this.__finding.text;
  }
  toString(): string {
    return this.__finding.severity + " " + this.__finding.rule + ": " + this.__finding.text;
  }
}
describe(FindingObject, {
  Severity: text("error, warning or info"),
  Rule: text("Name of the rule"),
  Subject: text("Address of the port, thread, message or process it is about"),
  Text: text("What was found"),
});

/** The deadlocks of an analysis as objects. */
export function deadlockObjects(look: Look, judged: () => Judged): Collection<DeadlockObject> {
  return new Collection(() =>
    judged().analysis.deadlocks.map((item) => new DeadlockObject(look, judged().waits.world, item)),
  );
}

export function chainObjects(look: Look, judged: () => Judged): Collection<ChainObject> {
  return new Collection(() =>
    judged().analysis.chains.map((item) => new ChainObject(look, judged().waits.world, item)),
  );
}

export function findingObjects(judged: () => Judged): Collection<FindingObject> {
  return new Collection(() => judged().analysis.findings.map((item) => new FindingObject(item)));
}
