import { type Machine, signExtended } from "./machine.js";
import type { ThreadOffsets } from "./offsets.js";

/** Addresses the debugger data block names; 0 for what the snapshot does not know. */
export interface DebuggerDataPlaces {
  readonly kernelBase: bigint;
  readonly loadedModuleList: bigint;
  readonly activeProcessHead: bigint;
  readonly cidTable: bigint;
  readonly buildLab: bigint;
  readonly processorBlock: bigint;
}

export const DEBUGGER_DATA_SIZE = 0x380;
/** Before Windows 8. */
const OLDER_SIZE = 0x340;

/**
 * The debugger data block ("KDBG"): its pointers are 64-bit on every machine, its offsets say where the engine finds
 * what it needs. Source: kernel-dump "Debugger data block"; the names are those of the published wdbgexts.h.
 */
export function debuggerData(
  machine: Machine,
  build: number,
  places: DebuggerDataPlaces,
  offsets: ThreadOffsets,
): Buffer {
  const block = Buffer.alloc(build < 9200 ? OLDER_SIZE : DEBUGGER_DATA_SIZE);
  const pointer = (at: number, value: bigint): void => {
    block.writeBigUInt64LE(signExtended(machine, value), at);
  };
  const u16 = (at: number, value: number): void => void block.writeUInt16LE(value, at);
  const { prcb } = machine;

  block.write("KDBG", 0x10, "latin1");
  block.writeUInt32LE(block.length, 0x14);
  pointer(0x18, places.kernelBase);
  if (machine.arch === "x86") u16(0x36, 1); // PAE
  pointer(0x48, places.loadedModuleList);
  pointer(0x50, places.activeProcessHead);
  pointer(0x58, places.cidTable);
  pointer(0x208, places.buildLab);
  pointer(0x218, places.processorBlock);

  u16(0x2a0, offsets.apcProcess);
  u16(0x2a8, offsets.processSize);
  u16(0x2aa, offsets.peb);
  u16(0x2ac, offsets.parentId);
  u16(0x2ae, offsets.directoryTableBase);
  u16(0x2b0, prcb.size);
  u16(0x2b4, prcb.currentThread);
  u16(0x2bc, prcb.context);
  u16(0x2be, prcb.number);
  u16(0x2c0, offsets.threadSize);

  u16(0x2e0, machine.pcrSize);
  u16(0x2e2, machine.arch === "x86" ? 0x1c : 0x18);
  u16(0x2e4, 0x20);
  u16(0x2e6, prcb.at);
  u16(0x2f2, prcb.specialRegisters);
  const [r0Code, r0Data, r0Pcr, r3Code, r3Data, r3Teb] = selectors(machine);
  u16(0x2f4, r0Code);
  u16(0x2f6, r0Data);
  u16(0x2f8, r0Pcr);
  u16(0x2fa, r3Code);
  u16(0x2fc, r3Data);
  u16(0x2fe, r3Teb);
  if (machine.arch === "x64") {
    u16(0x304, 0x23);
    u16(0x306, 0x53);
  }
  return block;
}

/** Kernel code, data and control region, user code, data and TEB. */
function selectors(machine: Machine): readonly [number, number, number, number, number, number] {
  if (machine.arch === "x86") return [0x08, 0x10, 0x30, 0x1b, 0x23, 0x3b];
  if (machine.arch === "x64") return [0x10, 0x18, 0, 0x33, 0x2b, 0x53];
  return [0, 0, 0, 0, 0, 0];
}
