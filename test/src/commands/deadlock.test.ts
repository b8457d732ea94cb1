import { describe, expect, it } from "vitest";
import { machine } from "../../../bench/machine";
import { CASES, open } from "../../tools/session";

interface Document {
  readonly verdict: string;
  readonly deadlocks: readonly { readonly threads: readonly string[] }[];
  readonly incomplete: readonly { readonly what: string; readonly why: string }[];
  readonly counts: { readonly threads: number; readonly ports: number };
}

describe.each(["two-cycle-7601-x64.json.gz", "healthy-19041-x64.json.gz", "two-cycle-2003sp2-x64.json.gz"])(
  "/deadlock /limit on %s",
  (file) => {
    const session = open(CASES + file);
    const whole = session.json<Document>("!alpcx /deadlock");

    it("says in its second line that only a part was looked at, and what was left out", () => {
      const lines = session.lines("!alpcx /deadlock /limit 1");
      expect(lines[1]).toMatch(/^INCOMPLETE: only the first 1 thread and 1 port were looked at/);
      const document = session.json<Document>("!alpcx /deadlock /limit 1");
      const why = (what: string) => document.incomplete.filter((item) => item.what === what).map((item) => item.why);
      expect(why("threads")[0]).toMatch(/^stopped at \/limit 1: threads of \d+ of \d+ processes were left out$/);
      expect(why("ports")[0]).toMatch(/^stopped at \/limit 1: /);
      expect(document.counts.threads).toBeLessThan(whole.counts.threads);
    });
    it("finds what the first threads are part of, and never more than there is", () => {
      for (const limit of [1, 2, 3, 5, 8]) {
        const part = session.json<Document>(`!alpcx /deadlock /limit ${limit}`);
        for (const { threads } of part.deadlocks)
          expect(whole.deadlocks.map((one) => one.threads)).toContainEqual(threads);
      }
      expect(session.json<Document>("!alpcx /deadlock /limit 5000 /quick")).toEqual(
        session.json<Document>("!alpcx /deadlock /quick"),
      );
    });
    it("prints the same twice, and does not change what comes after it", () => {
      const { text } = session.run("!alpcx /deadlock /limit 2");
      expect(session.run("!alpcx /deadlock /limit 2").text).toBe(text);
      expect(session.json("!alpcx /deadlock")).toEqual(whole);
    });
  },
);

it("a limit that is not reached changes nothing", () => {
  const session = open(CASES + "healthy-19041-x64.json.gz");
  expect(session.run("!alpcx /deadlock /limit 5000").text).toBe(session.run("!alpcx /deadlock").text);
});

it("the limit bounds what is read, however large the machine is", () => {
  const { snapshot } = machine("10.0.19041.1706-x64", { processes: 30, threads: 500, ports: 1000, messages: 2000 });
  const reads = (line: string): number => {
    const session = open(snapshot);
    let count = 0;
    session.backend.memory.beforeRead = () => count++;
    expect(session.run(line).errors).toBe("");
    return count;
  };
  const all = reads("!alpcx /deadlock");
  expect(reads("!alpcx /deadlock /limit 20")).toBeLessThan(all / 3);
  expect(reads("!alpcx /deadlock /limit 20 /quick")).toBeLessThan(all / 10);
});

it("a limit that is no number is refused", () => {
  const session = open(CASES + "healthy-19041-x64.json.gz");
  expect(session.run("!alpcx /deadlock /limit 0").errors).toContain("is no limit");
  expect(session.run("!alpcx /deadlock /limit").errors).toContain("needs a number");
});
