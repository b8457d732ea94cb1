import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { anonymize } from "../../../hosts/anonymize/index.js";
import { AnonymizeError, writeAnonymous } from "../../../hosts/cli/anonymize.js";
import { loadSnapshot } from "../../../hosts/snapshot/load.js";
import { validateSnapshot, type LoadedSnapshot } from "../../../hosts/snapshot/validate.js";
import type { Snapshot } from "../../../hosts/snapshot/format.js";
import type { DeadlockDocument } from "../../../src/waits/document";
import { CASES, open, SCRIPT } from "../../tools/session";
import { world } from "../../worlds/world";

const folder = mkdtempSync(join(tmpdir(), "alpcx anonymize "));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const fresh = () => join(folder, `${++count}.json.gz`);

/** Whether a text is anywhere in a snapshot: in its JSON, or in its memory in either encoding. */
function holds(loaded: LoadedSnapshot, text: string): boolean {
  // Names of types and members are those of Windows.
  const { description, modules, processes } = loaded.snapshot;
  if (JSON.stringify({ description, modules, processes }).toLowerCase().includes(text.toLowerCase())) return true;
  return loaded.ranges.some(({ bytes }) =>
    [Buffer.from(text, "latin1"), Buffer.from(text, "utf16le")].some((wanted) => Buffer.from(bytes).includes(wanted)),
  );
}
const lastPart = (name: string) => name.split("\\").at(-1)!;
const portNames = (source: string) => {
  const found = open(source).json<{ ports: { name?: string }[] }>("!alpcx /find *").ports;
  return [...new Set(found.map((one) => lastPart(one.name ?? "")))].filter((name) => name.length >= 3);
};
const cases = Object.keys(JSON.parse(readFileSync(CASES + "expected.json", "utf8")) as object);

describe.each(cases)("%s", (file) => {
  const before = loadSnapshot(CASES + file);
  const out = fresh();
  const said = writeAnonymous(before, out, SCRIPT);
  const after = loadSnapshot(out);

  it("is written, with what was replaced", () =>
    expect(said).toMatch(/anonymized .*: \d+ names, data of \d+ messages/));
  it("has the same verdict, deadlocks and chains", () => {
    const [one, two] = [CASES + file, out].map((source) => open(source).run("!alpcx /deadlock /json"));
    if (one!.failed) return expect(two!.errors).toBe(one!.errors);
    const [a, b] = [one!, two!].map(({ text }) => JSON.parse(text) as DeadlockDocument);
    expect(b!.verdict).toBe(a!.verdict);
    expect(b!.deadlocks.map(({ kind, threads, victims }) => ({ kind, threads, victims }))).toEqual(
      a!.deadlocks.map(({ kind, threads, victims }) => ({ kind, threads, victims })),
    );
    expect(b!.chains.map(({ root, waiters }) => ({ root, waiters }))).toEqual(
      a!.chains.map(({ root, waiters }) => ({ root, waiters })),
    );
    expect(b!.counts).toEqual(a!.counts);
  });
  it("names no image of the original", () => {
    for (const { name } of before.snapshot.processes) {
      if (name.length < 3 || name === "System") continue;
      expect(holds(before, name)).toBe(true);
      expect(holds(after, name), name).toBe(false);
    }
  });
  it("names no port of the original, and as many of its own", () => {
    if (open(CASES + file).run("!alpcx /find *").failed) return;
    const names = portNames(CASES + file);
    const own = portNames(out);
    expect(own.length).toBe(names.length);
    expect(own.map((name) => name.length).sort()).toEqual(names.map((name) => name.length).sort());
    for (const name of names) expect(holds(after, name), name).toBe(false);
  });
  it("keeps addresses, lengths, types and symbols", () => {
    expect(after.ranges.map(({ address, bytes }) => [address, bytes.length])).toEqual(
      before.ranges.map(({ address, bytes }) => [address, bytes.length]),
    );
    expect(after.snapshot.types).toEqual(before.snapshot.types);
    expect(after.snapshot.symbols).toEqual(before.snapshot.symbols);
    expect(after.snapshot.processes.map(({ address, id, name }) => [address, id, name.length])).toEqual(
      before.snapshot.processes.map(({ address, id, name }) => [address, id, name.length]),
    );
  });
});

describe("one name", () => {
  it("becomes one other name everywhere", () => {
    const w = world(
      "10.0.19041.1706-x64",
      `process secret.exe ; thread a
       process secret.exe as second ; thread b
       port SecretPort of secret.exe pool a
       port SecretPort2 of second pool c
       b calls SecretPort, in service of a, 20s`,
    );
    const loaded = validateSnapshot(w.snapshot);
    const { snapshot } = anonymize(loaded, { names: ["\\RPC Control\\SecretPort"], messages: [], needed: [] });
    const images = snapshot.processes.filter((_, i) => loaded.snapshot.processes[i]!.name === "secret.exe");
    expect(new Set(images.map((process) => process.name)).size).toBe(1);
    expect(images[0]!.name).toMatch(/^n\w{5}\.exe$/);
    const text = open(snapshot).run("!alpcx /find *").text;
    expect(text).toMatch(/\\RPC Control\\n\w{9}\b/);
    expect(text).not.toMatch(/Secret/i);
  });
});

/** A few bytes of memory as a snapshot. */
function withMemory(hex: string): LoadedSnapshot {
  const base: Snapshot = JSON.parse(
    JSON.stringify(world("10.0.19041.1706-x64", "process a.exe ; thread t").snapshot),
  ) as Snapshot;
  return validateSnapshot({ ...base, memory: [{ address: "0xffffa00000001000", hex }] });
}
const bytesOf = (snapshot: Snapshot) => snapshot.memory[0]!.hex;

describe("security ids", () => {
  const domain = "01050000000000051500000011223344556677889900aabb";
  it("of a domain get another domain, and accounts another number", () => {
    const { snapshot, identities } = anonymize(withMemory(domain + "e8040000" + domain + "f4010000"), {
      names: [],
      messages: [],
      needed: [],
    });
    expect(identities).toBe(1);
    const other = "010500000000000515000000" + "010000000100000002000000";
    expect(bytesOf(snapshot)).toBe(other + "e8030000" + other + "f4010000");
  });
  it.each(["010100000000000512000000", "01020000000000052000000020020000", "010100000000000100000000"])(
    "that every Windows has stay: %s",
    (sid) => expect(bytesOf(anonymize(withMemory(sid), { names: [], messages: [], needed: [] }).snapshot)).toBe(sid),
  );
});

describe("data of messages", () => {
  const text = `process a.exe ; thread t ; process b.exe ; port P of b.exe pool s
    t calls P, in service of s, 5s, data 32`;
  it.each(["10.0.19041.1706-x64", "6.1.7601-x86", "5.2.3790-2003sp2-x64"])(
    "is cleared on %s, and its length stays",
    (layout) => {
      // LPC frees a message when it is received.
      const w = world(layout, layout.startsWith("5.") ? text.replace("in service of s", "queued") : text);
      const source = join(folder, `${layout}.json`);
      writeFileSync(source, JSON.stringify(w.snapshot));
      const before = loadSnapshot(source);
      expect(holds(before, "request ")).toBe(true);
      const out = fresh();
      expect(writeAnonymous(before, out, SCRIPT)).toContain("data of 1 messages");
      const after = loadSnapshot(out);
      expect(holds(after, "request ")).toBe(false);
      const line = `!alpcx /m ${w.message("t")}`;
      const length = (from: string) => /^.*Length.*$/m.exec(open(from).run(line).text)?.[0];
      expect(length(out)).toBe(length(source));
      expect(length(out)).toBeDefined();
    },
  );
});

describe("the file", () => {
  const loaded = loadSnapshot(CASES + "two-cycle-7601-x64.json.gz");
  it("is not overwritten", () => {
    const out = join(folder, "mine.json");
    writeFileSync(out, "mine");
    expect(() => writeAnonymous(loaded, out, SCRIPT)).toThrow(/exists already/);
    expect(readFileSync(out, "utf8")).toBe("mine");
  });
  it("cannot be made where there is no folder", () => {
    const out = join(folder, "nowhere", "x.json");
    expect(() => writeAnonymous(loaded, out, SCRIPT)).toThrow(AnonymizeError);
    expect(existsSync(out)).toBe(false);
  });
});
