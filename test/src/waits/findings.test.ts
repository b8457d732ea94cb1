/** Each finding, and the case that just misses it. */
import { describe, expect, test } from "vitest";
import { SEVERITY } from "../../../src/waits/findings";
import { machine, type Machine } from "./machine";

const findings = (text: string): string[] => machine(text).findings();

function changed(text: string, change: (m: Machine) => void): Machine {
  const m = machine(text);
  change(m);
  return m;
}

function textOf(m: Machine, rule: string): string | undefined {
  return m.analyse().findings.find((finding) => finding.rule === rule)?.text;
}

describe("server-gone", () => {
  test.each([
    "port p : invalid",
    "port p : closed",
    "port p : disconnected",
    "process S : exiting; port p : of S",
    "process S : terminated; port p : of S",
  ])("%s", (port) => {
    expect(findings(`${port}; t1 -> completion at p`)).toEqual(["error server-gone p"]);
    expect(findings(`${port}; t1 -> @p : 5s`)).toEqual(["error server-gone p"]);
    expect(findings(`${port}; t1 -> lpc(@p) : 5s`)).toEqual(["error server-gone p"]);
  });

  test("nobody waits", () => expect(findings("port p : closed")).toEqual([]));

  test("those who wait need no answer any more", () => {
    expect(findings("port p : closed; t1 -> ready at p")).toEqual([]);
    expect(findings("port p : closed; t1 -> canceled at p")).toEqual(["info canceled-waiter t1"]);
  });

  test("the owner lives", () => expect(findings("process S; port p : of S; t1 -> completion at p")).toEqual([]));
});

describe("lost-reply", () => {
  test("longer than 30 s", () => {
    expect(findings("t1 -> lpc(lost) : 30.5s")).toEqual(["warning lost-reply t1", "info long-wait t1"]);
  });
  test("an asynchronous server looks the same for a while", () =>
    expect(findings("t1 -> lpc(lost) : 30s")).toEqual([]));
  test("held by a thread", () => expect(findings("t1 -> lpc(t2) : 40s")).toEqual(["info long-wait t1"]));
  test("queued", () => {
    expect(findings("port p = t2; t2 : idle; t1 -> lpc(@p) : 40s")).toEqual(["info long-wait t1"]);
  });
  test("no clock period", () => {
    expect(changed("t1 -> lpc(lost) : 90s", (m) => (m.facts.clock = { tickCount: 10_000_000 })).findings()).toEqual([]);
  });
});

describe("wrong-reply", () => {
  test("a reply whose id differs", () => expect(findings("t1 -> lpc(wrong)")).toEqual(["error wrong-reply t1"]));
  test("the right reply", () => expect(findings("t1 -> lpc(ready)")).toEqual([]));
  test("two threads with its id", () => expect(findings("t1 -> lpc(t2, t3)")).toEqual(["error wrong-reply t1"]));
  test("one thread with its id, found twice", () => expect(findings("t1 -> lpc(t2, t2)")).toEqual([]));
});

describe("corrupt-list", () => {
  const damage = (owner: string): Machine =>
    changed("port p", (m) => {
      m.facts.damagedLists = [{ owner: m.at(owner), list: "PendingQueue", why: "loop" }];
    });
  test("a walk ended badly", () => {
    expect(damage("p").findings()).toEqual(["error corrupt-list p"]);
    expect(textOf(damage("p"), "corrupt-list")).toMatch(/^PendingQueue of p \(0x[0-9a-f]+\) is damaged: loop$/);
    expect(damage("p").analyse().verdict).toBe("blocked");
  });
  test("the same damage met twice is one finding", () => {
    const m = damage("p");
    m.facts.damagedLists = [...m.facts.damagedLists, ...m.facts.damagedLists];
    expect(m.findings()).toEqual(["error corrupt-list p"]);
  });
  test("a page that is not there is none, only incomplete", () => {
    const m = changed("port p", (each) => {
      each.facts.incomplete = [{ what: "PendingQueue", address: each.at("p"), why: "unreadable at 0x10" }];
    });
    expect(m.findings()).toEqual([]);
    expect(m.json()).toContain('"incomplete":[{"what":"PendingQueue","address":"0x');
  });
});

describe("self-call", () => {
  test("in service by itself", () => expect(findings("t1 -> t1")).toEqual(["error self-call t1"]));
  test("queued at a port that only it receives from", () => {
    expect(findings("port p = t1; t1 -> @p : 5s")).toEqual(["error self-call t1"]);
  });
  test("another thread receives from that port as well", () => {
    expect(findings("port p = t1, t2; t2 : idle; t1 -> @p : 5s")).toEqual([]);
  });
  test("a thread of the same process", () => expect(findings("t1 -> t2 : of P; t2 : of P")).toEqual([]));
  test("a mutant of its own is no call", () => expect(findings("t1 -> mutant(t1)")).toEqual([]));
});

describe("starved-port", () => {
  const workers = "port p = t2, t3; t2 -> event; t3 -> event";
  test("every receiver waits for something else", () => {
    const m = machine(`${workers}; t1 -> @p : 10.5s; t4 -> @p : 2s; t5 -> @p : 2s`);
    expect(m.findings()).toEqual(["warning starved-port p"]);
    expect(textOf(m, "starved-port")).toMatch(/: 3 queued, 0 of 2 free, longest for 10.5 s$/);
    expect(m.analyse().verdict).toBe("starvation");
  });
  test("not for longer than 10 s", () => expect(findings(`${workers}; t1 -> @p : 10s`)).toEqual([]));
  test("one receiver is idle", () => expect(findings(`${workers}; t3 : idle; t1 -> @p`)).toEqual([]));
  test("a receiver that runs is only busy", () => expect(findings(`${workers}; t3 : runs; t1 -> @p`)).toEqual([]));
  test("a receiver that could not be read may be free", () =>
    expect(findings(`${workers}; t3 : unreadable; t1 -> @p`)).toEqual([]));
  test("a dead receiver is none", () =>
    expect(findings(`${workers}; t3 : dead; t1 -> @p`)).toEqual(["warning starved-port p"]));
  test("nothing is queued, however much is pending", () => {
    expect(findings(`${workers}; t1 -> completion at p; t4 -> completion at p`)).toEqual([]);
  });
  test("no clock period", () => {
    expect(changed(`${workers}; t1 -> @p`, (m) => (m.facts.clock = {})).findings()).toEqual([]);
  });
});

describe("no-receiver", () => {
  const port = "port p : of S; t2 -> event : of S";
  test("nobody there to receive", () => expect(findings(`${port}; t1 -> @p`)).toEqual(["warning no-receiver p"]));
  test("LPC: nobody on the semaphore", () =>
    expect(findings(`${port}; t1 -> lpc(@p)`)).toEqual(["warning no-receiver p"]));
  test("not for longer than 10 s", () => expect(findings(`${port}; t1 -> @p : 10s`)).toEqual([]));
  test("a thread of the owner runs", () => expect(findings(`${port}; t3 : of S; t1 -> @p`)).toEqual([]));
  test("a thread of another process that runs does not matter", () => {
    expect(findings(`${port}; t3 : of Q; t1 -> @p`)).toEqual(["warning no-receiver p"]);
  });
  test("a thread of the owner has a message in service", () => {
    expect(findings(`${port}; t4 -> t2 at p; t1 -> @p`)).toEqual([]);
    expect(findings(`${port}; t2 : serving; t1 -> @p`)).toEqual([]);
    expect(findings(`${port}; t4 -> lpc(t2); t1 -> lpc(@p)`)).toEqual([]);
  });
  test("it had one, but is idle again", () => {
    expect(findings(`${port}; t2 : serving, idle; t1 -> @p`)).toEqual(["warning no-receiver p"]);
  });
  test("a receiver is known", () => expect(findings("port p = t2 : of S; t2 : idle; t1 -> @p")).toEqual([]));
  test("the receivers could not all be read", () => {
    expect(findings("port p : of S, partial; t2 -> event : of S; t1 -> @p")).toEqual([]);
  });
});

describe("suspended-server", () => {
  test("only it can act", () => {
    expect(findings("t1 -> t2; t2 : suspended")).toEqual(["warning suspended-server t2"]);
    expect(findings("t1 -> mutant(t2); t2 : suspended")).toEqual(["warning suspended-server t2"]);
    expect(findings("t1 -> all(mutant(t2), event); t2 : suspended")).toEqual(["warning suspended-server t2"]);
    expect(findings("port p = t2; t2 : suspended; t1 -> @p : 5s")).toEqual(["warning suspended-server t2"]);
  });
  test("another may act as well", () => {
    expect(findings("port p = t2, t3; t3 : idle; t2 : suspended; t1 -> @p : 5s")).toEqual([]);
    expect(findings("t1 -> any(mutant(t2), mutant(t3)); t2 : suspended")).toEqual([]);
  });
  test("nobody waits for it", () => expect(findings("t2 : suspended")).toEqual([]));
  test("it waits for somebody itself", () => {
    expect(findings("t1 -> t2; t2 -> mutant(t3) : suspended")).toEqual([]);
  });
});

describe("abandoned-mutant", () => {
  test("somebody waits for it: one finding, however many do", () => {
    expect(findings("t1 -> mutant(abandoned); t2 -> mutant(abandoned)")).toEqual([
      "warning abandoned-mutant mutant-abandoned",
    ]);
  });
  test("its owner is dead", () =>
    expect(findings("t1 -> mutant(t2); t2 : dead")).toEqual(["warning abandoned-mutant mutant-t2"]));
  test("its owner lives", () => expect(findings("t1 -> mutant(t2)")).toEqual([]));
  test("who waited for it runs again", () => expect(findings("t1 -> mutant(abandoned) : runs")).toEqual([]));
});

describe("counter-mismatch", () => {
  const queue = (counter: number, walked: number): Machine =>
    changed("port p", (m) => (m.port("p").queues = [{ name: "MainQueue", counter, walked }]));
  test("dump", () => {
    expect(queue(3, 2).findings()).toEqual(["warning counter-mismatch p"]);
    expect(textOf(queue(3, 2), "counter-mismatch")).toMatch(/^MainQueue of p .* counts 3, but holds 2$/);
  });
  test("they agree", () => expect(queue(2, 2).findings()).toEqual([]));
  test("a target that moves", () => {
    const m = queue(3, 2);
    m.facts.isMoving = true;
    expect(m.findings()).toEqual([]);
  });
});

describe("blocked-at-start", () => {
  const text = (age: string, time = "12s", more = ""): string =>
    `process P : age ${age}; t1 -> t9 : of P, ${time}; t2 -> mutant(t9) : of P, ${time}${more}`;
  test("all threads of a young process wait for others", () => {
    expect(findings(text("59.5"))).toEqual(["warning blocked-at-start P"]);
  });
  test("not young any more", () => expect(findings(text("60"))).toEqual([]));
  test("not for longer than 10 s each", () => expect(findings(text("30", "10s"))).toEqual([]));
  test("one of its threads runs, or sleeps", () => {
    expect(findings(text("30", "12s", "; t3 : of P"))).toEqual([]);
    expect(findings(text("30", "12s", "; t3 -> event : of P"))).toEqual([]);
    expect(findings(text("30", "12s", "; t3 -> thread(t3) : of P"))).toEqual([]);
  });
  test("a thread that has ended does not matter", () => {
    expect(findings(text("30", "12s", "; t3 : of P, dead"))).toEqual(["warning blocked-at-start P"]);
  });
  test("WaitAny with an event is no wait for others, WaitAll is", () => {
    const wait = (mode: string): string => `process P : age 30; t1 -> ${mode}(mutant(t9), event) : of P`;
    expect(findings(wait("any"))).toEqual([]);
    expect(findings(wait("all"))).toEqual(["warning blocked-at-start P"]);
  });
  test("its thread list could not be read to the end", () => {
    expect(findings(`${text("30")}; process P : partial`)).toEqual([]);
  });
  test("no threads, no clock, no known age", () => {
    expect(findings("process P : age 5")).toEqual([]);
    expect(changed(text("30"), (m) => (m.facts.clock = {})).findings()).toEqual([]);
    expect(findings("process P; t1 -> mutant(t9) : of P")).toEqual([]);
  });
});

describe("blocked-at-exit", () => {
  test("all threads of an exiting process wait for others", () => {
    expect(findings("process P : exiting; t1 -> mutant(t9) : of P")).toEqual(["warning blocked-at-exit P"]);
  });
  test("young and exiting is exiting", () => {
    expect(findings("process P : exiting, age 20; t1 -> mutant(t9) : of P")).toEqual(["warning blocked-at-exit P"]);
  });
  test("one runs", () => expect(findings("process P : exiting; t1 -> mutant(t9) : of P; t2 : of P")).toEqual([]));
  test("not exiting", () => expect(findings("process P; t1 -> mutant(t9) : of P")).toEqual([]));
});

describe("orphan-port", () => {
  const port = (handles: number | undefined, messages: number, connections: number): string[] =>
    changed("port p", (m) => {
      Object.assign(m.port("p"), { messageCount: messages, connectionCount: connections });
      if (handles !== undefined) m.port("p").handleCount = handles;
    }).findings();
  test("no handles, still messages or connections", () => {
    expect(port(0, 1, 0)).toEqual(["info orphan-port p"]);
    expect(port(0, 0, 2)).toEqual(["info orphan-port p"]);
  });
  test("nothing left", () => expect(port(0, 0, 0)).toEqual([]));
  test("it has a handle", () => expect(port(1, 3, 3)).toEqual([]));
  test("handles are not known", () => expect(port(undefined, 3, 3)).toEqual([]));
});

describe("info about waiters", () => {
  test("stale-server-thread: the message", () => {
    expect(findings("t1 -> t2; t2 : dead")).toEqual(["info stale-server-thread message-t1"]);
    expect(findings("t1 -> t2; t2 : idle")).toEqual([]);
  });
  test("suspended-client", () => {
    expect(findings("t1 -> t2 : suspended")).toEqual(["info suspended-client t1"]);
    expect(findings("t1 -> ready : suspended")).toEqual([]);
    expect(findings("t1 -> mutant(t2) : suspended")).toEqual([]);
  });
  test("canceled-waiter", () => {
    expect(findings("t1 -> canceled")).toEqual(["info canceled-waiter t1"]);
    expect(findings("t1 -> canceled : runs")).toEqual([]);
  });
  test("long-wait: over 30 s, for a reply", () => {
    expect(findings("t1 -> t2 : 30.5s")).toEqual(["info long-wait t1"]);
    expect(findings("t1 -> t2 : 30s")).toEqual([]);
    expect(findings("t1 -> mutant(t2) : 300s; t2 -> event : 300s")).toEqual([]);
    expect(changed("t1 -> t2 : 90s", (m) => (m.facts.clock = { tickCount: 10_000_000 })).findings()).toEqual([]);
  });
});

test("by severity, rule and subject", () => {
  const order = findings("t5 -> t5; t1 -> t1; port p : closed; t3 -> @p : 40s; t2 -> t4 : 40s; t4 : suspended");
  expect(order).toEqual([
    "error self-call t1",
    "error self-call t5",
    "error server-gone p",
    "warning no-receiver p",
    "warning suspended-server t4",
    "info long-wait t2",
    "info long-wait t3",
  ]);
});

test("every rule has a severity of the three", () => {
  expect(Object.keys(SEVERITY).length).toBe(17);
  for (const severity of Object.values(SEVERITY)) expect(["error", "warning", "info"]).toContain(severity);
});
