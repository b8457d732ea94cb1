/** Each finding, laid out in memory, and the machine next to it that has it not. */
import { describe, expect, it } from "vitest";
import { machine, standardLayouts } from "./machine";

const APP = "\nprocess app.exe ; threads t1..t3\n";
const SVC = "process svc.exe ; port Svc of svc.exe pool w1 w2" + APP;

interface Case {
  readonly rule: string;
  readonly has: string;
  readonly not: string;
  /** What is between the two. */
  readonly because: string;
}

const CASES: readonly Case[] = [
  {
    rule: "server-gone",
    because: "the owner is exiting and its thread has ended",
    has: `process svc.exe exiting ; thread w terminated ; thread last waiting event 10s
      port Svc of svc.exe owner gone ${APP} t1 calls Svc, in service of w, 40s`,
    not: `process svc.exe ; thread w terminated ; thread last waiting event 10s
      port Svc of svc.exe ${APP} t1 calls Svc, in service of w, 40s`,
  },
  {
    rule: "server-gone",
    because: "the port is closed",
    has: "process svc.exe ; thread w ; port Svc of svc.exe closed" + APP + "t1 calls Svc, queued 5s",
    not: "process svc.exe ; thread w ; port Svc of svc.exe" + APP + "t1 calls Svc, queued 5s",
  },
  {
    rule: "server-gone",
    because: "the port is disconnected",
    has: "process svc.exe ; thread w ; port Svc of svc.exe disconnected" + APP + "t1 calls Svc, queued 5s",
    not:
      "process svc.exe ; thread w ; port Svc of svc.exe disconnected" +
      APP +
      "t1 sends Svc, queued ; t1 waits event 5s",
  },
  {
    rule: "corrupt-list",
    because: "a queue leads in a circle",
    has:
      SVC +
      "t1 calls Svc, in service of w1, 5s ; t2 calls Svc, in service of w1, 5s\ndamage: loop PendingQueue of port Svc",
    not: SVC + "t1 calls Svc, in service of w1, 5s ; t2 calls Svc, in service of w1, 5s",
  },
  {
    rule: "self-call",
    because: "only itself can answer",
    has: SVC + "w1 calls Svc, in service of w1, 15s",
    not: SVC + "w1 calls Svc, in service of w2, 15s",
  },
  {
    rule: "starved-port",
    because: "every receiver waits for something else",
    has: SVC + "t1 calls Svc, queued 30s ; w1..w2 waits event 30s",
    not: SVC + "t1 calls Svc, queued 30s ; w1 waits event 30s",
  },
  {
    rule: "starved-port",
    because: "for longer than 10 s",
    has: SVC + "t1 calls Svc, queued 10.5s ; w1..w2 waits event 30s",
    not: SVC + "t1 calls Svc, queued 9.5s ; w1..w2 waits event 30s",
  },
  {
    rule: "starved-port",
    because: "a receiver that runs is only busy",
    has: SVC + "t1 calls Svc, queued 30s ; w1..w2 waits event 30s",
    not: SVC + "t1 calls Svc, queued 30s ; w1 waits event 30s ; w2 runs",
  },
  {
    rule: "no-receiver",
    because: "nobody receives, and no thread of the owner runs",
    has: "process svc.exe ; thread s waiting event 60s ; port Svc of svc.exe" + APP + "t1 calls Svc, queued 60s",
    not: "process svc.exe ; thread s ; port Svc of svc.exe" + APP + "t1 calls Svc, queued 60s",
  },
  {
    rule: "no-receiver",
    because: "for longer than 10 s",
    has: "process svc.exe ; thread s waiting event 60s ; port Svc of svc.exe" + APP + "t1 calls Svc, queued 11s",
    not: "process svc.exe ; thread s waiting event 60s ; port Svc of svc.exe" + APP + "t1 calls Svc, queued 9s",
  },
  {
    rule: "suspended-server",
    because: "somebody waits for it, and only it can act",
    has: SVC + "t1 calls Svc, in service of w1, 5s ; w1 is suspended",
    not: SVC + "w1 is suspended",
  },
  {
    rule: "abandoned-mutant",
    because: "somebody waits for it",
    has: SVC + "w1 waits mutant M abandoned, 5s",
    not: SVC + "mutant M abandoned",
  },
  {
    rule: "counter-mismatch",
    because: "a counter and its queue disagree",
    has: SVC + "t1 calls Svc, in service of w1, 5s\nset port Svc PendingQueueLength = 3",
    not: SVC + "t1 calls Svc, in service of w1, 5s",
  },
  {
    rule: "blocked-at-start",
    because: "all threads of a young process have waited for others for longer than 10 s",
    has:
      "process svc.exe ; port Svc of svc.exe pool w1\nprocess young.exe created 40s ago ; thread a ; thread b\n" +
      "a calls Svc, in service of w1, 30s ; b waits thread a 29s",
    not:
      "process svc.exe ; port Svc of svc.exe pool w1\nprocess young.exe created 90s ago ; thread a ; thread b\n" +
      "a calls Svc, in service of w1, 30s ; b waits thread a 29s",
  },
  {
    rule: "blocked-at-start",
    because: "one thread that waits for work is enough to live",
    has:
      "process svc.exe ; port Svc of svc.exe pool w1\nprocess young.exe created 40s ago ; thread a ; thread b\n" +
      "a calls Svc, in service of w1, 30s ; b waits thread a 29s",
    not:
      "process svc.exe ; port Svc of svc.exe pool w1\nprocess young.exe created 40s ago ; thread a ; thread b\n" +
      "a calls Svc, in service of w1, 30s ; b waits event 29s",
  },
  {
    rule: "blocked-at-exit",
    because: "an exiting process waits for another",
    has: "process svc.exe ; port Svc of svc.exe pool w1\nprocess old.exe exiting ; thread a\na calls Svc, in service of w1, 30s",
    not: "process svc.exe ; port Svc of svc.exe pool w1\nprocess old.exe ; thread a\na calls Svc, in service of w1, 30s",
  },
  {
    rule: "stale-server-thread",
    because: "the thread that received it has ended",
    has: SVC + "thread old in svc.exe terminated\nt1 calls Svc, in service of old, 5s",
    not: SVC + "thread old in svc.exe terminated\nt1 calls Svc, in service of w1, 5s",
  },
  {
    rule: "suspended-client",
    because: "it waits for a reply all the same",
    has: SVC + "t1 calls Svc, in service of w1, 5s, suspended",
    not: SVC + "t1 is suspended",
  },
  {
    rule: "orphan-port",
    because: "no handle, still messages",
    has: "process svc.exe ; thread s waiting event 9s ; port Svc of svc.exe, no handle" + APP + "t1 sends Svc, queued",
    not: "process svc.exe ; thread s waiting event 9s ; port Svc of svc.exe" + APP + "t1 sends Svc, queued",
  },
  {
    rule: "canceled-waiter",
    because: "its message was canceled",
    has: SVC + "t1 calls Svc, canceled, 3s",
    not: SVC + "t1 calls Svc, ready, 3s",
  },
  {
    rule: "long-wait",
    because: "over 30 s",
    has: SVC + "t1 calls Svc, in service of w1, 31s",
    not: SVC + "t1 calls Svc, in service of w1, 29s",
  },
];

const SEVERITY: Record<string, string> = {};
for (const rule of ["server-gone", "corrupt-list", "self-call"]) SEVERITY[rule] = "error";
for (const rule of [
  "starved-port",
  "no-receiver",
  "suspended-server",
  "abandoned-mutant",
  "counter-mismatch",
  "blocked-at-start",
  "blocked-at-exit",
])
  SEVERITY[rule] = "warning";

describe.each(standardLayouts)("on %s", (layout) => {
  describe.each(CASES)("$rule: $because", ({ rule, has, not }) => {
    it("is found, with its severity and a subject", () => {
      const m = machine(layout, has);
      const found = m.answer.findings.filter((finding) => finding.rule === rule);
      expect(found).not.toEqual([]);
      for (const finding of found) {
        expect(finding.severity).toBe(SEVERITY[rule] ?? "info");
        expect(finding.subject).toMatch(/^0x[0-9a-f]+$/);
        expect(finding.text).not.toBe("");
      }
      const report = m.report(" /v");
      for (const finding of found) expect(report).toContain(`  ${finding.severity} ${finding.rule}: ${finding.text}`);
    });
    it("is not found next door", () => {
      const { answer } = machine(layout, not);
      expect(answer.findings.map((finding) => finding.rule)).not.toContain(rule);
    });
  });
});
