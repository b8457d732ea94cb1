import { describe, expect, test } from "vitest";
import { machine } from "./machine";

describe("what is a deadlock", () => {
  test("two servers that wait for each other", () => {
    expect(machine("t1 -> t2; t2 -> t1").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });

  test("two clients of one server are no cycle", () => expect(machine("t1 -> t3; t2 -> t3").deadlocks()).toEqual([]));

  test("a diamond is none", () => {
    expect(machine("t1 -> all(t2, t3); t2 -> mutant(t4); t3 -> mutant(t4)").deadlocks()).toEqual([]);
  });

  test("a long tail is none", () =>
    expect(machine("t1 -> t2; t2 -> t3; t3 -> t4; t4 -> event").deadlocks()).toEqual([]));

  test("two chains that share a tail are none", () => {
    expect(machine("t1 -> t3; t2 -> mutant(t3); t3 -> t4; t4 -> event").deadlocks()).toEqual([]);
  });

  test("a reply and a mutant that close a circle", () => {
    expect(machine("t1 -> t2; t2 -> mutant(t1)").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });

  test("a circle over three thread pools, whose idle workers do not help", () => {
    const m = machine(`
      port p = t1, t4; port q = t2, t5; port r = t3, t6
      t1 -> t2 at q; t2 -> t3 at r; t3 -> t1 at p
      t4 : idle; t5 : idle; t6 : idle`);
    expect(m.deadlocks()).toEqual(["proved cycle: t1 t2 t3"]);
  });

  test("a queued message does not close the circle while a receiver is idle", () => {
    expect(machine("port p = t1, t3; t1 -> t2; t2 -> @p; t3 : idle").deadlocks()).toEqual([]);
    expect(machine("port p = t1; t1 -> t2; t2 -> @p").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });

  test("a parked wait never closes a circle", () => {
    expect(machine("t1 -> async(t2); t2 -> t1").deadlocks()).toEqual([]);
  });

  test("a candidate never closes a circle", () => {
    const m = machine("port p : of P; t1 -> completion at p; t2 -> t1 : of P");
    expect(m.analyse().chains[0]?.waits[0]?.candidates.map((each) => m.name(each))).toEqual(["t2"]);
    expect(m.deadlocks()).toEqual([]);
  });
});

describe("a component whose way out leads to another deadlock", () => {
  // t1 and t2 wait for each other, but t1 could also be freed by t3, which is stuck for its own reasons.
  const text = "t1 -> any(t2, t3); t2 -> t1; t3 -> t4; t4 -> t3";

  test("is no deadlock of its own: its members are victims", () => {
    expect(machine(text).deadlocks()).toEqual(["proved cycle: t3 t4 | t1 t2"]);
  });

  test("is one when all ways lead back", () => {
    expect(machine("t1 -> all(t2, t3); t2 -> t1; t3 -> t4; t4 -> t3").deadlocks()).toEqual([
      "proved cycle: t1 t2",
      "proved cycle: t3 t4",
    ]);
  });
});

describe("proved and suspected", () => {
  test("a wait with a timeout is suspected at most", () => {
    expect(machine("t1 -> t2 : timeout; t2 -> t1").deadlocks()).toEqual(["suspected cycle: t1 t2"]);
  });

  test("queued for longer than 10 s is proved", () => {
    const queued = (time: string): string => `port p = t1; port q = t2; t1 -> @q : ${time}; t2 -> @p : 20s`;
    expect(machine(queued("10.5s")).deadlocks()).toEqual(["proved cycle: t1 t2"]);
    expect(machine(queued("10s")).deadlocks()).toEqual(["suspected cycle: t1 t2"]);
    expect(machine(queued("3s")).deadlocks()).toEqual(["suspected cycle: t1 t2"]);
  });

  test("queued for an unknown time is suspected", () => {
    const m = machine("port p = t1; port q = t2; t1 -> @q; t2 -> @p");
    m.facts.clock = { tickCount: 10_000_000 };
    expect(m.deadlocks()).toEqual(["suspected cycle: t1 t2"]);
  });

  test("a request in service needs no clock", () => {
    const m = machine("t1 -> t2 : 1s; t2 -> t1 : 1s");
    m.facts.clock = {};
    expect(m.deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });

  test("several messages that name one ServerThread prove nothing", () => {
    expect(machine("t1 -> t2; t2 -> t1; t3 -> t2").deadlocks()).toEqual(["suspected cycle: t1 t2 | t3"]);
    expect(machine("t1 -> t2; t2 -> t1; t3 -> mutant(t2)").deadlocks()).toEqual(["proved cycle: t1 t2 | t3"]);
  });

  test("a message that is served asynchronously names its ServerThread as well", () => {
    expect(machine("t1 -> t2; t2 -> t1; t3 -> async(t2)").deadlocks()).toEqual(["suspected cycle: t1 t2"]);
  });

  test("a canceled message is waited for no more", () => {
    const m = machine("t1 -> t2; t2 -> t1; t3 -> t2");
    Object.assign(m.thread("t3").waits[0] ?? {}, { canceled: true });
    expect(m.deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });

  test("receivers or threads that could not all be read make it suspected", () => {
    expect(machine("port p = t1 : partial; t1 -> t2; t2 -> @p").deadlocks()).toEqual(["suspected cycle: t1 t2"]);
    const child = "t1 -> process(P); t2 -> t1 : of P";
    expect(machine(child).deadlocks()).toEqual(["proved cycle: t1 t2"]);
    expect(machine(`${child}; process P : partial`).deadlocks()).toEqual(["suspected cycle: t1 t2"]);
  });

  test("both at once", () => {
    expect(machine("t1 -> t2; t2 -> t1; t3 -> t4 : timeout; t4 -> t3; t5 -> t4; t6 -> t5").deadlocks()).toEqual([
      "suspected cycle: t3 t4 | t5 t6",
      "proved cycle: t1 t2",
    ]);
  });

  test("a lenient component that holds a proved one is not listed again", () => {
    // t3 has a timeout and is in one lenient component with t1 and t2, which are proved without it.
    expect(machine("t1 -> all(t2, t3); t2 -> t1; t3 -> mutant(t1) : timeout").deadlocks()).toEqual([
      "proved cycle: t1 t2 | t3",
    ]);
  });
});

describe("kinds", () => {
  test("all workers of a pool call back into their own port: starvation", () => {
    const m = machine("port p = t1, t2, t3; t1 -> @p; t2 -> @p; t3 -> @p; t4 -> @p; t5 -> @p");
    expect(m.deadlocks()).toEqual(["proved starvation: t1 t2 t3 | t4 t5"]);
  });

  test("a pool of one is a cycle", () => {
    expect(machine("port p = t1; t1 -> @p").deadlocks()).toEqual(["proved cycle: t1"]);
  });

  test("any of several, no queue: knot", () => {
    expect(machine("t1 -> any(t2, t3); t2 -> t1; t3 -> mutant(t1)").deadlocks()).toEqual(["proved knot: t1 t2 t3"]);
  });

  test("waiting for two threads of the component is a knot, for one inside and one outside a cycle", () => {
    expect(machine("t1 -> all(t2, t3); t2 -> t1; t3 -> mutant(t1)").deadlocks()).toEqual(["proved knot: t1 t2 t3"]);
    expect(machine("t1 -> all(t2, t3); t2 -> t1; t3 -> event").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });
});

test("a port that has a receiver in another deadlock is not starved by this one", () => {
  const pool = (receivers: string): string =>
    `port p = ${receivers}; t1 -> all(@p, mutant(t2), mutant(t3)); t2 -> mutant(t1); t3 -> mutant(t1); t4 -> mutant(t4)`;
  expect(machine(pool("t2, t3")).deadlocks()).toEqual(["proved starvation: t1 t2 t3", "proved cycle: t4"]);
  expect(machine(pool("t2, t4")).deadlocks()).toEqual(["proved knot: t1 t2 t3", "proved cycle: t4"]);
});

describe("victims", () => {
  test("one may be a victim of several deadlocks", () => {
    expect(machine("t1 -> t2; t2 -> t1; t3 -> t4; t4 -> t3; t5 -> all(t1, t3)").deadlocks()).toEqual([
      "proved cycle: t1 t2 | t5",
      "proved cycle: t3 t4 | t5",
    ]);
  });

  test("one that waits in time is a victim too, one that has another way is not", () => {
    expect(machine("t1 -> t2; t2 -> mutant(t1); t3 -> mutant(t1) : timeout; t4 -> any(t1, t5)").deadlocks()).toEqual([
      "proved cycle: t1 t2 | t3",
    ]);
  });

  test("a deadlock behind another one passes its victims on, itself being none", () => {
    expect(machine("t1 -> all(t2, t3); t2 -> t1; t3 -> t4; t4 -> t3; t5 -> mutant(t2)").deadlocks()).toEqual([
      "proved cycle: t1 t2 | t5",
      "proved cycle: t3 t4 | t5",
    ]);
  });

  test("a part of a wait that is met blocks nobody", () => {
    // t3 needs t1 and anybody of P; t6 of P is free, so the deadlock of t4 and t5 does not hold t3.
    const m = machine("t1 -> t2; t2 -> t1; t3 -> all(t1, process(P)); t4 -> t5 : of P; t5 -> t4; t6 : of P");
    expect(m.deadlocks()).toEqual(["proved cycle: t1 t2 | t3", "proved cycle: t4 t5"]);
  });
});

test("waits of a deadlock: members before victims, each by thread and object", () => {
  const m = machine("t2 -> t4; t4 -> all(t2, mutant(t2)); t1 -> mutant(t2); t3 -> mutant(t2)");
  const { waits } = m.analyse().deadlocks[0] ?? { waits: [] };
  expect(waits.map((wait) => `${m.name(wait.waiter.thread)} ${wait.kind}`)).toEqual([
    "t2 alpc",
    "t4 thread",
    "t4 mutant",
    "t1 mutant",
    "t3 mutant",
  ]);
});
