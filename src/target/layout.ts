/**
 * Structures of the target: offsets looked up once per type, one read per structure, fields decoded from the bytes.
 */
import { add, fromParts, lowBits, NULL, type Address } from "./address";
import { ReadError, type FieldLayout, type Target, type TypeLayout } from "./target";

/** What could not be read, as a value: where, and why in the debugger's words. */
export class Gap {
  constructor(
    readonly address: Address,
    readonly why: string,
  ) {}
}

/** The two links of a `_LIST_ENTRY`. */
export interface Links {
  readonly flink: Address;
  readonly blink: Address;
}

const PAGE = 4096;

/** Structures that one array holds: as many as there were before, so that little is wasted. */
const FIRST_COPIES = 4;
const MOST_COPIES = 512;
/** Members that are named where a part of a structure is missing. */
const NAMED = 3;

type Range = readonly [from: number, to: number];
const NO_HOLES: readonly Range[] = [];

/** One structure, read once. A member that the build lacks, or whose bytes could not be read, is undefined. */
export class Structure {
  constructor(
    readonly address: Address,
    private readonly reader: StructReader,
    private readonly bytes: Uint8Array,
    /** Where in `bytes` the read begins: many structures share one array. */
    private readonly base: number,
    /** Ranges within the read that could not be read. */
    private readonly holes: readonly Range[] = NO_HOLES,
  ) {}

  /** Whether the build has this member. */
  has(path: string): boolean {
    return this.reader.field(path) !== undefined;
  }

  /** Whether the build has the member but its bytes could not be read. */
  isMissing(path: string): boolean {
    return this.has(path) && this.readable(path) === undefined;
  }

  /** Whether any byte of the structure could not be read. */
  get isPartial(): boolean {
    return this.holes.length > 0;
  }

  /** Address of a member. */
  at(path: string): Address | undefined {
    const field = this.reader.field(path);
    return field && add(this.address, field.offset);
  }

  /** An unsigned integer or a bit field; more than 53 bits become the nearest number. */
  unsigned(path: string): number | undefined {
    const field = this.readable(path);
    if (!field) return undefined;
    if (field.bitLength !== undefined) return this.bits(field, field.bitPosition || 0, field.bitLength);
    return this.little(field.offset, field.size);
  }

  /** An id of a process or thread, which the kernel keeps in a pointer: 32 bits. Undefined for what cannot be one. */
  id(path: string): number | undefined {
    const value = this.unsigned(path);
    return value === undefined || value > 0xffffffff ? undefined : value;
  }

  /** A signed integer of 1 to 4 bytes. */
  signed(path: string): number | undefined {
    const field = this.readable(path);
    if (!field) return undefined;
    const size = Math.min(field.size, 4);
    const shift = 32 - 8 * size;
    return (this.little(field.offset, size) << shift) >> shift;
  }

  /** A one-bit flag, or any integer, as a boolean. */
  flag(path: string): boolean | undefined {
    const value = this.unsigned(path);
    return value === undefined ? undefined : value !== 0;
  }

  /** A pointer, or any 64-bit value that a number may not hold. */
  pointer(path: string): Address | undefined {
    const field = this.readable(path);
    return field && this.pointerAt(field.offset, field.size);
  }

  /** The links of a `_LIST_ENTRY` member. */
  links(path: string): Links | undefined {
    const field = this.readable(path);
    if (!field) return undefined;
    const size = this.reader.target.info.pointerSize;
    return { flink: this.pointerAt(field.offset, size), blink: this.pointerAt(field.offset + size, size) };
  }

  /** The bytes of a member as they are in memory. */
  bytesOf(path: string): Uint8Array | undefined {
    const field = this.readable(path);
    if (!field) return undefined;
    const from = this.place(field.offset);
    return this.bytes.subarray(from, from + field.size);
  }

  /** A structure that lies within these bytes, as a view: no further read. Undefined when they do not hold all of it. */
  inner(offset: number, reader: StructReader): Structure | undefined {
    if (!this.covers(offset + reader.start, reader.extent - reader.start)) return undefined;
    return new Structure(add(this.address, offset), reader, this.bytes, this.place(offset + reader.start));
  }

  private place(offset: number): number {
    return this.base + offset - this.reader.start;
  }

  private readable(path: string): FieldLayout | undefined {
    const field = this.reader.field(path);
    return field && this.covers(field.offset, field.size) ? field : undefined;
  }

  private covers(offset: number, size: number): boolean {
    const from = offset - this.reader.start;
    const to = from + size;
    if (from < 0 || to > this.reader.length) return false;
    return this.holes === NO_HOLES || this.holes.every((hole) => from >= hole[1] || to <= hole[0]);
  }

  private pointerAt(offset: number, size: number): Address {
    const low = this.little(offset, Math.min(size, 4));
    return size > 4 ? fromParts(low, this.little(offset + 4, 4)) : low === 0 ? NULL : fromParts(low, 0);
  }

  private little(offset: number, size: number): number {
    const { bytes } = this;
    const first = this.place(offset);
    if (size === 4) return uint32(bytes, first);
    let value = 0;
    for (let i = first + size - 1; i >= first; i--) value = value * 256 + (bytes[i] as number);
    return value;
  }

  private bits(field: FieldLayout, position: number, length: number): number {
    // Only the bytes that hold the bits: a 64-bit unit does not fit a number.
    const first = position >>> 3;
    const shift = position & 7;
    const size = Math.min(field.size - first, (shift + length + 7) >>> 3);
    const value = this.little(field.offset + first, size);
    if (shift + length < 32) return (value >>> shift) & ((1 << length) - 1);
    return Math.floor(value / Math.pow(2, shift)) % Math.pow(2, length);
  }
}

function uint32(bytes: Uint8Array, at: number): number {
  const high = ((bytes[at + 3] as number) << 8) | (bytes[at + 2] as number);
  return ((high << 16) | ((bytes[at + 1] as number) << 8) | (bytes[at] as number)) >>> 0;
}

/** A header that lies directly in front of a structure and is read with it. */
export interface Prefix {
  /** Its members are asked for as `name.member`. */
  readonly name: string;
  readonly layout: TypeLayout;
  /** Bytes from the start of the header to the start of the structure. */
  readonly size: number;
  readonly paths: readonly string[];
}

/**
 * Reads structures of one type. `paths` are the members that will be asked for; they bound what is read. Members that the
 * build lacks are left out without a word: `Structure.has` tells.
 */
export class StructReader {
  /** Offsets of the first byte read (0, or negative with a prefix) and of the byte after the last. */
  readonly start: number;
  readonly extent: number;
  /** Bytes of a read. */
  readonly length: number;
  private readonly fields = new Map<string, FieldLayout>();
  // What was read is copied together: thousands of small arrays cost more memory and time than what is in them.
  private shelf = new Uint8Array(0);
  private used = 0;
  private copies = FIRST_COPIES;

  constructor(
    readonly target: Target,
    readonly layout: TypeLayout,
    paths: readonly string[],
    prefix?: Prefix,
  ) {
    let start = 0;
    let extent = 0;
    for (const path of paths) {
      const field = layout.field(path);
      if (!field) continue;
      this.fields.set(path, field);
      extent = Math.max(extent, field.offset + field.size);
    }
    if (prefix) {
      for (const path of prefix.paths) {
        const field = prefix.layout.field(path);
        if (!field) continue;
        const offset = field.offset - prefix.size;
        this.fields.set(prefix.name + "." + path, Object.assign({}, field, { offset }));
        start = Math.min(start, offset);
      }
    }
    this.start = start;
    this.extent = extent;
    this.length = extent - start;
  }

  field(path: string): FieldLayout | undefined {
    return this.fields.get(path);
  }

  /** Offset of a member; undefined when the build lacks it. */
  offset(path: string): number | undefined {
    const field = this.fields.get(path);
    return field && field.offset;
  }

  /** One host call where all of it is there; piece by piece where it is not. A Gap when nothing is. */
  read(address: Address): Structure | Gap {
    let bytes: Uint8Array;
    try {
      bytes = this.target.read(add(address, this.start), this.length);
    } catch (error) {
      return this.noted(address, this.readPieces(address, this.length, gapOf(error)));
    }
    const base = this.keep(bytes);
    return new Structure(address, this, this.shelf, base);
  }

  /** Notes what is not there of a structure: all of it, or the members that its holes cover. */
  private noted(address: Address, read: Structure | Gap): Structure | Gap {
    const { losses } = this.target;
    const { name } = this.layout;
    if (read instanceof Gap) losses.unreadable(name, address, read.why);
    else if (read.isPartial) {
      const missing: string[] = [];
      this.fields.forEach((_, path) => {
        if (read.isMissing(path)) missing.push(path);
      });
      const first = missing[0];
      if (first !== undefined) {
        const rest = missing.length - NAMED;
        const more = rest > 0 ? " and " + rest + " more" : "";
        losses.unreadable(
          name + ": " + missing.slice(0, NAMED).join(", ") + more,
          read.at(first) as Address,
          "a part of the structure cannot be read",
        );
      }
    }
    return read;
  }

  /** Where on the shelf the bytes are now. */
  private keep(bytes: Uint8Array): number {
    if (this.used + this.length > this.shelf.length) {
      this.shelf = new Uint8Array(this.length * this.copies);
      this.used = 0;
      if (this.copies < MOST_COPIES) this.copies *= 2;
    }
    const base = this.used;
    this.shelf.set(bytes, base);
    this.used += this.length;
    return base;
  }

  /**
   * Page by page, and where a page fails member by member: one unreadable byte must not cost the structure. A member is
   * there only when all its bytes are.
   */
  private readPieces(address: Address, size: number, gap: Gap): Structure | Gap {
    const bytes = new Uint8Array(size);
    const known = new Uint8Array(size);
    let any = false;
    const fill = (from: number, to: number): boolean => {
      try {
        bytes.set(this.target.read(add(address, this.start + from), to - from), from);
      } catch (error) {
        gapOf(error);
        return false;
      }
      known.fill(1, from, to);
      any = true;
      return true;
    };
    for (let from = 0; from < size;) {
      const to = Math.min(size, from + PAGE - lowBits(add(address, this.start + from), PAGE - 1));
      const whole = to - from === size;
      if (whole || !fill(from, to)) {
        this.fields.forEach((field) => {
          const first = field.offset - this.start;
          // A member whose type the symbols only name has no size, and an empty read never fails.
          if (field.size > 0 && first < to && first + field.size > from)
            fill(Math.max(first, from), Math.min(first + field.size, to));
        });
      }
      from = to;
    }
    return any ? new Structure(address, this, bytes, 0, holes(known)) : gap;
  }
}

/** The runs of bytes that are not known. */
function holes(known: Uint8Array): Range[] {
  const found: Range[] = [];
  let from = -1;
  for (let i = 0; i <= known.length; i++) {
    const isHole = i < known.length && known[i] === 0;
    if (isHole && from < 0) from = i;
    if (!isHole && from >= 0) {
      found.push([from, i]);
      from = -1;
    }
  }
  return found;
}

/** A read failure as a Gap; any other exception is a defect and goes on. */
export function gapOf(error: unknown): Gap {
  if (error instanceof ReadError) return new Gap(error.address, error.message);
  throw error;
}
