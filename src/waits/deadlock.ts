/** Deadlocks, proved and suspected, their kind and their victims. */
import { components, homes, isDeadlock } from "./components";
import { waitGraph } from "./conditions";
import { openParts, stuckSet, type Meter, type StuckSet } from "./graph";
import type { Waits } from "./judge";
import { byDeadlock, waitsOf } from "./order";
import type { Certainty, Deadlock, DeadlockKind, WaitingThread } from "./result";
import { victimsOf } from "./victims";

export interface Deadlocks {
  /** In published order. */
  readonly all: readonly Deadlock[];
  /** Per thread: 1 when it is in a deadlock or behind one. */
  readonly blocked: Uint8Array;
}

interface Found {
  readonly members: readonly number[];
  readonly certainty: Certainty;
  readonly set: StuckSet;
}

/** Linear in edges, up to the size of what is reported: a thread behind several deadlocks is listed with each. */
export function findDeadlocks(waits: Waits, meter: Meter = { edges: 0 }): Deadlocks {
  const strict = stuckSet(waitGraph(waits, "strict", meter));
  const lenient = stuckSet(waitGraph(waits, "lenient", meter));
  const found: Found[] = [];
  for (const members of deadlocksOf(strict)) found.push({ members, certainty: "proved", set: strict });
  for (const members of deadlocksOf(lenient)) {
    if (members.some((member) => strict.stuck[member] === 1)) continue;
    found.push({ members, certainty: "suspected", set: lenient });
  }
  const victims = victimsOf(
    lenient,
    found.map((each) => each.members),
  );
  const all = found.map(({ members, certainty, set }, index): Deadlock => {
    const inside = members.map(threadAt);
    const behind = (victims[index] ?? []).map(threadAt);
    return {
      kind: kindOf(waits, set, members),
      certainty,
      members: inside,
      victims: behind,
      waits: waitsOf(inside).concat(waitsOf(behind)),
    };
  });
  return { all: all.sort(byDeadlock), blocked: lenient.stuck };

  function threadAt(index: number): WaitingThread {
    const thread = waits.threads[index];
    if (thread === undefined) throw new RangeError("no thread " + String(index));
    return thread;
  }
}

function deadlocksOf(set: StuckSet): (readonly number[])[] {
  const found = components(set);
  const home = homes(set, found);
  return found.members.filter((members, component) => isDeadlock(set, home, component, members));
}

function kindOf(waits: Waits, set: StuckSet, members: readonly number[]): DeadlockKind {
  const inside = new Set(members);
  const within = new Map<number, readonly number[]>();
  if (members.every((member) => waitsForOne(member))) return "cycle";
  return members.some((member) => isStarved(member)) ? "starvation" : "knot";

  /** It waits for exactly one thread of the component. */
  function waitsForOne(member: number): boolean {
    const threads = new Set<number>();
    for (const part of openParts(set, member)) {
      const [first, second] = membersIn(part);
      if (second !== undefined) return false;
      if (first !== undefined) threads.add(first);
    }
    return threads.size === 1;
  }

  /** Its message is queued at a port all of whose receivers are in the component. */
  function isStarved(member: number): boolean {
    const open = openParts(set, member);
    return (waits.threads[member]?.waits ?? []).some(
      (wait) =>
        wait.state === "queued" &&
        open.indexOf(wait.alternative) >= 0 &&
        membersIn(wait.alternative).length === wait.on.length,
    );
  }

  function membersIn(part: number): readonly number[] {
    let list = within.get(part);
    if (list === undefined) {
      list = (set.graph.parts[part] ?? []).filter((thread) => {
        set.graph.meter.edges++;
        return inside.has(thread);
      });
      within.set(part, list);
    }
    return list;
  }
}
