/** The sentences of the reports: how a wait and a root are told. */
import { hex } from "../target/address";
import { factName, portName, processName, secondsText, threadName } from "../waits/names";
import type { RootWhy, Wait, WaitingThread } from "../waits/result";
import type { ChainRow } from "../waits/tree";
import type { World } from "../waits/world";

/** `printer.exe c5c.15c4 (0x...) waits for the reply to message 0x54c, in service at FontCache (0x...), for 52.3 s` */
export function waitText(world: World, thread: Pick<WaitingThread, "fact">, wait: Wait | undefined): string {
  const name = factName(thread.fact);
  if (!wait)
    return (
      name + (thread.fact.state === "waiting" ? " waits for something else" : " is " + stateText(thread.fact.state))
    );
  const time = wait.waitedSeconds === undefined ? ticksText(wait) : ", for " + secondsText(wait.waitedSeconds);
  return name + " waits " + objectText(world, wait) + time + (wait.timeout ? " (with a timeout)" : "");
}

function ticksText(wait: Wait): string {
  return wait.waitedTicks === undefined ? "" : ", for " + wait.waitedTicks + " ticks";
}

function stateText(state: string): string {
  return state === "terminated" ? "no longer alive" : state === "unreadable" ? "not readable" : state;
}

/** Why a row of a tree has nothing below it, in words. */
export function rowNote(row: ChainRow): string | undefined {
  if (row.end === undefined) return undefined;
  if (row.end === "loop") return "see above: this closes a loop";
  if (row.end === "shown") return "shown elsewhere";
  return "root: " + rootText(row.end);
}

/** One row of a tree, without its indentation. */
export function rowText(world: World, row: ChainRow): string {
  const isRepeated = row.end === "loop" || row.end === "shown";
  const line = isRepeated && !row.wait ? factName(row.thread.fact) : waitText(world, row.thread, row.wait);
  const note = rowNote(row);
  return line + (note === undefined ? "" : " [" + note + "]");
}

/** What a wait is for: `for the reply to message 0x54c, queued at FontCache (0x...)`. */
export function objectText(world: World, wait: Wait): string {
  if (wait.kind === "alpc" || wait.kind === "lpc") {
    const id = wait.messageId === undefined ? "" : " 0x" + wait.messageId.toString(16);
    const message = wait.message === undefined ? "" : " (" + hex(wait.message) + ")";
    const at = wait.port === undefined ? "" : " at " + portName(world, wait.port);
    return "for the reply to message" + id + message + ", " + STATES[wait.state] + at;
  }
  const object = wait.object === undefined ? "" : " " + hex(wait.object);
  if (wait.kind === "process" && wait.object !== undefined)
    return "for process " + processName(world, wait.object) + " to end";
  if (wait.kind === "thread" && wait.object !== undefined)
    return "for thread " + threadName(world, wait.object) + " to end";
  return "for " + KINDS[wait.kind] + object;
}

const STATES: { readonly [state in Wait["state"]]: string } = {
  queued: "queued",
  inService: "in service",
  parked: "parked",
  staleServer: "parked, its server thread has ended,",
  replyReady: "whose reply has arrived,",
  canceled: "which was canceled,",
  owned: "owned",
  lost: "in no queue",
  unreadable: "which cannot be read,",
  unknown: "in no queue",
  none: "",
};

const KINDS: { readonly [kind in Wait["kind"]]: string } = {
  alpc: "a reply",
  lpc: "a reply",
  mutant: "mutant",
  thread: "thread",
  process: "process",
  criticalSection: "critical section",
  eresource: "ERESOURCE",
  pushLock: "push lock",
  other: "object",
};

const ROOTS: { readonly [why in RootWhy]: string } = {
  runnable: "it is runnable",
  "other wait": "it waits for something that can come from outside",
  queued: "queued, and a receiver may take it",
  parked: "received and parked: the process owes the reply",
  suspended: "it is suspended",
  "stale server": "its server thread has ended: the process owes the reply",
  "server gone": "the server is gone",
  unreadable: "the next link cannot be read",
};

/** Why a chain ends, in words. */
export function rootText(why: RootWhy): string {
  return ROOTS[why];
}
