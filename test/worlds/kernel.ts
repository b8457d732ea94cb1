/** Typed memory of the machine under construction: pools, symbols, fields by path, lists. */
import type { Layout } from "../layouts/layouts";
import { era, type Era } from "./era";
import { hex, Memory, PAGE } from "./memory";
import { Structs } from "./structs";

/** A structure in memory. */
export interface Placed {
  readonly type: string;
  readonly address: bigint;
}

export interface Placement {
  /** Exact address instead of the next one in the pool. */
  readonly at?: bigint | undefined;
  /** Nothing else shares its pages. */
  readonly ownPage?: boolean | undefined;
}

export type Pool = "nonPaged" | "paged";

interface Range {
  readonly start: bigint;
  readonly end: bigint;
  readonly what: string;
}

export class Kernel {
  readonly memory = new Memory();
  readonly structs: Structs;
  readonly era: Era;
  readonly pointer: 4 | 8;
  readonly symbols = new Map<string, bigint>();
  private readonly next: Record<Pool, bigint>;
  /** What lies on each page, so that two things never overlap. */
  private readonly taken = new Map<number, Range[]>();
  private inventedSymbols = 0;

  constructor(readonly layout: Layout) {
    this.structs = new Structs(layout);
    this.era = era(layout);
    this.pointer = layout.pointerSize;
    this.next = { nonPaged: this.era.nonPaged, paged: this.era.paged };
  }

  /**
   * A block of a pool, behind its pool header, zeroed. Blocks below a page in size never cross a page boundary, as in
   * the kernel. With `at`, exactly there, whatever the pool.
   */
  allocate(pool: Pool, size: number, tag: string, placement: Placement = {}): bigint {
    const header = this.structs.has("_POOL_HEADER") ? this.structs.size("_POOL_HEADER") : 0;
    const total = (size + header + 15) & ~15;
    if (placement.at !== undefined) return this.reserve(placement.at, size, tag);
    let start = this.next[pool];
    const align = (): void => {
      start = (start + BigInt(PAGE - 1)) & ~BigInt(PAGE - 1);
    };
    if (placement.ownPage || (total <= PAGE && Number(start & 0xfffn) + total > PAGE)) align();
    while (this.isTaken(start, total)) {
      start += BigInt(PAGE);
      align();
    }
    this.next[pool] = start + BigInt(total);
    if (placement.ownPage) this.next[pool] = (this.next[pool] + BigInt(PAGE - 1)) & ~BigInt(PAGE - 1);
    this.reserve(start, total, tag);
    if (header > 0) {
      const place = { type: "_POOL_HEADER", address: start };
      this.set(place, "BlockSize", total / (this.pointer * 2));
      this.set(place, "PoolType", pool === "paged" ? 3 : 2);
      this.maybe(place, "PoolTag", Buffer.from(tag.padEnd(4)).readUInt32LE());
    }
    return start + BigInt(header);
  }

  /** Whole pages without a pool header. */
  allocatePages(pool: Pool, pages: number, tag: string): bigint {
    let start = (this.next[pool] + BigInt(PAGE - 1)) & ~BigInt(PAGE - 1);
    while (this.isTaken(start, pages * PAGE)) start += BigInt(PAGE);
    this.next[pool] = start + BigInt(pages * PAGE);
    return this.reserve(start, pages * PAGE, tag);
  }

  /** Claims exactly this range. Throws when something is there already. */
  reserve(address: bigint, size: number, what: string): bigint {
    const end = address + BigInt(size);
    for (const key of pagesOf(address, size)) {
      const ranges = this.taken.get(key) ?? [];
      const clash = ranges.find((r) => r.start < end && address < r.end);
      if (clash) throw new Error(`${what} at ${hex(address)} would lie on ${clash.what} at ${hex(clash.start)}`);
      ranges.push({ start: address, end, what });
      this.taken.set(key, ranges);
    }
    this.memory.map(address, size);
    return address;
  }

  /**
   * A symbol of `nt` with room for `size` bytes: at its published address, or at an invented one where the layout has no
   * symbols. Asking again gives the same address.
   */
  symbol(name: string, size = 8): bigint {
    let address = this.symbols.get(name);
    if (address === undefined) {
      const rva = this.layout.symbols[name];
      if (rva !== undefined) {
        address = this.era.nt + BigInt(rva);
        this.memory.map(address, size);
      } else {
        // One past what the image could hold of real symbols: they are invented.
        address = this.era.nt + 0x1800000n + BigInt(this.inventedSymbols);
        this.inventedSymbols += (size + 15) & ~15;
        this.memory.map(address, size);
      }
      this.symbols.set(name, address);
    }
    return address;
  }

  isInvented(name: string): boolean {
    return this.layout.symbols[name] === undefined;
  }

  /** Writes a field, bit fields within their unit. Throws where the build lacks it: see `maybe`. */
  set(place: Placed, path: string, value: bigint | number): void {
    const field = this.structs.field(place.type, path);
    const at = place.address + BigInt(field.offset);
    if (field.size > 8) throw new Error(`${place.type}.${path} is no number`);
    if (field.bitPos === undefined || field.bitLen === undefined) {
      this.memory.writeInt(at, field.size, value);
      return;
    }
    const mask = ((1n << BigInt(field.bitLen)) - 1n) << BigInt(field.bitPos);
    const old = this.memory.readInt(at, field.size);
    const bits = (BigInt(value) << BigInt(field.bitPos)) & mask;
    if (bits >> BigInt(field.bitPos) !== BigInt(value)) throw new Error(`${place.type}.${path} cannot hold ${value}`);
    this.memory.writeInt(at, field.size, (old & ~mask) | bits);
  }

  /** Writes a field that not every build has. Says whether this one does. */
  maybe(place: Placed, path: string, value: bigint | number): boolean {
    if (!this.structs.find(place.type, path)) return false;
    this.set(place, path, value);
    return true;
  }

  /** Reads a field as an unsigned number. Throws where the build lacks it or the memory is gone. */
  get(place: Placed, path: string): bigint {
    const field = this.structs.field(place.type, path);
    const value = this.memory.readInt(place.address + BigInt(field.offset), field.size);
    if (field.bitPos === undefined || field.bitLen === undefined) return value;
    return (value >> BigInt(field.bitPos)) & ((1n << BigInt(field.bitLen)) - 1n);
  }

  has(type: string, path: string): boolean {
    return this.structs.find(type, path) !== undefined;
  }

  /** Address of a field. */
  at(place: Placed, path: string): bigint {
    return place.address + BigInt(this.structs.offset(place.type, path));
  }

  /** Address of a field, or undefined where the build lacks it. */
  find(place: Placed, path: string): bigint | undefined {
    const field = this.structs.find(place.type, path);
    return field && place.address + BigInt(field.offset);
  }

  writePointer(address: bigint, value: bigint): void {
    this.memory.writeInt(address, this.pointer, value);
  }

  readPointer(address: bigint): bigint {
    return this.memory.readInt(address, this.pointer);
  }

  /** A circular list: the head and its entries, linked both ways. */
  link(head: bigint, entries: readonly bigint[]): void {
    const ring = [head, ...entries];
    ring.forEach((entry, i) => {
      this.writePointer(entry, ring[(i + 1) % ring.length]!);
      this.writePointer(entry + BigInt(this.pointer), ring[(i + ring.length - 1) % ring.length]!);
    });
  }

  /** A UNICODE_STRING whose buffer is allocated in paged pool. */
  unicode(place: Placed, path: string, text: string): void {
    const bytes = Buffer.from(text, "utf16le");
    const buffer = this.allocate("paged", bytes.length + 2, "ObNm");
    this.memory.writeBytes(buffer, bytes);
    this.set(place, `${path}.Length`, bytes.length);
    this.set(place, `${path}.MaximumLength`, bytes.length + 2);
    this.set(place, `${path}.Buffer`, buffer);
  }

  private isTaken(address: bigint, size: number): boolean {
    const end = address + BigInt(size);
    return pagesOf(address, size).some((key) => this.taken.get(key)?.some((r) => r.start < end && address < r.end));
  }
}

function pagesOf(address: bigint, size: number): number[] {
  const first = Number(address >> 12n);
  const last = Number((address + BigInt(Math.max(size, 1) - 1)) >> 12n);
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}
