/** Reads an MSF 7.00 container; throws where it is inconsistent. Knows nothing of the writer. */
export function readMsf(file: Buffer): Buffer[] {
  if (file.toString("latin1", 0, 32) !== "Microsoft C/C++ MSF 7.00\r\n\x1aDS\0\0\0") throw new Error("no MSF");
  const blockSize = file.readUInt32LE(32);
  const freeMap = file.readUInt32LE(36);
  const blockCount = file.readUInt32LE(40);
  if (blockCount * blockSize !== file.length) throw new Error("wrong file size");
  const used = new Set<number>([0]);
  for (let start = 0; start < blockCount; start += blockSize) [1, 2].forEach((map) => used.add(start + map));
  const take = (number: number): Buffer => {
    if (number >= blockCount || used.has(number)) throw new Error(`block ${number} is used twice or absent`);
    used.add(number);
    return file.subarray(number * blockSize, (number + 1) * blockSize);
  };
  const blocksOf = (size: number): number => Math.ceil(size / blockSize);
  const directorySize = file.readUInt32LE(44);
  const map = take(file.readUInt32LE(52));
  const directory = Buffer.concat(
    Array.from({ length: blocksOf(directorySize) }, (_, i) => take(map.readUInt32LE(i * 4))),
  ).subarray(0, directorySize);
  const count = directory.readUInt32LE(0);
  const sizes = Array.from({ length: count }, (_, i) => directory.readUInt32LE(4 + i * 4));
  let at = 4 + count * 4;
  const streams = sizes.map((size) => {
    const blocks = Array.from({ length: blocksOf(size) }, () => {
      at += 4;
      return take(directory.readUInt32LE(at - 4));
    });
    return Buffer.concat(blocks).subarray(0, size);
  });
  if (at !== directory.length) throw new Error("the directory has a tail");
  // A block's bit in the free map: set when it is free.
  for (let block = 0; block < blockCount; block++) {
    const inMap = Math.floor(block / (blockSize * 8));
    const byte = file[(inMap * blockSize + freeMap) * blockSize + (Math.floor(block / 8) % blockSize)] ?? 0;
    if (((byte >> (block % 8)) & 1) === 1 && used.has(block)) throw new Error(`block ${block} is used and free`);
  }
  return streams;
}
