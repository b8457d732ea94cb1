/** What a user is told when something is missing, mistyped or damaged: in words, with what to do next. */
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../hosts/snapshot/format";
import { open } from "../tools/session";
import * as library from "../worlds/library";
import { world } from "../worlds/world";
import { machine, Machine, ONE_LAYOUT, standardLayouts } from "./machine";

const COMMANDS = ["!alpcx", "!alpcx /deadlock", "!alpcx /chain 1234"];

function without(change: (snapshot: Record<string, unknown>) => void): Snapshot {
  const copy = structuredClone(world(ONE_LAYOUT, library.twoCycle).snapshot) as unknown as Record<string, unknown>;
  change(copy);
  return copy as unknown as Snapshot;
}

describe("a target that cannot be judged", () => {
  const cases: [string, Snapshot, RegExp][] = [
    [
      "a user-mode target",
      without((s) => ((s["target"] as { kind: string }).kind = "user")),
      /user-mode target.*Open a kernel dump, or attach to the kernel/,
    ],
    ["no symbols of nt", without((s) => ((s["types"] = {}), (s["symbols"] = {}))), /\.symfix; \.reload/],
    [
      "a list of processes that the symbols do not name",
      without((s) => delete (s["symbols"] as Record<string, string>)["PsActiveProcessHead"]),
      /PsActiveProcessHead is missing.*\.symfix; \.reload/,
    ],
    [
      "no ALPC types",
      without((s) => {
        delete (s["types"] as Record<string, unknown>)["_ALPC_PORT"];
        delete (s["types"] as Record<string, unknown>)["_KALPC_MESSAGE"];
      }),
      /no type _ALPC_PORT.*\.symfix; \.reload/,
    ],
  ];
  describe.each(cases)("%s", (_, snapshot, words) => {
    it.each(COMMANDS)("%s says why, and fails", (command) => {
      const { text, errors, failed } = open(snapshot).run(command);
      expect(failed).toBe(true);
      expect(text + errors).toMatch(words);
      expect(text + errors).not.toContain("a defect of alpcx");
    });
    it("prints no document under /json", () => {
      const { text, failed } = open(snapshot).run("!alpcx /deadlock /json");
      expect(failed).toBe(true);
      expect(text).not.toContain("alpcx.deadlock/1");
    });
    it("dx shows nothing, and does not fail for it", () => {
      const { text, errors } = open(snapshot).run("dx @$curprocess.Alpc");
      expect(text + errors).not.toContain("a defect of alpcx");
    });
  });
});

describe("a mistyped line", () => {
  const m = machine(ONE_LAYOUT, library.twoCycle);
  /** What is said of a failure, which it is. */
  const refused = (line: string): string => {
    const { text, errors, failed } = m.session.run(line);
    expect(failed).toBe(true);
    expect(text).toBe("");
    return errors;
  };
  it.each([
    ["!alpcx /deadlok", /deadlok/],
    ["!alpcx /chain", /needs a thread/],
    ["!alpcx /chain xyz", /xyz/],
    ["!alpcx /deadlock /fast", /fast/],
    ["!alpcx /deadlock 12", /12/],
  ])("%s names what is wrong", (line, words) => {
    const { text, errors, failed } = m.session.run(line);
    expect(failed).toBe(true);
    expect(text + errors).toMatch(words);
    expect(text + errors).not.toContain("a defect of alpcx");
  });
  it("an unknown thread id, and how ids are written", () =>
    expect(refused("!alpcx /chain ffff")).toMatch(/no thread with id 0xffff.*0n for decimal/));
  it("an address where nothing is", () =>
    expect(refused("!alpcx /chain ffffc00012345670")).toContain("no thread at 0xffffc00012345670"));
  it("an address where something else is", () =>
    expect(refused("!alpcx /chain " + m.world.process("printer.exe"))).toContain("is not the address of a thread"));
  it("an odd address", () =>
    expect(refused("!alpcx /chain ffffc00012345671")).toContain("not the address of a thread"));
});

describe.each(standardLayouts)("damage on %s", (layout) => {
  const three = `process svc.exe ; port Svc of svc.exe pool w1..w3
    process app.exe ; threads t1..t3
    t1 calls Svc, in service of w1, 5s ; t2 calls Svc, in service of w2, 5s ; t3 calls Svc, in service of w3, 5s\n`;

  it("an unreadable message in a queue costs its row, not the report", () => {
    const m = machine(layout, three + "damage: unreadable message t2");
    expect(m.answer.counts.waitingThreads).toBe(3);
    expect(m.answer.incomplete.map((item) => item.address)).toContain(m.world.message("t2"));
    expect(m.roots).toContain("runnable w1 <- t1");
    expect(m.report()).toContain("Could not be read:");
  });

  it("a queue that leads in a circle is walked once, and said to be damaged", () => {
    const m = machine(layout, three + "damage: loop PendingQueue of port Svc");
    expect(m.rules("error")).toEqual(["corrupt-list"]);
    expect(m.answer.findings.find((finding) => finding.rule === "corrupt-list")?.text).toContain("comes again");
    expect(m.roots).toEqual(["runnable w1 <- t1", "runnable w2 <- t2", "runnable w3 <- t3"]);
  });

  it("a cut queue is followed from both ends", () => {
    const m = machine(layout, three + "damage: cut PendingQueue of port Svc after 1");
    expect(m.rules("error")).toEqual(["corrupt-list"]);
    expect(m.answer.counts.messages).toBe(3);
  });

  it("a list of threads that leads in a circle", () => {
    const m = machine(layout, three + "damage: loop Pcb.ThreadListHead of process app.exe");
    expect(m.answer.counts.waitingThreads).toBe(3);
    expect(m.rules("error")).toEqual(["corrupt-list"]);
  });

  it("an unreadable thread: the chain ends there and says so", () => {
    const m = machine(
      layout,
      three.replace("pool w1..w3", "").replace("process svc.exe ;", "process svc.exe ; threads w1..w3 ;") +
        "damage: unreadable thread w2",
    );
    expect(m.answer.chains.find((chain) => chain.root.why === "unreadable")?.root.object).toBe(m.world.thread("w2"));
    expect(m.answer.incomplete.length).toBeGreaterThan(0);
  });

  it("a message that was freed and used anew is no message", () => {
    const m = machine(layout, three + "damage: garbage message t2");
    expect(m.roots).not.toContain("runnable w2 <- t2");
    expect(m.roots).toContain("runnable w1 <- t1");
  });

  it("a list of all resources that leads in a circle costs nothing but a word", () => {
    const made = world(
      layout,
      `process app.exe ; thread t
       process svc.exe ; port Svc of svc.exe pool w
       t calls Svc, in service of w, 45s
       w waits resource R owned by t kernel mode 3s`,
    );
    const { kernel } = made.builder;
    const entry = kernel.at({ type: "_ERESOURCE", address: BigInt(made.object("R")) }, "SystemResourcesList");
    kernel.writePointer(entry, entry);
    const m = new Machine(made);
    expect(m.deadlocks).toEqual(["proved cycle t w"]);
    expect(m.rules("error")).toEqual(["corrupt-list"]);
  });
});
