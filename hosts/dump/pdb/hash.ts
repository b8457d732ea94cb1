/** The two hash functions of a PDB. Source: kernel-dump "PDB"; the LLVM project's description of the format. */

const CRC = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/** CRC-32 that starts at 0 and is not inverted. */
export function hashBuffer(bytes: Uint8Array): number {
  let crc = 0;
  for (const byte of bytes) crc = (crc >>> 8) ^ (CRC[(crc ^ byte) & 0xff] ?? 0);
  return crc >>> 0;
}

/** The version 1 string hash; upper and lower case count as the same. */
export function hashString(name: string): number {
  const bytes = Buffer.from(name, "utf8");
  let hash = 0;
  let at = 0;
  for (; at + 4 <= bytes.length; at += 4) hash ^= bytes.readUInt32LE(at);
  if (at + 2 <= bytes.length) {
    hash ^= bytes.readUInt16LE(at);
    at += 2;
  }
  if (at < bytes.length) hash ^= bytes.readUInt8(at);
  hash |= 0x20202020;
  hash ^= hash >>> 11;
  return (hash ^ (hash >>> 16)) >>> 0;
}
