/** The sample snapshots give the answers that were written down for them by another hand. */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { DeadlockDocument } from "../src/waits/document";
import { CASES, open } from "./tools/session";

interface Expected {
  verdict: string;
  deadlocks: { kind: string; certainty: string; threads: string[]; victims: string[] }[];
  roots: string[];
  findings: string[];
  findingsAllowed?: string[];
  currentProcessPorts: number;
  damaged?: boolean;
}
const expected = JSON.parse(readFileSync(CASES + "expected.json", "utf8")) as Record<string, Expected>;
describe.each(Object.entries(expected))("%s", (file, wanted) => {
  const session = open(CASES + file);
  const document = session.json<DeadlockDocument>("!alpcx /deadlock");

  it("has the verdict", () => expect(document.verdict).toBe(wanted.verdict));
  it("has the deadlocks", () => {
    const found = document.deadlocks.map(({ kind, certainty, threads, victims }) => ({
      kind,
      certainty,
      threads,
      victims,
    }));
    expect(found).toEqual(wanted.deadlocks);
  });
  it("has the roots", () => expect(document.chains.map((chain) => chain.root.why)).toEqual(wanted.roots));
  it("has the findings and no others", () => {
    const rules = new Set(document.findings.map((finding) => finding.rule as string));
    for (const rule of wanted.findings) expect(rules).toContain(rule);
    for (const rule of rules) expect(wanted.findings.concat(wanted.findingsAllowed ?? [])).toContain(rule);
  });
  it("counts the ports of the current process", () => {
    const line = session.run("dx @$curprocess.Alpc.Ports.Count()").text;
    expect(line).toBe(`@$curprocess.Alpc.Ports.Count() : 0x${wanted.currentProcessPorts.toString(16)}\n`);
  });
  it("names damage, and nothing else, as incomplete", () => {
    const damage =
      document.incomplete.length + document.findings.filter((finding) => finding.rule === "corrupt-list").length;
    if (wanted.damaged) expect(damage).toBeGreaterThan(0);
    else expect(document.incomplete).toEqual([]);
  });
  it("gives the same deadlocks and chains quickly", () => {
    const quick = session.json<DeadlockDocument>("!alpcx /deadlock /quick");
    expect(quick.deadlocks).toEqual(document.deadlocks);
    expect(quick.chains).toEqual(document.chains);
  });
  it("prints the same bytes twice", () => {
    expect(session.run("!alpcx /deadlock").text).toBe(session.run("!alpcx /deadlock").text);
    expect(open(CASES + file).run("!alpcx /deadlock /json").text).toBe(session.run("!alpcx /deadlock /json").text);
  });
});
