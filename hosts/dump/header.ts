import { type Machine, putPointer, signExtended } from "./machine.js";

/** What kind of dump the header announces. */
export const DUMP_TYPE = { full: 1, small: 4, bitmap: 5 } as const;

/** Physical pages that follow the header without a gap. */
export interface Run {
  readonly firstPage: number;
  readonly pages: number;
}

export interface HeaderFacts {
  readonly machine: Machine;
  readonly build: number;
  readonly dumpType: number;
  /** Physical address. */
  readonly tableBase: bigint;
  readonly loadedModuleList: bigint;
  readonly activeProcessHead: bigint;
  readonly debuggerData: bigint;
  readonly context: Buffer;
  readonly code: bigint;
  readonly runs: readonly Run[];
  /** Bytes of the whole file. */
  readonly fileSize: number;
  readonly comment: string;
}

/** Places in the header. Source: kernel-dump "Dump header". */
const PLACES_64 = {
  tableBase: 0x10,
  loadedModuleList: 0x20,
  activeProcessHead: 0x28,
  imageType: 0x30,
  processors: 0x34,
  bugCheck: 0x38,
  bugCheckParameters: 0x40,
  versionUser: 0x60,
  debuggerData: 0x80,
  runs: 0x88,
  context: 0x348,
  exception: 0xf00,
  exceptionSize: 0x98,
  dumpType: 0xf98,
  requiredSpace: 0xfa0,
  systemTime: 0xfa8,
  comment: 0xfb0,
  upTime: 0x1030,
  miniDumpFields: 0x1038,
  productType: 0x1040,
  suiteMask: 0x1044,
};
const PLACES_32: typeof PLACES_64 = {
  tableBase: 0x10,
  loadedModuleList: 0x18,
  activeProcessHead: 0x1c,
  imageType: 0x20,
  processors: 0x24,
  bugCheck: 0x28,
  bugCheckParameters: 0x2c,
  versionUser: 0x3c,
  debuggerData: 0x60,
  runs: 0x64,
  context: 0x320,
  exception: 0x7d0,
  exceptionSize: 0x50,
  dumpType: 0xf88,
  requiredSpace: 0xfa0,
  systemTime: 0xfc0,
  comment: 0x820,
  upTime: 0xfb8,
  miniDumpFields: 0xf8c,
  productType: 0xf94,
  suiteMask: 0xf98,
};
const PAE_ENABLED = 0x5c;
const COMMENT_SIZE = 128;

export function headerPlaces(machine: Machine): typeof PLACES_64 {
  return machine.pointerSize === 8 ? PLACES_64 : PLACES_32;
}

/** How many runs the header has room for. */
export function maximumRuns(machine: Machine): number {
  const places = headerPlaces(machine);
  const word = machine.pointerSize;
  return Math.floor((places.context - places.runs - 2 * word) / (2 * word));
}

/** The header of a dump. What a snapshot does not know, such as the time, keeps the filler. */
export function dumpHeader(facts: HeaderFacts): Buffer {
  const { machine } = facts;
  const wide = machine.pointerSize === 8;
  const places = headerPlaces(machine);
  const header = Buffer.alloc(machine.headerSize, "PAGE", "latin1");
  const u32 = (at: number, value: number): void => void header.writeUInt32LE(value, at);
  const u64 = (at: number, value: number): void => void header.writeBigUInt64LE(BigInt(value), at);
  const word = wide ? u64 : u32;
  const pointer = (at: number, value: bigint): void => putPointer(machine, header, at, value);

  header.write(wide ? "DU64" : "DUMP", 4, "latin1");
  u32(0x8, 15);
  u32(0xc, facts.build);
  pointer(places.tableBase, facts.tableBase);
  pointer(wide ? 0x18 : 0x14, 0n); // the page frame database
  pointer(places.loadedModuleList, facts.loadedModuleList);
  pointer(places.activeProcessHead, facts.activeProcessHead);
  u32(places.imageType, machine.imageType);
  u32(places.processors, 1);
  u32(places.bugCheck, 0);
  for (let number = 0; number < 4; number++) pointer(places.bugCheckParameters + number * machine.pointerSize, 0n);
  header.fill(0, places.versionUser, places.versionUser + 32);
  if (!wide) header.writeUInt8(1, PAE_ENABLED);
  pointer(places.debuggerData, facts.debuggerData);

  const runWord = machine.pointerSize;
  u32(places.runs, facts.runs.length);
  word(
    places.runs + runWord,
    facts.runs.reduce((sum, run) => sum + run.pages, 0),
  );
  facts.runs.forEach((run, number) => {
    word(places.runs + (2 + 2 * number) * runWord, run.firstPage);
    word(places.runs + (3 + 2 * number) * runWord, run.pages);
  });

  header.fill(0, places.context, places.context + (wide ? 3000 : 1200));
  facts.context.copy(header, places.context);
  header.fill(0, places.exception, places.exception + places.exceptionSize);
  u32(places.exception, 0x80000003); // a breakpoint, at the program counter
  if (wide) header.writeBigUInt64LE(signExtended(machine, facts.code), places.exception + 0x10);
  else pointer(places.exception + 0xc, facts.code);

  u32(places.dumpType, facts.dumpType);
  u64(places.requiredSpace, facts.fileSize);
  u64(places.systemTime, 0);
  header.fill(0, places.comment, places.comment + COMMENT_SIZE);
  header.write(asciiOf(facts.comment).slice(0, COMMENT_SIZE - 1), places.comment, "latin1");
  u64(places.upTime, 0);
  u32(places.miniDumpFields, facts.dumpType === DUMP_TYPE.small ? 0xcff : 0);
  u32(places.productType, 1);
  u32(places.suiteMask, 0x110);
  return header;
}

/** One line of plain characters. */
function asciiOf(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, " ").trim();
}
