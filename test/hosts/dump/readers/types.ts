/** Reads a PDB's type stream into texts like those of a snapshot. Knows nothing of the writer. */

export interface ReadField {
  readonly name: string;
  readonly offset: number;
  readonly type: string;
  readonly bits?: readonly [position: number, length: number];
}

export interface ReadType {
  readonly kind: "struct" | "class" | "union";
  readonly size: number;
  readonly fields: readonly ReadField[];
}

export interface ReadTypes {
  readonly types: ReadonlyMap<string, ReadType>;
  readonly enums: ReadonlyMap<string, { readonly size: number; readonly constants: ReadonlyMap<string, bigint> }>;
  /** Names of forward references without definition. */
  readonly undefinedNames: ReadonlySet<string>;
  readonly sizes: ReadonlyMap<string, number>;
}

const SIMPLE: Readonly<Record<number, readonly [string, number]>> = {
  0x03: ["void", 0],
  0x10: ["signed char", 1],
  0x70: ["char", 1],
  0x20: ["unsigned char", 1],
  0x71: ["wchar", 2],
  0x11: ["short", 2],
  0x21: ["unsigned short", 2],
  0x74: ["int", 4],
  0x75: ["unsigned int", 4],
  0x12: ["long", 4],
  0x22: ["unsigned long", 4],
  0x13: ["long long", 8],
  0x23: ["unsigned long long", 8],
  0x40: ["float", 4],
  0x41: ["double", 8],
};

interface Described {
  readonly text: string;
  readonly size: number;
  readonly bits?: readonly [number, number];
}

class Cursor {
  constructor(
    readonly bytes: Buffer,
    public at = 0,
  ) {}
  get isAtEnd(): boolean {
    return this.at >= this.bytes.length;
  }
  u8(): number {
    return this.bytes.readUInt8(this.at++);
  }
  u16(): number {
    this.at += 2;
    return this.bytes.readUInt16LE(this.at - 2);
  }
  u32(): number {
    this.at += 4;
    return this.bytes.readUInt32LE(this.at - 4);
  }
  number(): bigint {
    const leaf = this.u16();
    if (leaf < 0x8000) return BigInt(leaf);
    if (leaf === 0x8002) return BigInt(this.u16());
    if (leaf === 0x8004) return BigInt(this.u32());
    if (leaf !== 0x800a) throw new Error(`number leaf ${leaf.toString(16)}`);
    this.at += 8;
    return this.bytes.readBigUInt64LE(this.at - 8);
  }
  text(): string {
    const end = this.bytes.indexOf(0, this.at);
    if (end < 0) throw new Error("a name without end");
    const text = this.bytes.toString("utf8", this.at, end);
    this.at = end + 1;
    return text;
  }
  /** Filler between the entries of a list: its low half says how many bytes are left. */
  skipFiller(): void {
    const byte = this.bytes[this.at];
    if (byte !== undefined && byte > 0xf0) this.at += byte & 0x0f;
  }
}

export function readTypes(stream: Buffer, pointerSize: 4 | 8): ReadTypes {
  const first = stream.readUInt32LE(8);
  const end = stream.readUInt32LE(12);
  const bytes = stream.readUInt32LE(16);
  if (stream.length !== 56 + bytes) throw new Error("wrong length of the type stream");
  const records: { kind: number; body: Buffer }[] = [];
  for (let at = 56; at < stream.length;) {
    const length = stream.readUInt16LE(at);
    if ((length + 2) % 4 !== 0) throw new Error("a record is not aligned");
    records.push({ kind: stream.readUInt16LE(at + 2), body: stream.subarray(at + 4, at + 2 + length) });
    at += 2 + length;
  }
  if (records.length !== end - first) throw new Error("wrong number of records");
  return new Reader(first, records, pointerSize).read();
}

class Reader {
  private readonly types = new Map<string, ReadType>();
  private readonly enums = new Map<string, { size: number; constants: Map<string, bigint> }>();
  private readonly forwards = new Set<string>();
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly first: number,
    private readonly records: readonly { kind: number; body: Buffer }[],
    private readonly pointerSize: 4 | 8,
  ) {}

  read(): ReadTypes {
    this.records.forEach(({ kind, body }, number) => {
      if (kind === 0x1504 || kind === 0x1505 || kind === 0x1506) this.aggregate(kind, body, number + this.first);
      if (kind === 0x1507) this.enumeration(body);
    });
    for (const name of [...this.types.keys(), ...this.enums.keys()]) this.forwards.delete(name);
    return { types: this.types, enums: this.enums, undefinedNames: this.forwards, sizes: this.sizes };
  }

  private record(index: number, reader: number): { kind: number; body: Buffer } {
    const record = this.records[index - this.first];
    if (record === undefined || index >= reader) throw new Error(`record ${reader} refers to ${index}`);
    return record;
  }

  private aggregate(kind: number, body: Buffer, self: number): void {
    const cursor = new Cursor(body);
    const count = cursor.u16();
    const property = cursor.u16();
    const list = cursor.u32();
    if (kind !== 0x1506) cursor.at += 8;
    const size = Number(cursor.number());
    const name = cursor.text();
    if (property === 0x80) {
      this.forwards.add(name);
      return;
    }
    const fields = this.list(list, self).map(({ name: field, value, type }) => {
      const { text, bits } = this.describe(type, self);
      return { name: field, offset: Number(value), type: text, ...(bits && { bits }) };
    });
    if (fields.length !== count) throw new Error(`${name} has ${fields.length} fields, not ${count}`);
    if (this.types.has(name)) throw new Error(`${name} is defined twice`);
    this.types.set(name, { kind: kind === 0x1506 ? "union" : kind === 0x1504 ? "class" : "struct", size, fields });
    this.sizes.set(name, size);
  }

  private enumeration(body: Buffer): void {
    const cursor = new Cursor(body);
    cursor.u16();
    const property = cursor.u16();
    const underlying = cursor.u32();
    const list = cursor.u32();
    const name = cursor.text();
    if (property === 0x80) {
      this.forwards.add(name);
      return;
    }
    const size = SIMPLE[underlying]?.[1] ?? -1;
    const constants = new Map(this.list(list, Infinity).map((entry) => [entry.name, entry.value]));
    this.enums.set(name, { size, constants });
    this.sizes.set(name, size);
  }

  private list(index: number, reader: number): { name: string; value: bigint; type: number }[] {
    const { kind, body } = this.record(index, reader);
    if (kind !== 0x1203) throw new Error("no field list");
    const entries: { name: string; value: bigint; type: number }[] = [];
    const cursor = new Cursor(body);
    while (!cursor.isAtEnd) {
      const leaf = cursor.u16();
      cursor.u16();
      if (leaf === 0x1404) {
        entries.push(...this.list(cursor.u32(), index));
      } else if (leaf === 0x150d || leaf === 0x1502) {
        const type = leaf === 0x150d ? cursor.u32() : 0;
        const value = cursor.number();
        entries.push({ name: cursor.text(), value, type });
      } else {
        throw new Error(`leaf ${leaf.toString(16)} in a list`);
      }
      cursor.skipFiller();
    }
    return entries;
  }

  private describe(index: number, reader: number): Described {
    if (index < this.first) {
      const [text, size] = SIMPLE[index & 0xff] ?? ["?", -1];
      const mode = index >> 8;
      if (mode === 0) return { text, size };
      if (mode !== (this.pointerSize === 8 ? 6 : 4)) throw new Error("a pointer of the wrong size");
      return { text: `${text} *`, size: this.pointerSize };
    }
    const { kind, body } = this.record(index, reader);
    const cursor = new Cursor(body);
    switch (kind) {
      case 0x1002: {
        const to = this.describe(cursor.u32(), index).text;
        if (((cursor.u32() >> 13) & 0x3f) !== this.pointerSize) throw new Error("a pointer of the wrong size");
        return { text: `${to} *`, size: this.pointerSize };
      }
      case 0x1008:
        return { text: "function", size: 0 };
      case 0x1205: {
        const { text, size } = this.describe(cursor.u32(), index);
        const length = cursor.u8();
        return { text, size, bits: [cursor.u8(), length] };
      }
      case 0x1503: {
        const element = this.describe(cursor.u32(), index);
        cursor.u32();
        const size = Number(cursor.number());
        const count = element.size === 0 ? 0 : size / element.size;
        // The outer dimension stands first.
        const inner = /^(.*?)((?:\[\d+\])+)$/.exec(element.text);
        const text = inner === null ? `${element.text}[${count}]` : `${inner[1]}[${count}]${inner[2]}`;
        return { text, size };
      }
      case 0x1507: {
        cursor.at = 12;
        const name = cursor.text();
        return { text: name, size: this.sizes.get(name) ?? -1 };
      }
      case 0x1504:
      case 0x1505:
      case 0x1506: {
        cursor.at = kind === 0x1506 ? 8 : 16;
        cursor.number();
        const name = cursor.text();
        return { text: name, size: this.sizes.get(name) ?? -1 };
      }
      default:
        throw new Error(`type record ${kind.toString(16)}`);
    }
  }
}
