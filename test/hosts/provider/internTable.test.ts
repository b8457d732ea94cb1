import { describe, expect, test } from "vitest";
import { InternTable } from "../../../hosts/provider/internTable.js";

describe("the table of Int64 objects", () => {
  test("one object per pattern and sign", () => {
    const table = new InternTable<object>();
    const a = table.add(1, 2, false, {});
    const b = table.add(-1, 2, true, {});
    expect(table.get(1, 2, false)).toBe(a);
    expect(table.get(-1, 2, true)).toBe(b);
    expect(table.get(-1, 2, false)).toBeUndefined();
    expect(table.get(2, 1, false)).toBeUndefined();
  });

  test("lets go when it is large and nothing runs, but finds what is still held", () => {
    const table = new InternTable<object>(10);
    const held = Array.from({ length: 20 }, (_, i) => table.add(0, i, false, { i }));
    table.settle();
    expect(table.size).toBe(0);
    expect(held.map((_, i) => table.get(0, i, false))).toEqual(held);
    expect(held.every((object, i) => table.get(0, i, false) === object)).toBe(true);
    for (let round = 0; round < 3; round++) {
      table.settle();
      expect(held.every((object, i) => table.get(0, i, false) === object)).toBe(true);
    }
  });

  test("a small one keeps its entries", () => {
    const table = new InternTable<object>(10);
    table.add(0, 1, false, {});
    table.settle();
    expect(table.size).toBe(1);
  });
});
