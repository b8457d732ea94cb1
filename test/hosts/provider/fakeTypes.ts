/** Types and typed objects of the fake debugger. */
import {
  ModelError,
  type Intrinsic,
  type IntrinsicType,
  type ModelObject,
  type NativeField,
  type NativeType,
  type NativeView,
  type TypeKind,
} from "../../../hosts/provider/dataModel.js";
import { FakeObject } from "./fakeObject.js";

export class FakeType implements NativeType {
  readonly module = "nt";
  readonly baseType?: NativeType;
  readonly count?: number;
  readonly bits?: { lsb: number; length: number };
  readonly vt?: IntrinsicType;
  readonly constants?: ReadonlyMap<string, number>;
  constructor(
    readonly name: string,
    readonly kind: TypeKind,
    readonly size: number,
    more: Partial<NativeType> = {},
    private readonly members: readonly NativeField[] = [],
  ) {
    Object.assign(this, more);
  }
  fields(): readonly NativeField[] {
    return this.members;
  }
  field(name: string): NativeField | undefined {
    return this.members.find((member) => member.name === name);
  }
  pointerTo(): NativeType {
    return new FakeType(`${this.name} *`, "pointer", 8, { baseType: this });
  }
  arrayOf(count: number): NativeType {
    return new FakeType(`${this.name}[${count}]`, "array", this.size * count, { baseType: this, count });
  }
}

const intrinsic = (name: string, size: number, vt: IntrinsicType): NativeType =>
  new FakeType(name, "intrinsic", size, { vt });

export const basic = {
  UCHAR: intrinsic("unsigned char", 1, "UI1"),
  SHORT: intrinsic("short", 2, "I2"),
  ULONG: intrinsic("unsigned long", 4, "UI4"),
  LONG: intrinsic("long", 4, "I4"),
  ULONG64: intrinsic("unsigned __int64", 8, "UI8"),
  LONG64: intrinsic("__int64", 8, "I8"),
  VOID: intrinsic("void", 0, "UI1"),
};

export function bitField(base: NativeType, lsb: number, length: number): NativeType {
  return new FakeType(base.name, "bitfield", base.size, {
    baseType: base,
    vt: base.vt ?? "UI4",
    bits: { lsb, length },
  });
}

export function enumeration(name: string, constants: Record<string, number>): NativeType {
  const more = { vt: "I4", baseType: basic.LONG, constants: new Map(Object.entries(constants)) } as const;
  return new FakeType(name, "enum", 4, more);
}

export function struct(name: string, size: number, fields: Record<string, [number, NativeType]>): NativeType {
  const members = Object.entries(fields).map(([field, [offset, type]]) => ({ name: field, offset, type }));
  return new FakeType(name, "udt", size, {}, members);
}

export type Read = (address: bigint, size: number, context: unknown) => Uint8Array;

/** A typed object: at an address, or a pointer with a value of its own. */
export function typed(
  read: Read,
  type: NativeType,
  place: { address: bigint } | { value: bigint },
  context: unknown,
): ModelObject {
  const at = (t: NativeType, address: bigint): ModelObject => typed(read, t, { address }, context);
  const raw = (): bigint => {
    if ("value" in place) return place.value;
    return read(place.address, type.size, context).reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
  };
  const value = (): Intrinsic => {
    const bits = type.bits ? (raw() >> BigInt(type.bits.lsb)) & ((1n << BigInt(type.bits.length)) - 1n) : raw();
    const vt = type.kind === "pointer" ? "UI8" : (type.vt ?? "UI8");
    const width = 8 * type.size;
    const wrapped = vt.startsWith("I") ? BigInt.asIntN(width, bits) : BigInt.asUintN(width, bits);
    if (vt === "I8" || vt === "UI8") return { kind: "intrinsic", vt, value: wrapped };
    return { kind: "intrinsic", vt, value: Number(wrapped) } as Intrinsic;
  };
  const native: NativeView = {
    type,
    ...("address" in place && { address: place.address }),
    value,
    field(name) {
      const found = type.field(name);
      return found && "address" in place ? at(found.type, place.address + BigInt(found.offset)) : undefined;
    },
    dereference() {
      const target = raw();
      if (target === 0n) throw new ModelError("Unable to read memory at Address 0x0");
      if (!type.baseType || type.baseType.size === 0) throw new ModelError("No type (or void) for object");
      return at(type.baseType, target);
    },
    element(i) {
      const base = type.baseType ?? type;
      const start = type.kind === "pointer" ? raw() : "address" in place ? place.address : 0n;
      return at(base, start + BigInt(i * base.size));
    },
  };
  return new FakeObject({}, { native, context });
}
