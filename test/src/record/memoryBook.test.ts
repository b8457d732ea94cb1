import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MemoryBook } from "../../../src/record/memoryBook";
import { UserMemory } from "../../../src/record/userMemory";
import { add, fromHex, hex, type Address } from "../../../src/target/address";

const BASE = fromHex("ffffe00123456000") as Address;
const bytes = (...values: number[]) => Uint8Array.from(values);
const plain = (book: MemoryBook) =>
  book.ranges().map((range) => [hex(range.address), range.parts.flatMap((part) => [...part])]);

describe("a book of memory", () => {
  it("joins what touches and keeps apart what does not", () => {
    const book = new MemoryBook();
    book.add(add(BASE, 8), bytes(3, 4));
    book.add(BASE, bytes(1));
    book.add(add(BASE, 1), bytes(2));
    expect(plain(book)).toEqual([
      ["0xffffe00123456000", [1, 2]],
      ["0xffffe00123456008", [3, 4]],
    ]);
  });
  it("keeps each byte as it was read first", () => {
    const book = new MemoryBook();
    book.add(add(BASE, 2), bytes(9, 9));
    book.add(BASE, bytes(1, 2, 3, 4, 5));
    expect(plain(book)).toEqual([["0xffffe00123456000", [1, 2, 9, 9, 5]]]);
  });
  it("orders user and kernel addresses as unsigned", () => {
    const book = new MemoryBook();
    book.add(BASE, bytes(1));
    book.add(fromHex("7ffe0000") as Address, bytes(2));
    expect(plain(book).map(([address]) => address)).toEqual(["0x7ffe0000", "0xffffe00123456000"]);
  });
  it("gives the bytes of one memory, whatever the order and overlap of the reads", () => {
    const reads = fc.array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 40 })), { maxLength: 40 });
    fc.assert(
      fc.property(reads, (list) => {
        const at = (offset: number) => (offset * 7 + 3) & 0xff;
        const book = new MemoryBook();
        const known = new Set<number>();
        for (const [from, length] of list) {
          book.add(
            add(BASE, from),
            Uint8Array.from({ length }, (_, i) => at(from + i)),
          );
          for (let i = 0; i < length; i++) known.add(from + i);
        }
        const found = new Set<number>();
        let last = -2;
        for (const range of book.ranges()) {
          const start = parseInt(hex(range.address).slice(-3), 16);
          expect(start).toBeGreaterThan(last + 1);
          const all = range.parts.flatMap((part) => [...part]);
          expect(all.length).toBe(range.length);
          all.forEach((byte, i) => {
            expect(byte).toBe(at(start + i));
            found.add(start + i);
          });
          last = start + all.length - 1;
        }
        expect(found).toEqual(known);
      }),
    );
  });
});

describe("user memory", () => {
  const enter = (memory: UserMemory): [number, unknown] => {
    const book = new MemoryBook();
    const left = memory.enter(book);
    return [left, plain(book)];
  };
  const at = fromHex("10000") as Address;

  it("of one process is kept", () => {
    const memory = new UserMemory();
    memory.add("a", at, 2, bytes(1, 2));
    memory.add("a", add(at, 1), 2, bytes(2, 3));
    expect(enter(memory)).toEqual([0, [["0x10000", [1, 2, 3]]]]);
  });
  it("of two processes is kept where it is the same", () => {
    const memory = new UserMemory();
    memory.add("a", at, 2, bytes(1, 2));
    memory.add("b", at, 2, bytes(1, 2));
    expect(enter(memory)).toEqual([0, [["0x10000", [1, 2]]]]);
  });
  it("of two processes is left out where it differs, or where one of them has none", () => {
    const memory = new UserMemory();
    memory.add("a", at, 2, bytes(1, 2));
    memory.add("b", at, 2, bytes(1, 9));
    memory.add("a", add(at, 16), 1, bytes(5));
    memory.add("b", add(at, 16), 1, undefined);
    memory.add("a", add(at, 32), 1, bytes(7));
    expect(enter(memory)).toEqual([3, [["0x10020", [7]]]]);
  });
});
