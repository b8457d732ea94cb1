/** Each row of the table of waits, laid out in memory, with the machine next to it that must be told apart. */
import { describe, expect, it } from "vitest";
import { machine, standardLayouts } from "./machine";

/** A server with a pool, and a client. */
const svc = (pool = "w") => `
  process svc.exe ; port Svc of svc.exe pool ${pool}
  process app.exe ; thread t\n`;

describe.each(standardLayouts)("on %s", (layout) => {
  const at = (text: string) => machine(layout, text);
  const hasDirectQueue = layout.startsWith("10.");

  describe("a reply to a pending message", () => {
    it("its server thread lives and works: in service, on that thread", () => {
      const m = at(svc() + "t calls Svc, in service of w, 5s");
      expect(m.state("t")).toBe("inService");
      expect(m.waits("t")[0]?.on).toEqual([m.world.thread("w")]);
      expect(m.roots).toEqual(["runnable w <- t"]);
    });

    it("its server thread is idle again: parked, on nobody", () => {
      const m = at(svc("w v") + "t calls Svc, parked by w, 5s");
      expect(m.state("t")).toBe("parked");
      expect(m.waits("t")[0]).toMatchObject({ on: [], process: m.world.process("svc.exe") });
      expect(m.roots).toEqual(["parked <- t"]);
      expect(m.answer.chains[0]?.root.object).toBe(m.world.message("t"));
    });

    it("its server thread has ended: stale, published as parked, with its finding", () => {
      const m = at(
        `process svc.exe ; port Svc of svc.exe pool w ; thread old terminated
         process app.exe ; thread t
         t calls Svc, in service of old, 40s`,
      );
      expect(m.state("t")).toBe("parked");
      expect(m.roots).toEqual(["stale server <- t"]);
      expect(m.rules("info")).toContain("stale-server-thread");
      expect(m.alarms).toEqual([]);
    });

    it("a server thread that is only asleep has not ended", () => {
      const m = at(svc() + "t calls Svc, in service of w, 40s\nw waits event 39s");
      expect(m.roots).toEqual(["other wait w <- t"]);
      expect(m.rules("info")).not.toContain("stale-server-thread");
    });
  });

  describe("a reply to a queued message", () => {
    it("waits for any of the port's receivers", () => {
      const m = at(svc("w1 w2") + "t calls Svc, queued 20s\nw1..w2 waits event 21s");
      expect(m.state("t")).toBe("queued");
      expect(m.names(m.waits("t")[0]?.on ?? [])).toEqual(["w1", "w2"]);
    });

    it("nobody receives: on nobody", () => {
      const m = at(`process svc.exe ; thread s ; port Svc of svc.exe
        process app.exe ; thread t
        t calls Svc, queued 20s`);
      expect(m.waits("t")[0]).toMatchObject({ state: "queued", on: [] });
      expect(m.roots).toEqual(["queued <- t"]);
    });

    it("in the large queue it is queued as well", () => {
      const m = at(svc() + "t calls Svc, large 20s\nw waits event 21s");
      expect(m.state("t")).toBe("queued");
    });

    if (hasDirectQueue)
      it("in the direct queue as well", () => {
        const m = at(svc() + "t calls Svc, direct 20s\nw waits event 21s");
        expect(m.state("t")).toBe("queued");
      });

    it("receivers are those of its WaitQueue and of its completion object", () => {
      const m = at(`process svc.exe ; port Svc of svc.exe pool w1 waitqueue w2
        process app.exe ; thread t
        t calls Svc, queued 20s`);
      expect(m.names(m.waits("t")[0]?.on ?? [])).toEqual(["w1", "w2"]);
    });

    it("the receiver of a waitable port waits on its semaphore", () => {
      const m = at(`process svc.exe ; port Svc of svc.exe waitable ; thread w
        process app.exe ; thread t
        w waits semaphore of Svc 30s
        t calls Svc, queued 20s`);
      expect(m.names(m.waits("t")[0]?.on ?? [])).toEqual(["w"]);
      expect(m.alarms).toEqual([]);
    });

    it("another semaphore makes no receiver", () => {
      const m = at(`process svc.exe ; port Svc of svc.exe waitable ; thread w
        process app.exe ; thread t
        w waits semaphore other 30s
        t calls Svc, queued 20s`);
      expect(m.waits("t")[0]?.on).toEqual([]);
    });
  });

  it("a canceled message: it may proceed", () => {
    const m = at(svc() + "t calls Svc, canceled, 3s");
    expect(m.state("t")).toBe("canceled");
    expect(m.roots).toEqual(["other wait t <- t"]);
    expect(m.rules("info")).toContain("canceled-waiter");
  });

  it("a reply that has arrived: it is runnable", () => {
    const m = at(svc() + "t calls Svc, ready, 3s");
    expect(m.state("t")).toBe("replyReady");
    expect(m.roots).toEqual(["runnable t <- t"]);
    expect(m.alarms).toEqual([]);
  });

  it("a message that cannot be read: unknown, and said to be missing", () => {
    const m = at(svc() + "t calls Svc, in service of w, 5s\ndamage: unreadable message t");
    expect(m.state("t")).toBe("unknown");
    expect(m.roots).toEqual(["unreadable <- t"]);
    expect(m.answer.incomplete.map((item) => item.what)).toContain("message");
  });

  describe("a mutant", () => {
    it("waits for its owner", () => {
      const m = at(svc() + "thread u in app.exe\nt calls Svc, in service of w, 5s\nw waits mutant M owned by u, 4s");
      expect(m.waits("w")[0]).toMatchObject({ kind: "mutant", state: "owned", on: [m.world.thread("u")] });
      expect(m.roots).toEqual(["runnable u <- t"]);
    });

    it("an abandoned one has no owner, and a finding", () => {
      const m = at(svc() + "t calls Svc, in service of w, 20s\nw waits mutant M abandoned, 19s");
      expect(m.roots).toEqual(["other wait w <- t"]);
      expect(m.alarms).toEqual(["abandoned-mutant"]);
    });

    it("one that nobody owns is free", () => {
      const m = at(svc() + "t calls Svc, in service of w, 20s\nw waits mutant M, 19s");
      expect(m.roots).toEqual(["other wait w <- t"]);
      expect(m.alarms).toEqual([]);
    });
  });

  describe("a thread or process object", () => {
    it("a thread: that thread", () => {
      const m = at(svc() + "thread u in app.exe\nt calls Svc, in service of w, 5s\nw waits thread u 4s");
      expect(m.waits("w")[0]).toMatchObject({ kind: "thread", on: [m.world.thread("u")] });
      expect(m.roots).toEqual(["runnable u <- t"]);
    });

    it("itself: it sleeps for ever", () => {
      const m = at(svc() + "t calls Svc, in service of w, 5s\nw waits thread w 4s");
      expect(m.deadlocks).toEqual([]);
      expect(m.roots).toEqual(["other wait w <- t"]);
    });

    it("a process: any of its threads", () => {
      const m = at(
        svc() + "process child.exe ; threads c1..c2\nt calls Svc, in service of w, 5s\nw waits process child.exe 4s",
      );
      expect(m.roots).toEqual(["other wait w <- t"]);
      const tree = m.chain("t").join("\n");
      expect(tree).toContain("by any of its 2 threads");
      for (const member of ["c1", "c2"]) expect(tree).toContain(m.world.thread(member));
    });

    it("its own process: it sleeps for ever", () => {
      const m = at(svc() + "t calls Svc, in service of w, 60s\nw waits process svc.exe 59s");
      expect(m.deadlocks).toEqual([]);
      expect(m.roots).toEqual(["other wait w <- t"]);
    });

    it("all threads of the process are stuck behind the waiter: a deadlock", () => {
      const m = at(
        `process svc.exe ; port Svc of svc.exe pool w
         process child.exe ; threads c1..c2
         c1 calls Svc, in service of w, 60s
         c2 waits thread c1 58s
         w waits process child.exe 59s`,
      );
      expect(m.deadlocks).toEqual(["proved knot c1 c2 w"]);
    });

    it("one of them is free: none", () => {
      const m = at(
        `process svc.exe ; port Svc of svc.exe pool w
         process child.exe ; threads c1..c2
         c1 calls Svc, in service of w, 60s
         c2 waits event 58s
         w waits process child.exe 59s`,
      );
      expect(m.deadlocks).toEqual([]);
      expect(m.answer.verdict).toBe("healthy");
    });
  });

  describe("several objects", () => {
    const both = (how: string, rest: string) =>
      at(svc() + `t calls Svc, in service of w, 60s\nw waits ${how} of ${rest} 59s`);
    it("all of them: one that leads back is enough", () => {
      expect(both("all", "thread t, event go").deadlocks).toEqual(["proved cycle t w"]);
    });
    it("any of them: the other may come", () => {
      const m = both("any", "thread t, event go");
      expect(m.deadlocks).toEqual([]);
      expect(m.roots).toEqual(["other wait w <- t"]);
    });
    it("any of two that both lead back", () => {
      const m = both("any", "thread t, mutant M owned by t");
      expect(m.deadlocks).toEqual(["proved cycle t w"]);
      expect(m.waits("w").map((wait) => wait.waitType)).toEqual(["any", "any"]);
    });
    it("more than a thread has wait blocks for", () => {
      const m = both("all", "event a, event b, event c, event d, event e, thread t");
      expect(m.deadlocks).toEqual(["proved cycle t w"]);
    });
  });

  describe("a timeout", () => {
    const circle = (end: string) =>
      at(
        `process a.exe ; port A of a.exe pool a1
         process b.exe ; port B of b.exe pool b1
         a1 calls B, in service of b1, 40s
         b1 calls A, in service of a1, 40s${end}`,
      );
    it("in a circle: suspected, and marked", () => {
      const m = circle(", timeout");
      expect(m.deadlocks).toEqual(["suspected cycle a1 b1"]);
      expect(m.waits("b1")[0]?.timeout).toBe(true);
      expect(m.waits("a1")[0]?.timeout).toBeUndefined();
    });
    it("without: proved", () => expect(circle("").deadlocks).toEqual(["proved cycle a1 b1"]));
    it("a thread that sleeps waits for no object, and ends by itself", () => {
      const m = at(svc() + "t calls Svc, in service of w, 40s\nw sleeps 2s");
      expect(m.roots).toEqual(["other wait w <- t"]);
    });
    it("a list head that points at a wait block is no timer", () => {
      const m = circle("");
      expect(m.waits("a1")[0]?.timeout).toBeUndefined();
    });
  });

  it.each(["event 39s", "semaphore S 39s", "timer X 39s"])("%s can come from outside", (wait) => {
    const m = at(svc() + `t calls Svc, in service of w, 40s\nw waits ${wait}`);
    expect(m.roots).toEqual(["other wait w <- t"]);
    expect(m.alarms).toEqual([]);
  });

  it("a thread that runs waits for nothing, whatever its old wait blocks say", () => {
    const m = at(
      `process a.exe ; port A of a.exe pool a1
       process b.exe ; port B of b.exe pool b1
       a1 calls B, in service of b1, 40s
       b1 calls A, in service of a1, 40s
       set thread b1 Tcb.State = 2`,
    );
    expect(m.deadlocks).toEqual([]);
    expect(m.roots).toEqual(["runnable b1 <- a1"]);
  });

  describe("suspended", () => {
    it("a server that waits for nothing else: the root, and a finding", () => {
      const m = at(svc() + "t calls Svc, in service of w, 20s\nw is suspended");
      expect(m.roots).toEqual(["suspended w <- t"]);
      expect(m.alarms).toEqual(["suspended-server"]);
    });
    it("a client still waits for its reply", () => {
      const m = at(svc() + "t calls Svc, in service of w, 20s, suspended");
      expect(m.state("t")).toBe("inService");
      expect(m.roots).toEqual(["runnable w <- t"]);
      expect(m.rules("info")).toContain("suspended-client");
    });
    it("a suspended client is a link of a circle like any other", () => {
      const m = at(
        `process a.exe ; port A of a.exe pool a1
         process b.exe ; port B of b.exe pool b1
         a1 calls B, in service of b1, 40s, suspended
         b1 calls A, in service of a1, 40s`,
      );
      expect(m.deadlocks).toEqual(["proved cycle a1 b1"]);
    });
  });
});
