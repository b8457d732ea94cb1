/** Random machines for the oracle, and the same machine as facts. */
import fc from "fast-check";
import { fromNumber, type Address } from "../../../src/target/address";
import type { Facts, ThreadFact, WaitFact } from "../../../src/waits/types";
import { SECONDS_PER_TICK, TICK_COUNT, waitTime } from "./machine";
import type { OracleMachine, OracleThread, OracleWait } from "./oracle";

const PORTS = 3;

export function randomMachine(most: number): fc.Arbitrary<OracleMachine> {
  return fc.integer({ min: 1, max: most }).chain((count) => {
    const thread = fc.nat(count - 1);
    const wait: fc.Arbitrary<OracleWait> = fc.oneof(
      { weight: 5, arbitrary: thread.map((server) => ({ kind: "service" as const, server })) },
      { weight: 4, arbitrary: fc.nat(PORTS - 1).map((port) => ({ kind: "queue" as const, port })) },
      { weight: 3, arbitrary: thread.map((owner) => ({ kind: "mutant" as const, owner })) },
      { weight: 1, arbitrary: thread.map((other) => ({ kind: "thread" as const, thread: other })) },
      { weight: 2, arbitrary: fc.nat(PORTS).map((process) => ({ kind: "process" as const, process })) },
      { weight: 1, arbitrary: fc.constant({ kind: "event" as const }) },
    );
    const one: fc.Arbitrary<OracleThread> = fc.record({
      state: fc.oneof(
        { weight: 12, arbitrary: fc.constant("waiting" as const) },
        { weight: 1, arbitrary: fc.constantFrom("idle" as const, "runs" as const, "dead" as const) },
      ),
      process: fc.nat(PORTS),
      mode: fc.constantFrom("any" as const, "all" as const),
      timeout: fc.integer({ min: 0, max: 9 }).map((dice) => dice === 9),
      seconds: fc.constantFrom(20, 20, 20, 10, 10.5, 3),
      waits: fc.oneof(
        { weight: 3, arbitrary: fc.array(wait, { minLength: 1, maxLength: 1 }) },
        { weight: 1, arbitrary: fc.array(wait, { minLength: 2, maxLength: 3 }) },
      ),
    });
    return fc.record({
      threads: fc.array(one, { minLength: count, maxLength: count }),
      ports: fc.array(fc.uniqueArray(thread, { maxLength: 4 }), { minLength: PORTS, maxLength: PORTS }),
    });
  });
}

/** Threads lie in the order of their numbers. */
export const threadAt = (thread: number): Address => fromNumber(0x1000 + thread * 0x10);
const portAt = (port: number): Address => fromNumber(0x20000 + port * 0x10);
const processAt = (process: number): Address => fromNumber(0x30000 + process * 0x10);
const mutantAt = (owner: number): Address => fromNumber(0x40000 + owner * 0x10);

export function toFacts(machine: OracleMachine): Facts {
  let messages = 0;
  const toWait = (wait: OracleWait): WaitFact => {
    const message = fromNumber(0x50000 + messages++ * 0x10);
    switch (wait.kind) {
      case "service":
        return { kind: "alpc", message, port: portAt(PORTS), place: "pending", serverThread: threadAt(wait.server) };
      case "queue":
        return { kind: "alpc", message, port: portAt(wait.port), place: "main" };
      case "mutant":
        return { kind: "mutant", object: mutantAt(wait.owner), owner: threadAt(wait.owner) };
      case "thread":
        return { kind: "thread", object: threadAt(wait.thread) };
      case "process":
        return { kind: "process", object: processAt(wait.process) };
      case "event":
        return { kind: "other" };
    }
  };
  const threads = machine.threads.map((thread, index): ThreadFact => {
    const isWaiting = thread.state === "waiting";
    return {
      thread: threadAt(index),
      tid: index * 4,
      pid: thread.process * 4,
      process: processAt(thread.process),
      image: "random.exe",
      state: isWaiting || thread.state === "idle" ? "waiting" : thread.state === "dead" ? "terminated" : "runnable",
      idle: thread.state === "idle",
      waitTime: waitTime(thread.seconds),
      waits: isWaiting ? thread.waits.map(toWait) : [],
      waitType: thread.mode,
      hasTimeout: thread.timeout,
    };
  });
  return {
    threads,
    processes: [],
    ports: machine.ports.map((receivers, port) => ({ port: portAt(port), receivers: receivers.map(threadAt) })),
    clock: { tickCount: TICK_COUNT, secondsPerTick: SECONDS_PER_TICK },
    isMoving: false,
    quick: false,
    damagedLists: [],
    incomplete: [],
    counts: { processes: 0, threads: threads.length, ports: PORTS, messages },
  };
}
