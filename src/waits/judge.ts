/** Judges each wait by the table of the rules: in which state it is, who can end it, and what speaks against a proof. */
import { Alternatives, NOBODY, type Alternative } from "./alternatives";
import { NULL, type Address } from "../target/address";
import { Candidates } from "./candidates";
import { judgeAlpc, judgeLpc, type ReplyJudgement } from "./replies";
import type { Doubt, Wait, WaitingThread } from "./result";
import type { LockWaitFact, MutantWaitFact, ObjectWaitFact, OtherWaitFact, ThreadFact, WaitFact } from "./types";
import { isLive, threadAt, waitedSeconds, waitedTicks, type World } from "./world";
import { LIMITS } from "./limits";

/** Every thread with its waits judged. */
export interface Waits {
  readonly world: World;
  /** In the order of `World.threads`. */
  readonly threads: readonly WaitingThread[];
  readonly alternatives: readonly Alternative[];
}

/** The part of a judgement that differs from kind to kind. */
export type Judgement = Pick<Wait, "kind" | "state" | "on" | "alternative"> &
  Partial<
    Pick<Wait, "message" | "messageId" | "port" | "portFact" | "object" | "serverThread" | "process" | "what">
  > & {
    /** The list of who can end it is not known to be whole. */
    readonly incomplete?: boolean;
  };

export function judgeWaits(world: World): Waits {
  const alternatives = new Alternatives(world);
  const candidates = new Candidates(world);
  const named = countNamedServers(world);
  const threads = world.threads.map((fact, index): WaitingThread => {
    const seconds = waitedSeconds(world, fact);
    const waits = fact.state === "waiting" ? fact.waits.map((wait) => judge(wait, fact)) : [];
    const reply = waits.find(isReply);
    return {
      index,
      fact,
      waits,
      ...(reply === undefined ? {} : { reply }),
      ...(seconds === undefined ? {} : { waitedSeconds: seconds }),
    };
  });
  return { world, threads, alternatives: alternatives.all };

  function judge(wait: WaitFact, waiter: ThreadFact): Wait {
    const judgement = judgeOne(world, alternatives, waiter, wait);
    const seconds = waitedSeconds(world, waiter);
    const ticks = waitedTicks(world, waiter);
    return {
      waiter,
      ...judgement,
      candidates: candidates.beside(judgement, waiter),
      ...(seconds === undefined ? {} : { waitedSeconds: seconds }),
      ...(ticks === undefined ? {} : { waitedTicks: ticks }),
      timeout: waiter.hasTimeout === true,
      ...(waiter.waits.length > 1 ? { waitType: waiter.waitType ?? "any" } : {}),
      doubts: doubtsOf(judgement, waiter, seconds, named, judgement.incomplete === true),
    };
  }
}

/** Whether a wait is one for a reply. */
export function isReply(wait: Wait): boolean {
  return wait.kind === "alpc" || wait.kind === "lpc";
}

/**
 * Whether somebody or something has to act before this wait ends, as far as is known: a reply that is owed, an owner.
 * Not so for a wait that can end from outside, a canceled one, a reply that has arrived, an owner that is gone.
 */
export function isOwed(wait: Wait): boolean {
  switch (wait.state) {
    case "queued":
    case "inService":
    case "parked":
    case "staleServer":
    case "lost":
    case "unreadable":
    case "unknown":
      return true;
    case "owned":
      return wait.on.length > 0;
    default:
      return false;
  }
}

function judgeOne(world: World, alternatives: Alternatives, waiter: ThreadFact, wait: WaitFact): Judgement {
  switch (wait.kind) {
    case "alpc":
      return reply(world, alternatives, wait.kind, judgeAlpc(world, wait), wait);
    case "lpc":
      return reply(world, alternatives, wait.kind, judgeLpc(world, wait), wait);
    case "mutant":
      return owned(world, alternatives, wait, wait.abandoned === true ? undefined : wait.owner);
    case "criticalSection":
    case "eresource":
    case "pushLock":
      return owned(world, alternatives, wait, wait.owner);
    case "thread":
    case "process":
      return object(world, alternatives, waiter, wait);
    case "other":
      return other(wait.object, wait.what);
  }
}

function reply(
  world: World,
  alternatives: Alternatives,
  kind: "alpc" | "lpc",
  judged: ReplyJudgement,
  wait: { readonly message?: Address; readonly messageId?: number; readonly port?: Address },
): Judgement {
  const portFact = wait.port === undefined ? undefined : world.ports.get(wait.port);
  let on: { readonly number: number; readonly threads: readonly Address[] } = NOBODY;
  if (judged.state === "queued" && portFact !== undefined)
    on = alternatives.of("port", portFact.port, portFact.receivers);
  else if (judged.state === "inService") {
    const [only, ...more] = judged.servers;
    if (only !== undefined)
      on = more.length === 0 ? alternatives.of("thread", only, [only]) : alternatives.add(judged.servers);
  }
  // The owner of the port owes the reply; where the port is not known, whoever has the request.
  const [receiver] = on.threads;
  const process =
    portFact?.ownerProcess ??
    (judged.state === "inService" && receiver !== undefined ? processOf(world, receiver) : undefined);
  return {
    kind,
    state: judged.state,
    on: on.threads,
    alternative: on.number,
    ...(wait.message === undefined ? {} : { message: wait.message }),
    ...(wait.messageId === undefined ? {} : { messageId: wait.messageId }),
    ...(wait.port === undefined ? {} : { port: wait.port }),
    ...(portFact === undefined ? {} : { portFact }),
    ...(judged.serverThread === undefined ? {} : { serverThread: judged.serverThread }),
    ...(process === undefined ? {} : { process }),
    incomplete: judged.state === "queued" && portFact !== undefined && portFact.receiversIncomplete === true,
  };
}

function owned(
  world: World,
  alternatives: Alternatives,
  wait: MutantWaitFact | LockWaitFact | ObjectWaitFact,
  owner: Address | undefined,
): Judgement {
  const on = owner === undefined ? NOBODY : alternatives.of("thread", owner, [owner]);
  const process = owner === undefined || on.number < 0 ? undefined : processOf(world, owner);
  return {
    kind: wait.kind,
    state: "owned",
    object: wait.object,
    on: on.threads,
    alternative: on.number,
    ...(process === undefined ? {} : { process }),
  };
}

function processOf(world: World, thread: Address): Address | undefined {
  const process = threadAt(world, thread)?.process;
  return process === NULL ? undefined : process;
}

/** A wait for oneself or for one's own process is the sleep-for-ever idiom: no edge. */
function object(world: World, alternatives: Alternatives, waiter: ThreadFact, wait: ObjectWaitFact): Judgement {
  if (wait.object === waiter.thread) return other(wait.object, "its own thread");
  if (wait.object === waiter.process) return other(wait.object, "its own process");
  if (wait.kind === "thread") return owned(world, alternatives, wait, wait.object);
  const threads = world.threadsOf.get(wait.object);
  const on = alternatives.of("process", wait.object, threads === undefined ? [] : threads.map((fact) => fact.thread));
  return {
    kind: "process",
    state: "owned",
    object: wait.object,
    on: on.threads,
    alternative: on.number,
    process: wait.object,
    incomplete: world.processes.get(wait.object)?.threadsIncomplete === true,
  };
}

function other(object: OtherWaitFact["object"], what: string | undefined): Judgement {
  return {
    kind: "other",
    state: "none",
    on: NOBODY.threads,
    alternative: NOBODY.number,
    ...(object === undefined ? {} : { object }),
    ...(what === undefined ? {} : { what }),
  };
}

function doubtsOf(
  judgement: Judgement,
  waiter: ThreadFact,
  seconds: number | undefined,
  named: ReadonlyMap<Address, number>,
  incomplete: boolean,
): Doubt[] {
  const doubts: Doubt[] = [];
  if (waiter.hasTimeout === true) doubts.push("timeout");
  if (waiter.waitUnknown === true) doubts.push("waitUnknown");
  if (judgement.state === "queued") {
    if (seconds === undefined) doubts.push("queuedUnknown");
    else if (seconds <= LIMITS.queued) doubts.push("queuedShortly");
  }
  if (judgement.state === "inService" && judgement.on.some((server) => (named.get(server) ?? 0) > 1)) {
    doubts.push("sharedServer");
  }
  if (incomplete) doubts.push("incompleteList");
  if (waiter.unsettled === true) doubts.push("unsettled");
  return doubts;
}

/** How many waited-for messages name each live thread as the one that received them. */
function countNamedServers(world: World): Map<Address, number> {
  const named = new Map<Address, number>();
  for (const fact of world.threads) {
    if (fact.state !== "waiting") continue;
    for (const wait of fact.waits)
      for (const server of serversNamed(world, wait)) named.set(server, (named.get(server) ?? 0) + 1);
  }
  return named;
}

function serversNamed(world: World, wait: WaitFact): readonly Address[] {
  if (wait.kind === "alpc") {
    const { state, serverThread } = judgeAlpc(world, wait);
    const counts = serverThread !== undefined && (state === "inService" || state === "parked");
    return counts && isLive(world, serverThread) ? [serverThread] : [];
  }
  return wait.kind === "lpc" ? judgeLpc(world, wait).servers : [];
}
