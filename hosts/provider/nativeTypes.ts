/** Small questions about types, and the bytes of values written to the target. */
import { ModelError, type NativeType } from "./dataModel.js";

/** The type behind typedefs. */
export function resolveType(type: NativeType): NativeType {
  let resolved = type;
  while (resolved.kind === "typedef" && resolved.baseType) resolved = resolved.baseType;
  return resolved;
}

/** `value` as the bytes of a little-endian integer. */
export function encodeInteger(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  let rest = BigInt.asUintN(size * 8, value);
  for (let i = 0; i < size; i++, rest >>= 8n) bytes[i] = Number(rest & 0xffn);
  return bytes;
}

/** The integer in little-endian `bytes`, unsigned. */
export function decodeInteger(bytes: Uint8Array): bigint {
  return bytes.reduceRight((value, byte) => (value << 8n) | BigInt(byte), 0n);
}

/** `value` as the bytes of a member of `type`; `before` are the bytes now there (for bit fields). */
export function encodeMember(type: NativeType, value: number | bigint, before: () => Uint8Array): Uint8Array {
  const resolved = resolveType(type);
  if (resolved.vt === "R4" || resolved.vt === "R8") {
    const view = new DataView(new ArrayBuffer(resolved.size));
    if (resolved.vt === "R4") view.setFloat32(0, Number(value), true);
    else view.setFloat64(0, Number(value), true);
    return new Uint8Array(view.buffer);
  }
  if (typeof value === "number" && !Number.isInteger(value)) throw new ModelError("Invalid argument: no integer");
  const integer = BigInt(value);
  if (!resolved.bits) return encodeInteger(integer, resolved.size);
  const { lsb, length } = resolved.bits;
  const mask = ((1n << BigInt(length)) - 1n) << BigInt(lsb);
  const now = decodeInteger(before());
  return encodeInteger((now & ~mask) | ((integer << BigInt(lsb)) & mask), resolved.size);
}
