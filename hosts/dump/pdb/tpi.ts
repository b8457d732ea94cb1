import { ByteWriter } from "../bytes.js";
import { FIRST_INDEX, HASH_BUCKETS, type TypeRecord } from "./typeRecords.js";

/** A reader finds a record by the last noted position before it; one is noted per this many bytes. */
const POSITION_EVERY = 0x2000;

/**
 * A type stream (version 8.0) and the stream with its hashes.
 * @param hashStream number of the latter.
 */
export function typeStream(records: readonly TypeRecord[], hashStream: number): { types: Buffer; hashes: Buffer } {
  const hashes = new ByteWriter();
  const positions = new ByteWriter();
  const body = new ByteWriter();
  let noted = -POSITION_EVERY;
  records.forEach(({ bytes, hash }, number) => {
    if (body.length - noted >= POSITION_EVERY) {
      positions.u32(FIRST_INDEX + number).u32(body.length);
      noted = body.length;
    }
    hashes.u32(hash);
    body.bytes(bytes);
  });
  const header = new ByteWriter()
    .u32(20040203)
    .u32(56)
    .u32(FIRST_INDEX)
    .u32(FIRST_INDEX + records.length)
    .u32(body.length)
    .u16(hashStream)
    .u16(0xffff)
    .u32(4)
    .u32(HASH_BUCKETS);
  // Position and length in the hash stream of: the hashes, the noted positions, the adjustments (none).
  header.u32(0).u32(hashes.length).u32(hashes.length).u32(positions.length);
  header.u32(hashes.length + positions.length).u32(0);
  return {
    types: header.bytes(body.toBuffer()).toBuffer(),
    hashes: hashes.bytes(positions.toBuffer()).toBuffer(),
  };
}
