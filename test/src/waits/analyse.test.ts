import { describe, expect, test } from "vitest";
import { fromHex } from "../../../src/target/address";
import { toDocument } from "../../../src/waits/document";
import { buildWorld, waitedSeconds, waitedTicks } from "../../../src/waits/world";
import { machine, TICK_COUNT, type Machine } from "./machine";

const verdict = (text: string): string => machine(text).analyse().verdict;

describe("verdict", () => {
  const starved = "port p = t8; t8 -> event; t9 -> @p";
  test("deadlock before all", () =>
    expect(verdict(`t1 -> t2; t2 -> t1; t3 -> t4 : timeout; t4 -> t3; ${starved}`)).toBe("deadlock"));
  test("suspected before starvation", () =>
    expect(verdict(`t3 -> t4 : timeout; t4 -> t3; ${starved}`)).toBe("suspected"));
  test("starvation before other warnings", () =>
    expect(verdict(`${starved}; t1 -> mutant(abandoned)`)).toBe("starvation"));
  test("blocked for a warning or an error", () => {
    expect(verdict("t1 -> mutant(abandoned)")).toBe("blocked");
    expect(verdict("t1 -> lpc(wrong)")).toBe("blocked");
  });
  test("healthy with information only", () => expect(verdict("t1 -> t2 : 90s; t2 : dead")).toBe("healthy"));
});

describe("a healthy machine looks healthy", () => {
  const quiet = (text: string): void => {
    const { deadlocks, findings, verdict } = machine(text).analyse();
    expect(verdict).toBe("healthy");
    expect(deadlocks).toEqual([]);
    expect(findings.filter((finding) => finding.severity !== "info")).toEqual([]);
  };

  test("dozens of parked messages on one port", () => {
    const clients = Array.from({ length: 34 }, (_, n) => `t${String(n + 10)} -> async(t1) at ntsvcs : 4000s`).join(
      "; ",
    );
    quiet(`port ntsvcs = t1, t2 : of S; t1 : idle, of S; t2 : idle, of S; ${clients}`);
  });

  test("clients queued since boot on a long-poll port with idle receivers", () => {
    quiet("port p = t1, t2; t1 : idle; t2 : idle; t3 -> @p : 9000s; t4 -> @p : 9000s; t5 -> @p : 9000s");
  });

  test("two stale servers", () => quiet("t1 -> t3 : 900s; t2 -> t4 : 900s; t3 : dead; t4 : dead"));

  test("nothing at all", () => quiet(""));
});

describe("the document", () => {
  test("has the members of the contract, in its order", () => {
    const m = machine(
      "port p = t2 : of S; t1 -> @p : 12s, timeout; t2 -> all(mutant(t3), event) : 38.5s; t3 -> t4; t4 : idle",
    );
    const document = toDocument(m.analyse());
    expect(Object.keys(document)).toEqual([
      "schema",
      "verdict",
      "deadlocks",
      "chains",
      "findings",
      "incomplete",
      "counts",
    ]);
    expect(document.schema).toBe("alpcx.deadlock/1");
    const [wait] = document.chains.flatMap((chain) => chain.waits).filter((each) => each.state === "queued");
    expect(Object.keys(wait ?? {})).toEqual(
      "thread tid pid image kind state message messageId port portName on process waitedSeconds timeout".split(" "),
    );
    expect(document.counts.waitingThreads).toBe(2);
  });

  test("an event beside a mutant is no wait of its own, but the thread waits for all", () => {
    const m = machine("t1 -> t2; t2 -> all(mutant(t3), event); t3 -> mutant(t2)");
    const [deadlock] = toDocument(m.analyse()).deadlocks;
    expect(deadlock?.waits.map((wait) => [wait.kind, wait.waitType])).toEqual([
      ["mutant", "all"],
      ["mutant", undefined],
      ["alpc", undefined],
    ]);
  });

  test("without a clock period there are no seconds", () => {
    const m = machine("t1 -> t2");
    m.facts.clock = { tickCount: TICK_COUNT };
    expect(m.json()).not.toContain("aitSeconds");
    expect(m.json()).not.toContain("waitedSeconds");
    expect(m.analyse().chains[0]?.waits[0]?.waitedTicks).toBe(40);
  });

  test("seconds are printed to the millisecond", () => {
    const m = machine("t1 -> t2");
    m.thread("t1").waitTime = TICK_COUNT - 3;
    m.facts.clock = { tickCount: TICK_COUNT, secondsPerTick: 0.015600100000000001 };
    expect(m.json()).toContain('"waitedSeconds":0.047');
  });

  test("candidates: threads of the owing process that began to wait in the same tick", () => {
    const m = machine(
      "port p : of S; t1 -> completion at p : 12s; t2 -> event : of S, 12s; t3 -> event : of S, 13s; t4 -> event : 12s",
    );
    expect(toDocument(m.analyse()).chains[0]?.waits[0]?.candidates).toEqual([`0x${Number(m.at("t2")).toString(16)}`]);
    expect(machine("port p : of S; t1 -> t2 at p : 12s; t2 -> event : of S, 12s").json()).not.toContain("candidates");
  });

  test("a thread is no candidate for its own wait", () => {
    expect(machine("port p : of S; t1 -> completion at p : of S, 12s").json()).not.toContain("candidates");
  });

  test("addresses beyond 53 bits are ordered as unsigned numbers", () => {
    const text = "t1 -> t2; t2 -> t1";
    const m = machine(text);
    const high = fromHex("0xffff800000001000");
    const odd = fromHex("0x7fffffffffffffff");
    if (high === undefined || odd === undefined) throw new Error("not an address");
    const move = (name: string, to: typeof high): void => {
      const from = m.at(name);
      for (const thread of m.facts.threads as Machine["facts"]["threads"][number][]) {
        if (thread.thread === from) Object.assign(thread, { thread: to });
        for (const wait of thread.waits)
          if ("serverThread" in wait && wait.serverThread === from) Object.assign(wait, { serverThread: to });
      }
    };
    move("t1", high);
    move("t2", odd);
    expect(toDocument(m.analyse()).deadlocks[0]?.threads).toEqual(["0x7fffffffffffffff", "0xffff800000001000"]);
  });
});

describe("waiting time", () => {
  const waited = (waitTime: number, tickCount: number | undefined): number | undefined => {
    const m = machine("t1 -> t2");
    m.thread("t1").waitTime = waitTime;
    m.facts.clock = { secondsPerTick: 0.015625, ...(tickCount === undefined ? {} : { tickCount }) };
    return waitedTicks(buildWorld(m.facts), m.thread("t1"));
  };

  test("ticks between", () => expect(waited(100, 350)).toBe(250));
  test("over the wrap of 32 bits", () => expect(waited(0xffffff00, 0x100)).toBe(0x200));
  test("a wait that began after the tick count was read has just begun", () => expect(waited(105, 100)).toBe(0));
  test("unknown", () => expect(waited(100, undefined)).toBe(undefined));

  test("four days 18:41:06.375 are 26423448 ticks of 15.625 ms", () => {
    const m = machine("t1 -> lpc(lost)");
    m.thread("t1").waitTime = 18281033;
    m.facts.clock = { tickCount: 18281033 + 26423448, secondsPerTick: 0.015625 };
    expect(waitedSeconds(buildWorld(m.facts), m.thread("t1"))).toBe(4 * 86400 + 18 * 3600 + 41 * 60 + 6.375);
  });
});

describe("quick", () => {
  test("the same deadlocks and chains, no orphans", () => {
    const text = "port p; t1 -> t2; t2 -> t1; t3 -> t4";
    const [full, quick] = [machine(text), machine(text)];
    Object.assign(quick.port("p"), { handleCount: 0, messageCount: 3 });
    quick.facts.quick = true;
    expect(quick.json()).toBe(full.json());
    expect(quick.analyse().quick).toBe(true);
  });
});
