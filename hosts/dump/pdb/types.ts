import type { Snapshot, SnapshotField, SnapshotType } from "../../snapshot/format.js";
import { parseType, type TypeExpression } from "../typeText.js";
import { basicType, pointerToBasic } from "./basicTypes.js";
import { flatten } from "./flatten.js";
import { opaqueElements } from "./opaque.js";
import { type AggregateKind, type TypeIndex, TypeRecords } from "./typeRecords.js";

/** The debugger's process list is a list of these; nothing works without it. */
const LIST_ENTRY = "_LIST_ENTRY";

/**
 * The type records of a snapshot: every structure and enumeration, and forward references for what it only names.
 * @param notes receives one line for everything that had to be added or left out.
 */
export function typeRecords(snapshot: Snapshot, notes: string[]): TypeRecords {
  return new TypeBuilder(snapshot, notes).build();
}

/** Size of the type `name` as a snapshot tells it, or undefined. */
function sizeOf(
  snapshot: Snapshot,
  types: ReadonlyMap<string, SnapshotType>,
  type: TypeExpression,
): number | undefined {
  if (type.kind === "pointer") return snapshot.target.pointerSize;
  if (type.kind === "array") {
    const element = sizeOf(snapshot, types, type.of);
    return element === undefined ? undefined : element * type.count;
  }
  if (type.tag !== "enum") {
    const known = types.get(type.name)?.size ?? basicType(type.name)?.size;
    if (known !== undefined) return known;
  }
  return own(snapshot.enums, type.name)?.size;
}

class TypeBuilder {
  private readonly out: TypeRecords;
  private readonly types: Map<string, SnapshotType>;
  private readonly forwards = new Map<string, TypeIndex>();
  private readonly defined = new Map<string, TypeIndex>();
  private readonly open = new Set<string>();

  constructor(
    private readonly snapshot: Snapshot,
    private readonly notes: string[],
  ) {
    const { pointerSize } = snapshot.target;
    this.out = new TypeRecords(pointerSize);
    this.types = new Map(Object.entries(snapshot.types));
    if (!this.types.has(LIST_ENTRY)) {
      const link = (name: string, offset: number): SnapshotField => ({ name, offset, type: `${LIST_ENTRY} *` });
      this.types.set(LIST_ENTRY, {
        kind: "struct",
        size: 2 * pointerSize,
        fields: [link("Flink", 0), link("Blink", pointerSize)],
      });
      notes.push(`added type ${LIST_ENTRY}: the debugger walks the process list with it`);
    }
    const size = (type: TypeExpression): number | undefined => sizeOf(snapshot, this.types, type);
    for (const [name, bytes] of opaqueElements(this.types, size)) {
      this.types.set(name, { kind: "struct", size: bytes, fields: [] });
      notes.push(`added type ${name}: an array needs the size of its elements (${bytes} bytes, from the room it has)`);
    }
  }

  build(): TypeRecords {
    for (const [name, type] of this.types) this.forward(type.kind, name);
    for (const name of Object.keys(this.snapshot.enums ?? {})) this.enumeration(name);
    for (const name of this.types.keys()) this.definition(name);
    return this.out;
  }

  private forward(kind: AggregateKind, name: string): TypeIndex {
    const key = kind === "enum" ? `enum ${name}` : name;
    let index = this.forwards.get(key);
    if (index === undefined) this.forwards.set(key, (index = this.out.forward(kind, name)));
    return index;
  }

  private enumeration(name: string): TypeIndex | undefined {
    const type = own(this.snapshot.enums, name);
    if (type === undefined || this.types.has(name)) return undefined;
    const before = this.defined.get(name);
    if (before !== undefined) return before;
    const constants = Object.entries(type.constants);
    const index = this.out.enumeration(name, underlying(type.size, constants), constants);
    this.defined.set(name, index);
    return index;
  }

  /** The full definition, after those of all its members. */
  private definition(name: string): TypeIndex | undefined {
    const type = this.types.get(name);
    if (type === undefined) return undefined;
    const before = this.defined.get(name);
    if (before !== undefined) return before;
    if (this.open.has(name)) {
      this.notes.push(`type ${name} contains itself: the inner one stays without definition`);
      return this.forward(type.kind, name);
    }
    this.open.add(name);
    const members = flatten(this.types, name, type).map((field) => ({
      name: field.name,
      offset: field.offset,
      type: this.memberType(field),
    }));
    this.open.delete(name);
    const index = this.out.definition(type.kind, name, type.size, members);
    this.defined.set(name, index);
    return index;
  }

  private memberType(field: SnapshotField): TypeIndex {
    const type = this.byValue(parseType(field.type));
    if (field.bitLen === undefined) return type;
    return this.out.bitField(type, field.bitLen, field.bitPos ?? 0);
  }

  private byValue(type: TypeExpression): TypeIndex {
    if (type.kind === "pointer") return this.pointer(type.to);
    if (type.kind === "array") {
      const size = sizeOf(this.snapshot, this.types, type) ?? 0;
      return this.out.array(this.byValue(type.of), size);
    }
    if (type.tag !== "enum") {
      const known = this.definition(type.name) ?? basicType(type.name)?.index;
      if (known !== undefined) return known;
    }
    return this.enumeration(type.name) ?? this.unknown(type);
  }

  private pointer(to: TypeExpression): TypeIndex {
    if (to.kind !== "name") return this.out.pointer(this.byValue(to));
    const defined = to.tag === "enum" ? undefined : this.types.get(to.name);
    if (defined !== undefined) return this.out.pointer(this.forward(defined.kind, to.name));
    const basic = basicType(to.name);
    if (basic !== undefined) return pointerToBasic(basic.index, this.snapshot.target.pointerSize);
    return this.out.pointer(this.enumeration(to.name) ?? this.unknown(to));
  }

  /** A type the snapshot names and does not have. */
  private unknown(type: TypeExpression & { kind: "name" }): TypeIndex {
    return type.name === "function" ? this.out.procedure() : this.forward(type.tag ?? "struct", type.name);
  }
}

/** The integer type an enumeration is built on: signed, unless a constant needs the highest bit. */
function underlying(size: number, constants: readonly (readonly [string, number])[]): TypeIndex {
  const signed = constants.every(([, value]) => value < 2 ** (size * 8 - 1));
  if (size === 1) return signed ? 0x10 : 0x20;
  if (size === 2) return signed ? 0x11 : 0x21;
  if (size === 8) return signed ? 0x13 : 0x23;
  return signed ? 0x74 : 0x75;
}

function own<T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, name) ? record[name] : undefined;
}
