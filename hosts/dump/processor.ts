import { type Machine, putPointer } from "./machine.js";

/** Where the added structures lie in the target's memory. */
export interface ProcessorPlaces {
  readonly pcr: bigint;
  readonly gdt: bigint;
  readonly stackTop: bigint;
  readonly code: bigint;
  /** Physical address of the page tables' root. */
  readonly tableBase: bigint;
}

/** Segment descriptors by index; base 0. Source: Intel SDM 3A 3.4.5, 5.2.1. */
const GDT_X64: readonly bigint[] = [
  0n,
  0n,
  0x0020_9b00_0000_0000n, // cs 10: 64-bit code
  0x00cf_9300_0000_ffffn, // ss 18
  0x00cf_fb00_0000_ffffn, // 23: 32-bit user code
  0x00cf_f300_0000_ffffn, // ds, es, gs 2b: user data
  0x0020_fb00_0000_0000n, // 33: 64-bit user code
  0n,
  0n,
  0n,
  0x0040_f300_0000_3c00n, // fs 53
  0n,
];
const GDT_X86: readonly bigint[] = [
  0n,
  0x00cf_9b00_0000_ffffn, // cs 8
  0x00cf_9300_0000_ffffn, // ss 10
  0x00cf_fb00_0000_ffffn, // 1b: user code
  0x00cf_f300_0000_ffffn, // ds, es 23: user data
  0n,
  0x0040_9300_0000_1fffn, // fs 30: the processor control region, base filled in
  0x0040_f300_0000_0fffn, // 3b
];

/** The descriptor table. arm64 has none: it stays empty. */
export function descriptorTable(machine: Machine, pcr: bigint): Buffer {
  if (machine.arch === "arm64") return Buffer.alloc(0);
  const entries = machine.arch === "x64" ? GDT_X64 : GDT_X86;
  const table = Buffer.alloc(entries.length * 8);
  entries.forEach((entry, index) => {
    const base = machine.arch === "x86" && index === 6 ? pcr : 0n;
    table.writeBigUInt64LE(entry | ((base & 0xffffffn) << 16n) | ((base >> 24n) << 56n), index * 8);
  });
  return table;
}

/** The registers as the dump header and the processor block hold them. Source: winnt.h, published layout of CONTEXT. */
export function contextRecord(machine: Machine, { stackTop, code }: ProcessorPlaces): Buffer {
  const context = Buffer.alloc(machine.contextSize);
  switch (machine.arch) {
    case "x64":
      context.writeUInt32LE(0x10001f, 0x30);
      context.writeUInt32LE(0x1f80, 0x34);
      [0x10, 0x2b, 0x2b, 0x53, 0x2b, 0x18].forEach((selector, i) => context.writeUInt16LE(selector, 0x38 + 2 * i));
      context.writeUInt32LE(0x202, 0x44);
      context.writeBigUInt64LE(stackTop, 0x98);
      context.writeBigUInt64LE(code, 0xf8);
      break;
    case "x86":
      context.writeUInt32LE(0x1003f, 0);
      [0, 0x30, 0x23, 0x23].forEach((selector, i) => context.writeUInt32LE(selector, 0x8c + 4 * i));
      context.writeUInt32LE(Number(stackTop), 0xb4);
      context.writeUInt32LE(Number(code), 0xb8);
      context.writeUInt32LE(8, 0xbc);
      context.writeUInt32LE(0x202, 0xc0);
      context.writeUInt32LE(Number(stackTop), 0xc4);
      context.writeUInt32LE(0x10, 0xc8);
      break;
    case "arm64":
      context.writeUInt32LE(0x40000f, 0);
      context.writeUInt32LE(4, 4); // exception level 1
      context.writeBigUInt64LE(stackTop, 0xf0);
      context.writeBigUInt64LE(stackTop, 0x100);
      context.writeBigUInt64LE(code, 0x108);
      break;
  }
  return context;
}

/** The processor control region with the processor block of the current thread in it. */
export function controlRegion(machine: Machine, places: ProcessorPlaces, currentThread: bigint): Buffer {
  const { prcb } = machine;
  const region = Buffer.alloc(machine.pcrSize);
  const pointer = (at: number, value: bigint): void => putPointer(machine, region, at, value);
  const block = places.pcr + BigInt(prcb.at);
  if (machine.arch === "x86") {
    pointer(0x1c, places.pcr);
    pointer(0x20, block);
  } else {
    pointer(0x18, places.pcr);
    pointer(0x20, block);
  }
  pointer(prcb.at + prcb.currentThread, currentThread);
  specialRegisters(machine, places).copy(region, prcb.at + prcb.specialRegisters);
  contextRecord(machine, places).copy(region, prcb.at + prcb.context);
  return region;
}

/** Control registers and the descriptor table's place: `_KSPECIAL_REGISTERS`. */
function specialRegisters(machine: Machine, { gdt, tableBase }: ProcessorPlaces): Buffer {
  const wide = machine.pointerSize === 8;
  const registers = Buffer.alloc(wide ? 0x80 : 0x54);
  if (machine.arch === "arm64") return registers;
  const size = machine.pointerSize;
  putPointer(machine, registers, 0, 0x80050033n); // protected mode, paging
  putPointer(machine, registers, 2 * size, tableBase);
  putPointer(machine, registers, 3 * size, 0x6f8n); // 8-byte entries
  const limit = (machine.arch === "x64" ? GDT_X64 : GDT_X86).length * 8 - 1;
  registers.writeUInt16LE(limit, wide ? 0x56 : 0x2a);
  putPointer(machine, registers, wide ? 0x58 : 0x2c, gdt);
  return registers;
}
