import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writeDump } from "../../../hosts/dump/index.js";
import type { Snapshot, SnapshotField, SnapshotType } from "../../../hosts/snapshot/format.js";
import { readMsf } from "./readers/msf.js";
import { type ReadField, readTypes, type ReadTypes } from "./readers/types.js";
import { caseNames, sampleCase, tinySnapshot } from "./samples.js";

function written(snapshot: Snapshot): ReadTypes {
  const streams = readMsf(writeDump(snapshot, { kind: "small" }).pdb);
  return readTypes(streams[2] ?? Buffer.alloc(0), snapshot.target.pointerSize);
}

function expected(field: SnapshotField): ReadField {
  const type = field.type
    .replace(/^enum /, "")
    .replace(/\s*\*/g, " *")
    .replace(/\s*\[/g, "[");
  const bits = field.bitLen === undefined ? {} : { bits: [field.bitPos ?? 0, field.bitLen] as const };
  return { name: field.name, offset: field.offset, type, ...bits };
}

function expectTypes(read: ReadTypes, types: Readonly<Record<string, SnapshotType>>): void {
  for (const [name, { kind, size, fields }] of Object.entries(types)) {
    expect(read.types.get(name), name).toEqual({ kind, size, fields: fields.map(expected) });
  }
}

describe("types in the PDB", () => {
  it.each(caseNames)("%s: every field has its name, offset, bits and type text", (name) => {
    const snapshot = sampleCase(name);
    const read = written(snapshot);
    expectTypes(read, snapshot.types);
    for (const [enumName, { size, constants }] of Object.entries(snapshot.enums ?? {})) {
      const found = read.enums.get(enumName);
      expect(found?.size, enumName).toBe(size);
      expect(Object.fromEntries([...(found?.constants ?? [])].map(([k, v]) => [k, Number(v)]))).toEqual(constants);
    }
  });

  it("members of an anonymous member stand in its place, at any depth", () => {
    const types: Record<string, SnapshotType> = {
      _OUTER: {
        kind: "struct",
        size: 24,
        fields: [
          { name: "First", offset: 0, type: "long" },
          { name: "u", offset: 8, type: "__unnamed_1", anonymous: true },
        ],
      },
      __unnamed_1: {
        kind: "union",
        size: 16,
        fields: [
          { name: "Whole", offset: 0, type: "unsigned long long" },
          { name: "s", offset: 8, type: "struct __unnamed_2", anonymous: true },
        ],
      },
      __unnamed_2: {
        kind: "struct",
        size: 4,
        fields: [{ name: "Low", offset: 2, type: "unsigned short", bitPos: 3, bitLen: 5 }],
      },
    };
    expect(written(tinySnapshot("x64", { types })).types.get("_OUTER")?.fields).toEqual([
      { name: "First", offset: 0, type: "long" },
      { name: "Whole", offset: 8, type: "unsigned long long" },
      { name: "Low", offset: 18, type: "unsigned short", bits: [3, 5] },
    ]);
  });

  it("an element that is not defined gets the size its room allows, the smallest of all", () => {
    const field = (offset: number, type: string): SnapshotField => ({ name: `f${offset}`, offset, type });
    const types: Record<string, SnapshotType> = {
      _A: { kind: "struct", size: 100, fields: [field(0, "_GONE[4]"), field(80, "long")] },
      _B: { kind: "struct", size: 40, fields: [field(8, "_GONE[2]"), field(8, "_OTHER *[2]")] },
    };
    const read = written(tinySnapshot("x64", { types }));
    expect(read.types.get("_GONE")).toEqual({ kind: "struct", size: 16, fields: [] });
    expect(read.types.get("_A")?.fields[0]?.type).toBe("_GONE[4]");
    expect([...read.undefinedNames]).toEqual(["_OTHER"]);
  });

  it("a type that contains itself or its user is written once and read in order", () => {
    const types: Record<string, SnapshotType> = {
      _A: { kind: "struct", size: 8, fields: [{ name: "b", offset: 0, type: "_B" }] },
      _B: { kind: "struct", size: 8, fields: [{ name: "a", offset: 0, type: "_A" }] },
      _C: { kind: "struct", size: 8, fields: [{ name: "c", offset: 0, type: "_C" }] },
    };
    expectTypes(written(tinySnapshot("x64", { types })), types);
  });

  it("a list too long for one record goes on in another", () => {
    const fields = Array.from({ length: 9000 }, (_, i) => ({ name: `Field${i}`, offset: i * 4, type: "long" }));
    const types: Record<string, SnapshotType> = { _LONG: { kind: "struct", size: 36000, fields } };
    const constants = Object.fromEntries(fields.map(({ name, offset }) => [name, offset]));
    const read = written(tinySnapshot("x86", { types, enums: { _LONG_ENUM: { size: 4, constants } } }));
    expectTypes(read, types);
    expect(read.enums.get("_LONG_ENUM")?.constants.size).toBe(9000);
  });

  it("_LIST_ENTRY is added where it is missing, and reported", () => {
    const snapshot = tinySnapshot("x86");
    expect(
      written(snapshot)
        .types.get("_LIST_ENTRY")
        ?.fields.map(({ offset }) => offset),
    ).toEqual([0, 4]);
    expect(writeDump(snapshot, { kind: "small" }).notes.join("\n")).toContain("_LIST_ENTRY");
  });

  it("any types come back as they went in", () => {
    const basic = ["char", "unsigned char", "short", "unsigned short", "long", "unsigned long", "long long", "wchar"];
    const names = ["_A", "_B", "_C<int>", "__unnamed_4", "constructor", "_D_with_a_longer_name", "Ü"];
    const bases = fc.constantFrom(...basic, ...names);
    const suffix = fc.constantFrom("", " *", " * *", "[1]", "[7]", "[2][3]", " *[5]");
    const type = fc.oneof(
      fc.tuple(bases, suffix).map(([base, more]) => base + more),
      fc.constantFrom("void *", "function *", "_UNKNOWN", "_UNKNOWN *", "double"),
    );
    const plain = fc.record({ name: fc.stringMatching(/^[A-Za-z_]\w{0,20}$/), offset: fc.nat(0x12345), type });
    const bits = fc.record({
      name: fc.stringMatching(/^[A-Za-z_]\w{0,20}$/),
      offset: fc.nat(100),
      type: fc.constantFrom("unsigned long", "unsigned char"),
      bitPos: fc.nat(7),
      bitLen: fc.integer({ min: 1, max: 8 }),
    });
    const definition = fc.record({
      kind: fc.constantFrom("struct" as const, "union" as const, "class" as const),
      size: fc.integer({ min: 1, max: 0x20000 }),
      fields: fc.array(fc.oneof(plain, bits), { maxLength: 12 }),
    });
    const list: SnapshotType = { kind: "struct", size: 16, fields: [] };
    fc.assert(
      fc.property(
        fc.tuple(...names.map(() => definition)),
        fc.constantFrom("x64" as const, "x86" as const),
        (all, arch) => {
          const types: Record<string, SnapshotType> = { _LIST_ENTRY: list };
          // By value only what was defined before: a machine's types do not contain themselves.
          all.forEach(({ kind, size, fields }, number) => {
            const known = names.slice(0, number);
            const usable = fields.filter((field) => {
              const base = field.type.replace(/(\[\d+\])+$/, "");
              return base.endsWith("*") || !names.includes(base) || known.includes(base);
            });
            types[names[number] ?? ""] = { kind, size, fields: usable };
          });
          expectTypes(written(tinySnapshot(arch, { types })), types);
        },
      ),
      { numRuns: 60 },
    );
  });
});
