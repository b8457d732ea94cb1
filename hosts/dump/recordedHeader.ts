import type { MemoryMap } from "./memory.js";

/** What the recorded header of an image says of it. */
export interface RecordedHeader {
  readonly timeStamp: number;
  /** Bytes. */
  readonly imageSize: number;
  /** GUID, age and file name of its PDB, where that record is recorded too. */
  readonly pdb?: { readonly guid: Buffer; readonly age: number; readonly name: string };
}

const CODE_VIEW = 2;
const MAX_DEBUG_ENTRIES = 32;
const MAX_NAME = 260;

/** The image header in memory at `base`, or undefined when it is not recorded or none. Source: published PE/COFF format. */
export function recordedHeader(memory: MemoryMap, base: bigint): RecordedHeader | undefined {
  const read = (offset: number, size: number): Buffer | undefined => memory.read(base + BigInt(offset), size);
  const u32 = (offset: number): number | undefined => read(offset, 4)?.readUInt32LE();
  if (read(0, 2)?.toString("latin1") !== "MZ") return undefined;
  const pe = u32(0x3c);
  if (pe === undefined || u32(pe) !== 0x4550) return undefined;
  const timeStamp = u32(pe + 8);
  const magic = read(pe + 24, 2)?.readUInt16LE();
  const imageSize = u32(pe + 24 + 56);
  if (timeStamp === undefined || imageSize === undefined || (magic !== 0x10b && magic !== 0x20b)) return undefined;
  const directory = pe + 24 + (magic === 0x20b ? 112 : 96) + 6 * 8;
  const pdb = codeView(read, u32(directory), u32(directory + 4));
  return pdb === undefined ? { timeStamp, imageSize } : { timeStamp, imageSize, pdb };
}

function codeView(
  read: (offset: number, size: number) => Buffer | undefined,
  at: number | undefined,
  size: number | undefined,
): RecordedHeader["pdb"] {
  if (at === undefined || size === undefined) return undefined;
  for (let entry = 0; entry < Math.min(Math.floor(size / 28), MAX_DEBUG_ENTRIES); entry++) {
    const bytes = read(at + entry * 28, 28);
    if (bytes?.readUInt32LE(12) !== CODE_VIEW) continue;
    const place = bytes.readUInt32LE(20);
    const record = read(place, 24);
    if (record?.toString("latin1", 0, 4) !== "RSDS") continue;
    let name = "";
    for (let length = 0; length < MAX_NAME; length++) {
      const byte = read(place + 24 + length, 1)?.[0];
      if (byte === undefined) return undefined;
      if (byte === 0) break;
      name += String.fromCharCode(byte);
    }
    return { guid: Buffer.from(record.subarray(4, 20)), age: record.readUInt32LE(20), name };
  }
  return undefined;
}
