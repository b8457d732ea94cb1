import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SnapshotMemory } from "../../../hosts/snapshot/memory.js";

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);

describe("recorded memory", () => {
  const memory = new SnapshotMemory(
    [
      { address: 0x1000n, bytes: bytes(1, 2, 3, 4) },
      { address: 0x1004n, bytes: bytes(5, 6) },
      { address: 0xffff800000000000n, bytes: bytes(7, 8) },
    ],
    8,
  );

  test("a read may go on through ranges that touch", () => {
    expect(memory.read(0x1002n, 4)).toEqual(bytes(3, 4, 5, 6));
  });

  test("what is read is a copy", () => {
    memory.read(0x1000n, 1)[0] = 99;
    expect(memory.read(0x1000n, 1)).toEqual(bytes(1));
  });

  test("one absent byte fails the whole read, with the address asked for", () => {
    expect(() => memory.read(0x1003n, 4)).toThrow("Unable to read memory at Address 0x1003");
    expect(() => memory.read(0xfffn, 2)).toThrow("Unable to read memory at Address 0xfff");
    expect(() => memory.read(0n, 4)).toThrow("Unable to read memory at Address 0x0");
    expect(() => memory.read(-1n, 1)).toThrow("Unable to read memory at Address 0xffffffffffffffff");
    expect(() => memory.read(0xffff800000000001n, 2)).toThrow("Unable to read memory at Address 0xffff800000000001");
  });

  test("a 32-bit target answers to sign-extended addresses too", () => {
    const small = new SnapshotMemory([{ address: 0x80001000n, bytes: bytes(9) }], 4);
    expect(small.read(0xffffffff80001000n, 1)).toEqual(bytes(9));
    expect(small.read(0x80001000n, 1)).toEqual(bytes(9));
    expect(() => small.read(0x180001000n, 1)).toThrow("Unable to read memory at Address 0x180001000");
  });

  test("a hook sees each read and may change what it finds", () => {
    const live = new SnapshotMemory([{ address: 0x10n, bytes: bytes(0, 0) }], 8);
    let reads = 0;
    live.beforeRead = (address) => live.poke(address, bytes(++reads));
    expect([live.read(0x10n, 2)[0], live.read(0x10n, 1)[0]]).toEqual([1, 2]);
    expect(() => live.poke(0x11n, bytes(1, 2))).toThrow("Unable to read memory at Address 0x11");
  });

  test("any layout of ranges reads as the plain picture of it does", () => {
    const layout = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 9 })), {
      maxLength: 12,
    });
    fc.assert(
      fc.property(layout, fc.array(fc.tuple(fc.nat(110), fc.integer({ min: 1, max: 20 }))), (gaps, reads) => {
        const picture: (number | undefined)[] = [];
        const ranges = gaps.map(([gap, length]) => {
          for (let i = 0; i < gap; i++) picture.push(undefined);
          const start = picture.length;
          for (let i = 0; i < length; i++) picture.push((start + i) & 0xff);
          return { address: BigInt(start), bytes: Uint8Array.from(picture.slice(start) as number[]) };
        });
        const target = new SnapshotMemory(ranges, 8);
        for (const [at, size] of reads) {
          const wanted = Array.from({ length: size }, (_none, i) => picture[at + i]);
          if (wanted.includes(undefined)) expect(() => target.read(BigInt(at), size)).toThrow("Unable to read memory");
          else expect([...target.read(BigInt(at), size)]).toEqual(wanted);
        }
      }),
    );
  });
});
