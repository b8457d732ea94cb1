/** Figures of several runs on a machine that others use as well. */
import type { Spent } from "./measure";

/** Runs of the things that are compared with each other, one after the other, round by round. */
export interface Timed {
  readonly deadlock: readonly Spent[];
  readonly quick: readonly Spent[];
  readonly bare: readonly Spent[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? NaN) + high) / 2;
}

export function medianOf<T>(runs: readonly T[], of: (run: T) => number): number {
  return median(runs.map(of));
}

/** The median of the ratios of one round each: what slows a round down slows both of its runs. */
export function ratio<T>(above: readonly T[], below: readonly T[], of: (run: T) => number): number {
  return median(above.map((run, round) => of(run) / of(below[round]!)));
}
