/** The wait chain of one thread as rows of a tree, and its reverse: who waits for a thread. No recursion. */
import type { Address } from "../target/address";
import { stepFrom } from "./chains";
import type { Waits } from "./judge";
import type { RootWhy, Wait, WaitingThread } from "./result";

/** One hop. A thread that waits for several objects, or for any of several threads, has several rows below it. */
export interface ChainRow {
  /** 0 for the thread asked about. */
  readonly depth: number;
  readonly thread: WaitingThread;
  /** What it waits for; absent where nothing that is described here holds it. */
  readonly wait?: Wait;
  /** Why the chain goes no further here. `loop`: the thread is above in the same branch; `shown`: in another branch. */
  readonly end?: RootWhy | "loop" | "shown";
}

/** Rows of a tree that would not be read any more. */
const MAX_ROWS = 1000;

interface Visit {
  readonly index: number;
  readonly depth: number;
  /** The visit that led here. */
  readonly from: Visit | undefined;
}

/** From a thread along what it waits for, depth first. Empty when the thread is not known. */
export function chainRows(waits: Waits, start: Address): ChainRow[] {
  const begin = waits.world.indexOf.get(start);
  if (begin === undefined) return [];
  const rows: ChainRow[] = [];
  const shown = new Set<number>();
  const todo: Visit[] = [{ index: begin, depth: 0, from: undefined }];
  while (todo.length > 0 && rows.length < MAX_ROWS) {
    const visit = todo.pop() as Visit;
    const thread = waits.threads[visit.index] as WaitingThread;
    if (isAbove(visit)) {
      rows.push({ depth: visit.depth, thread, end: "loop" });
      continue;
    }
    if (shown.has(visit.index)) {
      rows.push({ depth: visit.depth, thread, end: "shown" });
      continue;
    }
    shown.add(visit.index);
    const owed = thread.waits.filter((wait) => wait.kind !== "other");
    if (owed.length === 0) {
      rows.push(leaf(waits, visit.depth, thread));
      continue;
    }
    const below: Visit[] = [];
    for (const wait of owed) {
      const next = indices(waits, wait.on);
      rows.push(next.length === 0 ? leaf(waits, visit.depth, thread, wait) : { depth: visit.depth, thread, wait });
      for (const index of next) below.push({ index, depth: visit.depth + 1, from: visit });
    }
    for (let i = below.length - 1; i >= 0; i--) todo.push(below[i] as Visit);
  }
  return rows;
}

/** Who waits for a thread, directly and through others. The first row is the thread itself, without a wait. */
export function waiterRows(waits: Waits, start: Address): ChainRow[] {
  const waiters = new Map<number, { index: number; wait: Wait }[]>();
  for (const thread of waits.threads) {
    for (const wait of thread.waits) {
      for (const index of indices(waits, wait.on)) {
        const list = waiters.get(index);
        if (list) list.push({ index: thread.index, wait });
        else waiters.set(index, [{ index: thread.index, wait }]);
      }
    }
  }
  const begin = waits.world.indexOf.get(start);
  const first = begin === undefined ? undefined : waits.threads[begin];
  if (begin === undefined || first === undefined) return [];
  const rows: ChainRow[] = [{ depth: 0, thread: first }];
  const shown = new Set<number>([begin]);
  let level = [begin];
  for (let depth = 1; level.length > 0 && rows.length < MAX_ROWS; depth++) {
    const next: number[] = [];
    for (const target of level) {
      for (const waiter of waiters.get(target) || []) {
        const thread = waits.threads[waiter.index] as WaitingThread;
        const again = shown.has(waiter.index);
        rows.push(again ? { depth, thread, wait: waiter.wait, end: "shown" } : { depth, thread, wait: waiter.wait });
        if (again) continue;
        shown.add(waiter.index);
        next.push(waiter.index);
      }
    }
    level = next;
  }
  return rows;
}

function leaf(waits: Waits, depth: number, thread: WaitingThread, wait?: Wait): ChainRow {
  const step = stepFrom(waits, thread);
  const end: RootWhy = "root" in step ? step.root.why : "other wait";
  return wait ? { depth, thread, wait, end } : { depth, thread, end };
}

function isAbove(visit: Visit): boolean {
  for (let up = visit.from; up !== undefined; up = up.from) if (up.index === visit.index) return true;
  return false;
}

function indices(waits: Waits, threads: readonly Address[]): number[] {
  const found: number[] = [];
  for (const thread of threads) {
    const index = waits.world.indexOf.get(thread);
    if (index !== undefined) found.push(index);
  }
  return found;
}
