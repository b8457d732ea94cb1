/** Random LPC machines laid out in memory and read back, against the brute-force definition of a deadlock. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { analyse } from "../../../src/waits/analyse";
import { collect } from "../../../src/waits/collect";
import { hex } from "../../../src/target/address";
import { lookAt } from "../../tools/target";
import { lpcLayouts, world, type World } from "../../worlds/world";
import { oracle, type OracleMachine, type OracleThread, type OracleWait } from "../waits/oracle";

const PROCESSES = 3;

/** LPC keeps one received id per thread, so each request in service has a server of its own. */
function randomMachine(most: number): fc.Arbitrary<OracleMachine> {
  return fc
    .integer({ min: 2, max: most })
    .chain((count) => {
      const thread = fc.nat(count - 1);
      const other: fc.Arbitrary<OracleWait> = fc.oneof(
        { weight: 4, arbitrary: thread.map((owner) => ({ kind: "mutant" as const, owner })) },
        { weight: 2, arbitrary: thread.map((one) => ({ kind: "thread" as const, thread: one })) },
        { weight: 2, arbitrary: fc.nat(PROCESSES - 1).map((process) => ({ kind: "process" as const, process })) },
        { weight: 1, arbitrary: fc.constant({ kind: "event" as const }) },
      );
      const queue = fc.nat(PROCESSES - 1).map((port): OracleWait => ({ kind: "queue", port }));
      const one = fc.record({
        state: fc.oneof(
          { weight: 8, arbitrary: fc.constant("waiting" as const) },
          { weight: 1, arbitrary: fc.constantFrom("idle" as const, "runs" as const) },
        ),
        process: fc.nat(PROCESSES - 1),
        mode: fc.constantFrom("any" as const, "all" as const),
        timeout: fc.nat(9).map((dice) => dice === 9),
        seconds: fc.constantFrom(20, 20, 10.5, 3),
        /** 0, 1, 2: a request in service; 3: a queued one; else other objects. */
        kind: fc.nat(5),
        queue,
        others: fc.oneof(
          { weight: 3, arbitrary: fc.array(other, { minLength: 1, maxLength: 1 }) },
          { weight: 1, arbitrary: fc.array(other, { minLength: 2, maxLength: 3 }) },
        ),
      });
      return fc.record({
        threads: fc.array(one, { minLength: count, maxLength: count }),
        servers: fc.shuffledSubarray(
          Array.from({ length: count }, (_, i) => i),
          { minLength: count, maxLength: count },
        ),
      });
    })
    .map(({ threads, servers }) => ({
      threads: threads.map((raw, index): OracleThread => {
        const { kind, queue, others, ...thread } = raw;
        const waits =
          kind < 3 ? [{ kind: "service" as const, server: servers[index]! }] : kind === 3 ? [queue] : others;
        return { ...thread, waits };
      }),
      ports: Array.from({ length: PROCESSES }, (_, port) =>
        threads.flatMap((thread, index) => (thread.state === "idle" && thread.process === port ? [index] : [])),
      ),
    }));
}

/** The machine in the words of a world. A thread that receives does so at the port of its own process. */
function inWords({ threads }: OracleMachine): string {
  const lines: string[] = [];
  for (let p = 0; p < PROCESSES; p++) lines.push(`process p${p}.exe ; port P${p} of p${p}.exe`);
  threads.forEach((thread, i) => lines.push(`thread t${i} in p${thread.process}.exe`));
  threads.forEach((thread, i) => {
    const rest = `${thread.seconds}s${thread.timeout ? ", timeout" : ""}`;
    if (thread.state === "idle")
      lines.push(`t${i} waits semaphore of P${thread.process}, reason WrLpcReceive, ${rest}`);
    if (thread.state !== "waiting") return;
    const first = thread.waits[0]!;
    if (first.kind === "service") {
      const port = threads[first.server]!.process;
      lines.push(`t${i} calls P${port}, in service of t${first.server}, ${rest}`);
    } else if (first.kind === "queue") lines.push(`t${i} calls P${first.port}, queued, ${rest}`);
    else {
      const objects = thread.waits.map((wait, n) => {
        if (wait.kind === "mutant") return `mutant m${i}.${n} owned by t${wait.owner}`;
        if (wait.kind === "thread") return `thread t${wait.thread}`;
        return wait.kind === "process" ? `process p${wait.process}.exe` : `event e${i}.${n}`;
      });
      const several = objects.length > 1 ? `${thread.mode} of ` : "";
      lines.push(`t${i} waits ${several}${objects.join(", ")}, ${rest}`);
    }
  });
  return lines.join("\n");
}

function found(w: World, quick: boolean): unknown {
  const { deadlocks } = analyse(collect(lookAt(w.builder.kernel).kernel, quick));
  return deadlocks.map(({ certainty, kind, members, victims }) => ({
    certainty,
    kind,
    members: members.map((member) => hex(member.fact.thread)),
    victims: victims.map((victim) => hex(victim.fact.thread)),
  }));
}

describe.each(lpcLayouts)("random machines on %s", (layout) => {
  it("give the deadlocks of the definition, however they are collected", () => {
    const seen = { none: 0, proved: 0, suspected: 0, victims: 0, knot: 0 };
    fc.assert(
      fc.property(randomMachine(7), (machine) => {
        const w = world(layout, inWords(machine), { unchecked: true });
        const named = (threads: readonly number[]) => threads.map((thread) => w.thread(`t${thread}`));
        const expected = oracle(machine).map((each) => ({
          certainty: each.certainty,
          kind: each.kind,
          members: named(each.members),
          victims: named(each.victims),
        }));
        if (expected.length === 0) seen.none++;
        for (const { certainty, kind, victims } of expected) {
          seen[certainty]++;
          if (victims.length > 0) seen.victims++;
          if (kind === "knot") seen.knot++;
        }
        expect(found(w, false)).toEqual(expected);
        expect(found(w, true)).toEqual(expected);
      }),
      { seed: 20240611, numRuns: 100 },
    );
    // What was never met was not tested.
    for (const [what, times] of Object.entries(seen)) expect(times, what).toBeGreaterThan(2);
  });
});
