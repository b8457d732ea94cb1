/** Making and reading intrinsic values. */
import {
  ModelError,
  type IntegerType,
  type Intrinsic,
  type IntrinsicType,
  type Value,
} from "../../provider/dataModel.js";
import { E_FAIL, E_INVALIDARG, E_OVERFLOW, E_TYPEMISMATCH } from "./errors.js";

const BITS: Readonly<Record<IntegerType, number>> = {
  I1: 8,
  UI1: 8,
  I2: 16,
  UI2: 16,
  I4: 32,
  UI4: 32,
  I8: 64,
  UI8: 64,
};

/** Bits of an integer type. */
export function widthOf(vt: IntegerType): number {
  return BITS[vt];
}

export function isIntegerType(vt: IntrinsicType): vt is IntegerType {
  return vt in BITS;
}

export function isUnsigned(vt: IntegerType): boolean {
  return vt.startsWith("U");
}

/** An integer wrapped to the range of its type. */
export function integer(vt: IntegerType, value: bigint | number): Intrinsic {
  const bits = BITS[vt];
  const wide = BigInt(value);
  const wrapped = isUnsigned(vt) ? BigInt.asUintN(bits, wide) : BigInt.asIntN(bits, wide);
  if (vt === "I8" || vt === "UI8") return { kind: "intrinsic", vt, value: wrapped };
  return { kind: "intrinsic", vt, value: Number(wrapped) };
}

export function text(value: string): Intrinsic {
  return { kind: "intrinsic", vt: "BSTR", value };
}

export function flag(value: boolean): Intrinsic {
  return { kind: "intrinsic", vt: "BOOL", value };
}

export function real(value: number, vt: "R4" | "R8" = "R8"): Intrinsic {
  return { kind: "intrinsic", vt, value: vt === "R4" ? Math.fround(value) : value };
}

export const NONE: Value = { kind: "none" };

/** The intrinsic behind a value: itself, or what a typed object holds. Reads memory; undefined for anything else. */
export function intrinsicOf(value: Value): Intrinsic | undefined {
  if (value.kind === "intrinsic") return value;
  if (value.kind !== "object" || value.native === undefined) return undefined;
  const { kind, vt } = value.native.type;
  if (kind === "udt" || kind === "array" || kind === "function") return undefined;
  return kind === "pointer" || vt !== undefined ? value.native.value() : undefined;
}

/** The number as a bigint; undefined when the value is no number. */
export function integerOf(value: Value): bigint | undefined {
  const found = intrinsicOf(value);
  if (found === undefined || found.vt === "BSTR") return undefined;
  if (typeof found.value === "number")
    return Number.isFinite(found.value) ? BigInt(Math.trunc(found.value)) : undefined;
  return BigInt(found.value);
}

/** A number converted to an integer as the engine does: true is -1, halves go to the even number. Throws else. */
export function converted(value: Value): bigint {
  const found = intrinsicOf(value);
  if (found === undefined) throw new ModelError("", E_TYPEMISMATCH);
  if (found.vt === "BSTR") {
    if (!/^\s*[-+]?\d+\s*$/.test(found.value)) throw new ModelError("", E_TYPEMISMATCH);
    return BigInt(found.value.trim());
  }
  if (found.vt === "BOOL") return found.value ? -1n : 0n;
  if (found.vt !== "R4" && found.vt !== "R8") return BigInt(found.value);
  if (!Number.isFinite(found.value)) throw new ModelError("", E_OVERFLOW);
  const low = Math.floor(found.value);
  const rest = found.value - low;
  return BigInt(rest > 0.5 || (rest === 0.5 && low % 2 !== 0) ? low + 1 : low);
}

/** The same for a count or position: throws for a negative one. `true` is the largest there is. */
export function convertedCount(value: Value | undefined): number {
  const number = value === undefined ? undefined : converted(value);
  if (number === undefined) throw new ModelError("", E_TYPEMISMATCH);
  if (value?.kind === "intrinsic" && value.vt === "BOOL") return number === 0n ? 0 : Number.MAX_SAFE_INTEGER;
  if (number < 0n) throw new ModelError("", E_OVERFLOW);
  return Number(number > BigInt(Number.MAX_SAFE_INTEGER) ? BigInt(Number.MAX_SAFE_INTEGER) : number);
}

/** A count or position an argument gives. Throws E_INVALIDARG for anything but a small integer. */
export function indexOf(value: Value | undefined): number {
  const number = value === undefined ? undefined : integerOf(value);
  if (number === undefined || number < 0n || number > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new ModelError("", E_INVALIDARG);
  }
  return Number(number);
}

/** Whether a value counts as true. Throws E_FAIL for what is neither number nor boolean. Source: real-engine 2.6. */
export function truth(value: Value): boolean {
  const found = intrinsicOf(value);
  if (found === undefined) throw new ModelError("", E_FAIL);
  // Of strings only numbers and the word count. Measured on the engine: !"abc" is true, !"1" is false.
  if (found.vt === "BSTR") return /^\s*true\s*$/i.test(found.value) || Boolean(Number(found.value));
  return Boolean(found.value);
}
