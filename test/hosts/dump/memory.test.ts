import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exportDump, writeDump } from "../../../hosts/dump/index.js";
import type { Snapshot } from "../../../hosts/snapshot/format.js";
import { dataBlocks, readDump } from "./readers/dump.js";
import { caseNames, sampleCase, tinySnapshot } from "./samples.js";

function ranges(snapshot: Snapshot): { address: bigint; bytes: Buffer }[] {
  return snapshot.memory.map(({ address, hex, base64 }) => ({
    address: BigInt(address),
    bytes: hex === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(hex, "hex"),
  }));
}

/** Every byte the small dump has and the snapshot lacks, in bytes per added piece. */
function addedBytes(snapshot: Snapshot, dump: Buffer): { address: bigint; size: number }[] {
  const known = ranges(snapshot);
  const added: { address: bigint; size: number }[] = [];
  for (const { address, size } of dataBlocks(dump, snapshot.target.pointerSize === 8)) {
    let at = address;
    const end = address + BigInt(size);
    while (at < end) {
      const low = snapshot.target.pointerSize === 8 ? at : at & 0xffffffffn;
      const over = known.find((range) => range.address <= low && low < range.address + BigInt(range.bytes.length));
      if (over !== undefined) {
        at += over.address + BigInt(over.bytes.length) - low;
        continue;
      }
      const next = known.map((range) => range.address - low).filter((distance) => distance > 0n);
      const stop = next.reduce((least, distance) => (at + distance < least ? at + distance : least), end);
      added.push({ address: low, size: Number(stop - at) });
      at = stop;
    }
  }
  return added;
}

describe("memory of the dumps", () => {
  it.each(caseNames)("%s: a small dump has every byte, and few others", (name) => {
    const snapshot = sampleCase(name);
    const { dump } = writeDump(snapshot, { kind: "small" });
    const { read } = readDump(dump);
    for (const { address, bytes } of ranges(snapshot)) expect(read(address, bytes.length)?.equals(bytes)).toBe(true);
    // PsIdleProcess; the descriptor table (on x86 behind the control region); code at the program counter.
    const added = addedBytes(snapshot, dump);
    expect(new Set(added.map(({ address }) => address)).size).toBe(3);
  });

  it.each(caseNames)("%s: full and bitmap dumps have every byte behind their page tables", (name) => {
    const snapshot = sampleCase(name);
    for (const kind of ["full", "bitmap"] as const) {
      const { read, dumpType } = readDump(writeDump(snapshot, { kind }).dump);
      expect(dumpType).toBe(kind === "full" ? 1 : 5);
      for (const { address, bytes } of ranges(snapshot)) expect(read(address, bytes.length)?.equals(bytes)).toBe(true);
      expect(read(0x12345000n, 1)).toBeUndefined();
    }
  });

  it("an x86 block stands under both forms of its address, on the same bytes", () => {
    const memory = [
      { address: "0x7ffffffe", hex: "01020304" },
      { address: "0x10000", hex: "aa" },
    ];
    const blocks = dataBlocks(writeDump(tinySnapshot("x86", { memory }), { kind: "small" }).dump, false);
    const at = (address: bigint): { at: number; size: number } | undefined => blocks.find((b) => b.address === address);
    expect(at(0x10000n)?.size).toBe(1);
    expect(at(0xffffffff_00010000n)).toBeUndefined();
    expect(at(0x7ffffffen)?.size).toBe(4);
    expect(at(0xffffffff_80000000n)).toMatchObject({ size: 2, at: (at(0x7ffffffen)?.at ?? 0) + 2 });
  });

  it("ranges that touch are read as one, and a gap of one byte is a gap", () => {
    const memory = [
      { address: "0xfffff80005000004", hex: "0304" },
      { address: "0xfffff80005000002", hex: "0102" },
      { address: "0xfffff80005000007", base64: "CQ==" },
    ];
    const { read } = readDump(writeDump(tinySnapshot("x64", { memory }), { kind: "small" }).dump);
    expect(read(0xfffff80005000002n, 4)?.toString("hex")).toBe("01020304");
    for (const absent of [1n, 6n, 8n]) expect(read(0xfffff80005000000n + absent, 1)).toBeUndefined();
  });

  it("any ranges come back from every kind of dump of every machine", () => {
    const piece = fc.record({ gap: fc.nat(9000), size: fc.integer({ min: 1, max: 9000 }) });
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.constantFrom("x64" as const, "x86" as const, "arm64" as const),
        fc.constantFrom("small" as const, "full" as const, "bitmap" as const),
        (pieces, arch, kind) => {
          let at = arch === "x86" ? 0x7fff0123n : 0xffff9000_00000123n;
          const memory = pieces.map(({ gap, size }, number) => {
            const address = `0x${(at + BigInt(gap)).toString(16)}`;
            at += BigInt(gap + size);
            return { address, hex: Buffer.alloc(size, number + 1).toString("hex") };
          });
          const snapshot = tinySnapshot(arch, { memory });
          const { read } = readDump(writeDump(snapshot, { kind }).dump);
          for (const { address, bytes } of ranges(snapshot))
            expect(read(address, bytes.length)?.equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("memory where the dump would put its own structures pushes them aside", () => {
    const memory = [{ address: "0xfffff5a000000000", hex: "ff".repeat(0x10000) }];
    const snapshot = tinySnapshot("x64", { memory });
    for (const kind of ["small", "full"] as const) {
      const { read } = readDump(writeDump(snapshot, { kind }).dump);
      expect(read(0xfffff5a000000000n, 0x10000)?.every((byte) => byte === 0xff)).toBe(true);
    }
  });

  it("the current thread leads to the current process, recorded or added", () => {
    const attached = sampleCase("healthy-19041-x64.json.gz");
    const other = attached.processes.find(({ address }) => address !== attached.current.process);
    const current = { ...attached.current, process: other?.address ?? "" };
    for (const snapshot of [attached, { ...attached, current }, tinySnapshot("x64"), tinySnapshot("x86")]) {
      const wide = snapshot.target.pointerSize === 8;
      const { dump } = writeDump(snapshot, { kind: "small" });
      const head = wide ? 0x2000 : 0x1000;
      const debuggerData = dump.readUInt32LE(head + (wide ? 0x70 : 0x58));
      const place = BigInt(snapshot.current.thread) + BigInt(dump.readUInt16LE(debuggerData + 0x2a0));
      const pointer = readDump(dump).read(place, wide ? 8 : 4);
      const value = wide ? pointer?.readBigUInt64LE() : BigInt(pointer?.readUInt32LE() ?? 0);
      expect(value).toBe(BigInt(snapshot.current.process));
    }
  });

  it("every process of a full dump has page tables of its own at the place it names", () => {
    const snapshot = sampleCase("two-cycle-7601-x64.json.gz");
    const { dump, notes } = writeDump(snapshot, { kind: "full" });
    const offset = Number(/process\+(0x[0-9a-f]+)/.exec(notes.join("\n"))?.[1]);
    for (const process of snapshot.processes) {
      const named =
        readDump(dump)
          .read(BigInt(process.address) + BigInt(offset), 8)
          ?.readBigUInt64LE() ?? 0n;
      const header = Buffer.from(dump);
      header.writeBigUInt64LE(named & 0x000f_ffff_ffff_f000n, 0x10);
      const first = ranges(snapshot)[0];
      expect(readDump(header).read(first?.address ?? 0n, first?.bytes.length ?? 1)).toEqual(first?.bytes);
    }
  });

  it("arm64: what stands in for a table base is a page", () => {
    const sample = sampleCase("healthy-19041-x64.json.gz");
    const snapshot = { ...sample, target: { ...sample.target, arch: "arm64" as const } };
    const { dump, notes } = writeDump(snapshot, { kind: "full" });
    const offset = Number(/process\+(0x[0-9a-f]+)/.exec(notes.join("\n"))?.[1]);
    for (const { address } of snapshot.processes) {
      const named =
        readDump(dump)
          .read(BigInt(address) + BigInt(offset), 8)
          ?.readBigUInt64LE() ?? 1n;
      expect(named & 0xfffn).toBe(0n);
      expect(named).toBeLessThan(1n << 36n);
      const header = Buffer.from(dump);
      header.writeBigUInt64LE(named, 0x10);
      expect(readDump(header).read(BigInt(address), 8)).toEqual(readDump(dump).read(BigInt(address), 8));
    }
  });

  it("many processes with distinct table bases make a full dump a bitmap dump", () => {
    const types: Snapshot["types"] = {
      _EPROCESS: { kind: "struct", size: 8, fields: [{ name: "Pcb", offset: 0, type: "_KPROCESS" }] },
      _KPROCESS: {
        kind: "struct",
        size: 8,
        fields: [{ name: "DirectoryTableBase", offset: 0, type: "unsigned long long" }],
      },
    };
    const address = (number: number): string => `0xffff90000000${(number * 16).toString(16).padStart(4, "0")}`;
    const bytes = Buffer.alloc(8);
    const many = Array.from({ length: 100 }, (_, number) => number);
    const memory = many.map((number) => {
      bytes.writeBigUInt64LE(BigInt(0x100000 + number * 0x3000));
      return { address: address(number), hex: bytes.toString("hex") };
    });
    const processes = many.map((number) => ({ address: address(number), id: number, name: "p", threads: [] }));
    const tiny = tinySnapshot("x64", { types, memory });
    const written = writeDump({ ...tiny, processes: [...tiny.processes, ...processes] }, { kind: "full" });
    expect(readDump(written.dump).dumpType).toBe(5);
    expect(written.notes[0]).toContain("bitmap");
  });

  it("the same snapshot gives the same bytes", () => {
    const snapshot = sampleCase("timed-cycle-7601-x86.json.gz");
    for (const kind of ["small", "full"] as const)
      expect(writeDump(snapshot, { kind })).toEqual(writeDump(snapshot, { kind }));
  });

  it("a user-mode snapshot is refused", () => {
    const tiny = tinySnapshot("x64");
    const user = { ...tiny, target: { ...tiny.target, kind: "user" as const } };
    expect(() => writeDump(user, { kind: "small" })).toThrow("kernel");
  });

  it("exportDump writes the three files and says what was added", () => {
    const directory = mkdtempSync(join(tmpdir(), "alpcx-dump-"));
    try {
      const lines = exportDump(tinySnapshot("x64"), join(directory, "new"), "full");
      const files = lines.filter((line) => existsSync(line));
      expect(files).toHaveLength(3);
      expect(readFileSync(files[0] ?? "").toString("latin1", 0, 8)).toBe("PAGEDU64");
      expect(lines.length).toBeGreaterThan(3);
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
