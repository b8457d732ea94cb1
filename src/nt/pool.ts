/**
 * The kernel's pools, as far as symbols tell: the table of big allocations, and pages of small blocks with their headers.
 * Since Windows 10 1903 a page of small blocks is a heap whose blocks need not form a chain, so each place where a header
 * can be is looked at by itself, and nothing but the tag and the size is trusted.
 */
import { add, clearBits, compare, distance, isKernel, isNull, lowBits, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { FieldLayout, TypeLayout } from "../target/target";
import { pointerIn, uint32In, type Kernel } from "./kernel";

export const PAGE = 4096;
/** Memory is asked for in parts where a page is not there as a whole. */
const PART = 512;
/** In a tag: the block may only be freed under the same tag. Source: pooltag.txt. */
const PROTECTED = 0x80000000;
/** Entries of the big table; more are garbage. */
const MAX_BIG = 4000000;
const CHUNK = 65536;

/** A block whose tag was wanted. */
export interface PoolBlock {
  readonly kind: "small" | "big";
  /** Address of the first byte behind the header. */
  readonly body: Address;
  /** Bytes behind the header. */
  readonly size: number;
  readonly tag: string;
  /** Whether the pool says that nobody owns it. */
  readonly isFree: boolean;
}

/** Four characters as the pool stores them; undefined for a text that is no tag. */
export function tagNumber(text: string): number | undefined {
  if (!/^[\x20-\x7e]{1,4}$/.test(text)) return undefined;
  const padded = (text + "   ").slice(0, 4);
  let value = 0;
  for (let i = 3; i >= 0; i--) value = value * 256 + padded.charCodeAt(i);
  return unprotected(value);
}

function unprotected(tag: number): number {
  return tag >= PROTECTED ? tag - PROTECTED : tag;
}

/** What one search found. */
export interface Found {
  readonly blocks: readonly PoolBlock[];
  /** Entries or pages looked at, and those that could not be read. */
  readonly searched: number;
  readonly unreadable: number;
}

/** Wanted tags by number, with their texts. */
export type Tags = ReadonlyMap<number, string>;

/** Big allocations, from `nt!PoolBigPageTable`; a text that says why they cannot be searched. */
export function bigBlocks(kernel: Kernel, tags: Tags, progress: (done: number) => void): Found | string {
  const entry = kernel.target.type("_POOL_TRACKER_BIG_PAGES");
  const va = entry && entry.field("Va");
  const key = entry && entry.field("Key");
  if (!entry || !va || !key || entry.size === 0) return "the symbols of nt have no _POOL_TRACKER_BIG_PAGES";
  const table = kernel.symbolPointer("PoolBigPageTable");
  const count = kernel.symbolPointer("PoolBigPageTableSize");
  if (table === undefined || count === undefined)
    return "nt!PoolBigPageTable or nt!PoolBigPageTableSize cannot be read";
  if (!isKernel(table, kernel.pointerSize)) return "nt!PoolBigPageTable is not set";
  const entries = typeof count === "number" && count >= 0 && count <= MAX_BIG ? count : -1;
  if (entries < 0) return "nt!PoolBigPageTableSize makes no sense";
  const bytesField = entry.field("NumberOfBytes");
  const pagesField = entry.field("NumberOfPages");
  const blocks: PoolBlock[] = [];
  const perRead = Math.max(1, Math.floor(CHUNK / entry.size));
  let unreadable = 0;
  for (let first = 0; first < entries; first += perRead) {
    progress(first);
    const some = Math.min(perRead, entries - first);
    const bytes = kernel.bytes(add(table, first * entry.size), some * entry.size);
    if (bytes instanceof Gap) {
      unreadable += some;
      continue;
    }
    for (let i = 0; i < some; i++) {
      const at = i * entry.size;
      const tag = unprotected(uint32In(bytes, at + key.offset));
      const text = tags.get(tag);
      const address = text === undefined ? undefined : pointerIn(bytes, at + va.offset, kernel.pointerSize);
      if (text === undefined || address === undefined || isNull(address)) continue;
      const size = bytesField
        ? valueIn(bytes, at, bytesField)
        : pagesField
          ? valueIn(bytes, at, pagesField) * PAGE
          : PAGE;
      // Bit 0 of the address marks an entry that is free.
      blocks.push({ kind: "big", body: clearBits(address, 1), size, tag: text, isFree: lowBits(address, 1) !== 0 });
    }
  }
  return { blocks, searched: entries, unreadable };
}

/** Searches pages of small blocks. */
export class SmallPool {
  private readonly header: TypeLayout | undefined;
  readonly blocks: PoolBlock[] = [];
  private readonly seen = new Set<Address>();
  unreadable = 0;

  constructor(
    private readonly kernel: Kernel,
    private readonly tags: Tags,
  ) {
    this.header = kernel.target.type("_POOL_HEADER");
  }

  /** Why pages cannot be searched; undefined when they can. */
  get obstacle(): string | undefined {
    const { header } = this;
    return header && header.size > 0 && header.field("PoolTag") && header.field("BlockSize")
      ? undefined
      : "the symbols of nt have no _POOL_HEADER with PoolTag and BlockSize";
  }

  /** How many different pages were looked at. */
  get searched(): number {
    return this.seen.size;
  }

  /** The page around an address; false when it was looked at before. */
  search(address: Address): boolean {
    const page = clearBits(address, PAGE - 1);
    if (this.seen.has(page)) return false;
    this.seen.add(page);
    const whole = this.kernel.bytes(page, PAGE);
    if (!(whole instanceof Gap)) {
      this.scan(page, whole);
      return true;
    }
    let any = false;
    const bytes = new Uint8Array(PAGE);
    for (let at = 0; at < PAGE; at += PART) {
      const part = this.kernel.bytes(add(page, at), PART);
      if (part instanceof Gap) continue;
      bytes.set(part, at);
      any = true;
    }
    if (any) this.scan(page, bytes);
    else this.unreadable++;
    return true;
  }

  private scan(page: Address, bytes: Uint8Array): void {
    const header = this.header as TypeLayout;
    const tagField = header.field("PoolTag") as FieldLayout;
    const sizeField = header.field("BlockSize") as FieldLayout;
    const typeField = header.field("PoolType");
    // A block is measured in units as large as its header.
    const unit = header.size;
    for (let at = 0; at + unit <= PAGE; at += unit) {
      const tag = this.tags.get(unprotected(uint32In(bytes, at + tagField.offset)));
      if (tag === undefined) continue;
      const size = valueIn(bytes, at, sizeField) * unit;
      if (size <= unit || at + size > PAGE) continue;
      const isFree = typeField !== undefined && valueIn(bytes, at, typeField) === 0;
      this.blocks.push({ kind: "small", body: add(page, at + unit), size: size - unit, tag, isFree });
    }
  }
}

/** A range of a pool that symbols tell. */
export interface PoolRange {
  readonly name: string;
  readonly from: Address;
  readonly pages: number;
}

/** Variables that hold the bounds of the pools; which of them a build has differs. Source: wdbgexts.h KDDEBUGGER_DATA64. */
const BOUNDS: readonly (readonly [name: string, from: string, to: string])[] = [
  ["nonpaged pool", "MmNonPagedPoolStart", "MmNonPagedPoolEnd"],
  ["paged pool", "MmPagedPoolStart", "MmPagedPoolEnd"],
];

/** The pools' ranges, and for each that is not known why. */
export function poolRanges(kernel: Kernel): { ranges: PoolRange[]; unknown: string[] } {
  const ranges: PoolRange[] = [];
  const unknown: string[] = [];
  for (const [name, start, stop] of BOUNDS) {
    const from = kernel.symbolPointer(start);
    const to = kernel.symbolPointer(stop);
    const isSet = from !== undefined && isKernel(from, kernel.pointerSize);
    if (!isSet || to === undefined || compare(to, from) <= 0) {
      unknown.push(name + ": nt!" + start + " and nt!" + stop + " give no range");
      continue;
    }
    const bytes = distance(to, from);
    ranges.push({ name, from: clearBits(from, PAGE - 1), pages: bytes > 0 ? Math.ceil(bytes / PAGE) : 0 });
  }
  return { ranges, unknown };
}

/** An integer or bit field of a structure that starts at `at`. */
function valueIn(bytes: Uint8Array, at: number, field: FieldLayout): number {
  let value = 0;
  for (let i = Math.min(field.size, 6) - 1; i >= 0; i--) value = value * 256 + (bytes[at + field.offset + i] || 0);
  if (field.bitLength === undefined) return value;
  return Math.floor(value / Math.pow(2, field.bitPosition || 0)) % Math.pow(2, field.bitLength);
}
