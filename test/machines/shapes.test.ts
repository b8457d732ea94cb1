/** Circles and what only looks like one, over two and three processes, on every kind of build. */
import { describe, expect, it } from "vitest";
import * as library from "../worlds/library";
import { machine, Machine, standardLayouts } from "./machine";
import { world } from "../worlds/world";

describe.each(standardLayouts)("on %s", (layout) => {
  const at = (text: string) => machine(layout, text);

  it("two servers that wait for each other, with a client behind them", () => {
    const m = at(library.twoCycle);
    expect(m.answer.verdict).toBe("deadlock");
    expect(m.deadlocks).toEqual(["proved cycle f p; behind m"]);
    expect(m.roots).toEqual([]);
  });
  it("a circle over three services", () => expect(at(library.threeCycle).deadlocks).toEqual(["proved cycle a1 b1 c1"]));
  it("a diamond is none: its end waits for an event", () => {
    const m = at(library.diamond);
    expect(m.answer.verdict).toBe("healthy");
    expect(m.roots).toEqual(["other wait b <- l o r t"]);
  });
  it("a tail into a circle: the tail is behind it", () => {
    expect(at(library.tailIntoCycle).deadlocks).toEqual(["proved cycle a1 b1; behind a2 far near"]);
  });
  it("two tails that share their end are one chain", () => {
    const m = at(
      `process z.exe ; port Z of z.exe pool z
       process m.exe ; port M of m.exe pool m
       process a.exe ; thread a ; process b.exe ; thread b
       a calls M, in service of m, 9s
       b calls Z, in service of z, 8s
       m calls Z, in service of z, 7s
       z waits event 6s`,
    );
    expect(m.deadlocks).toEqual([]);
    expect(m.roots).toEqual(["other wait z <- a b m"]);
    expect(m.answer.chains[0]).toMatchObject({ waiters: 3 });
  });
  it("two circles are two deadlocks, the larger first", () => {
    const m = at(library.threeCycle + library.twoCycle.replace("current printer.exe", ""));
    expect(m.deadlocks).toEqual(["proved cycle a1 b1 c1", "proved cycle f p; behind m"]);
  });
  it("a mutant closes a circle", () => expect(at(library.mutantCycle).deadlocks).toEqual(["proved cycle t w"]));
  it("a call to itself", () => {
    const m = at(library.selfCall);
    expect(m.deadlocks).toEqual(["proved cycle w"]);
    expect(m.alarms).toEqual(["self-call"]);
    expect(m.report()[0]).toContain("svc.exe waits for itself");
  });
  it("a pool whose workers all call back into it starves", () => {
    expect(at(library.starvation).deadlocks).toEqual(["proved starvation w1 w2 w3; behind t1 t2"]);
  });
  it("for ten seconds that is only suspected", () => {
    const young = library.starvation.replace(/queued \d+s/g, "queued 9s");
    expect(at(young).deadlocks).toEqual(["suspected starvation w1 w2 w3; behind t1 t2"]);
  });
  it("one idle worker keeps the pool alive", () => {
    const m = at(library.starvation.replace("pool w1..w3", "pool w1..w4"));
    expect(m.deadlocks).toEqual([]);
    expect(m.alarms).toEqual([]);
  });
  it("what the workers wait for may come: starved, no deadlock", () => {
    const m = at(library.starvedPort);
    expect(m.answer.verdict).toBe("starvation");
    expect(m.alarms).toEqual(["starved-port"]);
    expect(m.report()[0]).toMatch(/^STARVATION/);
  });
  it("a circle with one runnable member is none", () => {
    const m = at(library.twoCycle.replace("f calls SpoolerRpc, in service of p, 38s", "f runs"));
    expect(m.deadlocks).toEqual([]);
  });
  it("a circle closed by a parked request is none", () => {
    const m = at(
      `process a.exe ; port A of a.exe pool a1 a2
       process b.exe ; port B of b.exe pool b1
       a1 calls B, in service of b1, 40s
       b1 calls A, parked by a2, 40s`,
    );
    expect(m.deadlocks).toEqual([]);
    expect(m.roots).toEqual(["parked <- a1 b1"]);
  });
  it("a server thread named by two requests works on one of them: suspected", () => {
    const m = at(
      `process a.exe ; port A of a.exe pool a1
       process b.exe ; port B of b.exe pool b1
       process c.exe ; thread c
       a1 calls B, in service of b1, 40s
       c calls B, in service of b1, 41s
       b1 calls A, in service of a1, 40s`,
    );
    expect(m.deadlocks).toEqual(["suspected cycle a1 b1; behind c"]);
  });
  it("exiting and terminated processes stand at the end of their chains, and are called so", () => {
    const m = at(
      `process dying.exe exiting ; thread last waiting event 10s ; port D of dying.exe pool spare
       process app.exe ; thread t
       t calls D, in service of last, 40s`,
    );
    expect(m.roots[0]).toMatch(/ <- t$/);
    expect(m.report().join("\n")).toContain("is exiting");
  });
});

describe.each(standardLayouts)("healthy on %s", (layout) => {
  it.each([
    ["parked calls, long polls, a sleeper", library.healthy],
    ["one request in service", library.inService],
    ["a long poll since boot", library.queuedIdle],
    ["a stale server thread", library.staleServer],
    ["a waitable port", library.waitablePort],
    [
      "nothing but an idle pool",
      "process svc.exe ; port Svc of svc.exe pool w1..w8\nprocess app.exe ; thread t waiting event",
    ],
  ])("%s: no warning", (_, text) => {
    const m = machine(layout, text);
    expect(m.answer.verdict).toBe("healthy");
    expect(m.alarms).toEqual([]);
    expect(m.report()[0]).toBe("HEALTHY: no deadlock, nothing suspicious.");
  });

  it("dozens of parked messages, two stale servers, clients since boot", () => {
    const m = new Machine(
      world(layout, (w) => {
        const services = w.process({ name: "services.exe" });
        const workers = Array.from({ length: 4 }, (_, i) => w.thread(services, { name: `s${i}` }));
        const port = w.port(services, { path: "\\RPC Control\\ntsvcs" });
        w.pool(port, workers);
        const old = w.thread(services, { name: "old" });
        old.state = "terminated";
        const app = w.process({ name: "app.exe" });
        for (let i = 0; i < 34; i++) {
          const client = w.thread(app, { name: `t${i}` });
          w.call(client, port, i < 2 ? { state: "inService", by: old } : { state: "parked", by: workers[i % 4]! });
          w.waited(client, 3000 + i);
        }
        const poll = w.thread(app, { name: "poll" });
        w.call(poll, port, { state: "queued", queue: "MainQueue" });
        poll.waitedTicks = w.clock.ticks - 900;
      }),
    );
    expect(m.answer.verdict).toBe("healthy");
    expect(m.alarms).toEqual([]);
    expect(m.answer.chains.reduce((sum, chain) => sum + chain.waiters, 0)).toBe(35);
  });
});
