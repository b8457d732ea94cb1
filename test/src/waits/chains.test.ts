import { describe, expect, test } from "vitest";
import { judgeWaits } from "../../../src/waits/judge";
import { wayFrom } from "../../../src/waits/chains";
import { buildWorld } from "../../../src/waits/world";
import { machine } from "./machine";

describe("roots", () => {
  test("runnable", () => expect(machine("t1 -> t2").chains()).toEqual(["runnable t2 own-t2 -: 1"]));

  test("other wait", () => expect(machine("t1 -> t2; t2 -> event").chains()).toEqual(["other wait t2 own-t2 -: 1"]));

  test("suspended", () => expect(machine("t1 -> t2; t2 : suspended").chains()).toEqual(["suspended t2 own-t2 -: 1"]));

  test("suspended in an event", () => {
    expect(machine("t1 -> t2; t2 -> event : suspended").chains()).toEqual(["suspended t2 own-t2 -: 1"]);
  });

  test("a suspended client is passed through", () => {
    expect(machine("t1 -> t2; t2 -> t3 : suspended").chains()).toEqual(["runnable t3 own-t3 -: 2"]);
  });

  test("suspended with its reply there already: somebody must resume it", () => {
    expect(machine("t1 -> t2; t2 -> ready : suspended").chains()).toEqual(["suspended t2 own-t2 -: 2"]);
  });

  test("queued: the port and its owner", () => {
    expect(machine("port p = t2 : of S; t2 : idle; t1 -> @p").chains()).toEqual(["queued - S p: 1"]);
  });

  test("queued without a receiver", () =>
    expect(machine("port p : of S; t1 -> @p").chains()).toEqual(["queued - S p: 1"]));

  test("queued with one receiver that is not idle: the chain goes on", () => {
    expect(machine("port p = t2 : of S; t2 -> event; t1 -> @p").chains()).toEqual(["other wait t2 own-t2 -: 1"]);
  });

  test("queued with two receivers: it does not", () => {
    expect(machine("port p = t2, t3 : of S; t2 -> event; t3 : idle; t1 -> @p").chains()).toEqual(["queued - S p: 1"]);
  });

  test("queued with one receiver known, but there may be more", () => {
    expect(machine("port p = t2 : of S, partial; t2 -> event; t1 -> @p").chains()).toEqual(["queued - S p: 1"]);
  });

  test("parked: the owing process and the message", () => {
    expect(machine("port p : of S; t1 -> async(t2) at p").chains()).toEqual(["parked - S message-t1: 1"]);
  });

  test("a message in no queue is owed by the process as well", () => {
    expect(machine("port p : of S; t1 -> nowhere at p").chains()).toEqual(["parked - S message-t1: 1"]);
  });

  test("LPC: lost, or claimed by two: the process, no message", () => {
    expect(machine("port p : of S; t1 -> lpc(lost at p)").chains()).toEqual(["parked - S -: 1"]);
    expect(machine("port p : of S; t1 -> lpc(t2, t3 at p)").chains()).toEqual(["parked - S -: 1"]);
  });

  test("stale server: the owing process and the message", () => {
    expect(machine("port p : of S; t1 -> t2 at p; t2 : dead").chains()).toEqual(["stale server - S message-t1: 1"]);
  });

  test("server gone: the port and its last owner", () => {
    expect(machine("port p : of S, invalid; t1 -> @p").chains()).toEqual(["server gone - S p: 1"]);
    expect(machine("port p : closed; t1 -> completion at p").chains()).toEqual(["server gone - - p: 1"]);
    expect(machine("process S : exiting; port p : of S; t1 -> t2 at p; t2 : dead").chains()).toEqual([
      "server gone - S p: 1",
    ]);
  });

  test("server gone, but a live thread has the message in service", () => {
    expect(machine("port p : of S, disconnected; t1 -> t2 at p").chains()).toEqual(["runnable t2 own-t2 -: 1"]);
  });

  test("unreadable: the address", () => {
    expect(machine("t1 -> unreadable").chains()).toEqual(["unreadable - - message-t1: 1"]);
  });

  test("a canceled waiter is its own root, and the root of others", () => {
    expect(machine("t1 -> canceled; t2 -> t1").chains()).toEqual(["other wait t1 own-t1 -: 2"]);
  });

  test("a reply-ready one is runnable", () => {
    expect(machine("t1 -> ready; t2 -> t1").chains()).toEqual(["runnable t1 own-t1 -: 2"]);
  });
});

describe("where a chain goes on", () => {
  test("over mutants, threads and processes of one thread", () => {
    expect(machine("t1 -> t2; t2 -> mutant(t3); t3 -> thread(t4); t4 -> process(P); t5 : of P").chains()).toEqual([
      "runnable t5 P -: 1",
    ]);
  });

  test("a process of two threads is where it ends", () => {
    expect(machine("t1 -> t2; t2 -> process(P); t5 : of P; t6 : of P").chains()).toEqual(["other wait t2 own-t2 -: 1"]);
  });

  test("a mutant without an owner is where it ends", () => {
    expect(machine("t1 -> t2; t2 -> mutant(free)").chains()).toEqual(["other wait t2 own-t2 -: 1"]);
  });

  test("several objects that are all one thread's", () => {
    expect(machine("t1 -> t2; t2 -> any(mutant(t3), thread(t3))").chains()).toEqual(["runnable t3 own-t3 -: 1"]);
    expect(machine("t1 -> t2; t2 -> all(mutant(t3), cs(t3))").chains()).toEqual(["runnable t3 own-t3 -: 1"]);
  });

  test("several objects of two threads, or with an event, are where it ends", () => {
    expect(machine("t1 -> t2; t2 -> any(t3, t4)").chains()).toEqual(["other wait t2 own-t2 -: 1"]);
    expect(machine("t1 -> t2; t2 -> any(t3, event)").chains()).toEqual(["other wait t2 own-t2 -: 1"]);
  });
});

describe("who is in a chain", () => {
  test("chains that share a tail are one, with one root", () => {
    const m = machine("t1 -> t3; t2 -> mutant(t3); t3 -> t4; t5 -> t4; t6 -> event");
    expect(m.chains()).toEqual(["runnable t4 own-t4 -: 3"]);
  });

  test("threads passed through are shown, but only those that wait for a reply count", () => {
    const [chain] = machine("t1 -> t2 : 12s; t2 -> mutant(t3) : 25s; t3 -> event : 90s").analyse().chains;
    expect(chain?.waiters).toBe(1);
    expect(chain?.longestWaitSeconds).toBe(12);
    expect(chain?.waits.map((wait) => wait.kind)).toEqual(["alpc", "mutant"]);
  });

  test("nobody who waits for no reply", () => expect(machine("t1 -> mutant(t2); t2 -> event").chains()).toEqual([]));

  test("nobody in or behind a deadlock", () => {
    expect(machine("t1 -> t2; t2 -> t1; t3 -> t1 : timeout; t4 -> t5").chains()).toEqual(["runnable t5 own-t5 -: 1"]);
  });

  test("most waiters first, then by root thread; absent is 0", () => {
    expect(machine("t1 -> t9; t2 -> t8; t3 -> t7; t4 -> t7; port p : of S; t5 -> @p").chains()).toEqual([
      "runnable t7 own-t7 -: 2",
      "queued - S p: 1",
      "runnable t8 own-t8 -: 1",
      "runnable t9 own-t9 -: 1",
    ]);
  });

  test("a root in an exiting process says so", () => {
    expect(machine("t1 -> t2; t2 -> event : of P; process P : exiting").analyse().chains[0]?.rootProcessExiting).toBe(
      true,
    );
    expect(machine("t1 -> t2; t2 -> event : of P").analyse().chains[0]?.rootProcessExiting).toBe(false);
  });
});

test("the way of one thread, also into a deadlock", () => {
  const m = machine("t1 -> t2; t2 -> t3; t3 -> t2; t4 -> mutant(t5)");
  const waits = judgeWaits(buildWorld(m.facts));
  const way = (name: string): string => {
    const start = waits.threads.find((thread) => thread.fact.thread === m.at(name));
    if (start === undefined) throw new Error(name);
    const { threads, root } = wayFrom(waits, start);
    return `${threads.map((thread) => m.name(thread.fact.thread)).join(" ")} ${root?.why ?? "circle"}`;
  };
  expect(way("t1")).toBe("t1 t2 t3 circle");
  expect(way("t4")).toBe("t4 t5 runnable");
});
