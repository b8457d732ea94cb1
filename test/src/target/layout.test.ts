import { Losses } from "../../../src/target/losses";
import { describe, expect, it } from "vitest";
import { fromHex, fromNumber, hex, type Address } from "../../../src/target/address";
import { Gap, StructReader, type Structure } from "../../../src/target/layout";
import { ReadError, type FieldLayout, type Target, type TypeLayout } from "../../../src/target/target";

const BASE = fromHex("0xffffe00000001ff0") as Address;
const fields: Record<string, FieldLayout> = {
  Small: { offset: 0, size: 2, isSigned: true },
  Flags: { offset: 4, size: 4, isSigned: false },
  Kind: { offset: 4, size: 4, bitPosition: 1, bitLength: 2, isSigned: false },
  High: { offset: 8, size: 8, bitPosition: 60, bitLength: 4, isSigned: false },
  Pointer: { offset: 16, size: 8, isSigned: false },
  Wide: { offset: 24, size: 8, isSigned: false },
  List: { offset: 32, size: 16, isSigned: false },
};
const layout: TypeLayout = { name: "_T", size: 64, field: (path) => fields[path] };

/** Memory of one structure at BASE, which crosses a page 16 bytes in; `absent` are offsets that cannot be read. */
function target(bytes: Uint8Array, absent: readonly number[] = []): Target & { reads: [string, number][] } {
  const reads: [string, number][] = [];
  return {
    reads,
    info: { pointerSize: 8, isKernel: true, isLive: false },
    losses: new Losses(8),
    read(address: Address, length: number): Uint8Array {
      reads.push([hex(address), length]);
      const from = (address as unknown as number) - (BASE as unknown as number);
      for (let i = from; i < from + length; i++) {
        if (i < -8 || i >= bytes.length || absent.includes(i))
          throw new ReadError(address, "Unable to read memory at Address " + hex(address));
      }
      return bytes.slice(Math.max(0, from), from + length);
    },
    type: () => layout,
    symbol: () => undefined,
    frames: () => undefined,
    userContext: () => undefined,
    typed: () => undefined,
    print: () => undefined,
  };
}
const bytes = new Uint8Array(64);
const view = new DataView(bytes.buffer);
view.setInt16(0, -2, true);
view.setUint32(4, 0b101, true);
view.setBigUint64(8, 0xa000000000000000n, true);
view.setBigUint64(16, 0xffffe00123456789n, true);
view.setBigUint64(24, 0x100000001n, true);
view.setBigUint64(32, 0xffffe00000000010n, true);
view.setBigUint64(40, 0xffffe00000000020n, true);
const paths = Object.keys(fields);
const read = (t: Target, wanted = paths) => new StructReader(t, layout, wanted).read(BASE);

describe("StructReader", () => {
  it("is a gap where nothing can be read, also with a member of no size", () => {
    const opaque: TypeLayout = {
      ...layout,
      field: (path) => (path === "Body" ? { offset: 48, size: 0, isSigned: false } : fields[path]),
    };
    const t = target(
      bytes,
      bytes.reduce<number[]>((all, _byte, i) => [...all, i], []),
    );
    expect(new StructReader(t, opaque, ["Wide", "Body"]).read(BASE)).toBeInstanceOf(Gap);
  });

  it("decodes every kind of member from one read", () => {
    const t = target(bytes);
    const s = read(t) as Structure;
    expect(s.signed("Small")).toBe(-2);
    expect(s.unsigned("Small")).toBe(0xfffe);
    expect(s.unsigned("Kind")).toBe(2);
    expect(s.unsigned("High")).toBe(0xa);
    expect(hex(s.pointer("Pointer") as Address)).toBe("0xffffe00123456789");
    expect(s.unsigned("Wide")).toBe(0x100000001);
    expect(hex(s.links("List")?.blink as Address)).toBe("0xffffe00000000020");
    expect(t.reads).toHaveLength(1);
  });
  it("reads no further than the last member asked for", () => {
    const t = target(bytes);
    read(t, ["Flags"]);
    expect(t.reads).toEqual([[hex(BASE), 8]]);
  });
  it("leaves out what the build lacks", () => {
    const s = read(target(bytes), ["Flags", "Missing"]) as Structure;
    expect(s.has("Missing")).toBe(false);
    expect(s.unsigned("Missing")).toBeUndefined();
    expect(s.isMissing("Missing")).toBe(false);
  });
  it("keeps the page that is there", () => {
    const s = read(
      target(
        bytes,
        Array.from({ length: 48 }, (_, i) => 16 + i),
      ),
    ) as Structure;
    expect(s.unsigned("Kind")).toBe(2);
    expect(s.isMissing("Pointer")).toBe(true);
    expect(s.isPartial).toBe(true);
  });
  it("keeps the members around one unreadable byte", () => {
    const s = read(target(bytes, [20])) as Structure;
    expect(s.unsigned("Kind")).toBe(2);
    expect(s.isMissing("Pointer")).toBe(true);
    expect(s.unsigned("Wide")).toBe(0x100000001);
    expect(s.links("List")).toBeDefined();
  });
  it("is a gap that says why when nothing can be read", () => {
    const gap = read(target(new Uint8Array(0)));
    expect(gap).toBeInstanceOf(Gap);
    expect((gap as Gap).why).toContain("Unable to read memory");
  });
  it("lets a defect through", () => {
    const t = target(bytes);
    t.read = () => {
      throw new TypeError("defect");
    };
    expect(() => read(t)).toThrow("defect");
  });
  it("reads a header in front together with the structure", () => {
    const head: TypeLayout = {
      name: "_H",
      size: 8,
      field: (p) => (p === "Id" ? { offset: 4, size: 1, isSigned: false } : undefined),
    };
    const t = target(bytes);
    const whole = new Uint8Array(72);
    whole.set(bytes, 8);
    whole[4] = 2;
    t.read = (address, length) => {
      t.reads.push([hex(address), length]);
      const from = (address as unknown as number) - (BASE as unknown as number) + 8;
      return whole.slice(from, from + length);
    };
    const s = new StructReader(t, layout, paths, { name: "Head", layout: head, size: 8, paths: ["Id"] }).read(
      BASE,
    ) as Structure;
    expect(s.unsigned("Head.Id")).toBe(2);
    expect(s.unsigned("Kind")).toBe(2);
    expect(t.reads).toHaveLength(1);
    expect(fromNumber(0)).toBe(0);
  });
});
