/** Findings whose subject is a thread, a message or a mutant. */
import { hex, type Address } from "../target/address";
import { isSuspendedOnly } from "./chains";
import type { Found } from "./findings";
import { isOwed, type Waits } from "./judge";
import { LIMITS } from "./limits";
import { factName, portName, secondsText, threadName } from "./names";
import type { Wait, WaitingThread } from "./result";
import type { ThreadFact, WaitFact } from "./types";
import { isLive, isOver, type World } from "./world";

export function findAboutThreads(waits: Waits): Found[] {
  const { world } = waits;
  const found: Found[] = [];
  const needed = new Set<Address>();
  for (const thread of waits.threads) {
    for (const other of neededBy(thread)) needed.add(other);
    if (thread.reply !== undefined) found.push(...aboutReply(world, thread, thread.reply));
    if (thread.fact.state === "waiting")
      for (const wait of thread.fact.waits) found.push(...aboutFact(world, thread.fact, wait));
  }
  for (const thread of waits.threads) {
    if (!needed.has(thread.fact.thread) || !isSuspendedOnly(thread)) continue;
    const text = `${factName(thread.fact)} is suspended, and only it can end the wait of others`;
    found.push({ rule: "suspended-server", subject: thread.fact.thread, text });
  }
  return found;
}

/** Threads without which the wait of this one cannot end: "only it can act". */
function neededBy(thread: WaitingThread): Address[] {
  const { waits, fact } = thread;
  const [first] = waits;
  if (first === undefined) return [];
  const alone = waits.map((wait) => (wait.on.length === 1 ? wait.on[0] : undefined));
  if (waits.length > 1 && fact.waitType === "all") return alone.filter((other) => other !== undefined);
  const only = alone[0];
  return only !== undefined && alone.every((other) => other === only) ? [only] : [];
}

/** A wait that began within a second of the process: it is blocked during start-up. Source: golden case G14. */
function sinceStart(world: World, { fact, waitedSeconds }: WaitingThread): string {
  const process = world.processes.get(fact.process);
  const age = process && process.ageSeconds;
  if (age === undefined || waitedSeconds === undefined || age < waitedSeconds || age - waitedSeconds >= 1) return "";
  return ", since its process started (blocked during start-up)";
}

function aboutReply(world: World, thread: WaitingThread, reply: Wait): Found[] {
  const { fact, waitedSeconds } = thread;
  const found: Found[] = [];
  const name = factName(fact);
  const request = requestName(reply);
  if (waitedSeconds !== undefined && isOver(waitedSeconds, LIMITS.longWait)) {
    const where = reply.port === undefined ? "" : ` at ${portName(world, reply.port)}`;
    found.push({
      rule: "long-wait",
      subject: fact.thread,
      text: `${name} has waited ${secondsText(waitedSeconds)} for a reply${where}${sinceStart(world, thread)}`,
    });
  }
  if (reply.on.length === 1 && reply.on[0] === fact.thread) {
    found.push({
      rule: "self-call",
      subject: fact.thread,
      text: `${name} waits for a reply to ${request} that only itself can give`,
    });
  }
  if (fact.suspended === true && isOwed(reply)) {
    found.push({
      rule: "suspended-client",
      subject: fact.thread,
      text: `${name} is suspended while it waits for a reply to ${request}`,
    });
  }
  if (reply.state === "canceled") {
    found.push({
      rule: "canceled-waiter",
      subject: fact.thread,
      text: `${name} waits for a reply to ${request}, which was canceled`,
    });
  }
  if (reply.state === "staleServer" && reply.serverThread !== undefined) {
    const text = `${request}, for which ${name} waits, was received by ${threadName(world, reply.serverThread)}, which is no longer a live thread`;
    found.push({ rule: "stale-server-thread", subject: reply.message ?? fact.thread, text });
  }
  if (reply.state === "lost" && waitedSeconds !== undefined && isOver(waitedSeconds, LIMITS.lostReply)) {
    const text = `${name} has waited ${secondsText(waitedSeconds)} for a reply to ${request}, which is in no queue and held by no thread`;
    found.push({ rule: "lost-reply", subject: fact.thread, text });
  }
  return found;
}

function aboutFact(world: World, fact: ThreadFact, wait: WaitFact): Found[] {
  const name = factName(fact);
  if (wait.kind === "lpc") {
    const id = `0x${wait.messageId.toString(16)}`;
    if (wait.wrongReplyId !== undefined) {
      const text = `${name} waits for the reply to LPC request ${id} and was given one to 0x${wait.wrongReplyId.toString(16)}`;
      return [{ rule: "wrong-reply", subject: fact.thread, text }];
    }
    const servers = Array.from(new Set(wait.servers)).filter((server) => isLive(world, server));
    if (servers.length < 2 || wait.replied === true) return [];
    const text = `${name} waits for the reply to LPC request ${id}, which ${String(servers.length)} threads claim to have received`;
    return [{ rule: "wrong-reply", subject: fact.thread, text }];
  }
  if (wait.kind === "mutant") {
    const ownerIsDead = wait.owner !== undefined && !isLive(world, wait.owner);
    if (wait.abandoned !== true && !ownerIsDead) return [];
    const why = wait.abandoned === true ? "is abandoned" : "belongs to a thread that has ended";
    // Its waiters are one finding: the mutant is the subject.
    return [
      {
        rule: "abandoned-mutant",
        subject: wait.object,
        text: `mutant ${hex(wait.object)} ${why}, and threads wait for it`,
      },
    ];
  }
  return [];
}

function requestName(wait: Wait): string {
  const id = wait.messageId === undefined ? "" : ` 0x${wait.messageId.toString(16)}`;
  if (wait.kind === "lpc") return `LPC request${id}`;
  return wait.message === undefined
    ? `a message that cannot be read`
    : `message ${hex(wait.message)}${id === "" ? "" : ` (id${id})`}`;
}
