/** The facts, indexed. Threads are numbered by address, so that nothing depends on the order they came in. */
import { compare, type Address } from "../target/address";
import type { Facts, PortFact, ProcessFact, ThreadFact } from "./types";

/** KTHREAD.WaitTime is a ULONG. */
const TICKS = 4294967296;
/** A wait that seems to begin this little after the tick count was read on a moving target: it has just begun. */
const TORN_TICKS = 65536;

export interface World {
  readonly facts: Facts;
  /** By address, each once. */
  readonly threads: readonly ThreadFact[];
  /** Position in `threads`. */
  readonly indexOf: ReadonlyMap<Address, number>;
  readonly processes: ReadonlyMap<Address, ProcessFact>;
  readonly ports: ReadonlyMap<Address, PortFact>;
  /** Live threads of each process, by address. */
  readonly threadsOf: ReadonlyMap<Address, readonly ThreadFact[]>;
}

export function buildWorld(facts: Facts): World {
  const byAddress = new Map<Address, ThreadFact>();
  for (const fact of facts.threads) if (!byAddress.has(fact.thread)) byAddress.set(fact.thread, fact);
  const threads = Array.from(byAddress.values()).sort((a, b) => compare(a.thread, b.thread));
  const indexOf = new Map<Address, number>();
  const threadsOf = new Map<Address, ThreadFact[]>();
  threads.forEach((fact, index) => {
    indexOf.set(fact.thread, index);
    if (fact.state === "terminated") return;
    const siblings = threadsOf.get(fact.process);
    if (siblings === undefined) threadsOf.set(fact.process, [fact]);
    else siblings.push(fact);
  });
  const processes = new Map<Address, ProcessFact>();
  for (const fact of facts.processes) if (!processes.has(fact.process)) processes.set(fact.process, fact);
  const ports = new Map<Address, PortFact>();
  for (const fact of facts.ports) if (!ports.has(fact.port)) ports.set(fact.port, fact);
  return { facts, threads, indexOf, processes, ports, threadsOf };
}

/** The fact of a thread, or undefined. */
export function threadAt(world: World, thread: Address): ThreadFact | undefined {
  const index = world.indexOf.get(thread);
  return index === undefined ? undefined : world.threads[index];
}

/** A thread that may still act. One that could not be read may. */
export function isLive(world: World, thread: Address): boolean {
  const fact = threadAt(world, thread);
  return fact !== undefined && fact.state !== "terminated";
}

/** Waits for work, not for an answer: it takes the next message. */
export function isIdle(fact: ThreadFact): boolean {
  return fact.state === "waiting" && fact.idle === true;
}

/** The owner is invalid, exiting or terminated, or the port is closed or disconnected. */
export function isGone(world: World, port: PortFact): boolean {
  return (
    port.ownerInvalid === true ||
    port.closed === true ||
    port.disconnected === true ||
    isExiting(world, port.ownerProcess)
  );
}

/** The process is known to be exiting or terminated. */
export function isExiting(world: World, process: Address | undefined): boolean {
  const fact = process === undefined ? undefined : world.processes.get(process);
  return fact !== undefined && (fact.exiting === true || fact.terminated === true);
}

/** How long a waiting thread has waited; undefined without a tick count or wait time. In ticks. */
export function waitedTicks(world: World, fact: ThreadFact): number | undefined {
  const { tickCount } = world.facts.clock;
  if (fact.state !== "waiting" || fact.waitTime === undefined || tickCount === undefined) return undefined;
  const ticks = (((tickCount - fact.waitTime) % TICKS) + TICKS) % TICKS;
  return ticks >= TICKS - TORN_TICKS ? 0 : ticks;
}

/** The same in seconds; undefined without a clock period. */
export function waitedSeconds(world: World, fact: ThreadFact): number | undefined {
  const ticks = waitedTicks(world, fact);
  const { secondsPerTick } = world.facts.clock;
  return ticks === undefined || secondsPerTick === undefined ? undefined : ticks * secondsPerTick;
}

/** Whether a known time is over a limit; an unknown one never is. */
export function isOver(seconds: number | undefined, limit: number): boolean {
  return seconds !== undefined && seconds > limit;
}
