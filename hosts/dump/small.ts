import { ByteWriter } from "./bytes.js";
import { DUMP_TYPE, dumpHeader, headerPlaces } from "./header.js";
import { type Machine, signExtended } from "./machine.js";
import type { MemoryRange } from "./memory.js";
import type { LoadedModule } from "./modules.js";
import { addedBytes, makeParts, type Plan, STACK_IN_USE } from "./plan.js";

/** Never used for a translation: a small dump holds virtual memory. The engine only insists on a number. */
const TABLE_BASE = 0x1000n;
const VALID = Buffer.from("TRGD", "latin1");

/** Members of the structure behind the header. Source: kernel-dump "Small dump". */
const PLACES_64 = {
  size: 0x80,
  debuggerData: 0x70,
  dataBlocks: 0x78,
  driverEntry: 0x90,
  base: 0x38,
  imageSize: 0x48,
  timeStamp: 0x88,
};
const PLACES_32: typeof PLACES_64 = {
  size: 0x68,
  debuggerData: 0x58,
  dataBlocks: 0x60,
  driverEntry: 0x4c,
  base: 0x1c,
  imageSize: 0x24,
  timeStamp: 0x48,
};

/**
 * A small dump: blocks of virtual memory of any size, so that every read outside of them fails to the byte.
 * @throws Error when it would be larger than 4 GB.
 */
export function smallDump(plan: Plan): Buffer {
  const { machine } = plan;
  const places = machine.pointerSize === 8 ? PLACES_64 : PLACES_32;
  const parts = makeParts(plan, TABLE_BASE);
  const { prcb } = machine;
  const processor = parts.pcr.bytes.subarray(prcb.at, prcb.at + prcb.size);
  // The engine reads these by address; of everything else it has a copy.
  const extra: MemoryRange[] = [...addedBytes(plan), parts.gdt, parts.code];
  if (machine.arch === "x86") extra.push(parts.pcr);
  const blocks = plan.memory.with(extra).all();
  const structures = machine.arch === "x86" ? "control region, descriptor table, code" : "descriptor table, code";
  plan.notes.push(
    `added at 0x${plan.added.toString(16)}: the processor's structures (${structures} at the program counter)`,
  );

  const body = new ByteWriter();
  const position = (): number => machine.headerSize + body.length;
  body.bytes(Buffer.alloc(places.size));
  const prcbAt = position();
  body.bytes(processor).align(16);
  const debuggerDataAt = position();
  body.bytes(parts.debuggerData.bytes).align(16);
  const stackAt = position();
  body.bytes(Buffer.alloc(STACK_IN_USE)).align(16);
  const names = stringPool(plan.modules, position());
  const stringsAt = position();
  body.bytes(names.pool).align(16);
  const driversAt = position();
  plan.modules.forEach((module, index) => body.bytes(driverEntry(machine, module, names.positions[index] ?? 0)));
  body.align(16);

  const entries = blocks.flatMap((block) => lookedUpAs(machine, block));
  const tableAt = position();
  const dataAt = tableAt + entries.length * 16;
  const total = blocks.reduce((sum, { bytes }) => sum + bytes.length, dataAt + VALID.length);
  if (total > 0xffff_ffff) throw new Error("too much memory for a small dump: write a bitmap dump");
  const starts = new Map<bigint, number>();
  blocks.reduce((at, block) => {
    starts.set(block.address, at);
    return at + block.bytes.length;
  }, dataAt);
  for (const { address, block, from, size } of entries) {
    body
      .u64(address)
      .u32((starts.get(block) ?? 0) + from)
      .u32(size);
  }

  const head = body.toBuffer().subarray(0, places.size);
  const u32 = (at: number, value: number): void => void head.writeUInt32LE(value, at);
  const header = headerPlaces(machine);
  u32(0x04, total);
  u32(0x08, total - VALID.length);
  u32(0x0c, header.context);
  u32(0x10, header.exception);
  u32(0x1c, prcbAt);
  u32(0x28, stackAt);
  u32(0x2c, STACK_IN_USE);
  u32(0x30, driversAt);
  u32(0x34, plan.modules.length);
  u32(0x38, stringsAt);
  u32(0x3c, names.pool.length);
  u32(0x44, 0xffffffff);
  if (machine.pointerSize === 8) head.writeBigUInt64LE(parts.stackTop, 0x48);
  else u32(0x48, Number(parts.stackTop));
  u32(places.debuggerData, debuggerDataAt);
  u32(places.debuggerData + 4, parts.debuggerData.bytes.length);
  u32(places.dataBlocks, tableAt);
  u32(places.dataBlocks + 4, entries.length);

  const dumpHead = dumpHeader({
    machine,
    build: plan.build,
    dumpType: DUMP_TYPE.small,
    tableBase: TABLE_BASE,
    loadedModuleList: parts.loadedModuleList.address,
    activeProcessHead: plan.symbols.address("PsActiveProcessHead"),
    debuggerData: parts.debuggerData.address,
    context: parts.context,
    code: parts.code.address,
    runs: [],
    fileSize: total,
    comment: plan.snapshot.description ?? "",
  });
  return Buffer.concat([dumpHead, body.toBuffer(), ...blocks.map(({ bytes }) => bytes), VALID]);
}

/**
 * The entries of a block. A 32-bit engine looks kernel addresses up sign-extended, but passes on what it was asked
 * for: an entry for each form, on the same bytes, answers both.
 */
function lookedUpAs(machine: Machine, { address, bytes }: MemoryRange): BlockEntry[] {
  const whole = { address, block: address, from: 0, size: bytes.length };
  if (machine.pointerSize === 8) return [whole];
  const middle = 0x8000_0000n;
  const below = address >= middle ? 0 : Math.min(bytes.length, Number(middle - address));
  if (below === bytes.length) return [whole];
  const upper = { block: address, from: below, size: bytes.length - below };
  const start = address + BigInt(below);
  return [whole, { ...upper, address: signExtended(machine, start) }];
}

interface BlockEntry {
  readonly address: bigint;
  /** Address of the block it shows. */
  readonly block: bigint;
  readonly from: number;
  readonly size: number;
}

/** The modules' names: length in characters, UTF-16 text, a zero. */
function stringPool(modules: readonly LoadedModule[], start: number): { pool: Buffer; positions: number[] } {
  const pool = new ByteWriter();
  const positions = modules.map(({ path }) => {
    const name = path.slice(path.lastIndexOf("\\") + 1);
    const at = start + pool.length;
    pool.u32(name.length).bytes(Buffer.from(name, "utf16le")).u16(0).align(8);
    return at;
  });
  return { pool: pool.toBuffer(), positions };
}

function driverEntry(machine: Machine, module: LoadedModule, name: number): Buffer {
  const places = machine.pointerSize === 8 ? PLACES_64 : PLACES_32;
  const entry = Buffer.alloc(places.driverEntry);
  entry.writeUInt32LE(name, 0);
  if (machine.pointerSize === 8) entry.writeBigUInt64LE(module.base, places.base);
  else entry.writeUInt32LE(Number(module.base), places.base);
  entry.writeUInt32LE(module.size, places.imageSize);
  entry.writeUInt32LE(module.timeStamp, places.timeStamp);
  return entry;
}
