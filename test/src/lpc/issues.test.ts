/** What commonly goes wrong over LPC, each as a machine with its finding, and next to it one that only looks like it. */
import { describe, expect, it } from "vitest";
import { alpcLayouts, lpcLayouts, world, type World } from "../../worlds/world";
import { everywhere } from "../../worlds/library";
import { analyse } from "../../../src/waits/analyse";
import { collect } from "../../../src/waits/collect";
import { toDocument, type DeadlockDocument } from "../../../src/waits/document";
import { lookAt } from "../../tools/target";

function judge(w: World, quick = false): DeadlockDocument {
  return toDocument(analyse(collect(lookAt(w.builder.kernel).kernel, quick)));
}
const rules = (document: DeadlockDocument) =>
  document.findings.filter((finding) => finding.severity !== "info").map((finding) => finding.rule);

describe.each(lpcLayouts)("%s", (layout) => {
  const make = (text: string) => world(layout, text);

  describe("a server thread does not answer the client that waits", () => {
    const machine = `
      process svc.exe ; threads w1..w2 ; port Svc of svc.exe
      process app.exe ; thread t`;
    it("because it is suspended", () => {
      const w = make(machine + "\n t calls Svc, in service of w1, 40s\n w1 is suspended");
      const document = judge(w);
      expect(rules(document)).toEqual(["suspended-server"]);
      expect(document.findings[0]!.subject).toBe(w.thread("w1"));
      expect(document.chains).toMatchObject([{ root: { why: "suspended", thread: w.thread("w1") } }]);
    });
    it("no finding when another thread is suspended", () => {
      expect(rules(judge(make(machine + "\n t calls Svc, in service of w1, 40s\n w2 is suspended")))).toEqual([]);
    });
    it("because the request was received, and no thread has it any more", () => {
      const w = make(machine + "\n t calls Svc, lost, 40s");
      const document = judge(w);
      expect(document.verdict).toBe("blocked");
      expect(document.findings.find((one) => one.rule === "lost-reply")).toMatchObject({ subject: w.thread("t") });
      expect(document.chains).toMatchObject([{ root: { why: "parked", process: w.process("svc.exe") } }]);
    });
    it("no finding while an asynchronous server may still answer", () => {
      expect(judge(make(machine + "\n t calls Svc, lost, 29s")).verdict).toBe("healthy");
    });
  });

  describe("waits without a timeout", () => {
    const machine = `
      process a.exe ; thread a ; port A of a.exe
      process b.exe ; thread b ; port B of b.exe
      a calls B, in service of b, 31s`;
    it("two servers wait for each other for ever", () => {
      const document = judge(make(machine + "\n b calls A, in service of a, 31s"));
      expect(document.deadlocks).toMatchObject([{ kind: "cycle", certainty: "proved" }]);
      expect(document.findings.map((one) => one.rule)).toEqual(["long-wait", "long-wait"]);
    });
    it("with a timeout on the way it may end by itself", () => {
      const document = judge(make(machine + "\n b waits mutant M owned by a, 31s, timeout"));
      expect(document.deadlocks).toMatchObject([{ certainty: "suspected" }]);
    });
  });

  describe("the server dies and its clients are not told", () => {
    const machine = `
      process app.exe ; thread t
      process svc.exe ; thread w`;
    it("its process has ended", () => {
      const w = make(machine + " terminated ; port Svc of svc.exe\n t calls Svc, lost, 20s\n process other.exe");
      w.set("process", "svc.exe", "Pcb.Header.SignalState", 1);
      w.set("process", "svc.exe", "ProcessExiting", 1);
      const document = judge(w);
      expect(rules(document)).toEqual(["server-gone"]);
      expect(document.findings[0]!.subject).toBe(w.port("Svc"));
      expect(document.chains).toMatchObject([
        { root: { why: "server gone", object: w.port("Svc"), process: w.process("svc.exe") } },
      ]);
    });
    it.each(["closed", "owner gone"])("its port is %s", (how) => {
      const w = make(`${machine} ; port Svc of svc.exe ${how}\n t calls Svc, queued, 20s`);
      expect(rules(judge(w))).toContain("server-gone");
    });
    it("its name is deleted: the server closed its last handle", () => {
      const w = make(machine + " ; port Svc of svc.exe\n t calls Svc, queued, 20s");
      w.set("port", "Svc", "Flags", 0x40000001);
      expect(rules(judge(w))).toContain("server-gone");
    });
    it("no finding when nobody waits any more, or when the thread that has the request still runs", () => {
      expect(rules(judge(make(`${machine} ; port Svc of svc.exe closed\n connect app.exe -> Svc`)))).toEqual([]);
      const w = make(machine + " ; port Svc of svc.exe\n t calls Svc, in service of w, 20s");
      expect(rules(judge(w))).toEqual([]);
    });
  });

  describe("the wrong client gets the reply", () => {
    const machine = `
      process svc.exe ; threads w1..w2 ; port Svc of svc.exe
      process app.exe ; threads t1..t2
      t1 calls Svc, in service of w1, id 0x500, 12s`;
    it("two server threads have one id", () => {
      const w = make(machine);
      w.set("thread", "w2", "LpcReceivedMessageId", 0x500);
      w.set("thread", "w2", "LpcReceivedMsgIdValid", 1);
      const document = judge(w);
      expect(rules(document)).toEqual(["wrong-reply"]);
      expect(document.findings[0]!.subject).toBe(w.thread("t1"));
      // Any of them may answer.
      expect(document.chains[0]!.waits[0]!.on).toEqual([w.thread("w1"), w.thread("w2")].sort());
    });
    it("no finding for an id that is no longer valid: its place is shared with the start address", () => {
      const w = make(machine);
      w.set("thread", "w2", "LpcReceivedMessageId", 0x500);
      w.set("thread", "w2", "LpcReceivedMsgIdValid", 0);
      expect(rules(judge(w))).toEqual([]);
    });
    it("the reply carries the id of another request", () => {
      const w = make(machine + "\n t2 calls Svc, replied, id 0x501, 12s");
      w.set("thread", "t2", "LpcReplyMessageId", 0x777);
      const document = judge(w);
      expect(rules(document)).toEqual(["wrong-reply"]);
      expect(document.findings.find((one) => one.rule === "wrong-reply")).toMatchObject({ subject: w.thread("t2") });
      expect(document.findings.find((one) => one.rule === "wrong-reply")!.text).toMatch(/0x777 .*0x501/);
    });
    it("no finding for a reply with the right id, read or not", () => {
      const w = make(machine + "\n t2 calls Svc, replied, id 0x501, 12s");
      expect(rules(judge(w))).toEqual([]);
      expect(rules(judge(w.set("thread", "t2", "LpcReplyMessageId", 0x501)))).toEqual([]);
      expect(
        judge(w)
          .chains.map((chain) => chain.root.why)
          .sort(),
      ).toEqual(["runnable", "runnable"]);
    });
  });

  describe("all threads of a server are deadlocked", () => {
    const machine = `
      process svc.exe ; threads w1..w2 ; port Svc of svc.exe
      process b.exe ; thread b ; port B of b.exe
      process app.exe ; thread t
      b calls Svc, in service of w2, 30s
      w1 calls B, in service of b, 31s
      t calls Svc, queued, 25s`;
    it("one waits for a lock of the other, which waits for the first one's client", () => {
      const w = make(machine + "\n w2 waits mutant M owned by w1, 29s");
      const document = judge(w);
      expect(document.verdict).toBe("deadlock");
      expect(document.deadlocks).toMatchObject([{ kind: "cycle", certainty: "proved" }]);
      expect(document.deadlocks[0]!.threads).toEqual([w.thread("w1"), w.thread("w2"), w.thread("b")].sort());
      expect(document.chains).toMatchObject([{ root: { why: "queued", object: w.port("Svc") }, waiters: 1 }]);
    });
    it("no deadlock when the lock is another's", () => {
      const w = make(machine + "\n w2 waits mutant M, 29s");
      expect(judge(w).deadlocks).toEqual([]);
    });
  });

  it.each(Object.entries(everywhere))("%s is judged as on ALPC", (_name, text) => {
    const names = (w: World, document: DeadlockDocument) => {
      const byAddress = new Map([...w.builder.threads.keys()].map((name) => [w.thread(name), name]));
      return document.deadlocks.map(({ kind, certainty, threads }) => ({
        kind,
        certainty,
        threads: threads.map((thread) => byAddress.get(thread)).sort(),
      }));
    };
    const ours = make(text);
    const theirs = world(alpcLayouts[0]!, text);
    const [lpc, alpc] = [judge(ours), judge(theirs)];
    expect(names(ours, lpc)).toEqual(names(theirs, alpc));
    // LPC knows no busy receivers: only what is queued at one may be judged differently.
    if (!/queued/.test(text)) {
      expect(lpc.verdict).toBe(alpc.verdict);
      expect(lpc.chains.map((chain) => chain.root.why).sort()).toEqual(
        alpc.chains.map((chain) => chain.root.why).sort(),
      );
      expect(lpc.findings.map((one) => one.rule).sort()).toEqual(alpc.findings.map((one) => one.rule).sort());
    }
    expect(judge(ours, true).deadlocks).toEqual(lpc.deadlocks);
    expect(judge(ours, true).chains).toEqual(lpc.chains);
    expect(lpc.incomplete).toEqual([]);
  });
});
