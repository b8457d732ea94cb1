/**
 * The definition of a deadlock, tried out on every set of threads there is. Knows nothing of the implementation: it works
 * on its own small description of a machine and shares no code with what it judges. Exponential, up to 12 threads.
 */

/** Numbers are threads, ports or processes. */
export type OracleWait =
  | { readonly kind: "service"; readonly server: number }
  | { readonly kind: "queue"; readonly port: number }
  | { readonly kind: "mutant"; readonly owner: number }
  | { readonly kind: "thread"; readonly thread: number }
  | { readonly kind: "process"; readonly process: number }
  | { readonly kind: "event" };

export interface OracleThread {
  readonly state: "waiting" | "idle" | "runs" | "dead";
  readonly process: number;
  readonly mode: "any" | "all";
  readonly timeout: boolean;
  readonly seconds: number;
  /** Of a waiting thread, at least one. */
  readonly waits: readonly OracleWait[];
}

export interface OracleMachine {
  readonly threads: readonly OracleThread[];
  /** Receivers of each port. */
  readonly ports: readonly (readonly number[])[];
}

export interface OracleDeadlock {
  readonly certainty: "proved" | "suspected";
  readonly kind: "cycle" | "knot" | "starvation";
  readonly members: readonly number[];
  readonly victims: readonly number[];
}

type Set = number;

export function oracle(machine: OracleMachine): OracleDeadlock[] {
  const { threads, ports } = machine;
  const all = threads.map((_, thread) => thread);
  const bit = (thread: number): Set => 1 << thread;
  const has = (set: Set, thread: number): boolean => (set & bit(thread)) !== 0;
  const list = (set: Set): number[] => all.filter((thread) => has(set, thread));
  const isLive = (thread: number): boolean => threads[thread]?.state !== "dead";

  /** Threads any of which can end this wait; none: nobody provable. The left half of the table. */
  function enders(waiter: number, wait: OracleWait): number[] {
    switch (wait.kind) {
      case "service":
        return isLive(wait.server) && threads[wait.server]?.state !== "idle" ? [wait.server] : [];
      case "queue":
        return [...new Set(ports[wait.port] ?? [])].filter(isLive);
      case "mutant":
        return isLive(wait.owner) ? [wait.owner] : [];
      case "thread":
        return wait.thread !== waiter && isLive(wait.thread) ? [wait.thread] : [];
      case "process":
        return wait.process === threads[waiter]?.process
          ? []
          : all.filter((t) => isLive(t) && threads[t]?.process === wait.process);
      case "event":
        return [];
    }
  }

  /** How many waited-for messages name a live thread as their ServerThread. */
  function messagesOf(server: number): number {
    return threads
      .filter((thread) => thread.state === "waiting")
      .flatMap((thread) => thread.waits)
      .filter((wait) => wait.kind === "service" && wait.server === server).length;
  }

  /** The wait cannot be ended by anybody outside `set`, nor by itself. */
  function isHeld(waiter: number, wait: OracleWait, set: Set, strict: boolean): boolean {
    const can = enders(waiter, wait);
    if (can.length === 0 || !can.every((thread) => has(set, thread))) return false;
    if (!strict) return true;
    if (threads[waiter]?.timeout === true) return false;
    if (wait.kind === "queue") return (threads[waiter]?.seconds ?? 0) > 10;
    return !(wait.kind === "service" && messagesOf(wait.server) > 1);
  }

  /** Whether it could proceed if every thread outside `set` did. */
  function canProceed(thread: number, set: Set, strict: boolean): boolean {
    const it = threads[thread];
    if (it === undefined || it.state !== "waiting") return true;
    const held = it.waits.map((wait) => isHeld(thread, wait, set, strict));
    const all = it.waits.length > 1 && it.mode === "all";
    return all ? held.every((one) => !one) : held.some((one) => !one);
  }

  /** The union of all sets none of whose members can proceed even if every thread outside the set does. */
  function greatest(strict: boolean): Set {
    let union = 0;
    for (let set = 1; set < 1 << threads.length; set++) {
      if ((set & union) === set) continue;
      if (list(set).every((thread) => !canProceed(thread, set, strict))) union |= set;
    }
    return union;
  }

  /** Whom a thread of `set` waits for: those who could end a wait of its that holds. */
  function waitsFor(thread: number, set: Set, strict: boolean): Set {
    let found = 0;
    for (const wait of threads[thread]?.waits ?? []) {
      if (isHeld(thread, wait, set, strict)) for (const other of enders(thread, wait)) found |= bit(other);
    }
    return found;
  }

  /** Transitive closure over `set`: whom each thread reaches in one step or more. */
  function reach(set: Set, strict: boolean): Set[] {
    const reached = all.map((thread) => (has(set, thread) ? waitsFor(thread, set, strict) & set : 0));
    for (const via of all) {
      for (const from of all)
        if (has(reached[from] ?? 0, via)) reached[from] = (reached[from] ?? 0) | (reached[via] ?? 0);
    }
    return reached;
  }

  function deadlocksIn(set: Set, strict: boolean): Set[] {
    const reached = reach(set, strict);
    const found: Set[] = [];
    for (const thread of list(set)) {
      if (!has(reached[thread] ?? 0, thread)) continue;
      const component = list(set)
        .filter((other) => has(reached[thread] ?? 0, other) && has(reached[other] ?? 0, thread))
        .reduce((sum, other) => sum | bit(other), 0);
      const isFirst = list(component)[0] === thread;
      if (isFirst && list(component).every((member) => !canProceed(member, component, strict))) found.push(component);
    }
    return found;
  }

  function kindOf(component: Set, set: Set, strict: boolean): OracleDeadlock["kind"] {
    const members = list(component);
    if (members.every((member) => list(waitsFor(member, set, strict) & component).length === 1)) return "cycle";
    const starved = members.some((member) =>
      (threads[member]?.waits ?? []).some(
        (wait) =>
          wait.kind === "queue" &&
          isHeld(member, wait, set, strict) &&
          enders(member, wait).every((receiver) => has(component, receiver)),
      ),
    );
    return starved ? "starvation" : "knot";
  }

  const strict = greatest(true);
  const lenient = greatest(false);
  const proved = deadlocksIn(strict, true);
  const suspected = deadlocksIn(lenient, false).filter((component) => (component & strict) === 0);
  const inDeadlock = [...proved, ...suspected].reduce((sum, component) => sum | component, 0);
  const reached = reach(lenient, false);
  const victimsOf = (component: Set): number[] =>
    list(lenient & ~inDeadlock).filter((thread) => ((reached[thread] ?? 0) & component) !== 0);
  const describe = (component: Set, certainty: "proved" | "suspected"): OracleDeadlock => ({
    certainty,
    kind: certainty === "proved" ? kindOf(component, strict, true) : kindOf(component, lenient, false),
    members: list(component),
    victims: victimsOf(component),
  });
  const found = [
    ...proved.map((each) => describe(each, "proved")),
    ...suspected.map((each) => describe(each, "suspected")),
  ];
  const size = (deadlock: OracleDeadlock): number => deadlock.members.length + deadlock.victims.length;
  return found.sort((a, b) => size(b) - size(a) || (a.members[0] ?? 0) - (b.members[0] ?? 0));
}
