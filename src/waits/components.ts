/** Strongly connected components of a stuck set, and which of them are deadlocks. No recursion over data. */
import { openParts, type StuckSet } from "./graph";

/** Per thread the number of its component, -1 when it is not stuck. */
export interface Components {
  readonly of: Int32Array;
  /** Members of each, in ascending order. */
  readonly members: readonly (readonly number[])[];
}

/**
 * Tarjan's algorithm with its own stack, over threads and parts alike: a thread leads to its open parts, a part to its
 * threads. Two threads are in one component exactly when each reaches the other over stuck threads.
 */
export function components(set: StuckSet): Components {
  const threads = set.stuck.length;
  const nodes = threads + set.met.length;
  const order = new Int32Array(nodes).fill(-1);
  const low = new Int32Array(nodes);
  const onStack = new Uint8Array(nodes);
  const of = new Int32Array(threads).fill(-1);
  const members: number[][] = [];
  const stack: number[] = [];
  let next = 0;

  // Frames of the walk: a node, where it leads, and how far that was followed.
  const path: number[] = [];
  const leads: (readonly number[])[] = [];
  const done: number[] = [];

  for (let start = 0; start < threads; start++) {
    if (set.stuck[start] !== 1 || order[start] !== -1) continue;
    enter(start);
    while (path.length > 0) step();
  }
  members.forEach((list) => list.sort((a, b) => a - b));
  return { of, members };

  function enter(node: number): void {
    order[node] = low[node] = next++;
    stack.push(node);
    onStack[node] = 1;
    path.push(node);
    leads.push(
      node < threads ? openParts(set, node).map((part) => threads + part) : (set.graph.parts[node - threads] ?? []),
    );
    done.push(0);
  }

  function step(): void {
    const top = path.length - 1;
    const node = path[top] ?? 0;
    const position = done[top] ?? 0;
    const target = leads[top]?.[position];
    if (target === undefined) {
      leave(node);
      return;
    }
    done[top] = position + 1;
    set.graph.meter.edges++;
    if (order[target] === -1) enter(target);
    else if (onStack[target] === 1) low[node] = Math.min(low[node] ?? 0, order[target] ?? 0);
  }

  function leave(node: number): void {
    path.pop();
    leads.pop();
    done.pop();
    const parent = path[path.length - 1];
    if (parent !== undefined) low[parent] = Math.min(low[parent] ?? 0, low[node] ?? 0);
    if (low[node] !== order[node]) return;
    const list: number[] = [];
    for (let member = stack.pop(); member !== undefined; member = stack.pop()) {
      onStack[member] = 0;
      if (member < threads) list.push(member);
      if (member === node) break;
    }
    for (const member of list) of[member] = members.length;
    // A part whose way back is closed is a component of its own, without a thread.
    if (list.length > 0) members.push(list);
  }
}

/** Of each part, the component all its threads are in; -1 when they are not all in one. */
export function homes(set: StuckSet, found: Components): Int32Array {
  const home = new Int32Array(set.met.length);
  set.graph.parts.forEach((threads, part) => {
    let only = threads.length === 0 ? -1 : (found.of[threads[0] ?? 0] ?? -1);
    for (const thread of threads) {
      set.graph.meter.edges++;
      if (found.of[thread] !== only) only = -1;
    }
    home[part] = only;
  });
  return home;
}

/** Whether none of its members can proceed even if every thread outside the component does. Then it has an edge as well. */
export function isDeadlock(set: StuckSet, home: Int32Array, component: number, members: readonly number[]): boolean {
  return members.every((thread) => {
    const condition = set.graph.conditions[thread];
    if (condition === undefined) return false;
    const isHeld = (part: number): boolean => {
      set.graph.meter.edges++;
      return home[part] === component;
    };
    return condition.mode === "any" ? condition.parts.every(isHeld) : condition.parts.some(isHeld);
  });
}
