import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CASES, open } from "../../tools/session";
import { twoCycle } from "../../worlds/library";
import { alpcLayouts, world, type World } from "../../worlds/world";

interface Document {
  schema: string;
  build: string;
  checks: { name: string; verdict: string; compared: number; wrong: number; notes: string[] }[];
}

const cases = Object.keys(JSON.parse(readFileSync(CASES + "expected.json", "utf8")) as object);
const test = (snapshot: string | object) => open(snapshot).json<Document>("!alpcx /selftest");
const check = (document: Document, begin: string) => document.checks.find((one) => one.name.startsWith(begin))!;

describe.each(cases)("%s", (file) => {
  it("has no check that fails, and most pass", () => {
    const { checks, schema } = test(CASES + file);
    expect(schema).toBe("alpcx.selftest/1");
    expect(checks.filter((one) => one.verdict === "FAIL")).toEqual([]);
    expect(checks.filter((one) => one.verdict === "PASS").length).toBeGreaterThanOrEqual(5);
  });
});

describe.each(alpcLayouts.filter((_, i) => i % 9 === 0))("a sound machine on %s", (layout) => {
  it("passes", () => {
    const { checks } = test(world(layout, twoCycle).snapshot);
    expect(checks.filter((one) => one.verdict === "FAIL")).toEqual([]);
    expect(check({ checks } as Document, "queue type").compared).toBe(3);
  });
});

describe("an assumption that does not hold", () => {
  const layout = "10.0.19041.1706-x64";
  const broken = (change: (w: World) => void): Document => {
    const w = world(layout, twoCycle);
    change(w);
    const session = open(w.snapshot);
    const { failed, text, errors } = session.run("!alpcx /selftest");
    expect(failed).toBe(true);
    expect(text).toMatch(/^FAIL {2}/m);
    expect(errors).toMatch(/^alpcx: error: the self-test has /m);
    return JSON.parse(session.run("!alpcx /selftest /json").text) as Document;
  };
  it.each([
    ["port kind", (w: World) => w.set("port", "SpoolerRpc", "u1.s1.Type", 2n)],
    ["queue type", (w: World) => w.set("message", "m", "u1.s1.QueueType", 2n)],
    ["queue counters", (w: World) => w.set("port", "SpoolerRpc", "MainQueueLength", 7n)],
    ["continuation", (w: World) => w.set("message", "p", "PortMessage.u2.s2.Type", 1n)],
    ["message ids", (w: World) => w.set("message", "p", "PortMessage.MessageId", 0x7ffcn)],
    ["waits", (w: World) => w.set("message", "p", "WaitingThread", 0n)],
  ] as const)("fails the check of %s, and names the culprit", (name, change) => {
    const result = check(broken(change), name);
    expect(result.verdict).toBe("FAIL");
    expect(result.wrong).toBeGreaterThan(0);
    expect(result.notes[0]).toMatch(/^0x[0-9a-f]+: /);
  });
});

describe("the block for a bug report", () => {
  const lines = open(CASES + "two-cycle-7601-x64.json.gz").lines("!alpcx /selftest");
  const block = lines.slice(lines.findIndex((line) => line.startsWith("----")));

  it("names build, pointer size, types and symbols", () => {
    expect(block.join("\n")).toMatch(/Windows build 7601, 64-bit, ALPC, dump/);
    expect(block.join("\n")).toMatch(/^types: .*_ALPC_PORT=0x/m);
    expect(block.join("\n")).toMatch(/^symbols: .*AlpcpPortList/m);
    expect(block.join("\n")).toMatch(/^symbols missing: .*ObHeaderCookie/m);
  });
  it("counts as the lines above it do", () => {
    const count = (verdict: string) => lines.filter((line) => line.startsWith(verdict + "  ")).length;
    expect(block[1]).toBe(`alpcx /selftest: ${count("PASS")} PASS, ${count("FAIL")} FAIL, ${count("SKIP")} SKIP`);
  });
});

describe("what the target lacks", () => {
  it("is skipped with the reason", () => {
    const snapshot = structuredClone(world("10.0.19041.1706-x64", twoCycle).snapshot) as {
      symbols: Record<string, string>;
    };
    delete snapshot.symbols["AlpcMessageTable"];
    const result = check(test(snapshot), "message ids");
    expect(result).toMatchObject({ verdict: "SKIP", notes: ["the symbols have no AlpcMessageTable"] });
  });
});
