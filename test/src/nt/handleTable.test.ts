import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { handleTable, type HandleTable } from "../../../src/nt/handleTable";
import { processes } from "../../../src/nt/process";
import { Gap } from "../../../src/target/layout";
import { layout, layouts, lpcLayouts } from "../../layouts/layouts";
import { address, big, lookAt } from "../../tools/target";
import { Builder } from "../../worlds/builder";
import { finish } from "../../worlds/finish";
import { HandleTable as TableUnderConstruction } from "../../worlds/handleTable";
import { Kernel as Machine } from "../../worlds/kernel";

/** A table with entries of a build, read back. */
function built(name: string, handles: ReadonlyMap<number, { target: bigint; access?: number }>) {
  const builder = new Builder(layout(name));
  const machine = builder.kernel;
  const table = new TableUnderConstruction(machine);
  for (const [handle, entry] of handles) table.entries.set(handle, entry);
  table.finish();
  // With the machine around it: the table of client ids tells how Windows 8 stores pointers.
  finish(builder);
  return { machine, table };
}
const read = (machine: Machine, at: bigint) => handleTable(lookAt(machine).kernel, address(at)) as HandleTable;
const listed = (found: HandleTable) =>
  found.walk().entries.map(({ handle, pointer, access }) => [handle, big(pointer), access]);

describe.each(layouts())("handles of %s", (name) => {
  const { nonPaged, paged } = new Machine(layout(name)).era;
  const targets = fc.tuple(fc.constantFrom(nonPaged, paged), fc.nat(0xfffff)).map(([base, n]) => base + BigInt(n * 16));

  it("come back as they were put in, in any number of pages", () => {
    const handles = fc.uniqueArray(fc.integer({ min: 1, max: 3000 }), { maxLength: 12 });
    fc.assert(
      fc.property(
        handles,
        fc.infiniteStream(targets),
        fc.infiniteStream(fc.nat(0x1ffffff)),
        (numbers, where, masks) => {
          const entries = new Map(
            numbers
              .sort((a, b) => a - b)
              .map((n) => [n * 4, { target: where.next().value!, access: masks.next().value! }]),
          );
          const { machine, table } = built(name, entries);
          const found = read(machine, table.address);
          expect(listed(found)).toEqual([...entries].map(([handle, entry]) => [handle, entry.target, entry.access]));
          expect(found.walk().gaps).toEqual([]);
          for (const [handle, entry] of entries) {
            // The low two bits are the user's.
            expect(found.lookUp(handle + 3)).toMatchObject({ handle, access: entry.access });
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it("are looked up in three levels", () => {
    const size = new Machine(layout(name)).structs.size("_HANDLE_TABLE_ENTRY");
    const pointers = 4096 / new Machine(layout(name)).pointer;
    // One beyond what two levels hold.
    const handle = (4096 / size) * pointers * 4 + 8;
    const { machine, table } = built(name, new Map([[handle, { target: nonPaged, access: 1 }]]));
    const { kernel, reads } = lookAt(machine);
    const found = handleTable(kernel, address(table.address)) as HandleTable;
    const before = reads.count;
    expect(found.lookUp(handle)).toMatchObject({ handle, access: 1 });
    expect(reads.count - before).toBeLessThan(10);
    expect(found.lookUp(handle + 4)).toBeUndefined();
    expect(found.lookUp(handle * 4096)).toBeUndefined();
    expect(found.lookUp(-4)).toBeUndefined();
  });

  it("of processes lead to objects", () => {
    const builder = new Builder(layout(name));
    const process = builder.process({ name: "a.exe" });
    const event = builder.dispatcher("event", "e");
    const handle = builder.handle(process, event.object!, 0x1f0003);
    finish(builder);
    const { kernel } = lookAt(builder.kernel);
    const owner = processes(kernel).items.find((one) => one.address === address(process.address));
    const table = handleTable(kernel, owner!.raw.pointer("ObjectTable")!) as HandleTable;
    expect(listed(table)).toEqual([[handle, event.object!.header, 0x1f0003]]);
  });
});

describe("a damaged handle table", () => {
  const name = lpcLayouts[0]!;
  const many = new Map(Array.from({ length: 1500 }, (_, i) => [(i + 1) * 4, { target: 0x89700000n + BigInt(i * 16) }]));

  it("loses only the page that is missing", () => {
    const { machine, table } = built(name, many);
    const whole = listed(read(machine, table.address)).length;
    const root = machine.readPointer(table.address) & ~7n;
    machine.memory.unmap(machine.readPointer(root + 4n));
    const { entries, gaps } = read(machine, table.address).walk();
    expect(entries.length).toBe(whole - 512);
    expect(gaps).toHaveLength(1);
  });
  it("that leads back into itself is walked once and says so", () => {
    const { machine, table } = built(name, many);
    const root = machine.readPointer(table.address) & ~7n;
    for (let i = 0n; i < 8n; i++) machine.writePointer(root + 4n * i, root);
    const { gaps } = read(machine, table.address).walk();
    expect(gaps.map((gap) => gap.why)).toContain("the handle table leads to this page twice");
  });
  it("with a page in user memory skips it", () => {
    const { machine, table } = built(name, many);
    machine.writePointer(machine.readPointer(table.address) & ~7n, 0x1000n);
    expect(read(machine, table.address).walk().gaps).toHaveLength(1);
  });
  it("that claims four levels is none", () => {
    const { machine, table } = built(name, many);
    machine.writePointer(table.address, machine.readPointer(table.address) | 3n);
    expect(handleTable(lookAt(machine).kernel, address(table.address))).toBeInstanceOf(Gap);
    expect(handleTable(lookAt(machine).kernel, address(0n))).toBeInstanceOf(Gap);
  });
  it("does not take the audit entry of a page for a handle", () => {
    const { machine, table } = built(name, many);
    const root = machine.readPointer(table.address) & ~7n;
    const second = machine.readPointer(root + 4n);
    expect(listed(read(machine, table.address)).map(([handle]) => handle)).toContain(0x800);
    machine.memory.writeInt(second + 4n, 4, 0xfffffffen);
    expect(listed(read(machine, table.address)).map(([handle]) => handle)).not.toContain(0x800);
  });
});

describe("Windows 8, whose entries hold 41 bits of the pointer", () => {
  it("are decoded by what the table of client ids says, whichever bits were left out", () => {
    for (const dropped of [3n, 4n]) {
      const builder = new Builder(layout("6.2.9200-x64"));
      const process = builder.process({ name: "a.exe" });
      const event = builder.dispatcher("event", "e");
      builder.handle(process, event.object!);
      finish(builder);
      const machine = builder.kernel;
      // Written anew, as a build would that leaves out this many bits.
      const field = machine.structs.field("_HANDLE_TABLE_ENTRY", "ObjectPointerBits");
      const write = (table: bigint, handle: number, target: bigint) => {
        const leaf = machine.readPointer(table + BigInt(machine.structs.offset("_HANDLE_TABLE", "TableCode"))) & ~7n;
        const at = leaf + BigInt((handle / 4) * 16);
        const bits = (target >> dropped) & ((1n << BigInt(field.bitLen!)) - 1n);
        machine.memory.writeInt(at, 8, (bits << BigInt(field.bitPos!)) | 1n);
      };
      write(machine.readPointer(machine.symbol("PspCidTable")), 4, builder.system.address);
      write(process.handles.address, 4, event.object!.header);
      const table = read(machine, process.handles.address);
      expect(big(table.walk().entries[0]!.pointer)).toBe(event.object!.header);
    }
  });
});
