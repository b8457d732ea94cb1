/** The leaves of a structure: where its pointers, links and numbers lie, by the types of a snapshot. */
import type { Snapshot } from "../../hosts/snapshot/format";
import { parseTypeName } from "../../hosts/snapshot/typeName";

export interface Leaf {
  readonly name: string;
  readonly offset: number;
  readonly size: number;
  readonly kind: "pointer" | "link" | "number" | "bytes";
  /** What a pointer points to. */
  readonly target?: string;
}

const SIZES: Readonly<Record<string, number>> = {
  char: 1,
  "signed char": 1,
  "unsigned char": 1,
  bool: 1,
  short: 2,
  "unsigned short": 2,
  wchar_t: 2,
  int: 4,
  "unsigned int": 4,
  long: 4,
  "unsigned long": 4,
  "long long": 8,
  "unsigned long long": 8,
  __int64: 8,
  "unsigned __int64": 8,
};

export class Shapes {
  private readonly known = new Map<string, readonly Leaf[]>();
  private readonly pointerSize: number;

  constructor(private readonly snapshot: Snapshot) {
    this.pointerSize = snapshot.target.pointerSize;
  }

  size(type: string): number {
    return this.snapshot.types[type]?.size ?? 0;
  }

  leaves(type: string): readonly Leaf[] {
    let leaves = this.known.get(type);
    if (leaves === undefined) this.known.set(type, (leaves = this.flatten(type, 0)));
    return leaves;
  }

  /** Offset of a member by its path from the structure; undefined when the build lacks it. */
  offset(type: string, path: string): number | undefined {
    let at = 0;
    let current: string | undefined = type;
    for (const name of path.split(".")) {
      const field: { offset: number; type: string } | undefined = this.snapshot.types[current ?? ""]?.fields.find(
        (each) => each.name === name,
      );
      if (field === undefined) return undefined;
      at += field.offset;
      current = parseTypeName(field.type)?.base;
    }
    return at;
  }

  private flatten(type: string, depth: number): Leaf[] {
    if (depth > 6) return [];
    return (this.snapshot.types[type]?.fields ?? []).flatMap((field): Leaf[] => {
      const parsed = parseTypeName(field.type);
      if (parsed === undefined) return [];
      const { name, offset } = field;
      const last = parsed.suffixes.at(-1);
      if (last === "pointer") {
        const target = parsed.suffixes.length === 1 ? { target: parsed.base } : {};
        return [{ name, offset, size: this.pointerSize, kind: "pointer", ...target }];
      }
      if (parsed.base === "_LIST_ENTRY" && last === undefined) {
        const { pointerSize: size } = this;
        return [
          { name: `${name}.Flink`, offset, size, kind: "link" },
          { name: `${name}.Blink`, offset: offset + size, size, kind: "link" },
        ];
      }
      const one = SIZES[parsed.base] ?? this.snapshot.enums?.[parsed.base]?.size;
      if (one !== undefined) {
        const count = last === undefined ? 1 : last.reduce((product, n) => product * n, 1);
        return count === 0 ? [] : [{ name, offset, size: one * count, kind: count === 1 ? "number" : "bytes" }];
      }
      if (last !== undefined) return [{ name, offset, size: this.size(parsed.base), kind: "bytes" }];
      return this.flatten(parsed.base, depth + 1).map((leaf) => ({
        ...leaf,
        name: `${name}.${leaf.name}`,
        offset: offset + leaf.offset,
      }));
    });
  }
}
