import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeDump } from "../../../hosts/dump/index.js";
import { writeMsf } from "../../../hosts/dump/pdb/msf.js";
import type { Snapshot } from "../../../hosts/snapshot/format.js";
import { readMsf } from "./readers/msf.js";
import { PublicSymbols } from "./readers/publics.js";
import { caseNames, sampleCase, tinySnapshot } from "./samples.js";

function publicsOf(pdb: Buffer): PublicSymbols {
  const streams = readMsf(pdb);
  return new PublicSymbols(streams[7] ?? Buffer.alloc(0), streams[6] ?? Buffer.alloc(0));
}

function base(snapshot: Snapshot): bigint {
  return BigInt(snapshot.modules?.find(({ name }) => name === "nt")?.base ?? 0);
}

/** The image of a snapshot, and where the GUID lies in it. */
function imageOf(snapshot: Snapshot): { image: Buffer; identityAt: number } {
  const image = Buffer.from(writeDump(snapshot, { kind: "small" }).image);
  return { image, identityAt: image.indexOf("RSDS") + 4 };
}

describe("symbols in the PDB", () => {
  it.each(caseNames)("%s: every symbol is found at its exact address", (name) => {
    const snapshot = sampleCase(name);
    const publics = publicsOf(writeDump(snapshot, { kind: "small" }).pdb);
    for (const [symbol, address] of Object.entries(snapshot.symbols ?? {})) {
      const found = publics.find(symbol);
      expect(base(snapshot) + BigInt(found?.offset ?? -1), symbol).toBe(BigInt(address));
      expect(found?.section).toBe(1);
    }
    const addresses = publics.byAddress().map(({ offset }) => offset);
    expect(addresses).toEqual([...addresses].sort((a, b) => a - b));
    expect(addresses).toHaveLength(publics.all().length);
  });

  it("any names are found, whatever they share", () => {
    const name = fc.oneof(
      fc.stringMatching(/^[A-Za-z?@_$][\w?@$]{0,30}$/),
      fc.constantFrom("a", "A", "aa", "Ää", "__proto__"),
    );
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(name, fc.nat(0xfffff)), { selector: ([n]) => n, maxLength: 60 }), (all) => {
        const symbols = Object.fromEntries(
          all.map(([n, offset]) => [n, `0x${(0xfffff800_00400000n + BigInt(offset)).toString(16)}`]),
        );
        const publics = publicsOf(writeDump(tinySnapshot("x64", { symbols }), { kind: "small" }).pdb);
        for (const [n, text] of Object.entries(symbols)) {
          expect(publics.find(n)?.offset).toBe(Number(BigInt(text) - 0xfffff800_00400000n));
        }
        expect(publics.find("NotThere_")).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  it("a symbol outside the module is left out and reported", () => {
    const written = writeDump(tinySnapshot("x64", { symbols: { Far: "0xfffff80100000000" } }), { kind: "small" });
    expect(publicsOf(written.pdb).find("Far")).toBeUndefined();
    expect(written.notes.join("\n")).toContain("nt!Far");
  });

  it("PsIdleProcess is added, readable and zero, and reported", () => {
    const written = writeDump(tinySnapshot("x86"), { kind: "small" });
    expect(publicsOf(written.pdb).find("PsIdleProcess")?.offset).toBe(0xff000);
    expect(written.notes.join("\n")).toContain("PsIdleProcess");
  });

  it("PsActiveProcessHead is found where the processes' links lead", () => {
    const snapshot = sampleCase("healthy-19041-x64.json.gz");
    const { PsActiveProcessHead: head, ...symbols } = snapshot.symbols ?? {};
    const written = writeDump({ ...snapshot, symbols }, { kind: "small" });
    const found = publicsOf(written.pdb).find("PsActiveProcessHead");
    expect(base(snapshot) + BigInt(found?.offset ?? 0)).toBe(BigInt(head ?? 0));
  });

  it("a snapshot that does not say where nt lies gets a module around its symbols", () => {
    const snapshot = tinySnapshot("x64", {
      modules: [],
      symbols: { A: "0xfffff80012345678", B: "0xfffff80012400000" },
    });
    const written = writeDump(snapshot, { kind: "small" });
    const [a, b] = ["A", "B"].map((name) => publicsOf(written.pdb).find(name)?.offset ?? 0);
    expect((b ?? 0) - (a ?? 0)).toBe(0x12400000 - 0x12345678);
    expect(written.notes.join("\n")).toContain("module nt");
  });

  it("GUID, age and name in the image are those of the PDB", () => {
    for (const arch of ["x64", "x86", "arm64"] as const) {
      const { image, pdb, pdbName } = writeDump(tinySnapshot(arch), { kind: "small" });
      const at = image.indexOf("RSDS");
      const info = readMsf(pdb)[1] ?? Buffer.alloc(0);
      expect(image.subarray(at + 4, at + 20)).toEqual(info.subarray(12, 28));
      expect(image.readUInt32LE(at + 20)).toBe(info.readUInt32LE(8));
      expect(image.toString("latin1", at + 24, image.indexOf(0, at + 24))).toBe(pdbName);
    }
  });

  it("a recorded image header keeps its identity", () => {
    const base = 0xfffff80000400000n;
    const recorded = tinySnapshot("x64");
    const other = tinySnapshot("x64", { modules: [{ name: "nt", base: "0xfffff80000400000", size: 0x200000 }] });
    const { image, identityAt } = imageOf(other);
    image.writeUInt32LE(7, identityAt + 16);
    const memory = [...recorded.memory, { address: `0x${base.toString(16)}`, hex: image.toString("hex") }];
    const written = writeDump({ ...recorded, memory }, { kind: "small" });
    expect(written.image.readUInt32LE(0x88)).toBe(image.readUInt32LE(0x88));
    expect(written.image.readUInt32LE(0x80 + 24 + 56)).toBe(0x200000);
    const info = readMsf(written.pdb)[1] ?? Buffer.alloc(0);
    expect(info.readUInt32LE(8)).toBe(7);
    expect(info.subarray(12, 28)).toEqual(image.subarray(identityAt, identityAt + 16));
  });

  it("the container holds streams of any size", () => {
    const sizes = fc.array(fc.oneof(fc.constantFrom(0, 1, 4096, 4097, 0x1001000), fc.nat(20000)), { maxLength: 8 });
    fc.assert(
      fc.property(sizes, (all) => {
        const streams = all.map((size, number) => Buffer.alloc(size, number + 1));
        const read = readMsf(writeMsf(streams));
        expect(read.length).toBe(streams.length);
        read.forEach((stream, number) => expect(stream.equals(streams[number] ?? Buffer.alloc(0))).toBe(true));
      }),
      { numRuns: 30 },
    );
  });
});
