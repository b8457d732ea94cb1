/** Typed objects over a few bytes of memory. */
import {
  ModelError,
  type Intrinsic,
  type ModelObject,
  type NativeField,
  type NativeType,
  type NativeView,
} from "../../../../hosts/provider/dataModel";
import { basicType } from "../../../../hosts/snapshot/dx/basicTypes";
import { I } from "./builders";

/** Bytes by address; everything else cannot be read. */
export class Memory {
  private readonly bytes = new Map<bigint, number>();

  put(address: bigint, bytes: readonly number[]): this {
    for (const [i, byte] of bytes.entries()) this.bytes.set(address + BigInt(i), byte);
    return this;
  }

  putNumber(address: bigint, value: bigint, size = 8): this {
    return this.put(
      address,
      Array.from({ length: size }, (_, i) => Number((value >> BigInt(8 * i)) & 0xffn)),
    );
  }

  read(address: bigint, size: number): bigint {
    let value = 0n;
    for (let i = size - 1; i >= 0; i--) {
      const byte = this.bytes.get(address + BigInt(i));
      if (byte === undefined) throw new ModelError(`Unable to read memory at Address 0x${address.toString(16)}`);
      value = (value << 8n) | BigInt(byte);
    }
    return value;
  }

  /** The object of `type` at `address`, or, without one, the pointer whose value is `value`. */
  typed(type: NativeType, address: bigint | undefined, value = 0n, models: readonly ModelObject[] = []): ModelObject {
    const pointer = (): bigint => BigInt(read().value);
    const read = (): Intrinsic => {
      const raw = address === undefined ? value : this.read(address, type.size);
      const { vt = "UI8", bits } = type;
      if (vt === "BOOL") return { kind: "intrinsic", vt, value: raw !== 0n };
      if (vt === "R4" || vt === "R8" || vt === "BSTR") throw new ModelError("Not a number");
      return I(vt, bits === undefined ? raw : BigInt.asUintN(bits.length, raw >> BigInt(bits.lsb)));
    };
    const native: NativeView = {
      type,
      ...(address === undefined ? {} : { address }),
      value: read,
      field: (name) => {
        const field = type.field(name);
        return field && address !== undefined ? this.typed(field.type, address + BigInt(field.offset)) : undefined;
      },
      dereference: () => {
        if (type.baseType === undefined || type.baseType.size === 0) {
          throw new ModelError("Unexpected failure to dereference object");
        }
        return this.typed(type.baseType, pointer());
      },
      element: (i) => {
        const element = type.baseType;
        const start = type.kind === "array" ? address : pointer();
        if (element === undefined || start === undefined) throw new ModelError("No elements");
        return this.typed(element, start + BigInt(i) * BigInt(element.size));
      },
    };
    return { kind: "object", keys: () => [], key: () => undefined, concepts: {}, parents: () => models, native };
  }
}

/** A structure for tests; `extra` changes what a plain structure is. */
export function structure(name: string, size: number, fields: readonly NativeField[], extra = {}): NativeType {
  const type: NativeType = {
    name,
    module: "nt",
    kind: "udt",
    size,
    fields: () => fields,
    field: (wanted) => fields.find((field) => field.name === wanted),
    pointerTo: () => structure(`${name} *`, 8, [], { kind: "pointer", vt: "UI8", baseType: type }),
    arrayOf: (count) => structure(`${name} [${count}]`, size * count, [], { kind: "array", count, baseType: type }),
    ...extra,
  };
  return type;
}

export function basic(name: string): NativeType {
  const type = basicType(name);
  if (type === undefined) throw new Error(`no type ${name}`);
  return type;
}
