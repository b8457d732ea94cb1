/** Types of the target as the bridge describes them. */
import type { IntrinsicType, NativeField, NativeType, TypeKind } from "../provider/dataModel.js";
import type { Link } from "./link.js";
import { Op, Writer, type Reader } from "./protocol.js";

/** In the order of the bridge's WireKind. */
const KINDS = ["udt", "pointer", "array", "intrinsic", "enum", "typedef", "function", "bitfield"] as const;

/** VARTYPE numbers of OLE automation. */
const VARTYPES: ReadonlyMap<number, IntrinsicType> = new Map([
  [2, "I2"],
  [3, "I4"],
  [4, "R4"],
  [5, "R8"],
  [8, "BSTR"],
  [11, "BOOL"],
  [16, "I1"],
  [17, "UI1"],
  [18, "UI2"],
  [19, "UI4"],
  [20, "I8"],
  [21, "UI8"],
]);
const NUMBERS: ReadonlyMap<IntrinsicType, number> = new Map([...VARTYPES].map(([n, vt]) => [vt, n]));

export function vtOf(number: number): IntrinsicType | undefined {
  return VARTYPES.get(number);
}

export function vtNumber(vt: IntrinsicType): number {
  return NUMBERS.get(vt) ?? 0;
}

interface Description {
  readonly name: string;
  readonly module: string;
  readonly kind: TypeKind;
  readonly size: number;
  readonly baseType?: NativeType;
  readonly count?: number;
  readonly bits?: { readonly lsb: number; readonly length: number };
  readonly vt?: IntrinsicType;
  readonly constants?: ReadonlyMap<string, number>;
}

export class EngineType implements NativeType {
  readonly name: string;
  readonly module: string;
  readonly kind: TypeKind;
  readonly size: number;
  declare readonly baseType?: NativeType;
  declare readonly count?: number;
  declare readonly bits?: { readonly lsb: number; readonly length: number };
  declare readonly vt?: IntrinsicType;
  declare readonly constants?: ReadonlyMap<string, number>;
  private list: readonly NativeField[] | undefined;
  private byName: Map<string, NativeField> | undefined;
  private pointer: EngineType | undefined;

  constructor(
    private readonly link: Link,
    /** The bridge's number; 0 for a type that is only found by name when the engine needs it. */
    private readonly number: number,
    d: Description,
  ) {
    Object.assign(this, d);
    this.name = d.name;
    this.module = d.module;
    this.kind = d.kind;
    this.size = d.size;
  }

  /** The bridge's number of the type. */
  get id(): number {
    if (this.number) return this.number;
    const found = this.link.findType(this.module, this.name);
    if (!found) throw new Error(`the symbols have no type ${this.name}`);
    return found.id;
  }

  fields(): readonly NativeField[] {
    if (this.kind !== "udt") return [];
    this.list ??= this.link.typeFields(this.id);
    return this.list;
  }

  field(name: string): NativeField | undefined {
    this.byName ??= new Map([...this.fields()].reverse().map((f) => [f.name, f]));
    return this.byName.get(name);
  }

  pointerTo(): EngineType {
    this.pointer ??= this.link.readType(this.link.ask(Op.PointerTo, new Writer().u32(this.id)));
    return this.pointer;
  }

  arrayOf(count: number): EngineType {
    return this.link.readType(this.link.ask(Op.ArrayOf, new Writer().u32(this.id).u32(count)));
  }
}

/** Reads what follows a type's number when the bridge describes it for the first time. */
export function readDescription(link: Link, number: number, r: Reader): EngineType {
  const kind = KINDS[r.u8()] ?? "udt";
  const name = r.text();
  const module = r.text();
  const size = Number(r.u64());
  const vt = vtOf(r.u8());
  const plain = { name, module, kind, size, ...(vt ? { vt } : {}) };
  const base = (): { baseType?: NativeType } => (r.u8() ? { baseType: link.readType(r) } : {});
  switch (kind) {
    case "bitfield": {
      const bits = { lsb: r.u8(), length: r.u8() };
      const baseType = new EngineType(link, 0, { ...plain, kind: "intrinsic" });
      return new EngineType(link, number, { ...plain, bits, baseType });
    }
    case "array": {
      const count = r.u32();
      return new EngineType(link, number, { ...plain, count, ...base() });
    }
    case "pointer":
    case "typedef":
      return new EngineType(link, number, { ...plain, ...base() });
    case "enum": {
      const based = base();
      const constants = new Map<string, number>();
      for (let n = r.u32(); n > 0; n--) {
        const constant = r.text();
        constants.set(constant, Number(BigInt.asIntN(64, r.u64())));
      }
      return new EngineType(link, number, { ...plain, ...based, constants });
    }
    default:
      return new EngineType(link, number, plain);
  }
}
