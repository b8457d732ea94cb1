import { ByteWriter } from "./bytes.js";
import type { Identity } from "./identity.js";
import type { Machine } from "./machine.js";

export const PAGE = 0x1000;

const DOS_HEADER_END = 0x80;
const DEBUG_DIRECTORY = 0x400;
const DEBUG_DIRECTORY_SIZE = 28;
const CODE_VIEW = DEBUG_DIRECTORY + DEBUG_DIRECTORY_SIZE;
/** Initialized data, readable and writable: then `x` shows its symbols as data. */
const DATA_SECTION = 0xc0000040;

/**
 * The image file of the kernel: one header page. Its one section covers the whole image from RVA 0, because the debug
 * directory must lie in a section. Source: kernel-dump "Image header".
 */
export function imageHeader(machine: Machine, base: bigint, identity: Identity): Buffer {
  const wide = machine.pointerSize === 8;
  const optional = optionalHeader(wide, base, identity.imageSize, codeView(identity).length);
  const page = new ByteWriter().u16(0x5a4d).bytes(Buffer.alloc(0x3a)).u32(DOS_HEADER_END).align(DOS_HEADER_END);
  page.u32(0x4550).u16(machine.imageType).u16(1).u32(identity.timeStamp).u32(0).u32(0).u16(optional.length);
  page.u16(wide ? 0x22 : 0x102); // executable; large addresses or 32-bit machine
  page.bytes(optional).bytes(sectionHeader(identity.imageSize)).align(DEBUG_DIRECTORY);
  const codeViewBytes = codeView(identity);
  page.u32(0).u32(identity.timeStamp).u16(0).u16(0).u32(2).u32(codeViewBytes.length).u32(CODE_VIEW).u32(CODE_VIEW);
  return page.bytes(codeViewBytes).align(PAGE).toBuffer();
}

/** The one section header, in the image and in the PDB. */
export function sectionHeader(imageSize: number): Buffer {
  const name = Buffer.alloc(8);
  name.write(".data");
  return new ByteWriter()
    .bytes(name)
    .u32(imageSize)
    .u32(0)
    .u32(PAGE)
    .u32(0)
    .u32(0)
    .u32(0)
    .u32(0)
    .u32(DATA_SECTION)
    .toBuffer();
}

/** How the debugger finds the PDB: its GUID, age and name. */
function codeView({ guid, age, pdbName }: Identity): Buffer {
  return new ByteWriter().u32(0x53445352).bytes(guid).u32(age).text(pdbName).toBuffer();
}

function optionalHeader(wide: boolean, base: bigint, imageSize: number, codeViewSize: number): Buffer {
  const header = new ByteWriter()
    .u16(wide ? 0x20b : 0x10b)
    .u16(14)
    .u32(0)
    .u32(0)
    .u32(0);
  const word = (value: bigint): ByteWriter => (wide ? header.u64(value) : header.u32(Number(value)));
  header.u32(0).u32(0); // entry point, base of code
  if (!wide) header.u32(0);
  word(base);
  header.u32(PAGE).u32(PAGE);
  header.u16(10).u16(0).u16(10).u16(0).u16(10).u16(0).u32(0);
  header.u32(imageSize).u32(PAGE).u32(0).u16(1).u16(0);
  for (const size of [0x80000n, 0x2000n, 0x100000n, 0x1000n]) word(size); // stack and heap, reserved and committed
  header.u32(0).u32(16);
  for (let directory = 0; directory < 16; directory++) {
    const isDebug = directory === 6;
    header.u32(isDebug ? DEBUG_DIRECTORY : 0).u32(isDebug ? DEBUG_DIRECTORY_SIZE : 0);
  }
  if (CODE_VIEW + codeViewSize > PAGE) throw new Error("the PDB's name does not fit the header page");
  return header.toBuffer();
}
