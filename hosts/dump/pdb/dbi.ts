import { ByteWriter } from "../bytes.js";

/** Numbers of the streams in our PDBs. Source: kernel-dump "PDB". */
export const STREAM = {
  empty: 0,
  info: 1,
  types: 2,
  debugInformation: 3,
  ids: 4,
  globals: 5,
  publics: 6,
  symbolRecords: 7,
  typeHashes: 8,
  idHashes: 9,
  moduleSymbols: 10,
  sectionHeaders: 11,
} as const;

/** Bytes of the symbols in the one module's stream: the signature alone. */
const MODULE_SYMBOL_BYTES = 4;

/** The debug information stream: one module, no sources, one section. */
export function debugInformation(imageType: number, imageSize: number, age: number): Buffer {
  const modules = module();
  const contributions = new ByteWriter().u32(0xeffe0000 + 19970605).toBuffer();
  const sections = sectionMap(imageSize);
  const sources = new ByteWriter().u16(1).u16(0).u16(0).u16(0).toBuffer();
  const debugStreams = optionalStreams();
  return new ByteWriter()
    .i32(-1)
    .u32(19990903)
    .u32(age)
    .u16(STREAM.globals)
    .u16(0x8e00) // new format, version 14.0
    .u16(STREAM.publics)
    .u16(0)
    .u16(STREAM.symbolRecords)
    .u16(0)
    .u32(modules.length)
    .u32(contributions.length)
    .u32(sections.length)
    .u32(sources.length)
    .u32(0) // type servers
    .u32(0) // MFC type server
    .u32(debugStreams.length)
    .u32(0) // edit and continue
    .u16(0)
    .u16(imageType)
    .u32(0)
    .bytes(modules)
    .bytes(contributions)
    .bytes(sections)
    .bytes(sources)
    .bytes(debugStreams)
    .toBuffer();
}

/** The stream of the module's symbols: signature 4, and no references to global symbols. */
export function moduleSymbols(): Buffer {
  return new ByteWriter().u32(4).u32(0).toBuffer();
}

function module(): Buffer {
  const info = new ByteWriter().u32(0);
  info.u16(0xffff).u16(0).u32(0).i32(-1).u32(0).u16(0).u16(0).u32(0).u32(0); // its first contribution: none
  info.u16(0).u16(STREAM.moduleSymbols).u32(MODULE_SYMBOL_BYTES).u32(0).u32(0);
  info.u16(0).u16(0).u32(0).u32(0).u32(0); // source files, names
  return info.text("* Linker *").text("").align(4).toBuffer();
}

/** The one section, and the section of absolute symbols that every image has. */
function sectionMap(imageSize: number): Buffer {
  const map = new ByteWriter().u16(2).u16(2);
  const section = (flags: number, frame: number, size: number): void => {
    map.u16(flags).u16(0).u16(0).u16(frame).u16(0xffff).u16(0xffff).u32(0).u32(size);
  };
  section(0x010b, 1, imageSize); // readable, writable, 32-bit addresses, a selector
  section(0x0208, 2, 0xffffffff); // 32-bit addresses, absolute
  return map.toBuffer();
}

/** Numbers of the optional debug streams; the section headers are the sixth. */
function optionalStreams(): Buffer {
  const numbers = new ByteWriter();
  for (let slot = 0; slot < 11; slot++) numbers.u16(slot === 5 ? STREAM.sectionHeaders : 0xffff);
  return numbers.toBuffer();
}
