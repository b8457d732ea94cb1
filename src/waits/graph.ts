/**
 * The AND/OR graph: a thread waits for ANY or ALL of its parts, a part is a list of threads of which any one is enough.
 * Nothing here knows what a wait is. Linear in edges: a thread and its parts, a part and its threads, each shared part once.
 */

/** What has to happen before a thread proceeds. `parts` are numbers of parts, each once; never empty. */
export interface Condition {
  readonly mode: "any" | "all";
  readonly parts: readonly number[];
}

/** Counts edges that were followed; a test holds the promise of linearity against it. */
export interface Meter {
  edges: number;
}

export interface WaitGraph {
  /** Per thread; undefined: it may proceed. */
  readonly conditions: readonly (Condition | undefined)[];
  /** Per part, the threads of which one is enough. Never empty. */
  readonly parts: readonly (readonly number[])[];
  readonly meter: Meter;
}

/** The greatest set of threads none of which can proceed even if every thread outside the set does. */
export interface StuckSet {
  readonly graph: WaitGraph;
  /** Per thread: 1 when it is in the set. */
  readonly stuck: Uint8Array;
  /** Per part: 1 when one of its threads is outside the set. */
  readonly met: Uint8Array;
  /** Per part, the threads whose condition names it. */
  readonly namedBy: readonly (readonly number[])[];
  /** Per thread, the parts it is in. */
  readonly partsWith: readonly (readonly number[])[];
}

/** Starts from all threads with a condition and releases, one by one, those whose condition released ones meet. */
export function stuckSet(graph: WaitGraph): StuckSet {
  const { conditions, parts, meter } = graph;
  const stuck = new Uint8Array(conditions.length);
  const met = new Uint8Array(parts.length);
  const missing = new Int32Array(conditions.length);
  const namedBy: number[][] = parts.map(() => []);
  const partsWith: number[][] = conditions.map(() => []);
  const released: number[] = [];
  conditions.forEach((condition, thread) => {
    if (condition === undefined) {
      released.push(thread);
      return;
    }
    stuck[thread] = 1;
    missing[thread] = condition.mode === "any" ? 1 : condition.parts.length;
    for (const part of condition.parts) {
      meter.edges++;
      namedBy[part]?.push(thread);
    }
  });
  parts.forEach((threads, part) => {
    for (const thread of threads) {
      meter.edges++;
      partsWith[thread]?.push(part);
    }
  });
  for (let thread = released.pop(); thread !== undefined; thread = released.pop()) {
    for (const part of partsWith[thread] ?? []) {
      meter.edges++;
      if (met[part] === 1) continue;
      met[part] = 1;
      for (const waiter of namedBy[part] ?? []) {
        meter.edges++;
        if (stuck[waiter] !== 1) continue;
        const left = (missing[waiter] ?? 0) - 1;
        missing[waiter] = left;
        if (left > 0) continue;
        stuck[waiter] = 0;
        released.push(waiter);
      }
    }
  }
  return { graph, stuck, met, namedBy, partsWith };
}

/** The parts that still hold a stuck thread; a part that is met holds nobody. */
export function openParts(set: StuckSet, thread: number): readonly number[] {
  const condition = set.graph.conditions[thread];
  if (condition === undefined || set.stuck[thread] !== 1) return [];
  return condition.parts.filter((part) => {
    set.graph.meter.edges++;
    return set.met[part] !== 1;
  });
}
