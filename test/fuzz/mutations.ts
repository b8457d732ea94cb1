/** Ways to damage a machine. A mutation is a few numbers, so that it shrinks; against an inventory it becomes edits. */
import fc from "fast-check";
import type { Edit } from "./edits";
import type { Inventory, Place } from "./inventory";
import type { Leaf } from "./shape";

export const KINDS = [
  "flip",
  "pointer",
  "link",
  "number",
  "freed",
  "overlay",
  "page",
  "hole",
  "half",
  "torn",
  "cycle",
  "header",
  "type",
  "field",
  "symbol",
  "misplaced",
] as const;
export type Kind = (typeof KINDS)[number];

export interface Mutation {
  readonly kind: Kind;
  readonly place: number;
  readonly leaf: number;
  readonly value: number;
}

const PAGE = 4096n;

/** `kinds` restricts what is drawn. */
export function mutations(kinds: readonly Kind[] = KINDS, most = 6): fc.Arbitrary<Mutation[]> {
  const one = fc.record({
    kind: fc.constantFrom(...kinds),
    place: fc.nat(0xffff),
    leaf: fc.nat(0xffff),
    value: fc.nat(0xffffff),
  });
  // Mostly one or two: what many do at once hides what each does.
  return fc.oneof(
    { arbitrary: fc.array(one, { minLength: 1, maxLength: 2 }), weight: 3 },
    { arbitrary: fc.array(one, { minLength: 1, maxLength: most }), weight: 1 },
  );
}

/** What a mutation does to this machine. The same numbers give the same edits. */
export function resolve(inventory: Inventory, mutation: Mutation): Edit[] {
  const place = pick(inventory.places, mutation.place);
  if (place === undefined) return [];
  const leaf = pick(place.leaves, mutation.leaf);
  const { value } = mutation;
  const other = pick(inventory.places, value >> 3);
  switch (mutation.kind) {
    case "flip":
      return leaf === undefined ? [] : [flip(inventory, place, leaf, value)];
    case "pointer":
    case "link": {
      const some = place.leaves.filter((each) => each.kind === mutation.kind);
      const chosen = pick(some, mutation.leaf);
      return chosen === undefined ? [] : [write(place, chosen, pointer(inventory, place, value))];
    }
    case "number": {
      const chosen = pick(
        place.leaves.filter((each) => each.kind === "number"),
        mutation.leaf,
      );
      return chosen === undefined ? [] : [write(place, chosen, number(value))];
    }
    case "freed":
      return [{ edit: "bytes", address: hex(place.address), hex: filling(Math.min(place.size, 8192), value) }];
    case "overlay":
      return other === undefined ? [] : overlay(inventory, place, other);
    case "page":
      return [{ edit: "absent", address: hex(place.address & ~(PAGE - 1n)), size: Number(PAGE) }];
    case "hole":
      return leaf === undefined
        ? []
        : [{ edit: "absent", address: hex(place.address + BigInt(leaf.offset)), size: leaf.size }];
    case "half":
      return leaf === undefined
        ? []
        : [{ edit: "absent", address: hex(place.address + BigInt(leaf.offset)), size: place.size - leaf.offset }];
    case "torn":
    case "cycle": {
      const links = place.leaves.filter((each) => each.kind === "link");
      const chosen = pick(links, mutation.leaf);
      const twin = other?.leaves.find((each) => each.name === chosen?.name);
      if (chosen === undefined || other === undefined || twin === undefined) return [];
      const [mine, its] = [chosen, twin].map((each, i) =>
        inventory.word((i === 0 ? place : other).address + BigInt(each.offset)),
      );
      if (mutation.kind === "cycle")
        return [write(place, chosen, other.address + BigInt(twin.offset & ~(inventory.pointerSize === 8 ? 15 : 7)))];
      return [write(place, chosen, its ?? 0n), write(other, twin, mine ?? 0n)];
    }
    case "header":
      return [
        { edit: "bytes", address: hex(place.address - BigInt(8 * (1 + (value % 12)))), hex: filling(8, value >> 4) },
      ];
    case "type": {
      const type = pick(inventory.members, value)?.type;
      return type === undefined ? [] : [{ edit: "noType", type }];
    }
    case "field": {
      const member = pick(inventory.members, value);
      return member === undefined ? [] : [{ edit: "noField", type: member.type, field: member.field }];
    }
    case "symbol": {
      const symbol = pick(inventory.symbols, value);
      return symbol === undefined ? [] : [{ edit: "noSymbol", symbol }];
    }
    case "misplaced": {
      const symbol = pick(inventory.symbols, mutation.leaf);
      const address = hex(pointer(inventory, place, value) & ((1n << BigInt(8 * inventory.pointerSize)) - 1n));
      return symbol === undefined ? [] : [{ edit: "symbol", symbol, address }];
    }
  }
}

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list.length === 0 ? undefined : list[index % list.length];
}

function hex(value: bigint): string {
  return `0x${BigInt.asUintN(64, value).toString(16)}`;
}

function little(value: bigint, size: number): string {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt.asUintN(64, value));
  return bytes.subarray(0, Math.min(size, 8)).toString("hex");
}

function write(place: Place, leaf: Leaf, value: bigint): Edit {
  return { edit: "bytes", address: hex(place.address + BigInt(leaf.offset)), hex: little(value, leaf.size) };
}

function flip(inventory: Inventory, place: Place, leaf: Leaf, value: number): Edit {
  const size = Math.min(leaf.size, inventory.pointerSize);
  const before = inventory.word(place.address + BigInt(leaf.offset)) ?? 0n;
  return write(place, { ...leaf, size }, before ^ (1n << BigInt(value % (8 * size))));
}

/** Pointers that go wrong: null, odd, to itself, into another structure, into user memory, nowhere. */
function pointer(inventory: Inventory, place: Place, value: number): bigint {
  const other = pick(inventory.places, value >> 4)!;
  const choices = [
    0n,
    1n,
    place.address,
    other.address,
    other.address,
    other.address + 1n,
    other.address + BigInt(other.leaves[value % Math.max(1, other.leaves.length)]?.offset ?? 8),
    other.address - 8n,
    0x7ffe0000n,
    0x123456789abcn,
    0x8000000000000000n,
    0xffffffffffffffffn,
    0xfffffffffffffff8n,
    (place.address & ~(PAGE - 1n)) + PAGE - 4n,
    place.address + 0x10000000n,
    0x4141414141414141n,
  ];
  return choices[value % choices.length]!;
}

function number(value: number): bigint {
  const choices = [0n, 1n, 2n, 5n, 0x7fn, 0xffn, 0xffffn, 0x7fffffffn, 0x80000000n, 0xffffffffn, 0xffffffffffffffffn];
  return (value & 1) === 0 ? choices[(value >> 1) % choices.length]! : BigInt(value);
}

/** Memory that was freed and used again: all zero, all one pattern, or shuffled. */
function filling(size: number, value: number): string {
  const patterns = [0, 0xff, 0xdd, 0x41];
  const how = value % 5;
  let state = value | 1;
  const bytes = Buffer.alloc(size, patterns[how] ?? 0);
  if (how === 4) {
    for (let i = 0; i < size; i++) {
      state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
      bytes[i] = state >> 16;
    }
  }
  return bytes.toString("hex");
}

/** The bytes of another structure, as if it lay here. */
function overlay(inventory: Inventory, place: Place, other: Place): Edit[] {
  const size = Math.min(place.size, other.size, 4096);
  let text = "";
  for (let at = 0; at + inventory.pointerSize <= size; at += inventory.pointerSize) {
    text += little(inventory.word(other.address + BigInt(at)) ?? 0n, inventory.pointerSize);
  }
  return text === "" ? [] : [{ edit: "bytes", address: hex(place.address), hex: text }];
}
