/** Comparing and adding the values queries meet: numbers, Int64 objects, strings, objects. */
import { ModelError, type Value } from "./dataModel.js";
import { findConcept } from "./keys.js";
import type { World } from "./world.js";

/** <0, 0, >0. Objects that cannot be compared throw unless they are the same. */
export function compareValues(world: World, a: unknown, b: unknown): number {
  const [x, y] = [world.marshal.toModel(a), world.marshal.toModel(b)];
  if (x === y) return 0;
  if (x.kind === "intrinsic" && y.kind === "intrinsic") {
    if (typeof x.value === "string" || typeof y.value === "string") {
      return order(String(x.value), String(y.value));
    }
    return order(number(x.value), number(y.value));
  }
  if (x.kind === "object") {
    const compare = findConcept(x, "compareTo");
    if (compare) return compare(x, y);
    const equals = findConcept(x, "equals");
    if (equals) return equals(x, y) ? 0 : 1;
  }
  if (x.kind === "none" || y.kind === "none") return order(x.kind, y.kind);
  throw new ModelError("Objects cannot be compared");
}

function number(value: number | bigint | boolean): number | bigint {
  return typeof value === "boolean" ? Number(value) : value;
}

/** Comparing a number with a bigint is exact. */
function order<T extends string | number | bigint>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Tells values apart as queries do: by value, objects by identity or by their own comparison. */
export class Distinguisher {
  private readonly intrinsics = new Map<string, number>();
  private readonly others: { value: Value; js: unknown; at: number }[] = [];
  private size = 0;

  constructor(
    private readonly world: World,
    values: readonly unknown[] = [],
  ) {
    for (const value of values) this.add(value);
  }

  has(value: unknown): boolean {
    return this.find(value) !== undefined;
  }

  /** true when the value is new. */
  add(value: unknown): boolean {
    const before = this.size;
    return this.indexOf(value) === before;
  }

  /** The ordinal of the value among the distinct ones; it is added when it is new. */
  indexOf(js: unknown): number {
    const found = this.find(js);
    if (found !== undefined) return found;
    const value = this.world.marshal.toModel(js);
    if (value.kind === "intrinsic") this.intrinsics.set(keyOf(value.value), this.size);
    else this.others.push({ value, js, at: this.size });
    return this.size++;
  }

  private find(js: unknown): number | undefined {
    const value = this.world.marshal.toModel(js);
    if (value.kind === "intrinsic") return this.intrinsics.get(keyOf(value.value));
    return this.others.find((other) => other.value === value || this.equal(other.js, js))?.at;
  }

  private equal(a: unknown, b: unknown): boolean {
    try {
      return compareValues(this.world, a, b) === 0;
    } catch {
      return false;
    }
  }
}

function keyOf(value: number | bigint | boolean | string): string {
  return typeof value === "string" ? `s${value}` : `n${String(number(value))}`;
}

/** Sum: an Int64 while all values are integers, a number otherwise. */
export function total(world: World, values: readonly unknown[]): unknown {
  const parts = values.map((value) => world.marshal.toModel(value));
  let sum = 0n;
  for (const part of parts) {
    if (part.kind !== "intrinsic" || typeof part.value === "string") {
      throw new ModelError("Unexpected type(s) for arithmetic operation");
    }
    if (typeof part.value === "number" && !Number.isInteger(part.value)) {
      return values.reduce<number>((all, value) => all + Number(value), 0);
    }
    sum += BigInt(part.value);
  }
  return world.int64.fromBigInt(sum < 0n ? BigInt.asIntN(64, sum) : BigInt.asUintN(64, sum));
}
