/** Walks of `_LIST_ENTRY` lists: bounded, checked in both directions, and each says how it ended. */
import { hex, isNull, type Address } from "../target/address";
import { Gap, type Links } from "../target/layout";
import type { Kernel } from "./kernel";

/** How a walk ended. `at` is the entry where it stopped. */
export type WalkEnd =
  | { readonly kind: "complete" }
  /** A list head that was never initialised (both links null): a half-built object. */
  | { readonly kind: "uninitialised" }
  | { readonly kind: "bound"; readonly at: Address; readonly bound: number }
  | { readonly kind: "unreadable"; readonly at: Address; readonly why: string }
  | { readonly kind: "corrupt"; readonly at: Address; readonly why: string }
  | { readonly kind: "loop"; readonly at: Address };

export interface Walk<T> {
  readonly items: readonly T[];
  readonly end: WalkEnd;
  /** How many of the items were found from the other end, behind the place where the walk stopped. */
  readonly recovered: number;
}

/** One entry of a list, as its owner reads it. */
export interface Entry<T> {
  readonly links: Links;
  readonly value: T;
}

export const COMPLETE: WalkEnd = { kind: "complete" };

/** The walk of an empty list. */
export const EMPTY: Walk<never> = { items: [], end: COMPLETE, recovered: 0 };

/** More entries than any list of the kernel holds in earnest; a walk that gets here is lost. */
export const LIST_BOUND = 1000000;

/**
 * Walks from `head`, whose own links are `first`. `load` reads the structure around an entry: one read each. Where the
 * way forward is broken, what can still be reached backwards from the head is added.
 */
export function walkList<T>(
  head: Address,
  first: Links,
  load: (entry: Address) => Entry<T> | Gap,
  bound: number = LIST_BOUND,
): Walk<T> {
  if (isNull(first.flink) && isNull(first.blink)) return { items: [], end: { kind: "uninitialised" }, recovered: 0 };
  if (first.flink === head && first.blink === head) return EMPTY;
  const forward = step(head, first.flink, "flink", load, undefined, bound);
  if (forward.end === COMPLETE) {
    // The last link back to the head closes the circle.
    const last = forward.last;
    if (last === first.blink) return { items: forward.items, end: COMPLETE, recovered: 0 };
    const why = "its Blink is " + hex(first.blink) + ", the last entry is " + hex(last);
    return { items: forward.items, end: { kind: "corrupt", at: head, why }, recovered: 0 };
  }
  const backward = step(head, first.blink, "blink", load, new Set(forward.entries), bound - forward.items.length);
  const items = forward.items.concat(backward.items.reverse());
  return { items, end: forward.end, recovered: backward.items.length };
}

/** The same for a list of the target by its name: how the walk ended is noted where it did not end well. */
export function walkIn<T>(
  kernel: Kernel,
  what: string,
  head: Address,
  first: Links,
  load: (entry: Address) => Entry<T> | Gap,
  bound: number = LIST_BOUND,
): Walk<T> {
  const walk = walkList(head, first, load, bound);
  const isWanted = walk.end.kind === "bound" && bound !== LIST_BOUND;
  if (!isSound(walk.end) && !isWanted) kernel.target.losses.unreadable("list " + what, head, describeEnd(walk.end));
  return walk;
}

interface Part<T> {
  readonly items: T[];
  /** Where the items are. */
  readonly entries: readonly Address[];
  readonly end: WalkEnd;
  readonly last: Address;
}

/**
 * One direction. `seen` is where the way forward has been: the way back stops there. The way forward needs none: an entry
 * that comes again has another Blink than the way it is reached by, because its first neighbour was checked against it.
 */
function step<T>(
  head: Address,
  start: Address,
  way: "flink" | "blink",
  load: (entry: Address) => Entry<T> | Gap,
  seen: Set<Address> | undefined,
  bound: number,
): Part<T> {
  const items: T[] = [];
  const entries: Address[] = [];
  const back = way === "flink" ? "blink" : "flink";
  const backName = way === "flink" ? "Blink" : "Flink";
  let previous = head;
  let entry = start;
  const part = (end: WalkEnd): Part<T> => ({ items, entries, end, last: previous });
  while (entry !== head) {
    if (seen && seen.has(entry)) return part({ kind: "loop", at: entry });
    if (items.length >= bound) return part({ kind: "bound", at: entry, bound });
    const loaded = load(entry);
    if (loaded instanceof Gap) {
      const end: WalkEnd = isNull(entry)
        ? { kind: "corrupt", at: previous, why: "a link is null" }
        : { kind: "unreadable", at: entry, why: loaded.why };
      return part(end);
    }
    if (loaded.links[back] !== previous) {
      if (entries.indexOf(entry) >= 0) return part({ kind: "loop", at: entry });
      const why = "its " + backName + " is " + hex(loaded.links[back]) + ", expected " + hex(previous);
      return part({ kind: "corrupt", at: entry, why });
    }
    items.push(loaded.value);
    entries.push(entry);
    if (seen) seen.add(entry);
    previous = entry;
    entry = loaded.links[way];
  }
  return part(COMPLETE);
}

/** The end of a walk in words. */
export function describeEnd(end: WalkEnd): string {
  switch (end.kind) {
    case "complete":
      return "complete";
    case "uninitialised":
      return "not initialised";
    case "bound":
      return "given up after " + end.bound + " entries, at " + hex(end.at);
    case "unreadable":
      return "unreadable at " + hex(end.at) + " (" + end.why + ")";
    case "corrupt":
      return "corrupt link at " + hex(end.at) + ": " + end.why;
    case "loop":
      return "loop: " + hex(end.at) + " comes again";
  }
}

/** Whether the walk came to an end that a sound list comes to. */
export function isSound(end: WalkEnd): boolean {
  return end.kind === "complete" || end.kind === "uninitialised";
}
