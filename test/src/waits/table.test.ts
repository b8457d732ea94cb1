/** Each row of the table "who waits for whom", with the case that just misses it. */
import { describe, expect, test } from "vitest";
import { publishedState } from "../../../src/waits/document";
import { evidenceOf } from "../../../src/waits/evidence";
import { judgeWaits } from "../../../src/waits/judge";
import { buildWorld } from "../../../src/waits/world";
import { machine, type Machine } from "./machine";

/** `inService t2`: published state of the first wait of t1, and who can end it. */
function waitOf(m: Machine, thread = "t1", number = 0): string {
  const { threads } = judgeWaits(buildWorld(m.facts));
  const wait = threads.find((each) => each.fact.thread === m.at(thread))?.waits[number];
  if (wait === undefined) return "none";
  return [wait.kind === "other" ? "other" : publishedState(wait.state), ...wait.on.map((each) => m.name(each))].join(
    " ",
  );
}

function evidence(m: Machine, thread = "t1"): string[] {
  const world = buildWorld(m.facts);
  const wait = judgeWaits(world).threads.find((each) => each.fact.thread === m.at(thread))?.waits[0];
  return wait === undefined ? [] : evidenceOf(world, wait).map(({ basis, text }) => `${basis}: ${text}`);
}

describe("only a waiting thread waits", () => {
  test("a running thread keeps the wait blocks of its last wait", () => {
    const m = machine("t1 -> t2 : runs; t2 -> t1");
    expect(waitOf(m)).toBe("none");
    expect(m.deadlocks()).toEqual([]);
  });

  test("a waiting one with the same facts is in the deadlock", () => {
    expect(machine("t1 -> t2; t2 -> t1").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });
});

describe("reply to a message on the PendingQueue", () => {
  test("ServerThread live and not idle: that thread", () =>
    expect(waitOf(machine("t1 -> t2; t2 -> event"))).toBe("inService t2"));

  test("ServerThread idle: parked, nobody provable", () =>
    expect(waitOf(machine("t1 -> t2; t2 : idle"))).toBe("parked"));

  test("a thread that is flagged idle but runs is not idle", () =>
    expect(waitOf(machine("t1 -> t2; t2 : idle, runs"))).toBe("inService t2"));

  test("served asynchronously: parked, though the ServerThread waits for the client", () => {
    const m = machine("t1 -> async(t2); t2 -> mutant(t1)");
    expect(waitOf(m)).toBe("parked");
    expect(m.deadlocks()).toEqual([]);
  });

  test("pended without a ServerThread: parked", () => expect(waitOf(machine("t1 -> completion"))).toBe("parked"));

  test("ServerThread no longer a live thread: published as parked, never an edge", () => {
    const m = machine("t1 -> t2; t2 -> t1 : dead");
    expect(waitOf(m)).toBe("parked");
    expect(m.deadlocks()).toEqual([]);
    expect(m.findings()).toEqual(["info stale-server-thread message-t1"]);
  });

  test("a ServerThread that is not among the threads at all is not live either", () => {
    const m = machine("t1 -> t2");
    m.facts.threads = m.facts.threads.filter((thread) => thread.thread !== m.at("t2"));
    expect(waitOf(m)).toBe("parked");
    expect(m.chains()).toEqual(["stale server - - message-t1: 1"]);
  });

  test("a ServerThread that could not be read may be alive", () => {
    const m = machine("t1 -> t2; t2 : unreadable");
    expect(waitOf(m)).toBe("inService t2");
    expect(m.chains()).toEqual(["unreadable - own-t2 t2: 1"]);
    expect(m.findings()).toEqual([]);
  });
});

describe("reply to a message on the Main, Large or DirectQueue", () => {
  test("any of the receivers of the port", () =>
    expect(waitOf(machine("port p = t3, t2; t1 -> @p"))).toBe("queued t2 t3"));

  test.each(["main", "large", "direct"] as const)("%sQueue", (place) => {
    const m = machine("port p = t2; t1 -> @p");
    Object.assign(m.thread("t1").waits[0] ?? {}, { place });
    expect(waitOf(m)).toBe("queued t2");
  });

  test("a receiver that is no longer live is none", () =>
    expect(waitOf(machine("port p = t2, t3; t3 : dead; t1 -> @p"))).toBe("queued t2"));

  test("none known: nobody provable", () => expect(waitOf(machine("port p; t1 -> @p"))).toBe("queued"));

  test("a receiver found in two ways is one", () =>
    expect(waitOf(machine("port p = t2, t2; t1 -> @p"))).toBe("queued t2"));

  test("the ServerThread of an earlier use of the message does not count", () => {
    const m = machine("port p = t2; t1 -> @p; t3 -> t1");
    Object.assign(m.thread("t1").waits[0] ?? {}, { serverThread: m.at("t3") });
    expect(waitOf(m)).toBe("queued t2");
    expect(m.deadlocks()).toEqual([]);
  });
});

describe("reply that will not come or has come", () => {
  test("canceled: it may proceed", () => {
    const m = machine("t1 -> canceled; t2 -> t1");
    expect(waitOf(m)).toBe("canceled");
    expect(m.deadlocks()).toEqual([]);
    expect(m.findings()).toEqual(["info canceled-waiter t1"]);
  });

  test("arrived, thread not yet run: it is runnable", () => {
    const m = machine("t1 -> ready");
    expect(waitOf(m)).toBe("replyReady");
    expect(m.chains()).toEqual(["runnable t1 own-t1 -: 1"]);
    expect(m.findings()).toEqual([]);
  });

  test("a message that cannot be read: nobody provable", () =>
    expect(waitOf(machine("t1 -> unreadable"))).toBe("unknown"));

  test("a message in no queue: nobody provable", () => expect(waitOf(machine("t1 -> nowhere"))).toBe("unknown"));
});

describe("LPC reply", () => {
  test("the thread that holds the id", () => expect(waitOf(machine("t1 -> lpc(t2)"))).toBe("inService t2"));

  test("two such: any of them, and an error", () => {
    const m = machine("t1 -> lpc(t2, t3)");
    expect(waitOf(m)).toBe("inService t2 t3");
    expect(m.findings()).toEqual(["error wrong-reply t1"]);
  });

  test("two such, one of them dead: the other, and no error", () => {
    const m = machine("t1 -> lpc(t2, t3); t3 : dead");
    expect(waitOf(m)).toBe("inService t2");
    expect(m.findings()).toEqual([]);
  });

  test("the holder is idle: parked", () => expect(waitOf(machine("t1 -> lpc(t2); t2 : idle"))).toBe("parked"));

  test("held by two, one of them idle: in service all the same", () => {
    expect(waitOf(machine("t1 -> lpc(t2, t3); t2 : idle"))).toBe("inService t2 t3");
    expect(waitOf(machine("t1 -> lpc(t2, t3); t2 : idle; t3 : idle"))).toBe("parked");
  });

  test("else queued: any thread that waits on the port's semaphore", () => {
    expect(waitOf(machine("port p = t2, t3; t2 : idle; t3 : idle; t1 -> lpc(@p)"))).toBe("queued t2 t3");
  });

  test("else lost: unknown", () => expect(waitOf(machine("t1 -> lpc(lost)"))).toBe("unknown"));

  test("a list that could not be walked: unknown, and not lost", () => {
    const m = machine("t1 -> lpc(unreadable) : 40s");
    expect(waitOf(m)).toBe("unknown");
    expect(m.findings()).toEqual(["info long-wait t1"]);
  });

  test("arrived: it is runnable", () => expect(waitOf(machine("t1 -> lpc(ready)"))).toBe("replyReady"));

  test("two servers that wait for each other", () => {
    expect(machine("t1 -> lpc(t2); t2 -> lpc(t1)").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });
});

describe("owned objects", () => {
  test("mutant: its owner", () => expect(waitOf(machine("t1 -> mutant(t2)"))).toBe("owned t2"));

  test("mutant whose owner is dead: nobody", () => {
    const m = machine("t1 -> mutant(t2); t2 : dead");
    expect(waitOf(m)).toBe("owned");
    expect(m.findings()).toEqual(["warning abandoned-mutant mutant-t2"]);
  });

  test("abandoned mutant: nobody, whatever its owner says", () => {
    const m = machine("t1 -> mutant(abandoned)");
    Object.assign(m.thread("t1").waits[0] ?? {}, { owner: m.thread("t2").thread });
    expect(waitOf(m)).toBe("owned");
  });

  test("mutant that nobody owns: nobody, and no finding", () => {
    const m = machine("t1 -> mutant(free)");
    expect(waitOf(m)).toBe("owned");
    expect(m.findings()).toEqual([]);
  });

  test("thread object: that thread", () => expect(waitOf(machine("t1 -> thread(t2)"))).toBe("owned t2"));

  test("thread object of a dead thread: nobody", () =>
    expect(waitOf(machine("t1 -> thread(t2); t2 : dead"))).toBe("owned"));

  test("process object: any live thread of that process", () => {
    expect(waitOf(machine("t1 -> process(P); t2 : of P; t3 : of P; t4 : of P, dead"))).toBe("owned t2 t3");
  });

  test("process object: stuck only if all threads of the process are", () => {
    const text = "t1 -> process(P); t2 -> t1 : of P; t3 : of P";
    expect(machine(text).deadlocks()).toEqual([]);
    expect(machine(`${text}; t3 -> mutant(t2)`).deadlocks()).toEqual(["proved knot: t1 t2 t3"]);
  });

  test("process without a live thread: nobody", () =>
    expect(waitOf(machine("t1 -> process(P); process P"))).toBe("owned"));

  test.each(["cs", "eresource", "pushLock"])("%s: its owner", (lock) => {
    expect(waitOf(machine(`t1 -> ${lock}(t2)`))).toBe("owned t2");
    expect(machine(`t1 -> ${lock}(t2); t2 -> t1`).deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });

  test("a lock whose structure cannot be read: nobody", () => expect(waitOf(machine("t1 -> cs(free)"))).toBe("owned"));
});

describe("waits for oneself", () => {
  test("own thread object: other wait, no edge", () => {
    const m = machine("t1 -> thread(t1); t2 -> t1");
    expect(waitOf(m)).toBe("other");
    expect(m.deadlocks()).toEqual([]);
    expect(m.chains()).toEqual(["other wait t1 own-t1 -: 1"]);
  });

  test("own process: other wait, no edge", () => {
    const m = machine("t1 -> process(P) : of P; t2 -> t1 : of P");
    expect(waitOf(m)).toBe("other");
    expect(m.deadlocks()).toEqual([]);
  });

  test("an owned mutant or a self call is an edge, and a deadlock", () => {
    expect(machine("t1 -> mutant(t1)").deadlocks()).toEqual(["proved cycle: t1"]);
    expect(machine("t1 -> t1").deadlocks()).toEqual(["proved cycle: t1"]);
  });
});

describe("several objects", () => {
  test("WaitAny: any of them may end it", () => {
    expect(machine("t1 -> any(t2, t3); t2 -> t1").deadlocks()).toEqual([]);
    expect(machine("t1 -> any(t2, t3); t2 -> t1; t3 -> mutant(t1)").deadlocks()).toEqual(["proved knot: t1 t2 t3"]);
  });

  test("WaitAll: one that nobody ends is enough", () => {
    expect(machine("t1 -> all(t2, t3); t2 -> t1").deadlocks()).toEqual(["proved cycle: t1 t2"]);
    expect(machine("t1 -> all(t2, t3); t2 -> t4; t3 -> t4").deadlocks()).toEqual([]);
  });

  test("WaitAny with an event may proceed, WaitAll with one may not", () => {
    expect(machine("t1 -> any(t2, event); t2 -> t1").deadlocks()).toEqual([]);
    expect(machine("t1 -> all(t2, event); t2 -> t1").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });

  test("a second handle to the same object changes nothing", () => {
    expect(machine("t1 -> all(t2, t2); t2 -> t1").deadlocks()).toEqual(["proved cycle: t1 t2"]);
    expect(machine("t1 -> all(t2, t2)").deadlocks()).toEqual([]);
  });

  test("waitType of a single object means nothing", () => {
    const m = machine("t1 -> t2; t2 -> t1");
    m.thread("t1").waitType = "all";
    expect(m.deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });
});

describe("what can end from outside", () => {
  test.each(["t2 -> event", "t2 : idle", "t2 : runs", "t2 : suspended"])("%s: the waiter is in no deadlock", (end) => {
    expect(machine(`t1 -> mutant(t2); ${end}`).deadlocks()).toEqual([]);
  });

  test("a suspended client still waits for its reply", () => {
    expect(machine("t1 -> t2 : suspended; t2 -> t1").deadlocks()).toEqual(["proved cycle: t1 t2"]);
  });
});

describe("what the text says", () => {
  test("received by is recorded, worked on by is concluded", () => {
    expect(evidence(machine("t1 -> t2"))).toEqual([
      "recorded: received by own-t2.exe 8.c (0x1020) at pDefault (0x20007)".replace(
        "0x20007",
        hexOf("t1 -> t2", "pDefault"),
      ),
      "concluded: worked on by own-t2.exe 8.c (0x1020)",
    ]);
  });

  test("of several messages that name one thread, none is said to be worked on", () => {
    expect(evidence(machine("t1 -> t2; t3 -> t2")).filter((text) => text.includes("worked on"))).toEqual([]);
  });

  test("a queued edge names the receivers that were found", () => {
    expect(evidence(machine("port p = t2, t3; t1 -> @p"))[1]).toMatch(/^recorded: 2 receivers found: .*0x1020.*0x1030/);
    expect(evidence(machine("port p; t1 -> @p"))[1]).toBe("recorded: no receiver was found");
  });

  test.each([
    "t2",
    "@p",
    "async(t2)",
    "completion",
    "canceled",
    "ready",
    "unreadable",
    "nowhere",
    "lpc(lost)",
    "mutant(t2)",
    "process(P)",
  ])("every published wait has a reason: %s", (wait) =>
    expect(evidence(machine(`t1 -> ${wait}`)).length).toBeGreaterThan(0),
  );
});

function hexOf(text: string, name: string): string {
  return `0x${Number(machine(text).at(name)).toString(16)}`;
}
