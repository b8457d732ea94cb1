/** The report as it is read at three in the morning. */
import { describe, expect, it } from "vitest";
import * as library from "../worlds/library";
import { machine, ONE_LAYOUT, type Machine } from "./machine";

const at = (text: string): Machine => machine(ONE_LAYOUT, text);
const without = (line: string): string =>
  line.replace(/0x[0-9a-f]{8,}/g, "0x.").replace(/ [0-9a-f]{2,}\.[0-9a-f]{3,}/g, " P.T");

describe("a deadlock", () => {
  const m = at(library.twoCycle);
  const report = m.report();

  it("is the first line: that it is one, and whose", () =>
    expect(report[0]).toBe(
      "DEADLOCK: 1 proved. 3 threads cannot proceed: printer.exe, fonts.exe wait for each other.",
    ));

  it("reads as a loop, a sentence an edge, what it rests on below", () => {
    const from = report.indexOf("Deadlock 1: proved cycle of 2 threads");
    const id = (thread: string) => "0x" + m.world.messageId(thread).toString(16);
    expect(report.slice(from + 1, from + 9).map(without)).toEqual([
      `  printer.exe P.T (0x.) waits for fonts.exe P.T: message ${id("p")} in service at FontCache, 40.0 s`,
      "      recorded: received by fonts.exe P.T at FontCache; message 0x., port 0x.",
      "      concluded: worked on by fonts.exe P.T",
      `  fonts.exe P.T (0x.) waits for printer.exe P.T: message ${id("f")} in service at SpoolerRpc, 38.0 s`,
      "      recorded: received by printer.exe P.T at SpoolerRpc; message 0x., port 0x.",
      "      concluded: worked on by printer.exe P.T",
      "  Behind them:",
      `    mail.exe P.T (0x.) waits for printer.exe P.T: message ${id("m")} queued at SpoolerRpc, 20.0 s`,
    ]);
  });

  it("each member is followed by the one it waits for", () => {
    const three = at(library.threeCycle).report();
    const edges = three
      .filter((line) => /^ {2}\S+ \S+ \(0x/.test(line))
      .map((line) => /^ {2}(\S+) .*waits for (\S+)/.exec(line)!);
    edges.forEach((edge, i) => expect(edge[2]).toBe(edges[(i + 1) % edges.length]![1]));
    expect(edges).toHaveLength(3);
  });

  it("the same threads, waits and times are in the document, in dx and in the tree", () => {
    const names = ["p", "f"].map((name) => m.world.thread(name));
    expect(m.answer.deadlocks[0]?.threads).toEqual([...names].sort());
    const dx = m.session.run("dx -r2 @$cursession.Alpc.Deadlocks.First().Waits").text;
    for (const line of report.filter((each) => / waits for .* in service at /.test(each)))
      expect(dx).toContain(line.trim());
    const tree = m.chain("p").map((line) => line.trim());
    expect(tree[0]).toBe(
      report.find((line) => line.includes("printer.exe") && line.includes("waits for fonts.exe"))?.trim(),
    );
    expect(tree[2]).toContain("see above: this closes a loop");
  });

  it("ends with what was looked at and the dx line for the same", () => {
    expect(report.at(-2)).toMatch(/^next: !alpcx \/chain 0x\w+, !alpcx \/m 0x\w+, !alpcx \/p 0x\w+$/);
    expect(report.at(-3)).toMatch(
      /^Looked at \d+ processes, \d+ threads, \d+ ports, 3 messages; 3 threads wait for a reply\.$/,
    );
    expect(report.at(-1)).toBe("dx @$cursession.Alpc.Deadlocks");
  });
});

describe("receivers of a port", () => {
  it("are listed once", () => {
    const report = at(library.starvation).report();
    expect(report.filter((line) => line.includes("receivers found:"))).toHaveLength(1);
    expect(report.filter((line) => line.includes("receivers as above"))).toHaveLength(2);
  });
});

describe("what speaks against a proof", () => {
  it("is said at the edge", () => {
    const report = at(library.timedCycle).report();
    expect(report[0]).toMatch(
      /^SUSPECTED DEADLOCK: 1, not proved\. 2 threads may be stuck: a\.exe, b\.exe wait for each other\.$/,
    );
    const edge = report.findIndex((line) => line.endsWith("with a timeout"));
    expect(report.slice(edge, edge + 4).at(-1)).toBe("      doubt: the wait has a timeout and ends by itself");
  });
});

describe("roots", () => {
  it("say what they do, with their stack, and who hangs on them", () => {
    const m = at(
      library.endsInEvent + "\nw stack: nt!KiSwapContext+0x76, nt!KeWaitForSingleObject+0x256, app!Main+0x1",
    );
    const report = m.report();
    const root = report.findIndex((line) => line.includes("<- 1 thread waits"));
    expect(without(report[root]!)).toBe(
      "  a.exe P.T (0x.): it waits for event 0x., 39.0 s; that can come from outside <- 1 thread waits, longest 40.0 s",
    );
    expect(report[root + 1]).toBe("      | nt!KiSwapContext + 0x76");
    expect(report[root + 4]).toContain("c.exe");
  });

  it("of many waiters the first ten are shown, and all of them with /v", () => {
    const m = at(
      `process svc.exe ; port Svc of svc.exe pool w
       process app.exe ; threads t1..t14
       t1..t14 calls Svc, in service of w, 12s`,
    );
    expect(m.report()).toContain("      and 4 more (/v shows all)");
    const all = m.report(" /v").filter((line) => line.includes("app.exe"));
    expect(all).toHaveLength(14);
  });
});

describe("long waits", () => {
  const m = at(
    `process svc.exe ; port Svc of svc.exe pool w
     process app.exe ; threads t1..t14
     t1..t13 calls Svc, in service of w, 31s
     t14 calls Svc, in service of w, 7200s`,
  );
  it("are one line with their number and the longest", () => {
    const lines = m.report().filter((line) => line.includes("long-wait"));
    expect(lines).toHaveLength(1);
    expect(without(lines[0]!)).toMatch(
      /^ {2}info long-wait: 14 threads have waited longer than 30 s for a reply: app\.exe P\.T 2:00:00, .* \.\.\. \(\/v shows all\)$/,
    );
  });
  it("are one line each with /v", () =>
    expect(m.report(" /v").filter((line) => line.includes("long-wait"))).toHaveLength(14));
});

describe("the summary", () => {
  it("fits a screen, however much is wrong", () => {
    const pairs = Array.from(
      { length: 12 },
      (_, i) => `process a${i}.exe ; port A${i} of a${i}.exe pool x${i}
        process b${i}.exe ; port B${i} of b${i}.exe pool y${i}
        x${i} calls B${i}, in service of y${i}, 40s ; y${i} calls A${i}, in service of x${i}, 40s`,
    );
    const lines = at(pairs.join("\n")).session.lines("!alpcx");
    expect(lines[0]).toMatch(/^DEADLOCK: 12 proved\. 24 threads cannot proceed/);
    expect(lines.length).toBeLessThanOrEqual(25);
    expect(lines).toContain("  and 7 more deadlocks");
  });
});

it("twice the same bytes", () => {
  for (const text of [library.twoCycle, library.starvation, library.healthy]) {
    const m = at(text);
    for (const line of ["!alpcx /deadlock", "!alpcx /deadlock /json", "!alpcx", "!alpcx /deadlock /v"])
      expect(m.session.run(line).text).toBe(at(text).session.run(line).text);
  }
});

describe("stacks of who must act", () => {
  const roots = (count: number): string =>
    Array.from(
      { length: count },
      (_, i) => `process s${i}.exe ; port P${i} of s${i}.exe pool r${i} ; process c${i}.exe ; thread w${i}
       r${i} waits event 90s ; r${i} stack: nt!KiSwapContext+0x76
       w${i} calls P${i}, in service of r${i}, 80s`,
    ).join("\n");
  const stacks = (lines: readonly string[]): number => lines.filter((line) => line.includes("| nt!KiSwap")).length;

  it("are those of the first twenty, and that is said: a debugger takes its time for each", () => {
    const m = at(roots(22));
    expect(stacks(m.report())).toBe(20);
    expect(m.report()).toContain("  Stacks are those of the first 20 (/v shows all)");
    expect(stacks(m.report(" /v"))).toBe(22);
    expect(m.report(" /v").join()).not.toContain("Stacks are those");
  });
  it("are all there when there are no more", () => {
    const m = at(roots(20));
    expect(stacks(m.report())).toBe(20);
    expect(m.report().join()).not.toContain("Stacks are those");
  });
});
