import type { SnapshotArch } from "../snapshot/format.js";

/**
 * What differs between the three machines. The places within the processor block (PRCB) are ours to choose: the
 * debugger learns them from the debugger data. Source: kernel-dump "Processor structures".
 */
export interface Machine {
  readonly arch: SnapshotArch;
  readonly pointerSize: 4 | 8;
  /** As in image headers. */
  readonly imageType: number;
  /** Bytes of the dump's header. */
  readonly headerSize: number;
  /** Where the structures that the dump adds are looked for a place, upwards. */
  readonly addedFrom: bigint;
  /** Bytes of the processor control region; the processor block lies in it. */
  readonly pcrSize: number;
  readonly prcb: {
    /** From the start of the control region. */
    readonly at: number;
    readonly size: number;
    readonly currentThread: number;
    readonly number: number;
    readonly specialRegisters: number;
    readonly context: number;
  };
  readonly contextSize: number;
  /** Physical page numbers end here: entries of page tables hold no larger ones, or the engine refuses them. */
  readonly physicalPages: number;
}

const MACHINES: Record<SnapshotArch, Machine> = {
  x64: {
    arch: "x64",
    pointerSize: 8,
    imageType: 0x8664,
    headerSize: 0x2000,
    addedFrom: 0xffff_f5a0_0000_0000n,
    pcrSize: 0x1000,
    prcb: { at: 0x180, size: 0x800, currentThread: 8, number: 0x24, specialRegisters: 0x40, context: 0x130 },
    contextSize: 1232,
    physicalPages: 2 ** 40,
  },
  x86: {
    arch: "x86",
    pointerSize: 4,
    imageType: 0x14c,
    headerSize: 0x1000,
    addedFrom: 0xffd0_0000n,
    pcrSize: 0x1000,
    prcb: { at: 0x120, size: 0x600, currentThread: 4, number: 0x10, specialRegisters: 0x2e4, context: 0x18 },
    contextSize: 0x2cc,
    physicalPages: 2 ** 20,
  },
  arm64: {
    arch: "arm64",
    pointerSize: 8,
    imageType: 0xaa64,
    headerSize: 0x2000,
    addedFrom: 0xffff_f5a0_0000_0000n,
    pcrSize: 0x1000,
    prcb: { at: 0x180, size: 0x800, currentThread: 8, number: 0x24, specialRegisters: 0x40, context: 0x200 },
    contextSize: 0x390,
    physicalPages: 2 ** 24,
  },
};

export function machineOf(arch: SnapshotArch): Machine {
  return MACHINES[arch];
}

/** The address as dump structures with 64-bit pointers hold it: a 32-bit one sign-extended. */
export function signExtended(machine: Machine, address: bigint): bigint {
  return machine.pointerSize === 8 ? address : BigInt.asUintN(64, BigInt.asIntN(32, address));
}

/** Writes a pointer of the target into a structure. */
export function putPointer(machine: Machine, to: Buffer, at: number, value: bigint): void {
  if (machine.pointerSize === 8) to.writeBigUInt64LE(BigInt.asUintN(64, value), at);
  else to.writeUInt32LE(Number(BigInt.asUintN(32, value)), at);
}
