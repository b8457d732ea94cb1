import { ByteWriter } from "../bytes.js";
import { hashBuffer, hashString } from "./hash.js";

/** Leaf kinds of type records. Source: kernel-dump "PDB"; Microsoft's published cvinfo.h. */
const LF = {
  POINTER: 0x1002,
  PROCEDURE: 0x1008,
  ARGLIST: 0x1201,
  FIELDLIST: 0x1203,
  BITFIELD: 0x1205,
  INDEX: 0x1404,
  ENUMERATE: 0x1502,
  ARRAY: 0x1503,
  CLASS: 0x1504,
  STRUCTURE: 0x1505,
  UNION: 0x1506,
  ENUM: 0x1507,
  MEMBER: 0x150d,
} as const;

/** Index of a type: simple types lie below `FIRST_INDEX`, records count from it. */
export type TypeIndex = number;
export const FIRST_INDEX = 0x1000;
export const HASH_BUCKETS = 0x3ffff;

const FORWARD_REFERENCE = 0x80;
const PUBLIC = 3;
/** A record's length is a 16-bit number; a longer list goes on in another record. */
const MAX_LIST = 0xfe00;
const MAX_NAME = 0xf000;

export type AggregateKind = "struct" | "union" | "class" | "enum";

export interface MemberRecord {
  readonly name: string;
  readonly type: TypeIndex;
  readonly offset: number;
}

export interface TypeRecord {
  /** With its length and kind. */
  readonly bytes: Buffer;
  /** Of the bucket in which a type is looked up. */
  readonly hash: number;
}

/** The type records in the order of their indices. A record refers to earlier ones only. */
export class TypeRecords {
  readonly records: TypeRecord[] = [];
  private readonly known = new Map<string, TypeIndex>();

  constructor(private readonly pointerSize: 4 | 8) {}

  /** The next index. */
  get end(): TypeIndex {
    return FIRST_INDEX + this.records.length;
  }

  pointer(to: TypeIndex): TypeIndex {
    // Bits 0..4: kind of the pointer; bits 13..18: its size.
    const attributes = this.pointerSize === 8 ? 0x1000c : 0x800a;
    return this.add(LF.POINTER, new ByteWriter().u32(to).u32(attributes));
  }

  /** `void ()`: what a snapshot calls `function`. */
  procedure(): TypeIndex {
    const noArguments = this.add(LF.ARGLIST, new ByteWriter().u32(0));
    return this.add(LF.PROCEDURE, new ByteWriter().u32(0x0003).u8(0).u8(0).u16(0).u32(noArguments));
  }

  bitField(base: TypeIndex, length: number, position: number): TypeIndex {
    return this.add(LF.BITFIELD, new ByteWriter().u32(base).u8(length).u8(position));
  }

  /** @param size of the whole array in bytes. */
  array(element: TypeIndex, size: number): TypeIndex {
    const countType = this.pointerSize === 8 ? 0x23 : 0x22;
    return this.add(
      LF.ARRAY,
      numeric(new ByteWriter().u32(element).u32(countType), BigInt(Math.min(size, Number.MAX_SAFE_INTEGER))).text(""),
    );
  }

  forward(kind: AggregateKind, name: string): TypeIndex {
    return this.aggregate(kind, name, 0, FORWARD_REFERENCE, 0, 0, 0);
  }

  /** A structure, union or class whose members lie wherever they say. */
  definition(
    kind: "struct" | "union" | "class",
    name: string,
    size: number,
    members: readonly MemberRecord[],
  ): TypeIndex {
    const list = this.fieldList(
      members.map(({ name: member, type, offset }) =>
        numeric(new ByteWriter().u16(LF.MEMBER).u16(PUBLIC).u32(type), BigInt(offset)).text(recordName(member)),
      ),
    );
    return this.aggregate(kind, name, members.length, 0, list, size, 0);
  }

  enumeration(name: string, underlying: TypeIndex, constants: readonly (readonly [string, number])[]): TypeIndex {
    const list = this.fieldList(
      constants.map(([constant, value]) =>
        numeric(new ByteWriter().u16(LF.ENUMERATE).u16(PUBLIC), BigInt(value)).text(recordName(constant)),
      ),
    );
    return this.aggregate("enum", name, constants.length, 0, list, 0, underlying);
  }

  private aggregate(
    kind: AggregateKind,
    name: string,
    count: number,
    property: number,
    list: TypeIndex,
    size: number,
    underlying: TypeIndex,
  ): TypeIndex {
    // The count is for show: readers go by the list.
    const body = new ByteWriter().u16(Math.min(count, 0xffff)).u16(property);
    const text = recordName(name);
    const definitionHash = property === 0 ? hashString(text) : undefined;
    if (kind === "enum") {
      // A forward reference of an enumeration has a type too: `int`.
      body.u32(underlying === 0 ? 0x74 : underlying).u32(list);
      return this.add(LF.ENUM, body.text(text), definitionHash);
    }
    if (kind === "union") return this.add(LF.UNION, numeric(body.u32(list), BigInt(size)).text(text), definitionHash);
    numeric(body.u32(list).u32(0).u32(0), BigInt(size)).text(text);
    return this.add(kind === "class" ? LF.CLASS : LF.STRUCTURE, body, definitionHash);
  }

  /** One or more LF_FIELDLIST records; the first to be read is written last. */
  private fieldList(entries: readonly ByteWriter[]): TypeIndex {
    const parts: Buffer[][] = [[]];
    let used = 0;
    for (const entry of entries) {
      const bytes = padded(entry);
      if (used + bytes.length > MAX_LIST) {
        parts.push([]);
        used = 0;
      }
      parts.at(-1)?.push(bytes);
      used += bytes.length;
    }
    let next: TypeIndex | undefined;
    for (const part of parts.reverse()) {
      const list = new ByteWriter().bytes(Buffer.concat(part));
      if (next !== undefined) list.u16(LF.INDEX).u16(0).u32(next);
      next = this.add(LF.FIELDLIST, list);
    }
    return next ?? 0;
  }

  private add(kind: number, body: ByteWriter, definitionHash?: number): TypeIndex {
    const data = padded(body);
    const bytes = new ByteWriter()
      .u16(data.length + 2)
      .u16(kind)
      .bytes(data)
      .toBuffer();
    const key = bytes.toString("latin1");
    const before = this.known.get(key);
    if (before !== undefined) return before;
    const index = this.end;
    this.records.push({ bytes, hash: (definitionHash ?? hashBuffer(bytes)) % HASH_BUCKETS });
    this.known.set(key, index);
    return index;
  }
}

/** Records and the entries of lists end on a multiple of 4; the filler counts down: f3 f2 f1. */
function padded(body: ByteWriter): Buffer {
  for (let left = (4 - (body.length % 4)) % 4; left > 0; left--) body.u8(0xf0 + left);
  return body.toBuffer();
}

/** A name as a record can hold it: no zeros, and short enough for a 16-bit record length. */
function recordName(name: string): string {
  const text = name.replaceAll("\0", "");
  return Buffer.byteLength(text) <= MAX_NAME ? text : text.slice(0, MAX_NAME / 4);
}

/** A number of any size: small ones stand for themselves, others follow a leaf that says their size. */
function numeric(to: ByteWriter, value: bigint): ByteWriter {
  if (value < 0x8000n) return to.u16(Number(value));
  if (value <= 0xffffn) return to.u16(0x8002).u16(Number(value));
  if (value <= 0xffffffffn) return to.u16(0x8004).u32(Number(value));
  return to.u16(0x800a).u64(value);
}
