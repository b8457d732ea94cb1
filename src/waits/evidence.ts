/** What an edge rests on, in words. "received by" is what the kernel records, "worked on by" is concluded. */
import { hex } from "../target/address";
import { fullNames, secondsText, type Names } from "./names";
import type { Doubt, Wait } from "./result";
import { threadAt, type World } from "./world";
import { LIMITS } from "./limits";

export interface Evidence {
  /** Read from the target, or concluded from what was read. */
  readonly basis: "recorded" | "concluded";
  readonly text: string;
}

/** The reasons for one wait's state and edge. Empty for kind `other`. */
export function evidenceOf(world: World, wait: Wait, name: Names = fullNames(world)): Evidence[] {
  const recorded = (text: string): Evidence => ({ basis: "recorded", text });
  const concluded = (text: string): Evidence => ({ basis: "concluded", text });
  const at = wait.port === undefined ? "" : ` at ${name.port(wait.port)}`;
  const names = wait.on.map((thread) => name.thread(thread)).join(", ");
  const owner = wait.process === undefined ? "its owner" : name.process(wait.process);
  const server = wait.serverThread === undefined ? undefined : name.thread(wait.serverThread);
  switch (wait.state) {
    case "queued":
      return [
        recorded(`queued${at}`),
        recorded(wait.on.length === 0 ? "no receiver was found" : `${receivers(wait.on.length)} found: ${names}`),
      ];
    case "inService":
      if (wait.on.length > 1) return [recorded(`received by ${names}`), concluded("any of them may answer")];
      return [
        recorded(`received by ${names}${at}`),
        ...(wait.doubts.indexOf("sharedServer") < 0 ? [concluded(`worked on by ${names}`)] : []),
      ];
    case "parked":
      return [
        recorded(server === undefined ? `received${at}, by whom is not recorded` : `received by ${server}${at}`),
        concluded(parkedBecause(world, wait)),
        concluded(`${owner} owes the reply`),
      ];
    case "staleServer":
      return [
        recorded(`received by ${server ?? "a thread"}${at}, which is no longer a live thread`),
        concluded(`${owner} owes the reply`),
      ];
    case "replyReady":
      return [recorded("the reply has arrived")];
    case "canceled":
      return [recorded("the message was canceled")];
    case "lost":
      return [recorded(`in no queue${at} and held by no thread`), concluded(`${owner} owes the reply`)];
    case "unreadable":
      return [
        recorded(wait.message === undefined ? "the request cannot be read" : `${hex(wait.message)} cannot be read`),
      ];
    case "unknown":
      return [recorded("the message is in no queue, and its reply has not arrived")];
    case "owned":
      return [recorded(ownedBy(wait, names))];
    case "none":
      return [];
  }
}

/** Why a wait that blocks is no proof, in words. */
export function doubtText(doubt: Doubt): string {
  switch (doubt) {
    case "timeout":
      return "the wait has a timeout and ends by itself";
    case "waitUnknown":
      return "its wait blocks could not be read: it may have a timeout, or wait for more";
    case "queuedShortly":
      return `queued for no longer than ${secondsText(LIMITS.queued)}: another thread may come to receive it`;
    case "queuedUnknown":
      return "queued for an unknown time: another thread may come to receive it";
    case "sharedServer":
      return "several waited-for messages name this server thread, and which of them it works on is not known";
    case "unsettled":
      return "the machine runs, and the wait did not hold when it was read a second time";
    case "incompleteList":
      return "not all threads that could end the wait could be read";
  }
}

function receivers(count: number): string {
  return count === 1 ? "1 receiver" : `${String(count)} receivers`;
}

function parkedBecause(world: World, wait: Wait): string {
  if (wait.serverThread === undefined) return "no thread is known to work on it";
  const fact = threadAt(world, wait.serverThread);
  return fact?.idle === true ? "that thread is idle again, so it does not work on it" : "it is served asynchronously";
}

function ownedBy(wait: Wait, names: string): string {
  if (wait.kind === "process")
    return wait.on.length === 0 ? "the process has no live thread" : `any of its threads may end it: ${names}`;
  if (wait.kind === "thread")
    return wait.on.length === 0 ? "the thread is no longer live" : `the thread itself: ${names}`;
  return wait.on.length === 0 ? "no live owner is known" : `owned by ${names}`;
}
