import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ModelError } from "../../hosts/provider/dataModel.js";
import type { ModelObject, NativeType } from "../../hosts/provider/dataModel.js";
import { caseDump } from "./dump.js";
import { openRecorded, type Recorded } from "./session.js";

const CASES = ["healthy-19041-x64", "in-service-7601-x86", "two-cycle-2003sp2-x64", "process-wait-26100-x64"];

function bytesOf(block: { hex?: string; base64?: string }): Buffer {
  return block.hex !== undefined ? Buffer.from(block.hex, "hex") : Buffer.from(block.base64 ?? "", "base64");
}

function nativeOf(o: ModelObject | undefined): NonNullable<ModelObject["native"]> {
  if (!o?.native) throw new Error("no typed object");
  return o.native;
}

describe.each(CASES)("the target of %s", (name) => {
  const { snapshot, ...paths } = caseDump(name);
  let dbg: Recorded;
  beforeAll(() => {
    dbg = openRecorded(paths.dump, paths);
  });
  afterAll(() => dbg.close());

  const nt = (type: string): NativeType => {
    const found = dbg.backend.type("nt", type);
    if (!found) throw new Error(`no ${type}`);
    return found;
  };

  test("is a kernel of the right pointer size", () => {
    expect(dbg.isKernel).toBe(true);
    expect(dbg.backend.pointerSize).toBe(snapshot.target.pointerSize);
  });

  test("every recorded byte reads back, and the one behind each range only if it is recorded", () => {
    const ranges = snapshot.memory.map((m) => ({ at: BigInt(m.address), bytes: bytesOf(m) }));
    const starts = new Set(ranges.map((r) => r.at));
    for (const { at, bytes } of ranges) {
      expect(Buffer.compare(Buffer.from(dbg.backend.readMemory(at, bytes.length)), bytes)).toBe(0);
      const end = at + BigInt(bytes.length);
      if (starts.has(end)) continue;
      const message = `Unable to read memory at Address 0x${(end - 1n).toString(16)}`;
      expect(() => dbg.backend.readMemory(end - 1n, 2)).toThrow(message);
    }
  });

  test("every type has the recorded size, fields, offsets and bits", () => {
    // Of two members of one name (a union's halves) the first counts.
    for (const [typeName, recorded] of Object.entries(snapshot.types)) {
      const type = dbg.backend.type("nt", typeName);
      if (!type) {
        expect(recorded.fields.length, typeName).toBe(0);
        continue;
      }
      expect([typeName, type.size]).toEqual([typeName, recorded.size]);
      const wanted = recorded.fields
        .filter((f) => f.anonymous !== true)
        .map((f) => [f.name, f.offset, f.bitPos ?? null, f.bitLen ?? null]);
      const got = type.fields().map((f) => [f.name, f.offset, f.type.bits?.lsb ?? null, f.type.bits?.length ?? null]);
      for (const field of wanted) expect(got, typeName).toContainEqual(field);
    }
  });

  test("enumerations have their constants", () => {
    for (const [enumName, recorded] of Object.entries(snapshot.enums ?? {})) {
      const type = nt(enumName);
      expect(type.kind).toBe("enum");
      expect(Object.fromEntries(type.constants ?? [])).toEqual(recorded.constants);
    }
  });

  test("symbols lie where they were, forwards and backwards; unknown ones are undefined", () => {
    for (const [symbol, address] of Object.entries(snapshot.symbols ?? {}).slice(0, 200)) {
      const found = dbg.backend.symbol("nt", symbol);
      if (!found) continue; // outside of the module
      expect([symbol, found.address]).toEqual([symbol, BigInt(address)]);
      expect(dbg.backend.symbolAt(found.address)?.address).toBe(found.address);
    }
    expect(dbg.backend.symbol("nt", "PsActiveProcessHead")?.address).toBe(
      BigInt(snapshot.symbols?.["PsActiveProcessHead"] ?? 0),
    );
    expect(dbg.backend.symbol("nt", "NoSuchSymbol")).toBeUndefined();
    expect(dbg.backend.symbol("nosuchmodule", "X")).toBeUndefined();
    expect(dbg.backend.type("nt", "_NO_SUCH_TYPE")).toBeUndefined();
    expect(dbg.backend.symbolAt(0x1000n)).toBeUndefined();
  });

  test("compound and basic types by name", () => {
    expect(nt("_EPROCESS *")).toMatchObject({ kind: "pointer", size: snapshot.target.pointerSize });
    expect(nt("_EPROCESS *").baseType?.name).toBe("_EPROCESS");
    expect(nt("_LIST_ENTRY[4]")).toMatchObject({ kind: "array", count: 4, size: 8 * snapshot.target.pointerSize });
    expect(nt("unsigned long")).toMatchObject({ kind: "intrinsic", size: 4, vt: "UI4" });
    expect(nt("_EPROCESS").pointerTo().pointerTo().baseType?.kind).toBe("pointer");
  });

  test("the current process: fields, pointers, arrays, bit fields as its bytes say", () => {
    const process = dbg.backend.current("Process");
    const kernel = process.key("KernelObject")?.get(process);
    if (kernel?.kind !== "object") throw new Error("no KernelObject");
    const eprocess = nativeOf(kernel);
    expect(eprocess.type.name).toBe("_EPROCESS");
    expect(eprocess.address).toBe(BigInt(snapshot.current.process));
    const recorded = snapshot.processes.find((p) => p.address === snapshot.current.process);

    const pid = nativeOf(eprocess.field("UniqueProcessId"));
    expect(pid.type.kind).toBe("pointer");
    expect(pid.value()).toEqual({ kind: "intrinsic", vt: "UI8", value: BigInt(recorded?.id ?? 0) });
    expect(() => pid.dereference()).toThrow(/No type \(or void\) for object at Address 0x/);

    const image = nativeOf(eprocess.field("ImageFileName"));
    expect(image.type.kind).toBe("array");
    const letters = Array.from({ length: image.type.count ?? 0 }, (_, i) =>
      Number(nativeOf(image.element(i)).value().value),
    );
    expect(String.fromCharCode(...letters.slice(0, letters.indexOf(0)))).toBe(recorded?.name.slice(0, 14));
    expect(() => image.element(image.type.count ?? 0)).toThrow(ModelError);

    const links = nativeOf(eprocess.field("ActiveProcessLinks"));
    const next = nativeOf(nativeOf(links.field("Flink")).dereference());
    const back = nativeOf(next.field("Blink")).value();
    expect(back.value).toBe(links.address);
    expect(eprocess.field("NoSuchField")).toBeUndefined();
    expect([...kernel.keys()]).toEqual([]);
  });

  test("bit fields of every recorded position decode as their bits", () => {
    const [typeName, type] =
      Object.entries(snapshot.types).find(([, t]) => t.fields.some((f) => (f.bitLen ?? 0) > 1)) ?? [];
    if (!typeName || !type) return;
    const { at, bytes } = snapshot.memory
      .map((m) => ({ at: BigInt(m.address), bytes: bytesOf(m) }))
      .find((m) => m.bytes.length >= type.size) ?? { at: 0n, bytes: Buffer.alloc(0) };
    const here = nativeOf(dbg.backend.createTyped(at, nt(typeName)));
    for (const f of type.fields) {
      if (f.bitLen === undefined || f.bitPos === undefined) continue;
      const field = nativeOf(here.field(f.name));
      if (field.type.bits?.lsb !== f.bitPos || Number((field.address ?? 0n) - at) !== f.offset) continue; // a namesake
      let stored = 0n;
      for (let i = field.type.size - 1; i >= 0; i--) stored = (stored << 8n) | BigInt(bytes[f.offset + i] ?? 0);
      const cut = BigInt.asUintN(f.bitLen, stored >> BigInt(f.bitPos));
      expect([f.name, BigInt.asUintN(f.bitLen, BigInt(field.value().value))]).toEqual([f.name, cut]);
    }
  });

  test("what is typed here is typed for the engine too", () => {
    const address = BigInt(snapshot.current.process);
    const typed = dbg.backend.createTyped(address, nt("_EPROCESS"));
    const pointer = dbg.backend.createPointer(address, nt("_EPROCESS *"));
    dbg.backend.root().setKey?.("T", typed);
    const shown = dbg.text("dx -r1 T");
    expect(shown).toContain("[Type: _EPROCESS]\n");
    expect(shown).toContain("UniqueProcessId");
    dbg.backend.root().setKey?.("T", pointer);
    expect(dbg.text("dx -r0 T")).toContain(": 0x");
    expect(dbg.text("dx -r0 T")).toContain("[Type: _EPROCESS *]");
    expect(dbg.text("dx T->UniqueProcessId")).toMatch(/0x[0-9a-f]+ \[Type: void \*\]/);
  });

  test("the target's language in evaluate, dx in the engine", () => {
    const size = dbg.backend.evaluate("sizeof(_EPROCESS)");
    expect(size.kind === "intrinsic" && Number(size.value)).toBe(nt("_EPROCESS").size);
    expect(() => dbg.backend.evaluate("nosuch + 1")).toThrow(ModelError);
  });

  test("processes and threads are those of the recording", () => {
    const session = dbg.backend.current("Session");
    const processes = session.key("Processes")?.get(session);
    if (processes?.kind !== "object") throw new Error("no Processes");
    const found: bigint[] = [];
    const walk = processes.concepts.iterate?.(processes);
    for (let next = walk?.next(); next && !next.done; next = walk?.next()) {
      const { value } = next.value;
      const kernel = value.kind === "object" ? value.key("KernelObject")?.get(value) : undefined;
      if (kernel?.kind === "object") found.push(kernel.native?.address ?? 0n);
    }
    expect(found.sort()).toEqual(snapshot.processes.map((p) => BigInt(p.address)).sort());
    const [first] = snapshot.processes;
    const key = { kind: "intrinsic", vt: "UI4", value: first?.id ?? 0 } as const;
    expect(processes.concepts.index?.(processes, [key]).kind).toBe("object");
  });

  test("a type extension gives typed objects keys, with the object as self, until it is withdrawn", () => {
    const seen: (bigint | undefined)[] = [];
    const extension: ModelObject = {
      kind: "object",
      concepts: {},
      keys: () => [key],
      key: (name) => (name === key.name ? key : undefined),
      parents: () => [],
    };
    const key = {
      name: "Extra",
      get: (self: ModelObject) => {
        seen.push(self.native?.address);
        return { kind: "intrinsic", vt: "I4", value: 42 } as const;
      },
    };
    const address = BigInt(snapshot.current.process);
    const typed = dbg.backend.createTyped(address, nt("_EPROCESS"));
    expect(typed.key("Extra")).toBeUndefined();
    // A module is named by its image; the debugger's short name for the kernel is not that.
    const idle = dbg.backend.registerTypeSignature("extension", "_EPROCESS", extension, "nt");
    expect(typed.key("Extra")).toBeUndefined();
    idle();
    const undo = dbg.backend.registerTypeSignature("extension", "_EPROCESS", extension, "ntoskrnl.exe");
    expect(typed.key("Extra")?.get(typed)).toEqual({ kind: "intrinsic", vt: "I4", value: 42 });
    expect(dbg.text("dx @$curprocess.KernelObject.Extra")).toContain(": 42\n");
    expect(dbg.text("dx -r1 @$curprocess.KernelObject")).toMatch(/\n {4}Extra +: 42\n/);
    expect(seen).toContain(address);
    undo();
    expect(typed.key("Extra")).toBeUndefined();
    expect(dbg.text("dx @$curprocess.KernelObject.Extra")).toMatch(/^Error: /);
  });
});
