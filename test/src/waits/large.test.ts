/** Size: nothing recurses over data, and the work grows with the edges. Counted, not timed. */
import { describe, expect, test } from "vitest";
import { fromNumber } from "../../../src/target/address";
import { analyse } from "../../../src/waits/analyse";
import { findDeadlocks } from "../../../src/waits/deadlock";
import { judgeWaits } from "../../../src/waits/judge";
import type { Facts, PortFact, ThreadFact, WaitFact } from "../../../src/waits/types";
import { buildWorld } from "../../../src/waits/world";
import { SECONDS_PER_TICK, TICK_COUNT, waitTime } from "./machine";

const at = (thread: number): ReturnType<typeof fromNumber> => fromNumber(0x1000 + thread * 0x10);
const port = fromNumber(0x40000000);

function facts(waits: readonly (readonly WaitFact[])[], ports: readonly PortFact[] = []): Facts {
  const threads = waits.map((each, thread): ThreadFact => ({
    thread: at(thread),
    tid: thread,
    pid: 4,
    process: fromNumber(0x80000000 + thread),
    image: "many.exe",
    state: each.length === 0 ? "runnable" : "waiting",
    waitTime: waitTime(20),
    waits: each,
    waitType: "all",
  }));
  return {
    threads,
    ports,
    processes: [],
    clock: { tickCount: TICK_COUNT, secondsPerTick: SECONDS_PER_TICK },
    isMoving: false,
    quick: false,
    damagedLists: [],
    incomplete: [],
    counts: { processes: 0, threads: threads.length, ports: ports.length, messages: 0 },
  };
}

const service = (server: number): WaitFact => ({ kind: "alpc", place: "pending", serverThread: at(server) });
const mutant = (owner: number): WaitFact => ({
  kind: "mutant",
  object: fromNumber(0x20000000 + owner),
  owner: at(owner),
});
const queued: WaitFact = { kind: "alpc", place: "main", port };

function edgeVisits(of: Facts): number {
  const meter = { edges: 0 };
  findDeadlocks(judgeWaits(buildWorld(of)), meter);
  return meter.edges;
}

describe("100,000 threads in a line", () => {
  const COUNT = 100_000;
  const line = (last: readonly WaitFact[]): Facts =>
    facts(Array.from({ length: COUNT }, (_, thread) => (thread === COUNT - 1 ? last : [service(thread + 1)])));

  test("that ends at a running thread: one chain", () => {
    const { deadlocks, chains, verdict } = analyse(line([]));
    expect(verdict).toBe("healthy");
    expect(deadlocks).toEqual([]);
    expect(chains.map((chain) => [chain.waiters, chain.root.thread])).toEqual([[COUNT - 1, at(COUNT - 1)]]);
  });

  test("that ends at its own beginning: one cycle", () => {
    const [deadlock, ...more] = analyse(line([service(0)])).deadlocks;
    expect(more).toEqual([]);
    expect([deadlock?.kind, deadlock?.members.length, deadlock?.victims.length]).toEqual(["cycle", COUNT, 0]);
  });

  test("that ends in a self call: one member, the others behind it", () => {
    const [deadlock] = analyse(line([mutant(COUNT - 1)])).deadlocks;
    expect([deadlock?.members.length, deadlock?.victims.length]).toEqual([1, COUNT - 1]);
  });
});

describe("edges are visited a fixed number of times", () => {
  /** Clusters of 10 threads: a circle of three, a tail behind it, and cross edges into the cluster before. */
  const clusters = (count: number): Facts =>
    facts(
      Array.from({ length: count * 10 }, (_, thread): WaitFact[] => {
        const base = thread - (thread % 10);
        const place = thread % 10;
        if (place === 9) return [];
        if (place === 8) return [mutant(base + 9)];
        if (place < 3) return [mutant(base + ((place + 1) % 3))];
        return [mutant(thread - 1), mutant(base + (place % 3)), mutant(base + 9)];
      }),
    );

  test.each([
    ["clusters", clusters],
    ["a pool and its clients", (count: number) => pool(count)],
  ])("%s: ten times the size is ten times the visits", (_, make) => {
    const small = edgeVisits(make(200));
    const large = edgeVisits(make(2000));
    expect(small).toBeGreaterThan(200);
    expect(large / small).toBeLessThan(10.5);
  });

  /** A starved pool with ten clients per worker; the list of its receivers is shared, not multiplied. */
  function pool(workers: number): Facts {
    const receivers = Array.from({ length: workers }, (_, thread) => at(thread));
    return facts(
      Array.from({ length: workers * 11 }, () => [queued]),
      [{ port, receivers }],
    );
  }

  test("a pool of 500 with 5,000 clients costs 16 visits an edge at most", () => {
    // Each of the 5,500 threads names the port, which names its 500 receivers.
    expect(edgeVisits(pool(500))).toBeLessThan(16 * (5500 + 500));
    const [deadlock] = analyse(pool(500)).deadlocks;
    expect([deadlock?.kind, deadlock?.members.length, deadlock?.victims.length]).toEqual(["starvation", 500, 5000]);
  });

  test("a row of deadlocks that no victim waits for is not walked for each of them", () => {
    const row = (count: number): Facts =>
      facts(
        Array.from({ length: count * 2 }, (_, thread): WaitFact[] => {
          if (thread % 2 === 1) return [mutant(thread - 1)];
          return thread === 0 ? [mutant(1)] : [mutant(thread + 1), mutant(thread - 2)];
        }),
      );
    expect(analyse(row(50)).deadlocks.length).toBe(50);
    expect(edgeVisits(row(5000)) / edgeVisits(row(500))).toBeLessThan(10.5);
  });
});
