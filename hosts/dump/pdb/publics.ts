import { ByteWriter } from "../bytes.js";
import { hashString } from "./hash.js";

export interface PublicSymbol {
  readonly name: string;
  /** In the one section, which starts at the image's base. */
  readonly offset: number;
}

const S_PUB32 = 0x110e;
const BUCKETS = 4096;
/** A bucket says where its first record would lie if each took 12 bytes. */
const RECORD_STEP = 12;
/** A record's length is a 16-bit number. */
const MAX_NAME = 0xf000;

/** Can a public symbol have this name? */
export function isSymbolName(name: string): boolean {
  return name !== "" && !name.includes("\0") && Buffer.byteLength(name) <= MAX_NAME;
}

/** The stream of the symbol records, and the stream of the publics: their hash table and address map. */
export function publicStreams(symbols: readonly PublicSymbol[]): { records: Buffer; publics: Buffer } {
  const records = new ByteWriter();
  const placed = symbols.map((symbol) => {
    const at = records.length;
    const body = new ByteWriter().u32(0).u32(symbol.offset).u16(1).text(symbol.name).align(4);
    // The length counts the kind; kind and body together end on a multiple of 4 with it.
    records
      .u16(body.length + 2)
      .u16(S_PUB32)
      .bytes(body.toBuffer());
    return { ...symbol, at };
  });
  const hash = hashTable(placed);
  const byAddress = [...placed].sort((a, b) => a.offset - b.offset || compareText(a.name, b.name));
  const addresses = new ByteWriter();
  for (const { at } of byAddress) addresses.u32(at);
  const publics = new ByteWriter()
    .u32(hash.length)
    .u32(addresses.length)
    .u32(0) // thunks, their size, section (and padding) and offset: none
    .u32(0)
    .u32(0)
    .u32(0)
    .u32(0) // sections of the thunk map
    .bytes(hash)
    .bytes(addresses.toBuffer());
  return { records: records.toBuffer(), publics: publics.toBuffer() };
}

/** The table by which a name is found: records sorted by bucket, a bit per bucket in use, and where each one begins. */
export function hashTable(symbols: readonly { readonly name: string; readonly at: number }[]): Buffer {
  const buckets: { name: string; at: number }[][] = Array.from({ length: BUCKETS }, () => []);
  for (const symbol of symbols) buckets[hashString(symbol.name) % BUCKETS]?.push(symbol);
  const records = new ByteWriter();
  const bits = Buffer.alloc(((BUCKETS + 32) / 32) * 4);
  const starts = new ByteWriter();
  let count = 0;
  buckets.forEach((bucket, number) => {
    if (bucket.length === 0) return;
    bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7));
    starts.u32(count * RECORD_STEP);
    count += bucket.length;
    bucket.sort((a, b) => compareNames(a.name, b.name) || a.at - b.at);
    for (const { at } of bucket) records.u32(at + 1).u32(1);
  });
  const table = count === 0 ? Buffer.alloc(0) : Buffer.concat([bits, starts.toBuffer()]);
  return new ByteWriter()
    .u32(0xffffffff)
    .u32(0xeffe0000 + 19990810)
    .u32(records.length)
    .u32(table.length)
    .bytes(records.toBuffer())
    .bytes(table)
    .toBuffer();
}

/** Within a bucket: by length, then without case. */
function compareNames(a: string, b: string): number {
  return Buffer.byteLength(a) - Buffer.byteLength(b) || compareText(a.toLowerCase(), b.toLowerCase());
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
