/** Who is blocked behind which deadlock. */
import { openParts, type StuckSet } from "./graph";

/**
 * For each deadlock the stuck threads that are in no deadlock and from which it can be reached over stuck threads,
 * ascending. Costs the edges of what is reported; deadlocks that no victim waits for are not walked through.
 */
export function victimsOf(set: StuckSet, deadlocks: readonly (readonly number[])[]): (readonly number[])[] {
  const isMember = new Uint8Array(set.stuck.length);
  for (const members of deadlocks) for (const member of members) isMember[member] = 1;
  const onTheWay = reachedFromVictims(set, isMember);
  const seen = new Int32Array(set.stuck.length).fill(-1);
  const seenPart = new Int32Array(set.met.length).fill(-1);
  return deadlocks.map((members, number) => {
    const victims: number[] = [];
    const work = members.slice();
    for (const member of members) seen[member] = number;
    for (let thread = work.pop(); thread !== undefined; thread = work.pop()) {
      if (isMember[thread] !== 1) victims.push(thread);
      for (const part of set.partsWith[thread] ?? []) {
        set.graph.meter.edges++;
        if (set.met[part] === 1 || seenPart[part] === number) continue;
        seenPart[part] = number;
        for (const waiter of set.namedBy[part] ?? []) {
          set.graph.meter.edges++;
          if (set.stuck[waiter] !== 1 || onTheWay[waiter] !== 1 || seen[waiter] === number) continue;
          seen[waiter] = number;
          work.push(waiter);
        }
      }
    }
    return victims.sort((a, b) => a - b);
  });
}

/** Stuck threads that are in no deadlock, and everything they lead to. */
function reachedFromVictims(set: StuckSet, isMember: Uint8Array): Uint8Array {
  const reached = new Uint8Array(set.stuck.length);
  const reachedPart = new Uint8Array(set.met.length);
  const work: number[] = [];
  set.stuck.forEach((stuck, thread) => {
    if (stuck !== 1 || isMember[thread] === 1) return;
    reached[thread] = 1;
    work.push(thread);
  });
  for (let thread = work.pop(); thread !== undefined; thread = work.pop()) {
    for (const part of openParts(set, thread)) {
      if (reachedPart[part] === 1) continue;
      reachedPart[part] = 1;
      for (const next of set.graph.parts[part] ?? []) {
        set.graph.meter.edges++;
        if (reached[next] === 1) continue;
        reached[next] = 1;
        work.push(next);
      }
    }
  }
  return reached;
}
