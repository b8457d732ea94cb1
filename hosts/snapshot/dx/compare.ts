/** Equality and order of values. Source: real-engine 2.6, 2.10; transcript 11 (OrderBy over mixed and failed keys). */
import { ModelError, type Intrinsic, type ModelObject, type Value } from "../../provider/dataModel.js";
import { findConcept } from "../../provider/lookup.js";
import { attempt } from "./errors.js";
import { intrinsicOf, isIntegerType, isUnsigned } from "./intrinsic.js";

/** `==`. Throws a ModelError for objects that cannot be compared. */
export function equalValues(left: Value, right: Value): boolean {
  passErrors(left, right);
  if (left.kind === "none" || right.kind === "none") return left.kind === right.kind;
  const a = intrinsicOf(left);
  const b = intrinsicOf(right);
  if (a !== undefined && b !== undefined) {
    if ((a.vt === "BSTR") !== (b.vt === "BSTR")) return false;
    return compareIntrinsics(a, b) === 0;
  }
  const asked = left.kind === "object" ? left : right.kind === "object" ? right : undefined;
  const other = asked === left ? right : left;
  const equals = asked && findConcept(asked, "equals");
  if (asked !== undefined && equals !== undefined) return equals.equals(asked, other);
  const compare = asked && findConcept(asked, "compareTo");
  if (asked !== undefined && compare !== undefined) return compare.compareTo(asked, other) === 0;
  throw incomparable();
}

/** <0, 0 or >0. Throws a ModelError for objects that cannot be compared. */
export function compareValues(left: Value, right: Value): number {
  passErrors(left, right);
  const a = intrinsicOf(left);
  const b = intrinsicOf(right);
  if (a !== undefined && b !== undefined) return compareIntrinsics(a, b);
  const forward = byConcept(left, right);
  if (forward !== undefined) return forward;
  const backward = byConcept(right, left);
  if (backward !== undefined) return -backward;
  throw incomparable();
}

const NOT_INTRINSIC = "Cannot compare non-intrinsic values to each other.";

/** As `compareValues` for the methods of queries, which have other words for objects. */
export function compareItems(left: Value, right: Value): number {
  return inQuery(() => compareValues(left, right));
}

/** As `equalValues`, likewise. */
export function equalItems(left: Value, right: Value): boolean {
  // Queries ask for the order first. Measured on the engine.
  const order = left.kind === "object" ? findConcept(left, "compareTo") : undefined;
  if (left.kind === "object" && order !== undefined) return order.compareTo(left, right) === 0;
  return inQuery(() => equalValues(left, right));
}

function inQuery<T>(compare: () => T): T {
  return attempt(compare, (error) => {
    throw error.message === INCOMPARABLE ? new ModelError(NOT_INTRINSIC) : error;
  });
}

function byConcept(left: Value, right: Value): number | undefined {
  if (left.kind !== "object") return undefined;
  const object: ModelObject = left;
  return findConcept(object, "compareTo")?.compareTo(object, right);
}

const INCOMPARABLE = "Objects cannot be compared";

function incomparable(): ModelError {
  return new ModelError(INCOMPARABLE);
}

/** A failure that is an operand fails the operation. */
function passErrors(...values: Value[]): void {
  for (const value of values) {
    if (value.kind === "error") throw new ModelError(value.message ?? "", value.code);
  }
}

/** Numbers before strings, strings by their code units. */
function compareIntrinsics(a: Intrinsic, b: Intrinsic): number {
  if (a.vt === "BSTR" || b.vt === "BSTR") {
    if (a.vt !== "BSTR") return -1;
    if (b.vt !== "BSTR") return 1;
    return order(a.value, b.value);
  }
  if (typeof a.value === "bigint" || typeof b.value === "bigint") {
    if (isReal(a) || isReal(b)) return order(Number(a.value), Number(b.value));
    const asUnsigned = isUnsigned64(a) || isUnsigned64(b);
    const wide = (value: Intrinsic): bigint => {
      const number = BigInt(value.value);
      return asUnsigned ? BigInt.asUintN(64, number) : number;
    };
    return order(wide(a), wide(b));
  }
  return order(Number(a.value), Number(b.value));
}

function isReal(value: Intrinsic): boolean {
  return value.vt === "R4" || value.vt === "R8";
}

function isUnsigned64(value: Intrinsic): boolean {
  return isIntegerType(value.vt) && isUnsigned(value.vt) && typeof value.value === "bigint";
}

function order<T extends number | bigint | string>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The order of sorting keys: no values as they come, behind all others. Throws for objects without an order. */
export function compareKeys(left: Value, right: Value): number {
  const a = rank(left);
  const b = rank(right);
  if (a !== b) return a - b;
  return a === 0 ? compareValues(left, right) : 0;
}

function rank(value: Value): number {
  return value.kind === "none" || value.kind === "method" ? 1 : 0;
}
