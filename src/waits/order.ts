/** The published orders. Each is total, so that two runs on one target print the same bytes. */
import { compare, NULL, type Address } from "../target/address";
import type { Chain, Deadlock, Finding, Root, Severity, Wait, WaitingThread } from "./result";

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Absent counts as 0. */
export function compareOptional(a: Address | undefined, b: Address | undefined): number {
  return compare(a ?? NULL, b ?? NULL);
}

/** By code units, never by language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** By thread, then object; the rest only settles ties. */
export function byWait(a: Wait, b: Wait): number {
  return (
    compare(a.waiter.thread, b.waiter.thread) ||
    compareOptional(a.object, b.object) ||
    compareOptional(a.message, b.message) ||
    compareText(a.kind, b.kind) ||
    // A lock with several owners is one wait for each.
    compareOptional(a.on[0], b.on[0])
  );
}

/** Members plus victims, most first; then by lowest member. */
export function byDeadlock(a: Deadlock, b: Deadlock): number {
  return b.members.length + b.victims.length - (a.members.length + a.victims.length) || lowest(a) - lowest(b);
}

/** Waiters, most first; then by root thread, process and object. */
export function byChain(a: Chain, b: Chain): number {
  return b.waiters - a.waiters || byRoot(a.root, b.root);
}

export function byRoot(a: Root, b: Root): number {
  return (
    compareOptional(a.thread, b.thread) ||
    compareOptional(a.process, b.process) ||
    compareOptional(a.object, b.object) ||
    compareText(a.why, b.why)
  );
}

/** By severity (error, warning, info), rule and subject. */
export function byFinding(a: Finding, b: Finding): number {
  return (
    SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
    compareText(a.rule, b.rule) ||
    compare(a.subject, b.subject) ||
    compareText(a.text, b.text)
  );
}

/** What is published of some threads' waits, in order: everything but waits that can end from outside. */
export function waitsOf(threads: readonly WaitingThread[]): Wait[] {
  const waits: Wait[] = [];
  for (const thread of threads) for (const wait of thread.waits) if (wait.kind !== "other") waits.push(wait);
  return waits.sort(byWait);
}

function lowest(deadlock: Deadlock): number {
  return deadlock.members[0]?.index ?? -1;
}
