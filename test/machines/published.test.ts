/** Published hangs, laid out in memory: the verdict is that of their authors. Source: golden-cases. */
import { describe, expect, it } from "vitest";
import { golden } from "../worlds/golden";
import { machine, Machine, standardLayouts } from "./machine";

describe("G13: a chain that ends at a process object", () => {
  const m = new Machine(golden.g13());
  it("is no deadlock", () => expect(m.deadlocks).toEqual([]));
  it("goes from the message over the server to the process it waits for", () => {
    const tree = m.chain("a");
    expect(tree[0]).toContain("ProcessA.exe 12f8.1328 (0xfffffa80110b8700) waits for server.exe");
    expect(tree[1]).toContain("waits for process child.exe");
    expect(m.roots).toEqual(["other wait c <- a"]);
  });
  it("has waited 16:09.5, by the clock of that machine", () =>
    expect(m.report().join("\n")).toContain("ProcessA.exe 12f8.1328 16:09.5"));
});

describe("G14: chains over three processes that share a tail", () => {
  const m = new Machine(golden.g14());
  it("are one chain with one root, no cycle", () => {
    expect(m.deadlocks).toEqual([]);
    expect(m.roots).toEqual(["other wait z <- a b m1 m2"]);
  });
  it("name what each waits for and where the chain ends", () => {
    const report = m.report();
    const root = report.findIndex((line) => line.includes("tail.exe") && line.includes("<- 4 threads wait"));
    expect(root).toBeGreaterThan(0);
    expect(report[root]).toContain("it waits for event 0x");
  });
});

describe.each(standardLayouts)("told as ALPC on %s", (layout) => {
  const at = (text: string) => machine(layout, text);

  it("G11, the call back closes the circle: a deadlock", () => {
    const m = at(
      `process svchost.exe ; port A of svchost.exe pool a
       process other.exe ; port B of other.exe pool b
       process client.exe ; thread c
       c calls A, in service of a, 31s
       a calls B, in service of b, 29.531s
       b calls A, queued 28s`,
    );
    expect(m.deadlocks).toEqual(["proved cycle a b; behind c"]);
  });

  it("G11, a lock of the caller's closes it: a deadlock where the owner is known", () => {
    const m = at(
      `process svchost.exe ; port A of svchost.exe pool a
       process other.exe ; port B of other.exe pool b
       process client.exe ; thread c
       c calls A, in service of a, 31s
       a calls B, in service of b, 29.531s
       b waits mutant L owned by a, 29s`,
    );
    expect(m.deadlocks).toEqual(["proved cycle a b; behind c"]);
  });

  it("G11, an ever growing chain of call backs is a chain, no cycle", () => {
    const lines = Array.from(
      { length: 8 },
      (_, i) =>
        `${i % 2 ? "b" : "a"}${i} calls ${i % 2 ? "A" : "B"}, in service of ${i % 2 ? "a" : "b"}${i + 1}, ${40 - i}s`,
    );
    const m = at(
      `process a.exe ; threads a0..a8 ; process b.exe ; threads b0..b8
       port A of a.exe ; port B of b.exe\n${lines.join("\n")}`,
    );
    expect(m.deadlocks).toEqual([]);
    expect(m.roots).toEqual(["runnable a8 <- a0 a2 a4 a6 b1 b3 b5 b7"]);
  });

  it("G12: the first thread found by its message leads to whoever must act", () => {
    const m = at(
      `process AppA.exe ; thread a ; process B.exe ; port B of B.exe pool b ; process C.exe ; port C of C.exe pool c
       a calls B, in service of b, 284s
       b calls C, in service of c, 283s
       c waits event 282s`,
    );
    expect(m.roots).toEqual(["other wait c <- a b"]);
    expect(m.chain("a").map((line) => line.trim().split(" ")[0])).toEqual([
      "AppA.exe",
      "B.exe",
      "C.exe",
      "next:",
      "dx",
    ]);
  });

  it("G17: the root is a thread of an exiting process, and the report says so", () => {
    const m = at(
      `process ServiceA.exe exiting ; thread s waiting event 600s ; port A of ServiceA.exe
       process other.exe ; thread o ; process more.exe ; port M of more.exe pool n
       o calls M, in service of n, 500s
       n calls A, in service of s, 550s`,
    );
    expect(m.roots).toEqual(["other wait s <- n o"]);
    expect(m.report().find((line) => line.includes("ServiceA.exe") && line.includes("<-"))).toContain(
      "the process is exiting",
    );
    expect(m.alarms).toContain("server-gone");
  });

  it("G20: one answer lists who of each session waits for which process", () => {
    const sessions = [1, 2, 3].map(
      (n) => `process csrss.exe as csrss${n} ; thread c${n}\nprocess winlogon.exe as winlogon${n} ; thread w${n}
       c${n} calls Lsm, in service of l, ${n}00s
       w${n} calls Lsm, in service of l, ${n}01s`,
    );
    const m = at(`process svchost.exe ; port Lsm of svchost.exe pool l\nl waits event 400s\n${sessions.join("\n")}`);
    expect(m.roots).toEqual(["other wait l <- c1 c2 c3 w1 w2 w3"]);
    expect(m.alarms).toEqual([]);
    const owner = m.world.process("svchost.exe");
    for (const thread of ["c1", "w2", "c3"]) expect(m.waits(thread)[0]).toMatchObject({ process: owner });
  });

  it("G21: a whole chain over several processes in one step", () => {
    const m = at(
      `process app.exe ; thread t
       ${["b", "c", "d"].map((p) => `process ${p}.exe ; port ${p.toUpperCase()} of ${p}.exe pool ${p}`).join("\n")}
       t calls B, in service of b, 21s
       b calls C, in service of c, 20s
       c calls D, in service of d, 19s
       d waits event 18s`,
    );
    const tree = m.chain("t");
    for (const image of ["app.exe", "b.exe", "c.exe", "d.exe"])
      expect(tree.some((line) => line.trim().startsWith(image))).toBe(true);
  });

  it("G22: an RPC call over a pipe is no wait for a reply", () => {
    const m = at("process ApplicationA.exe ; thread a waiting event 590s ; process app.exe ; thread t");
    expect(m.answer.counts.waitingThreads).toBe(0);
    expect(m.answer.chains).toEqual([]);
    expect(m.chain("a").join("\n")).toContain("it waits for event");
  });

  const g23 = (lock: string) =>
    at(
      `process lsass.exe ; port LsaPort of lsass.exe pool l1 l2
       process services.exe ; port ntsvcs of services.exe pool s1 ; thread s2
       thread h in System
       l1 calls ntsvcs, in service of s1, 120s
       s1 waits ${lock}
       s2 waits thread h 119s
       h calls LsaPort, in service of l1, 118s`,
    );

  it("G23: LSASS, the service control manager and HTTP.SYS, the lock's owner known: the deadlock", () => {
    const m = g23("mutant Database owned by s2, 119s");
    expect(m.deadlocks).toEqual(["proved cycle h l1 s1 s2"]);
    expect(m.report()[0]).toContain("lsass.exe");
  });

  it("G23: the same over an ERESOURCE and over a critical section", () => {
    expect(g23("resource Database owned by s2 kernel mode 3s").deadlocks).toEqual(["proved cycle h l1 s1 s2"]);
    expect(g23("critical section Database owned by s2 119s").deadlocks).toEqual(["proved cycle h l1 s1 s2"]);
  });

  it("G23: the lock's owner unknown: no deadlock is claimed, and the pair is named as a guess", () => {
    const m = at(
      `process lsass.exe ; port LsaPort of lsass.exe pool l1 l2
       process services.exe ; port ntsvcs of services.exe pool s1 ; thread s2
       l1 calls ntsvcs, in service of s1, 120s
       s1 waits reason WrPushLock event 119s
       s2 calls LsaPort, in service of l2, 118s
       l2 waits event 117s`,
    );
    expect(m.deadlocks).toEqual([]);
    expect(m.answer.verdict).toBe("healthy");
    expect(m.answer.chains).toHaveLength(2);
    const report = m.report();
    const guess = report.findIndex((line) => line.startsWith("A guess, not proved: suspected cycle"));
    expect(report[guess + 1]).toMatch(/lsass\.exe \w+ <-> services\.exe \w+|services\.exe \w+ <-> lsass\.exe \w+/);
  });

  it("no such guess where the waits are short, or go one way", () => {
    const text = (seconds: number, back: string) =>
      `process lsass.exe ; port LsaPort of lsass.exe pool l1 l2
       process services.exe ; port ntsvcs of services.exe pool s1 ; thread s2
       l1 calls ntsvcs, in service of s1, ${seconds}s
       s1 waits event ${seconds}s
       s2 ${back}
       l2 waits event ${seconds}s`;
    for (const m of [at(text(20, "calls LsaPort, in service of l2, 20s")), at(text(120, "waits event 9s"))])
      expect(m.report().join("\n")).not.toContain("A guess, not proved");
  });

  it("G27: one step further than the live tools: the thread that serves, and what it waits for", () => {
    const m = at(
      `process wsl.exe ; threads w1..w2
       process svchost.exe ; port OLED0D0EECC34DA561C57A33C21644E of svchost.exe pool s
       w1 calls OLED0D0EECC34DA561C57A33C21644E, in service of s, 900s
       w2 calls OLED0D0EECC34DA561C57A33C21644E, queued 800s
       s waits event vm 899s`,
    );
    const [first, second] = m.chain("w1");
    expect(first).toContain("svchost.exe");
    expect(first).toContain("OLED0D0EECC34DA561C57A33C21644E");
    expect(second).toContain(m.world.thread("s"));
    expect(second).toContain("it waits for event " + m.world.object("vm"));
  });
});
