/** The types of a snapshot as the debugger's type system shows them. */
import type { IntrinsicType, NativeField, NativeType, TypeKind } from "../provider/dataModel.js";
import type { Snapshot, SnapshotType } from "./format.js";
import { parseTypeName, type TypeSuffix } from "./typeName.js";

interface Basic {
  readonly name: string;
  readonly size: number;
  readonly vt: IntrinsicType;
}

// Canonical names as the engine prints them. Source: real-engine 2.1, 3; kernel-dump "Engine behaviour" [dx].
const BASICS = new Map<string, Basic>();
function basic(name: string, size: number, vt: IntrinsicType, ...alsoCalled: string[]): void {
  for (const alias of [name, ...alsoCalled]) BASICS.set(alias, { name, size, vt });
}
basic("char", 1, "I1", "signed char");
basic("unsigned char", 1, "UI1");
basic("wchar_t", 2, "I2", "wchar");
basic("short", 2, "I2", "signed short", "short int");
basic("unsigned short", 2, "UI2", "unsigned short int");
basic("int", 4, "I4", "signed int", "signed");
basic("unsigned int", 4, "UI4", "unsigned");
basic("long", 4, "I4", "signed long", "long int");
basic("unsigned long", 4, "UI4", "unsigned long int");
basic("__int64", 8, "I8", "long long", "signed long long", "signed __int64");
basic("unsigned __int64", 8, "UI8", "unsigned long long");
basic("float", 4, "R4");
basic("double", 8, "R8");
basic("bool", 1, "BOOL");

const MODULE = "nt";
const SIGNED: Readonly<Record<number, IntrinsicType>> = { 1: "I1", 2: "I2", 4: "I4", 8: "I8" };
const UNSIGNED: Readonly<Record<number, IntrinsicType>> = { 1: "UI1", 2: "UI2", 4: "UI4", 8: "UI8" };
/** Of an enumeration whose declaration the snapshot lacks: what C compilers for Windows give it. */
const DEFAULT_ENUM_SIZE = 4;

interface Shape {
  readonly name: string;
  readonly kind: TypeKind;
  readonly size: number;
  readonly baseType?: NativeType;
  readonly count?: number;
  readonly bits?: { readonly lsb: number; readonly length: number };
  readonly vt?: IntrinsicType;
  readonly constants?: ReadonlyMap<string, number>;
}

/** Of a function the symbols of a snapshot know nothing more. Names as the engine writes them. */
function pointerName(type: NativeType): string {
  if (type.kind === "function") return "void (__cdecl*)()";
  const array = type.kind === "array" ? type.name.indexOf(" [") : -1;
  return array < 0 ? `${type.name} *` : `${type.name.slice(0, array)} (*)${type.name.slice(array + 1)}`;
}

class TargetType implements NativeType {
  readonly module = MODULE;
  declare readonly baseType?: NativeType;
  declare readonly count?: number;
  declare readonly bits?: { readonly lsb: number; readonly length: number };
  declare readonly vt?: IntrinsicType;
  declare readonly constants?: ReadonlyMap<string, number>;
  readonly name: string;
  readonly kind: TypeKind;
  readonly size: number;
  private list: readonly NativeField[] | undefined;
  private byName: Map<string, NativeField> | undefined;
  private pointer: NativeType | undefined;

  constructor(
    shape: Shape,
    private readonly pointerSize: 4 | 8,
    private readonly members: () => readonly NativeField[] = () => [],
  ) {
    this.name = shape.name;
    this.kind = shape.kind;
    this.size = shape.size;
    if (shape.baseType !== undefined) this.baseType = shape.baseType;
    if (shape.count !== undefined) this.count = shape.count;
    if (shape.bits !== undefined) this.bits = shape.bits;
    if (shape.vt !== undefined) this.vt = shape.vt;
    if (shape.constants !== undefined) this.constants = shape.constants;
  }

  fields(): readonly NativeField[] {
    return (this.list ??= this.members());
  }

  field(name: string): NativeField | undefined {
    if (this.byName === undefined) {
      this.byName = new Map();
      for (const field of this.fields()) if (!this.byName.has(field.name)) this.byName.set(field.name, field);
    }
    return this.byName.get(name);
  }

  pointerTo(): NativeType {
    const shape: Shape = {
      name: pointerName(this),
      kind: "pointer",
      size: this.pointerSize,
      baseType: this,
      vt: "UI8",
    };
    return (this.pointer ??= new TargetType(shape, this.pointerSize));
  }

  arrayOf(count: number): NativeType {
    // `char [2][3]` is two times `char [3]`: the new dimension goes before those the element has.
    const split = this.kind === "array" ? this.name.lastIndexOf(" [") : -1;
    const name =
      split < 0 ? `${this.name} [${count}]` : `${this.name.slice(0, split)} [${count}]${this.name.slice(split + 1)}`;
    return new TargetType({ name, kind: "array", size: this.size * count, baseType: this, count }, this.pointerSize);
  }
}

/** Finds types by name. The same name gives the same object. */
export class TypeTable {
  private readonly found = new Map<string, NativeType | undefined>();
  private readonly bases = new Map<string, NativeType | undefined>();

  constructor(
    private readonly snapshot: Pick<Snapshot, "types" | "enums">,
    private readonly pointerSize: 4 | 8,
  ) {}

  /** `_ALPC_PORT`, `_ALPC_PORT *`, `unsigned long`, `_LIST_ENTRY[4]`; undefined when the snapshot has no such type. */
  lookUp(text: string): NativeType | undefined {
    if (!this.found.has(text)) this.found.set(text, this.resolve(text));
    return this.found.get(text);
  }

  private resolve(text: string): NativeType | undefined {
    const parsed = parseTypeName(text);
    if (parsed === undefined) return undefined;
    const base = this.base(parsed.base);
    // A pointer to a structure without definition is a type all the same when some member is declared so.
    return base === undefined ? undefined : apply(base, parsed.suffixes);
  }

  private base(name: string): NativeType | undefined {
    if (!this.bases.has(name)) this.bases.set(name, this.makeBase(name));
    return this.bases.get(name);
  }

  private makeBase(name: string): NativeType | undefined {
    const known = BASICS.get(name);
    if (known !== undefined) return this.make({ ...known, kind: "intrinsic" });
    if (name === "void") return this.make({ name, kind: "intrinsic", size: 0 });
    if (name === "function") return this.make({ name, kind: "function", size: 0 });
    const { types, enums } = this.snapshot;
    if (Object.hasOwn(types, name)) {
      const declared = types[name];
      if (declared !== undefined) return this.makeStructure(name, declared);
    }
    if (enums !== undefined && Object.hasOwn(enums, name)) {
      const declared = enums[name];
      if (declared !== undefined)
        return this.makeEnum(name, declared.size, new Map(Object.entries(declared.constants)));
    }
    return undefined;
  }

  private make(shape: Shape, members?: () => readonly NativeField[]): NativeType {
    return new TargetType(shape, this.pointerSize, members);
  }

  private makeEnum(name: string, size: number, constants: ReadonlyMap<string, number>): NativeType {
    const needsSign = ![...constants.values()].some((value) => value >= 2 ** (8 * size - 1));
    const vt = (needsSign ? SIGNED : UNSIGNED)[size] ?? "I4";
    const base = [...BASICS.values()].find((candidate) => candidate.vt === vt && candidate.size === size);
    return this.make({
      name,
      kind: "enum",
      size,
      vt,
      constants,
      ...(base === undefined ? {} : { baseType: this.make({ ...base, kind: "intrinsic" }) }),
    });
  }

  private makeStructure(name: string, declared: SnapshotType): NativeType {
    return this.make({ name, kind: "udt", size: declared.size }, () => this.members(declared, 0));
  }

  private members(declared: SnapshotType, at: number): NativeField[] {
    const fields: NativeField[] = [];
    for (const field of declared.fields) {
      const offset = at + field.offset;
      const inner = Object.hasOwn(this.snapshot.types, field.type) ? this.snapshot.types[field.type] : undefined;
      if ((field.anonymous === true || field.name === "") && inner !== undefined && inner !== declared) {
        fields.push(...this.members(inner, offset));
        continue;
      }
      const type = this.fieldType(field.type, roomOf(declared, field.offset));
      if (field.bitPos === undefined || field.bitLen === undefined) fields.push({ name: field.name, offset, type });
      else fields.push({ name: field.name, offset, type: this.bitField(type, field.bitPos, field.bitLen) });
    }
    return fields;
  }

  private bitField(unit: NativeType, lsb: number, length: number): NativeType {
    return this.make({
      name: unit.name,
      kind: "bitfield",
      size: unit.size,
      baseType: unit,
      bits: { lsb, length },
      ...(unit.vt === undefined ? {} : { vt: unit.vt }),
    });
  }

  /** The type of a member. One without declaration becomes opaque and takes the room there is up to the next member. */
  private fieldType(text: string, room: number): NativeType {
    const found = this.lookUp(text);
    if (found !== undefined) return found;
    const parsed = parseTypeName(text);
    if (parsed === undefined) return this.make({ name: text, kind: "udt", size: room });
    if (/^\s*enum\s/.test(text)) {
      return apply(this.makeEnum(parsed.base, Math.min(DEFAULT_ENUM_SIZE, room), new Map()), parsed.suffixes);
    }
    // Only an opaque element's size depends on the room: behind a pointer it is of no size at all.
    const isBehindPointer = parsed.suffixes.includes("pointer");
    const elements = parsed.suffixes
      .flatMap((suffix) => (suffix === "pointer" ? [] : suffix))
      .reduce((a, b) => a * b, 1);
    const size = isBehindPointer ? 0 : Math.floor(room / Math.max(1, elements));
    if (isBehindPointer) {
      const incomplete = this.bases.get(`*${parsed.base}`) ?? this.make({ name: parsed.base, kind: "udt", size: 0 });
      this.bases.set(`*${parsed.base}`, incomplete);
      return apply(incomplete, parsed.suffixes);
    }
    return apply(this.make({ name: parsed.base, kind: "udt", size }), parsed.suffixes);
  }
}

function apply(base: NativeType, suffixes: readonly TypeSuffix[]): NativeType {
  let type = base;
  for (const suffix of suffixes) {
    if (suffix === "pointer") type = type.pointerTo();
    else for (const count of [...suffix].reverse()) type = type.arrayOf(count);
  }
  return type;
}

/** Bytes from a member to the next one that lies behind it. */
function roomOf(declared: SnapshotType, offset: number): number {
  let next = declared.size;
  for (const field of declared.fields) if (field.offset > offset && field.offset < next) next = field.offset;
  return Math.max(0, next - offset);
}
