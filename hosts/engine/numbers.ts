/** Numbers between the wire's 64 bits, the target's bytes and the data model. */
import type { Intrinsic, IntrinsicType } from "../provider/dataModel.js";

const SIZES: Readonly<Record<IntrinsicType, number>> = {
  I1: 1,
  UI1: 1,
  I2: 2,
  UI2: 2,
  I4: 4,
  UI4: 4,
  I8: 8,
  UI8: 8,
  R4: 4,
  R8: 8,
  BOOL: 1,
  BSTR: 0,
};

const scratch = new DataView(new ArrayBuffer(8));

/** The value that `bits` spell in type `vt` (not BSTR); more bits than the type has are dropped. */
export function fromBits(vt: IntrinsicType, bits: bigint): Intrinsic {
  const width = SIZES[vt] * 8;
  switch (vt) {
    case "BOOL":
      return { kind: "intrinsic", vt, value: bits !== 0n };
    case "R4":
      scratch.setUint32(0, Number(BigInt.asUintN(32, bits)));
      return { kind: "intrinsic", vt, value: scratch.getFloat32(0) };
    case "R8":
      scratch.setBigUint64(0, BigInt.asUintN(64, bits));
      return { kind: "intrinsic", vt, value: scratch.getFloat64(0) };
    case "I8":
      return { kind: "intrinsic", vt, value: BigInt.asIntN(64, bits) };
    case "UI8":
      return { kind: "intrinsic", vt, value: BigInt.asUintN(64, bits) };
    case "I1":
    case "I2":
    case "I4":
      return { kind: "intrinsic", vt, value: Number(BigInt.asIntN(width, bits)) };
    case "UI1":
    case "UI2":
    case "UI4":
      return { kind: "intrinsic", vt, value: Number(BigInt.asUintN(width, bits)) };
    case "BSTR":
      throw new TypeError("a text is no number");
  }
}

/** The 64 bits that go over the wire for a value that is not a text. */
export function toBits(value: Intrinsic): bigint {
  switch (value.vt) {
    case "BSTR":
      throw new TypeError("a text is no number");
    case "BOOL":
      return value.value ? 1n : 0n;
    case "I8":
    case "UI8":
      return BigInt.asUintN(64, value.value);
    case "R4":
      scratch.setFloat32(0, value.value);
      return BigInt(scratch.getUint32(0));
    case "R8":
      scratch.setFloat64(0, value.value);
      return scratch.getBigUint64(0);
    default:
      return BigInt.asUintN(SIZES[value.vt] * 8, BigInt(Math.trunc(value.value)));
  }
}

/** A little-endian unsigned number of up to 8 bytes. */
export function bitsOfBytes(bytes: Uint8Array): bigint {
  let bits = 0n;
  for (let i = bytes.length - 1; i >= 0; i--) bits = (bits << 8n) | BigInt(bytes[i] ?? 0);
  return bits;
}

export function isSigned(vt: IntrinsicType): boolean {
  return vt === "I1" || vt === "I2" || vt === "I4" || vt === "I8";
}
