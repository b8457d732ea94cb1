/** The sentences of the reports: how a wait and a root are told. Names come without addresses where a row gives them. */
import { hex } from "../target/address";
import { factName, secondsText, shortNames, shortThread, type Names } from "../waits/names";
import type { Chain, RootWhy, Wait, WaitingThread } from "../waits/result";
import type { ChainRow } from "../waits/tree";
import { threadAt, type World } from "../waits/world";
import { plural } from "./lines";

/**
 * One wait as a sentence that names who must act:
 * `printer.exe c5c.15c4 (0x...) waits for fonts.exe 4.8: message 0x54c in service at FontCache, 52.3 s`
 */
export function waitText(world: World, thread: Pick<WaitingThread, "fact">, wait: Wait | undefined): string {
  const name = factName(thread.fact);
  if (!wait)
    return (
      name + (thread.fact.state === "waiting" ? " waits for something else" : " is " + stateText(thread.fact.state))
    );
  const timeout = wait.timeout ? ", with a timeout" : "";
  return name + " waits for " + whoAndWhat(world, wait) + timeText(wait) + timeout + besideText(thread.fact, wait);
}

/** What a wait for several objects means for one of them: the row of one does not show the others. */
function besideText(fact: WaitingThread["fact"], wait: Wait): string {
  if (wait.waitType === undefined) return "";
  // A lock that several threads share is one object.
  if (fact.waits.every((other) => "object" in other && other.object === wait.object)) return "";
  return wait.waitType === "any" ? ", or for another object" : ", and for other objects as well";
}

/** How long a wait has lasted: `68.4 s`, or ticks where the target has no clock period. */
export function waitedText(wait: Wait): string | undefined {
  if (wait.waitedSeconds !== undefined) return secondsText(wait.waitedSeconds);
  return wait.waitedTicks === undefined ? undefined : wait.waitedTicks + " ticks";
}

/** The state of a wait in a word or two: `in service`, `queued`; of an owned object, what it is: `mutant`. */
export function stateLabel(wait: Wait): string {
  if (wait.state === "owned") return KINDS[wait.kind];
  return LABELS[wait.state];
}

function timeText(wait: Wait): string {
  const waited = waitedText(wait);
  return waited === undefined ? "" : ", " + waited;
}

function stateText(state: string): string {
  return state === "terminated" ? "no longer alive" : state === "unreadable" ? "not readable" : state;
}

/** Why a row of a tree has nothing below it, in words. */
export function rowNote(row: ChainRow): string | undefined {
  if (row.end === undefined) return undefined;
  if (row.end === "loop") return "see above: this closes a loop";
  if (row.end === "shown") return "shown elsewhere";
  return "root: " + (row.wait ? rootText(row.end) : rootDoes(row.end, row.thread));
}

/** One row of a tree, without its indentation. */
export function rowText(world: World, row: ChainRow): string {
  const isRepeated = row.end === "loop" || row.end === "shown";
  const line = !row.wait && (isRepeated || row.end !== undefined) ? factName(row.thread.fact) : sentence(world, row);
  const note = rowNote(row);
  return line + (note === undefined ? "" : " [" + note + "]");
}

function sentence(world: World, row: ChainRow): string {
  return waitText(world, row.thread, row.wait);
}

/** Who must act, then for what: `fonts.exe 4.8: message 0x54c in service at FontCache`. */
function whoAndWhat(world: World, wait: Wait): string {
  const names = shortNames(world);
  switch (wait.kind) {
    case "alpc":
    case "lpc":
      return replyText(names, wait);
    case "process":
    case "thread":
      return endText(names, wait);
    default:
      return lockText(names, wait);
  }
}

function replyText(names: Names, wait: Wait): string {
  const [only, another] = wait.on;
  const what = messageText(names, wait);
  if (only === undefined) {
    const owes = wait.state !== "canceled" && wait.state !== "replyReady" && wait.process !== undefined;
    return (owes ? names.process(wait.process as Wait["on"][number]) + ": " : "") + what;
  }
  if (another === undefined) return names.thread(only) + ": " + what;
  return "any of " + plural(wait.on.length, "thread") + ": " + what;
}

/** `message 0x54c in service at FontCache`. */
function messageText(names: Names, wait: Wait): string {
  const id =
    wait.messageId !== undefined
      ? " 0x" + wait.messageId.toString(16)
      : wait.message === undefined
        ? ""
        : " " + hex(wait.message);
  const at = wait.port === undefined ? "" : " at " + names.port(wait.port);
  return "message" + id + " " + STATES[wait.state] + at;
}

function endText(names: Names, wait: Wait): string {
  const object = wait.object;
  if (object === undefined) return "a " + wait.kind + " to end";
  if (wait.kind === "thread") return names.thread(object) + ": its end";
  const [only, another] = wait.on;
  const who =
    only === undefined
      ? ", which has no live thread"
      : another === undefined
        ? ", that is " + names.thread(only)
        : ", by any of its " + wait.on.length + " threads";
  return "process " + names.process(object) + ": its end" + who;
}

function lockText(names: Names, wait: Wait): string {
  const object = wait.object === undefined ? "" : " " + hex(wait.object);
  const what = KINDS[wait.kind] + object;
  const [owner] = wait.on;
  return owner === undefined ? what : names.thread(owner) + ": " + what;
}

const LABELS: { readonly [state in Wait["state"]]: string } = {
  queued: "queued",
  inService: "in service",
  parked: "parked",
  staleServer: "stale server",
  replyReady: "reply has arrived",
  canceled: "canceled",
  owned: "owned",
  lost: "in no queue",
  unreadable: "cannot be read",
  unknown: "in no queue",
  none: "",
};

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

/** The same with what the root's own thread does, as far as its wait tells: `it waits for event 0x..., 59.0 s`. */
export function rootDoes(why: RootWhy, thread: WaitingThread | undefined): string {
  if (why !== "other wait" || thread === undefined) return rootText(why);
  if (thread.waits.some((wait) => wait.kind !== "other")) return rootText(why);
  const objects = thread.waits.map(
    (wait) =>
      (wait.what === undefined ? "object" : wait.what) + (wait.object === undefined ? "" : " " + hex(wait.object)),
  );
  const [first] = thread.waits;
  if (first === undefined) return rootText(why);
  const time = timeText(first) + (first.timeout ? ", with a timeout" : "");
  const what = objects.length === 1 ? (objects[0] as string) : first.waitType + " of " + objects.join(", ");
  return "it waits for " + what + time + "; that can come from outside";
}

/** Who or what a chain ends at. */
export function rootName(world: World, chain: Pick<Chain, "root" | "rootThread">): string {
  const { root, rootThread } = chain;
  if (rootThread) return factName(rootThread.fact);
  const names = shortNames(world);
  if (root.process !== undefined) return names.process(root.process) + " (" + hex(root.process) + ")";
  return root.object === undefined ? "unknown" : hex(root.object);
}

/** What an object of the target is called beside a sentence: `message 0x..., port 0x...`. */
export function addressesText(wait: Wait): string {
  const parts: string[] = [];
  if (wait.message !== undefined) parts.push("message " + hex(wait.message));
  if (wait.port !== undefined) parts.push("port " + hex(wait.port));
  return parts.join(", ");
}

/** A list of threads by their short names. */
export function threadList(world: World, threads: Wait["on"]): string {
  return threads.map((thread) => shortThread(threadAt(world, thread), thread)).join(", ");
}
