/** What is read of a machine: along a chain a few structures a hop, quickly nothing that nobody waits on. */
import { describe, expect, it } from "vitest";
import { open, type TestSession } from "../tools/session";
import type { Builder } from "../worlds/builder";
import { standardLayouts, world, type World } from "../worlds/world";

const HOPS = 6;
/** Per hop: the thread, its process, its message, the port it is queued on with its object header, the name of the port. */
const PER_HOP = 5;
/** And the characters of the name, which are no structure. */
const TEXTS = 1;
/** The clock, and what a look reads once: no matter how long the chain is. */
const ONCE = 6;

/** A chain of six servers, and beside it as much of a machine as is asked for. */
function chainOf(hops: number, others: number): (w: Builder) => void {
  return (w) => {
    const threads = Array.from({ length: hops + 1 }, (_, i) => {
      const process = w.process({ name: `link${i}.exe` });
      return w.thread(process, { name: `t${i}` });
    });
    threads.slice(0, -1).forEach((thread, i) => {
      const server = threads[i + 1]!;
      const port = w.port(server.process, { path: `\\RPC Control\\link${i}` });
      // Whoever else receives there has nothing to do with it.
      const pool = Array.from({ length: 4 }, (_, k) => w.thread(server.process, { name: `pool${i}.${k}` }));
      w.pool(port, [server, ...pool]);
      w.call(thread, port, { state: "inService", by: server });
    });
    w.wait(threads[hops]!, [w.dispatcher("event", "end")]);
    for (let i = 0; i < others; i++) {
      const process = w.process({ name: `other${i}.exe` });
      const port = w.port(process, { path: `\\RPC Control\\other${i}` });
      w.pool(port, [w.thread(process, { name: `worker${i}` })]);
      for (let k = 0; k < 3; k++)
        w.wait(w.thread(process, { name: `idle${i}.${k}` }), [w.dispatcher("event", `e${i}.${k}`)]);
    }
  };
}

/** Reads that a line makes, by address. */
function readsOf(session: TestSession, line: string): bigint[] {
  const reads: bigint[] = [];
  session.backend.memory.beforeRead = (address) => void reads.push(address);
  const { failed } = session.run(line);
  session.backend.memory.beforeRead = undefined;
  expect(failed).toBe(false);
  return reads;
}

const chainReads = (layout: string, hops: number, others: number): number => {
  const made = world(layout, chainOf(hops, others));
  return readsOf(open(made.snapshot), `!alpcx /chain ${made.thread("t0")}`).length;
};

describe.each(standardLayouts)("on %s", (layout) => {
  it("/chain reads at most five structures a hop", () => {
    const short = chainReads(layout, 1, 0);
    const long = chainReads(layout, 1 + HOPS, 0);
    expect(long).toBeGreaterThan(short);
    expect((long - short) / HOPS).toBeLessThanOrEqual(PER_HOP + TEXTS);
    expect(long).toBeLessThanOrEqual(ONCE + (PER_HOP + TEXTS) * (HOPS + 2));
  });

  it("/chain scans nothing: ten times the machine, the same reads", () => {
    expect(chainReads(layout, HOPS, 40)).toBe(chainReads(layout, HOPS, 4));
  });

  it("/deadlock /quick leaves ports alone that nobody waits on", () => {
    const made = world(layout, chainOf(2, 20));
    const touched = (command: string): number => portsRead(made, readsOf(open(made.snapshot), command));
    expect(touched("!alpcx /deadlock /quick")).toBe(0);
    expect(touched("!alpcx /deadlock")).toBe(20);
  });

  it("/deadlock /quick gives the same deadlocks and chains, and says what it left out", () => {
    const session = open(world(layout, chainOf(2, 5)).snapshot);
    const full = session.json<{ deadlocks: unknown; chains: unknown }>("!alpcx /deadlock");
    const quick = session.json<{ deadlocks: unknown; chains: unknown }>("!alpcx /deadlock /quick");
    expect([quick.deadlocks, quick.chains]).toEqual([full.deadlocks, full.chains]);
    expect(session.run("!alpcx /deadlock /quick").text).toContain("findings that need all ports were not looked for");
  });
});

/** How many ports of the other processes lie where something was read. */
function portsRead(made: World, reads: readonly bigint[]): number {
  const size = BigInt(made.builder.kernel.structs.size("_ALPC_PORT"));
  const others = made.builder.ports.filter((port) => port.name.includes("other"));
  return others.filter(({ address }) => reads.some((read) => read > address - 0x40n && read < address + size)).length;
}
