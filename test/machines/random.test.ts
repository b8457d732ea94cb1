/**
 * Random machines laid out in memory, on random builds: what is read back and judged must be what the definition says of
 * the abstract description. test/src/waits proves the rules; this proves the way from memory to them.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import type { DeadlockDocument } from "../../src/waits/document";
import { oracle, type OracleMachine, type OracleWait } from "../src/waits/oracle";
import { open } from "../tools/session";
import type { Builder } from "../worlds/builder";
import type { Thread, Waitable } from "../worlds/model";
import { alpcLayouts, world } from "../worlds/world";

const PORTS = 3;
const PROCESSES = 4;

/** A thread waits for one reply or for up to three objects, and receives on one port at most: so it is in memory. */
const machines: fc.Arbitrary<OracleMachine> = fc.integer({ min: 1, max: 10 }).chain((count) => {
  const thread = fc.nat(count - 1);
  const reply: fc.Arbitrary<OracleWait> = fc.oneof(
    { weight: 5, arbitrary: thread.map((server) => ({ kind: "service" as const, server })) },
    { weight: 4, arbitrary: fc.nat(PORTS - 1).map((port) => ({ kind: "queue" as const, port })) },
  );
  const object: fc.Arbitrary<OracleWait> = fc.oneof(
    { weight: 3, arbitrary: thread.map((owner) => ({ kind: "mutant" as const, owner })) },
    { weight: 2, arbitrary: thread.map((other) => ({ kind: "thread" as const, thread: other })) },
    { weight: 2, arbitrary: fc.nat(PROCESSES - 1).map((process) => ({ kind: "process" as const, process })) },
    { weight: 1, arbitrary: fc.constant({ kind: "event" as const }) },
  );
  const one = fc.record({
    state: fc.oneof(
      { weight: 12, arbitrary: fc.constant("waiting" as const) },
      { weight: 1, arbitrary: fc.constantFrom("idle" as const, "runs" as const, "dead" as const) },
    ),
    process: fc.nat(PROCESSES - 1),
    mode: fc.constantFrom("any" as const, "all" as const),
    timeout: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 9),
    seconds: fc.constantFrom(20, 20, 20, 10.5, 9, 3),
    waits: fc.oneof(
      { weight: 5, arbitrary: reply.map((wait) => [wait]) },
      { weight: 2, arbitrary: fc.array(object, { minLength: 1, maxLength: 3 }) },
    ),
  });
  return fc
    .record({
      threads: fc.array(one, { minLength: count, maxLength: count }),
      homes: fc.array(fc.nat(PORTS), { minLength: count, maxLength: count }),
    })
    .map(({ threads, homes }) => ({
      threads,
      ports: Array.from({ length: PORTS }, (_, port) => threads.map((_, i) => i).filter((i) => homes[i] === port)),
    }));
});

function lay(w: Builder, machine: OracleMachine): void {
  const processes = Array.from({ length: PROCESSES }, (_, i) => w.process({ name: `p${i}.exe` }));
  const threads = machine.threads.map((thread, i) => w.thread(processes[thread.process]!, { name: `t${i}` }));
  const ports = machine.ports.map((receivers, i) => {
    const port = w.port(processes[0]!, { path: `\\RPC Control\\port${i}` });
    w.pool(
      port,
      receivers.map((r) => threads[r]!),
    );
    return port;
  });
  // An idle thread waits for work somewhere: where else, at a port that nobody calls.
  const lobby = w.port(processes[0]!, { path: "\\RPC Control\\lobby" });
  const homeless = (i: number): boolean => machine.ports.every((receivers) => !receivers.includes(i));
  const idlers = threads.filter((_, i) => machine.threads[i]!.state === "idle" && homeless(i));
  if (idlers.length > 0) w.pool(lobby, idlers);
  machine.threads.forEach((thread, i) => {
    if (thread.state === "runs") threads[i]!.state = "running";
    if (thread.state === "dead") threads[i]!.state = "terminated";
  });
  machine.threads.forEach((thread, i) => {
    if (thread.state !== "waiting") return;
    const own = threads[i]!;
    const [first] = thread.waits;
    if (first?.kind === "service") {
      const server = threads[first.server]!;
      const isIdle = machine.threads[first.server]!.state === "idle";
      w.call(own, lobby, { state: isIdle ? "parked" : "inService", by: server });
    } else if (first?.kind === "queue") w.call(own, ports[first.port]!, { state: "queued", queue: "MainQueue" });
    else {
      const objects = thread.waits.map((wait, n) => objectOf(w, wait, threads, processes, `e${i}.${n}`));
      w.wait(own, objects, { all: thread.mode === "all" });
    }
    if (thread.timeout) own.wait!.timeout = true;
    w.waited(own, thread.seconds);
  });
}

function objectOf(
  w: Builder,
  wait: OracleWait,
  threads: readonly Thread[],
  processes: readonly Waitable[],
  name: string,
): Waitable {
  switch (wait.kind) {
    case "mutant":
      return w.mutant(`m${wait.owner}`, { owner: threads[wait.owner]! });
    case "thread":
      return threads[wait.thread]!;
    case "process":
      return processes[wait.process]!;
    default:
      return w.dispatcher("event", name);
  }
}

it("memory, read back on random builds, means what the description means", () => {
  const seen = { none: 0, proved: 0, suspected: 0, cycle: 0, knot: 0, starvation: 0, victims: 0 };
  fc.assert(
    fc.property(machines, fc.constantFrom(...alpcLayouts), (machine, layout) => {
      const made = world(layout, (w) => lay(w, machine));
      const { deadlocks, incomplete } = open(made.snapshot).json<DeadlockDocument>("!alpcx /deadlock");
      const numberOf = new Map(machine.threads.map((_, i) => [made.thread(`t${i}`), i]));
      const numbers = (addresses: readonly string[]) => addresses.map((address) => numberOf.get(address));
      const expected = oracle(machine);
      expect(incomplete).toEqual([]);
      expect(
        deadlocks.map(({ certainty, kind, threads, victims }) => ({
          certainty,
          kind,
          members: numbers(threads),
          victims: numbers(victims),
        })),
      ).toEqual(expected);
      if (expected.length === 0) seen.none++;
      for (const { certainty, kind, victims } of expected) {
        seen[certainty]++;
        seen[kind]++;
        if (victims.length > 0) seen.victims++;
      }
    }),
    { seed: 20240612, numRuns: 300 },
  );
  // What was never met was not tested.
  for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(3);
});
