/** Reads the memory of a small, full or bitmap dump. Knows nothing of the writer. */

export interface DumpReader {
  readonly dumpType: number;
  readonly tableBase: bigint;
  /** Virtual memory; undefined when a byte is not there. */
  read(address: bigint, size: number): Buffer | undefined;
}

const PAGE = 4096;

export function readDump(file: Buffer): DumpReader {
  const mark = file.toString("latin1", 0, 8);
  if (mark !== "PAGEDU64" && mark !== "PAGEDUMP") throw new Error("no dump");
  const wide = mark === "PAGEDU64";
  const dumpType = file.readUInt32LE(wide ? 0xf98 : 0xf88);
  const tableBase = wide ? file.readBigUInt64LE(0x10) : BigInt(file.readUInt32LE(0x10));
  if (dumpType === 4) return { dumpType, tableBase, read: smallMemory(file, wide) };
  const page = dumpType === 5 ? bitmapPages(file, wide) : fullPages(file, wide);
  return { dumpType, tableBase, read: (address, size) => throughTables(page, wide, tableBase, address, size) };
}

/** The entries of a small dump: address, place and size of each. */
export function dataBlocks(file: Buffer, wide: boolean): { address: bigint; at: number; size: number }[] {
  const head = wide ? 0x2000 : 0x1000;
  const table = file.readUInt32LE(head + (wide ? 0x78 : 0x60));
  const count = file.readUInt32LE(head + (wide ? 0x7c : 0x64));
  return Array.from({ length: count }, (_, i) => ({
    address: file.readBigUInt64LE(table + i * 16),
    at: file.readUInt32LE(table + i * 16 + 8),
    size: file.readUInt32LE(table + i * 16 + 12),
  }));
}

function smallMemory(file: Buffer, wide: boolean): DumpReader["read"] {
  const head = wide ? 0x2000 : 0x1000;
  const valid = file.readUInt32LE(head + 8);
  if (file.toString("latin1", valid, valid + 4) !== "TRGD") throw new Error("the mark of a valid dump is missing");
  if (file.readUInt32LE(head + 4) !== file.length) throw new Error("wrong size");
  const blocks = dataBlocks(file, wide);
  return (address, size) => {
    const block = blocks.find((b) => b.address <= address && address + BigInt(size) <= b.address + BigInt(b.size));
    if (block === undefined) return undefined;
    const at = block.at + Number(address - block.address);
    return file.subarray(at, at + size);
  };
}

type Pages = (number: bigint) => Buffer | undefined;

function fullPages(file: Buffer, wide: boolean): Pages {
  const word = (at: number): number => (wide ? Number(file.readBigUInt64LE(at)) : file.readUInt32LE(at));
  const size = wide ? 8 : 4;
  const start = wide ? 0x88 : 0x64;
  const places = new Map<number, number>();
  let at = wide ? 0x2000 : 0x1000;
  for (let run = 0; run < file.readUInt32LE(start); run++) {
    const first = word(start + (2 + 2 * run) * size);
    const count = word(start + (3 + 2 * run) * size);
    for (let number = first; number < first + count; number++, at += PAGE) places.set(number, at);
  }
  if (at !== file.length || places.size !== word(start + size)) throw new Error("runs and pages differ");
  return (number) => pageAt(file, places.get(Number(number)));
}

function bitmapPages(file: Buffer, wide: boolean): Pages {
  const head = wide ? 0x2000 : 0x1000;
  if (file.toString("latin1", head, head + 8) !== "FDMPDUMP") throw new Error("no bitmap");
  if (file.readBigUInt64LE(0xfa0) !== BigInt(file.length)) throw new Error("wrong required space");
  let at = Number(file.readBigUInt64LE(head + 0x20));
  const places = new Map<number, number>();
  for (let number = 0; number < Number(file.readBigUInt64LE(head + 0x30)); number++) {
    if ((((file[head + 0x38 + Math.floor(number / 8)] ?? 0) >> (number % 8)) & 1) === 0) continue;
    places.set(number, at);
    at += PAGE;
  }
  if (at !== file.length || places.size !== Number(file.readBigUInt64LE(head + 0x28))) throw new Error("pages differ");
  return (number) => pageAt(file, places.get(Number(number)));
}

function pageAt(file: Buffer, at: number | undefined): Buffer | undefined {
  return at === undefined ? undefined : file.subarray(at, at + PAGE);
}

function throughTables(page: Pages, wide: boolean, root: bigint, address: bigint, size: number): Buffer | undefined {
  const parts: Buffer[] = [];
  for (let done = 0; done < size;) {
    const at = address + BigInt(done);
    let table = page(root >> 12n)?.subarray(Number(root & 0xfffn));
    let number: bigint | undefined;
    for (const shift of wide ? [39n, 30n, 21n, 12n] : [30n, 21n, 12n]) {
      const mask = shift === 30n && !wide ? 3n : 0x1ffn;
      const entry = table?.readBigUInt64LE(Number((at >> shift) & mask) * 8) ?? 0n;
      if ((entry & 1n) === 0n) return undefined;
      number = (entry & 0x000f_ffff_ffff_f000n) >> 12n;
      table = page(number);
    }
    const offset = Number(at & 0xfffn);
    const count = Math.min(PAGE - offset, size - done);
    if (table === undefined) return undefined;
    parts.push(table.subarray(offset, offset + count));
    done += count;
  }
  return Buffer.concat(parts);
}
