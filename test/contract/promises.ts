/** What the contract says of the document of `/deadlock /json` beyond the types of its members. Written from the contract, not from the code. */
import type { DeadlockDocument, WaitDocument } from "../../src/waits/document";
import { problemsOf } from "../fuzz/schema";

const MEMBERS = ["schema", "verdict", "deadlocks", "chains", "findings", "incomplete", "counts"];
const SEVERITIES = ["error", "warning", "info"];
const SEVERITY: Readonly<Record<string, string>> = {
  "server-gone": "error",
  "lost-reply": "warning",
  "wrong-reply": "error",
  "corrupt-list": "error",
  "self-call": "error",
  "starved-port": "warning",
  "no-receiver": "warning",
  "suspended-server": "warning",
  "abandoned-mutant": "warning",
  "counter-mismatch": "warning",
  "blocked-at-start": "warning",
  "blocked-at-exit": "warning",
  "stale-server-thread": "info",
  "suspended-client": "info",
  "orphan-port": "info",
  "canceled-waiter": "info",
  "long-wait": "info",
};
/** Of each root: what it names, and what it may name beside its process. */
const ROOTS: Readonly<Record<string, readonly ("thread" | "object")[]>> = {
  runnable: ["thread"],
  "other wait": ["thread"],
  suspended: ["thread"],
  queued: ["object"],
  parked: ["object"],
  "stale server": ["object"],
  "server gone": ["object"],
  unreadable: ["object"],
};

type Chain = DeadlockDocument["chains"][number];
type Deadlock = DeadlockDocument["deadlocks"][number];

/** Broken promises, in words; empty is good. */
export function brokenPromises(document: DeadlockDocument): string[] {
  const broken = problemsOf(document);
  const must = (holds: boolean, what: string): void => void (holds || broken.push(what));
  must(Object.keys(document).join() === MEMBERS.join(), "the members of the document, in order");
  const { deadlocks, chains, findings } = document;

  const members = deadlocks.flatMap(({ threads }) => threads);
  must(new Set(members).size === members.length, "a thread is a member of one deadlock");
  const blocked = new Set(members.concat(deadlocks.flatMap(({ victims }) => victims)));
  for (const deadlock of deadlocks) aboutDeadlock(deadlock, new Set(members), must);
  must(isSorted(deadlocks, compareDeadlocks), "deadlocks by size, then by lowest member");

  for (const chain of chains) aboutChain(chain, blocked, must);
  must(isSorted(chains, compareChains), "chains by waiters, then by root");
  const inChains = chains.flatMap((chain) => replyThreads(chain.waits));
  must(new Set(inChains).size === inChains.length, "a thread that waits for a reply is in one chain");
  const inDeadlocks = new Set(deadlocks.flatMap((deadlock) => replyThreads(deadlock.waits)));
  must(
    inChains.length + inDeadlocks.size === document.counts.waitingThreads,
    "everybody who waits for a reply is there",
  );

  for (const { rule, severity } of findings) must(SEVERITY[rule] === severity, `the severity of ${rule}`);
  must(isSorted(findings, compareFindings), "findings by severity, rule and subject");
  must(document.verdict === verdictOf(document), "the verdict");
  return broken;
}

function aboutDeadlock(
  deadlock: Deadlock,
  all: ReadonlySet<string>,
  must: (holds: boolean, what: string) => void,
): void {
  const { threads, victims, waits, kind, certainty } = deadlock;
  const inside = new Set(threads);
  must(threads.length > 0 && isSorted(threads, compareHex) && inside.size === threads.length, "members by address");
  must(isSorted(victims, compareHex) && new Set(victims).size === victims.length, "victims by address");
  must(!victims.some((victim) => all.has(victim)), "no victim is a member");
  const split = waits.findIndex((wait) => !inside.has(wait.thread));
  const own = split < 0 ? waits : waits.slice(0, split);
  const behind = split < 0 ? [] : waits.slice(split);
  must(sameSet(own.map(threadOf), threads) && sameSet(behind.map(threadOf), victims), "waits of members, then victims");
  must(isSorted(own, compareWaits) && isSorted(behind, compareWaits), "waits by thread, then object");
  waits.forEach((wait) => aboutWait(wait, must));
  for (const thread of threads) {
    const mine = own.filter((wait) => wait.thread === thread);
    const others = new Set(mine.flatMap(({ on }) => on).filter((other) => inside.has(other)));
    must(others.size > 0, "a member waits for a member");
    // Of a wait for all, parts may be met already.
    if (kind === "cycle" && mine.every(({ waitType }) => waitType !== "all"))
      must(others.size === 1, "a member of a cycle waits for one member");
    const [only, another] = mine;
    if (certainty === "proved" && !another && only && only.waitType === undefined) {
      must(only.timeout !== true, "a wait with a timeout proves nothing");
      must(only.state !== "queued" || (only.waitedSeconds ?? 0) > 10, "queued for longer than 10 s");
      must(
        only.on.every((other) => inside.has(other)),
        "all who could end a proved wait are members",
      );
    }
  }
}

function aboutChain(chain: Chain, blocked: ReadonlySet<string>, must: (holds: boolean, what: string) => void): void {
  const { root, waits, waiters } = chain;
  const named = ROOTS[root.why] ?? [];
  for (const member of ["thread", "object"] as const) {
    const isThere = root[member] !== undefined;
    if (!named.includes(member)) must(!isThere, `root ${root.why} names no ${member}`);
    // An LPC request in service or lost has no message.
    else if (!isThere) must(root.why === "parked" && waits.some(({ kind }) => kind === "lpc"), `root ${root.why}`);
  }
  must(
    Object.keys(root).join() === ["thread", "process", "object", "why"].filter((name) => name in root).join(),
    "root",
  );
  const threads = replyThreads(waits);
  must(waiters === threads.length && waiters > 0, "waiters: those who wait for a reply");
  const times = waits.filter(isReply).flatMap(({ waitedSeconds }) => waitedSeconds ?? []);
  must(chain.longestWaitSeconds === (times.length === 0 ? undefined : Math.max(...times)), "the longest wait");
  must(isSorted(waits, compareWaits), "waits of a chain by thread, then object");
  must(!threads.some((thread) => blocked.has(thread)), "nobody in a chain is in or behind a deadlock");
  waits.forEach((wait) => aboutWait(wait, must));
}

function aboutWait(wait: WaitDocument, must: (holds: boolean, what: string) => void): void {
  const { kind, state, on } = wait;
  must(isSorted(on, compareHex) && new Set(on).size === on.length, "who can end a wait, by address");
  must(isReply(wait) === (state !== "owned"), `${kind} is ${state}`);
  must(isReply(wait) === (wait.object === undefined), `${kind} and its object`);
  if (kind === "lpc") must(wait.messageId !== undefined, "an LPC wait has an id");
  if (kind === "alpc") must(wait.message !== undefined, "an ALPC wait has a message");
  if (!isReply(wait)) must(wait.message === undefined && wait.port === undefined, `${kind} has no message`);
  if (["parked", "replyReady", "canceled", "unknown"].includes(state)) must(on.length === 0, `${state}: on nobody`);
  if (state === "inService") must(on.length > 0, "in service: on somebody");
  if (wait.candidates) must(["parked", "unknown"].includes(state) && wait.candidates.length > 0, "candidates");
  if (state === "queued") must(wait.port !== undefined, "queued somewhere");
}

const isReply = ({ kind }: WaitDocument): boolean => kind === "alpc" || kind === "lpc";
const threadOf = ({ thread }: WaitDocument): string => thread;
const replyThreads = (waits: readonly WaitDocument[]): string[] => [...new Set(waits.filter(isReply).map(threadOf))];
const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  [...new Set(a)].sort().join() === [...new Set(b)].sort().join();

/** Absent is 0. */
function compareHex(a: string | undefined, b: string | undefined): number {
  const [x, y] = [BigInt(a ?? 0), BigInt(b ?? 0)];
  return x < y ? -1 : x > y ? 1 : 0;
}
const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareWaits = (a: WaitDocument, b: WaitDocument): number =>
  compareHex(a.thread, b.thread) || compareHex(a.object, b.object);
const sizeOf = ({ threads, victims }: Deadlock): number => threads.length + victims.length;
const compareDeadlocks = (a: Deadlock, b: Deadlock): number =>
  sizeOf(b) - sizeOf(a) || compareHex(a.threads[0], b.threads[0]);
const compareChains = (a: Chain, b: Chain): number =>
  b.waiters - a.waiters ||
  compareHex(a.root.thread, b.root.thread) ||
  compareHex(a.root.process, b.root.process) ||
  compareHex(a.root.object, b.root.object);
const compareFindings = (a: DeadlockDocument["findings"][number], b: DeadlockDocument["findings"][number]): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
  compareText(a.rule, b.rule) ||
  compareHex(a.subject, b.subject);

function isSorted<T>(list: readonly T[], compare: (a: T, b: T) => number): boolean {
  return list.every((item, i) => i === 0 || compare(list[i - 1]!, item) <= 0);
}

function verdictOf({ deadlocks, findings }: DeadlockDocument): string {
  if (deadlocks.some(({ certainty }) => certainty === "proved")) return "deadlock";
  if (deadlocks.length > 0) return "suspected";
  if (findings.some(({ rule }) => rule === "starved-port")) return "starvation";
  return findings.some(({ severity }) => severity !== "info") ? "blocked" : "healthy";
}
