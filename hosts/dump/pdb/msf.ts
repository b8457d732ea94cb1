import { ByteWriter, roundUp } from "../bytes.js";

const BLOCK = 4096;
const MAGIC = Buffer.from("Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0", "latin1");
/** Blocks 1 and 2 of every interval of 4096 blocks belong to the two free block maps. */
const isFreeBlockMap = (block: number): boolean => block % BLOCK === 1 || block % BLOCK === 2;

/**
 * The container of a PDB (MSF 7.00): superblock, two free block maps, the streams, their directory and its map.
 * @param streams in the order of their numbers. Source: kernel-dump "PDB".
 * @throws Error when the directory outgrows its one map block (over 4 GB of streams).
 */
export function writeMsf(streams: readonly Buffer[]): Buffer {
  const blocks: (Buffer | undefined)[] = [undefined, undefined, undefined];
  const place = (data: Buffer): number[] => {
    const numbers: number[] = [];
    for (let at = 0; at < data.length; at += BLOCK) {
      while (isFreeBlockMap(blocks.length)) blocks.push(undefined);
      numbers.push(blocks.length);
      blocks.push(data.subarray(at, at + BLOCK));
    }
    return numbers;
  };

  const placed = streams.map(place);
  const directory = new ByteWriter().u32(streams.length);
  for (const stream of streams) directory.u32(stream.length);
  for (const numbers of placed) for (const block of numbers) directory.u32(block);
  const directoryBlocks = place(directory.toBuffer());
  if (directoryBlocks.length > BLOCK / 4) throw new Error("the symbols are too large for one PDB");
  const map = new ByteWriter();
  for (const block of directoryBlocks) map.u32(block);
  const [mapBlock = 0] = place(map.toBuffer());
  while (isFreeBlockMap(blocks.length)) blocks.push(undefined);

  const count = blocks.length;
  const superblock = new ByteWriter()
    .bytes(MAGIC)
    .u32(BLOCK)
    .u32(1)
    .u32(count)
    .u32(directory.length)
    .u32(0)
    .u32(mapBlock);
  const file = Buffer.alloc(count * BLOCK);
  file.set(superblock.toBuffer());
  blocks.forEach((data, block) => data !== undefined && file.set(data, block * BLOCK));
  writeFreeBlockMap(file, count);
  return file;
}

/** A set bit is a free block. Both maps say the same; each of their blocks holds the next 32768 bits. */
function writeFreeBlockMap(file: Buffer, count: number): void {
  const intervals = roundUp(count, BLOCK) / BLOCK;
  const bits = Buffer.alloc(intervals * BLOCK, 0xff);
  for (let block = 0; block < count; block++) {
    const byte = block >> 3;
    bits[byte] = (bits[byte] ?? 0) & ~(1 << (block & 7));
  }
  for (let interval = 0; interval < intervals; interval++) {
    const part = bits.subarray(interval * BLOCK, (interval + 1) * BLOCK);
    for (const map of [1, 2]) {
      const at = (interval * BLOCK + map) * BLOCK;
      if (at < file.length) file.set(part, at);
    }
  }
}
