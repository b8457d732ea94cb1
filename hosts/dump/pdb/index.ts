import type { Snapshot } from "../../snapshot/format.js";
import { ByteWriter } from "../bytes.js";
import type { Identity } from "../identity.js";
import { sectionHeader } from "../image.js";
import { debugInformation, moduleSymbols, STREAM } from "./dbi.js";
import { writeMsf } from "./msf.js";
import { hashTable, type PublicSymbol, publicStreams } from "./publics.js";
import { typeStream } from "./tpi.js";
import { typeRecords } from "./types.js";

/**
 * A PDB with the types of a snapshot and public symbols at given places of the image.
 * @param imageType machine of the image, as in its header.
 * @param notes receives one line for everything that had to be added or left out.
 */
export function writePdb(
  snapshot: Snapshot,
  symbols: readonly PublicSymbol[],
  imageType: number,
  identity: Identity,
  notes: string[],
): Buffer {
  const { types, hashes } = typeStream(typeRecords(snapshot, notes).records, STREAM.typeHashes);
  const { records, publics } = publicStreams(symbols);
  const streams: Buffer[] = [];
  streams[STREAM.empty] = Buffer.alloc(0);
  streams[STREAM.info] = info(identity);
  streams[STREAM.types] = types;
  streams[STREAM.debugInformation] = debugInformation(imageType, identity.imageSize, identity.age);
  streams[STREAM.ids] = typeStream([], STREAM.idHashes).types;
  streams[STREAM.globals] = hashTable([]);
  streams[STREAM.publics] = publics;
  streams[STREAM.symbolRecords] = records;
  streams[STREAM.typeHashes] = hashes;
  streams[STREAM.idHashes] = Buffer.alloc(0);
  streams[STREAM.moduleSymbols] = moduleSymbols();
  streams[STREAM.sectionHeaders] = sectionHeader(identity.imageSize);
  return writeMsf(streams);
}

/** Version, time stamp, age, GUID, an empty map of stream names, and the mark of the newest format. */
function info({ timeStamp, age, guid }: Identity): Buffer {
  return new ByteWriter()
    .u32(20000404)
    .u32(timeStamp)
    .u32(age)
    .bytes(guid)
    .u32(0)
    .u32(0)
    .u32(8)
    .u32(0)
    .u32(0)
    .u32(20140508)
    .toBuffer();
}
