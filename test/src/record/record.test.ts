/** What `/record` writes is a snapshot that gives the same answers. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Snapshot } from "../../../hosts/snapshot/format";
import { loadSnapshot } from "../../../hosts/snapshot/load";
import { COMMANDS } from "../../../src/commands/run";
import { COVERED } from "../../../src/record/everything";
import { KNOWN_TYPES } from "../../../src/record/knownTypes";
import { otherVariants } from "../../../hosts/provider/index";
import { CASES, open } from "../../tools/session";
import { world } from "../../worlds/world";

const expected = JSON.parse(readFileSync(CASES + "expected.json", "utf8")) as Record<string, unknown>;
const folder = mkdtempSync(join(tmpdir(), "alpcx record "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const fresh = () => join(folder, `${++count}.json`);
const read = (file: string) => JSON.parse(readFileSync(file, "utf8")) as Snapshot;

/** What a user may ask, and is to be answered alike. */
const QUESTIONS = [
  "!alpcx /deadlock /json",
  "!alpcx /deadlock",
  "!alpcx /deadlock /v",
  "!alpcx /deadlock /quick",
  "!alpcx",
  "!alpcx /lp",
  "!alpcx /lp0",
  "!alpcx /find *",
  "dx -r2 @$curprocess.Alpc",
  "dx -r2 @$cursession.Alpc.Ports",
  "dx -r2 @$cursession.Alpc.Messages",
  "dx -r2 @$cursession.Alpc.WaitingThreads",
  "dx @$cursession.Processes",
];

const cases = Object.keys(expected);

describe.each(cases)("%s", (file) => {
  const session = open(CASES + file);
  const path = fresh();
  const { text, errors, failed } = session.run(`!alpcx /record "${path}"`);

  const recorded = open(path);

  it("is recorded", () => {
    expect(errors + text).toContain(`recorded ${path}: `);
    expect(failed).toBe(false);
    expect(loadSnapshot(path).snapshot.origin).toBe("recorded");
  });
  it.each(QUESTIONS)("answers %s as the target did", (line) => {
    const before = session.run(line);
    const after = recorded.run(line);
    expect(after).toEqual(before);
    expect(before.text.length).toBeGreaterThan(0);
  });
  it("is recorded again to the same bytes, also by the method of the session", () => {
    const [again, third] = [fresh(), fresh()];
    open(CASES + file).run(`!alpcx /record "${again}"`);
    expect(readFileSync(again).equals(readFileSync(path))).toBe(true);
    open(CASES + file).run(`dx @$cursession.Alpc.Record("${third}")`);
    expect(readFileSync(third).equals(readFileSync(path))).toBe(true);
  });
  it("can be recorded from the recording, with nothing lost", () => {
    const copy = fresh();
    recorded.run(`!alpcx /record "${copy}"`);
    const [one, two] = [read(path), read(copy)];
    expect(two.memory).toEqual(one.memory);
    expect(two.symbols).toEqual(one.symbols);
    expect(two.types).toEqual(one.types);
    expect(two.processes).toEqual(one.processes);
    expect(two.current).toEqual(one.current);
  });
  it("answers with /all as well, and holds at least as much", () => {
    const all = fresh();
    expect(session.run(`!alpcx /record "${all}" /all`).failed).toBe(false);
    expect(open(all).run("!alpcx /deadlock /json")).toEqual(session.run("!alpcx /deadlock /json"));
    const size = (one: Snapshot) => one.memory.reduce((sum, range) => sum + (range.hex ?? "").length, 0);
    expect(size(read(all))).toBeGreaterThan(size(read(path)));
    expect(Object.keys(read(all).types)).toEqual(expect.arrayContaining(Object.keys(read(path).types)));
  });
});

describe("the file", () => {
  const session = open(CASES + "two-cycle-7601-x64.json.gz");
  const target = fresh();

  it("is not overwritten without being asked", () => {
    writeFileSync(target, "mine");
    const { text, errors, failed } = session.run(`!alpcx /record "${target}"`);
    expect(failed).toBe(true);
    expect(text + errors).toContain("exists already");
    expect(readFileSync(target, "utf8")).toBe("mine");
  });
  it("is replaced with /force", () => {
    expect(session.run(`!alpcx /record "${target}" /force`).failed).toBe(false);
    expect(loadSnapshot(target).ranges.length).toBeGreaterThan(0);
  });
  it("cannot be made in a folder that is not there, and nothing is left", () => {
    const before = readdirSync(folder).sort();
    const { text, errors, failed } = session.run(`!alpcx /record "${join(folder, "nowhere", "x.json")}"`);
    expect(failed).toBe(true);
    expect(text + errors).toMatch(/alpcx: error: .*cannot be created: .*folder that you may write to/);
    expect(readdirSync(folder).sort()).toEqual(before);
  });
  it("holds the stacks that /deadlock and /chain show, and with /all those of all threads: each takes its time", () => {
    const machine = world(
      "10.0.19041.1706-x64",
      `process s.exe ; port P of s.exe pool r ; process c.exe ; thread w ; thread other ; other waits event 5s
       r waits event 90s ; r stack: nt!Root+0x1 ; w stack: nt!Waiter+0x1 ; other stack: nt!Other+0x1
       w calls P, in service of r, 80s`,
    );
    const session = open(machine.snapshot);
    const stacks = (...switches: string[]): string[] => {
      const path = fresh();
      expect(session.run(["!alpcx /record", `"${path}"`, ...switches].join(" ")).failed).toBe(false);
      return read(path).processes.flatMap(({ threads }) => threads.flatMap(({ frames }) => frames ?? []));
    };
    expect(stacks()).toContain("nt!Root+0x1");
    expect(stacks()).not.toContain("nt!Other+0x1");
    expect(stacks("/all").sort()).toEqual(["nt!Other+0x1", "nt!Root+0x1", "nt!Waiter+0x1"]);
  });
  it("is pure ASCII without carriage returns", () => {
    expect(/[^\x0a\x20-\x7e]/.test(readFileSync(target, "latin1"))).toBe(false);
  });
  it("says where a limit stopped it", () => {
    const small = fresh();
    const { text } = session.run(`!alpcx /record "${small}" /limit 1`);
    expect(text).toContain("stopped at the limit");
    expect(existsSync(small)).toBe(true);
  });
});

describe.each([
  ["that does not list the members of a type", { enumeration: "none" as const }],
  ["that does everything the other way", otherVariants],
])("a debugger %s", (_, variants) => {
  it.each(["two-cycle-7601-x64.json.gz", "starvation-26100-x64.json.gz", "timed-cycle-7601-x86.json.gz"])(
    "records %s so that it gives the same answers",
    (file) => {
      const path = fresh();
      expect(open(CASES + file, false, { variants }).run(`!alpcx /record "${path}"`).failed).toBe(false);
      for (const line of ["!alpcx /deadlock /json", "!alpcx /deadlock", "!alpcx /lp"])
        expect(open(path).run(line)).toEqual(open(CASES + file).run(line));
    },
  );
});

describe("a machine that runs", () => {
  it("is recorded with progress, and as one that runs", () => {
    const w = world("10.0.19041.1706-x64", (b) => {
      const process = b.process({ name: "a.exe", image: "a.exe" });
      for (let i = 0; i < 600; i++) b.thread(process, { name: `t${i}` });
    });
    const live = { ...w.snapshot, target: { ...w.snapshot.target, isLive: true } };
    const path = fresh();
    const { text } = open(live).run(`!alpcx /record "${path}"`);
    expect(text).toMatch(/alpcx: 500 threads \.\.\./);
    expect(read(path).target.isLive).toBe(true);
    expect(open(path).run("!alpcx /deadlock /json")).toEqual(open(live).run("!alpcx /deadlock /json"));
  });
});

describe("what is recorded", () => {
  it("names every command, or says why not", () => {
    const without = ["?", "graph", "pool", "record", "selftest"];
    expect(
      COMMANDS.map((command) => command.name)
        .filter((name) => !without.includes(name))
        .sort(),
    ).toEqual([...new Set(COVERED)].sort());
  });
  it("with /all holds every type that the script asks for", () => {
    const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    const asked = new Set<string>();
    for (const name of sources) {
      const text = readFileSync(join("src", name), "utf8");
      for (const match of text.matchAll(/\b(?:reader|needed|type)\(\s*"(_[A-Z][A-Z0-9_]+)"/g)) asked.add(match[1]!);
    }
    expect(asked.size).toBeGreaterThan(10);
    expect([...asked].filter((name) => !KNOWN_TYPES.includes(name))).toEqual([]);
  });
});
