/** Walks of `_LIST_ENTRY` lists: bounded, checked in both directions, and each says how it ended. */
import { hex, isNull, type Address } from "../target/address";
import { Gap, type Links } from "../target/layout";

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
  const seen = new Set<Address>();
  const forward = step(head, first.flink, "flink", load, seen, bound);
  if (forward.end === COMPLETE) {
    // The last link back to the head closes the circle.
    const last = forward.last;
    if (last === first.blink) return { items: forward.items, end: COMPLETE, recovered: 0 };
    const why = "its Blink is " + hex(first.blink) + ", the last entry is " + hex(last);
    return { items: forward.items, end: { kind: "corrupt", at: head, why }, recovered: 0 };
  }
  const backward = step(head, first.blink, "blink", load, seen, bound - forward.items.length);
  const items = forward.items.concat(backward.items.reverse());
  return { items, end: forward.end, recovered: backward.items.length };
}

interface Part<T> {
  readonly items: T[];
  readonly end: WalkEnd;
  readonly last: Address;
}

/** One direction. `seen` is shared, so that the way back stops where the way forward has been. */
function step<T>(
  head: Address,
  start: Address,
  way: "flink" | "blink",
  load: (entry: Address) => Entry<T> | Gap,
  seen: Set<Address>,
  bound: number,
): Part<T> {
  const items: T[] = [];
  const back = way === "flink" ? "blink" : "flink";
  const backName = way === "flink" ? "Blink" : "Flink";
  let previous = head;
  let entry = start;
  while (entry !== head) {
    if (seen.has(entry)) return { items, end: { kind: "loop", at: entry }, last: previous };
    if (items.length >= bound) return { items, end: { kind: "bound", at: entry, bound }, last: previous };
    seen.add(entry);
    const loaded = load(entry);
    if (loaded instanceof Gap) {
      seen.delete(entry);
      const end: WalkEnd = isNull(entry)
        ? { kind: "corrupt", at: previous, why: "a link is null" }
        : { kind: "unreadable", at: entry, why: loaded.why };
      return { items, end, last: previous };
    }
    if (loaded.links[back] !== previous) {
      // The way back may reach it honestly.
      seen.delete(entry);
      const why = "its " + backName + " is " + hex(loaded.links[back]) + ", expected " + hex(previous);
      return { items, end: { kind: "corrupt", at: entry, why }, last: previous };
    }
    items.push(loaded.value);
    previous = entry;
    entry = loaded.links[way];
  }
  return { items, end: COMPLETE, last: previous };
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
