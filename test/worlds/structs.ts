/** Field paths of a layout: `u1.s1.Type`, `Tcb.WaitBlock[2].Object`. */
import type { SnapshotField } from "../../hosts/snapshot/format";
import type { Layout } from "../layouts/layouts";

/** Where a field lies, counted from the start of the structure that was asked for. */
export interface Field {
  readonly offset: number;
  /** Bytes; of the storage unit for a bit field, of all elements for an array. */
  readonly size: number;
  readonly type: string;
  readonly bitPos?: number;
  readonly bitLen?: number;
}

const BASIC: Readonly<Record<string, number>> = {
  void: 1,
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  bool: 1,
  short: 2,
  "unsigned short": 2,
  wchar: 2,
  wchar_t: 2,
  int: 4,
  "unsigned int": 4,
  long: 4,
  "unsigned long": 4,
  float: 4,
  "long long": 8,
  "unsigned long long": 8,
  double: 8,
};

export class Structs {
  private readonly fields = new Map<string, Field | null>();

  constructor(private readonly layout: Layout) {}

  /** Whether the kernel has the type, told by its symbols or not. */
  has(type: string): boolean {
    return type in this.layout.types || type in this.layout.untold;
  }

  /** Bytes of a type. Throws for an unknown one. */
  size(type: string): number {
    if (type.endsWith("*")) return this.layout.pointerSize;
    const array = /^(.*)\[(\d+)\]$/.exec(type);
    if (array) return this.size(array[1]!) * Number(array[2]);
    const struct = this.layout.types[type] ?? this.layout.untold[type];
    if (struct) return struct.size;
    const size = BASIC[type] ?? this.layout.enums[type]?.size ?? (type.startsWith("enum ") ? 4 : undefined);
    if (size === undefined) throw new Error(`${this.layout.name} does not know the type ${type}`);
    return size;
  }

  /** A field by path, or undefined where the build lacks it. Looked up once. */
  find(type: string, path: string): Field | undefined {
    const key = `${type}.${path}`;
    let field = this.fields.get(key);
    if (field === undefined) this.fields.set(key, (field = this.resolve(type, path) ?? null));
    return field ?? undefined;
  }

  /** A field by path. Throws where the build lacks it. */
  field(type: string, path: string): Field {
    const field = this.find(type, path);
    if (!field) throw new Error(`${this.layout.name} has no ${type}.${path}`);
    return field;
  }

  /** Byte offset of a field. Throws where the build lacks it. */
  offset(type: string, path: string): number {
    return this.field(type, path).offset;
  }

  /** A type that is named but not described has no known size; the field's address is known all the same. */
  private sizeOrZero(type: string): number {
    try {
      return this.size(type);
    } catch {
      return 0;
    }
  }

  private resolve(type: string, path: string): Field | undefined {
    let current = type;
    let offset = 0;
    let last: SnapshotField | undefined;
    for (const step of path.split(".")) {
      const [, name, index] = /^(\w+)(?:\[(\d+)\])?$/.exec(step) ?? [];
      if (name === undefined) throw new Error(`cannot read the field path ${path}`);
      const struct = this.layout.types[current] ?? this.layout.untold[current];
      last = struct?.fields.find((f) => f.name === name);
      if (!last) return undefined;
      offset += last.offset;
      current = last.type;
      if (index !== undefined) {
        current = current.replace(/\[\d+\]$/, "");
        offset += Number(index) * this.size(current);
      }
    }
    if (!last) return undefined;
    const bits = last.bitPos !== undefined && last.bitLen !== undefined;
    return {
      offset,
      size: this.sizeOrZero(current),
      type: current,
      ...(bits ? { bitPos: last.bitPos!, bitLen: last.bitLen! } : {}),
    };
  }
}
