import type { Snapshot } from "../snapshot/format.js";
import { debuggerData } from "./debuggerData.js";
import type { DUMP_TYPE } from "./header.js";
import { type Identity, identify } from "./identity.js";
import { imageHeader } from "./image.js";
import { type KernelModule, kernelModule, type KernelSymbols, kernelSymbols } from "./kernelModule.js";
import { type Machine, machineOf, putPointer } from "./machine.js";
import { MemoryMap, type MemoryRange } from "./memory.js";
import { type LoadedModule, loadedModules, loaderEntries } from "./modules.js";
import { chooseOffsets, type ThreadOffsets } from "./offsets.js";
import { contextRecord, controlRegion, descriptorTable, type ProcessorPlaces } from "./processor.js";

export type DumpKind = keyof typeof DUMP_TYPE;

/** What every kind of dump is made of. */
export interface Plan {
  readonly kind: DumpKind;
  readonly snapshot: Snapshot;
  readonly machine: Machine;
  readonly build: number;
  readonly memory: MemoryMap;
  readonly nt: KernelModule;
  readonly identity: Identity;
  readonly image: Buffer;
  readonly symbols: KernelSymbols;
  readonly offsets: ThreadOffsets;
  readonly modules: readonly LoadedModule[];
  /** Start of the structures that the dump adds. */
  readonly added: bigint;
  readonly notes: string[];
}

/** Offsets of the added structures from `Plan.added`. */
const AT = {
  debuggerData: 0x0000n,
  processorBlock: 0x0800n,
  loadedModuleList: 0x0900n,
  pcr: 0x1000n,
  gdt: 0x2000n,
  stack: 0x3000n,
  code: 0x4000n,
  loaderEntries: 0x5000n,
};
const STACK_SIZE = 0x1000;
const STACK_TOP = 0xe00n;
/** Bytes behind the top of the stack that are readable. */
export const STACK_IN_USE = 0x100;
const CODE_SIZE = 16;

/** The parts that the formats arrange. `tableBase` is the physical address of the kernel's page tables. */
export interface Parts {
  readonly debuggerData: MemoryRange;
  readonly processorBlock: MemoryRange;
  readonly loadedModuleList: MemoryRange;
  readonly loaderEntries: MemoryRange;
  readonly pcr: MemoryRange;
  readonly gdt: MemoryRange;
  readonly stack: MemoryRange;
  readonly stackTop: bigint;
  readonly code: MemoryRange;
  readonly context: Buffer;
}

export function makePlan(snapshot: Snapshot, kind: DumpKind): Plan {
  if (snapshot.target.kind !== "kernel") throw new Error("only a kernel snapshot can be written as a kernel dump");
  const notes: string[] = [];
  const machine = machineOf(snapshot.target.arch);
  const memory = MemoryMap.of(snapshot);
  const nt = kernelModule(snapshot, machine, memory, notes);
  const identity = identify(snapshot, memory, nt, notes);
  const modules = loadedModules(snapshot, machine, nt, identity);
  const symbols = kernelSymbols(snapshot, machine, memory, nt, notes);
  const offsets = chooseOffsets(snapshot, machine, memory, kind, notes);
  const size = AT.loaderEntries + 0x1000n * BigInt(Math.ceil(modules.length / 8) + 1);
  return {
    kind,
    snapshot,
    machine,
    build: buildNumber(snapshot.target.build, notes),
    memory,
    nt,
    identity,
    image: imageHeader(machine, nt.base, identity),
    symbols,
    offsets,
    modules,
    added: freeArea(machine, memory, modules, size),
    notes,
  };
}

/** The bytes of the added structures. */
export function makeParts(plan: Plan, tableBase: bigint): Parts {
  const { machine, added, symbols } = plan;
  const at = (offset: bigint): bigint => added + offset;
  const places: ProcessorPlaces = {
    pcr: at(AT.pcr),
    gdt: at(AT.gdt),
    stackTop: at(AT.stack + STACK_TOP),
    code: at(AT.code),
    tableBase,
  };
  const list = loaderEntries(machine, plan.modules, at(AT.loadedModuleList), at(AT.loaderEntries));
  const processorBlock = Buffer.alloc(2 * machine.pointerSize);
  putPointer(machine, processorBlock, 0, places.pcr + BigInt(machine.prcb.at));
  const thread = plan.memory.canonical(BigInt(plan.snapshot.current.thread));
  const data = debuggerData(
    machine,
    plan.build,
    {
      kernelBase: plan.nt.base,
      loadedModuleList: at(AT.loadedModuleList),
      activeProcessHead: symbols.address("PsActiveProcessHead"),
      cidTable: symbols.address("PspCidTable"),
      buildLab: symbols.address("NtBuildLab"),
      processorBlock: at(AT.processorBlock),
    },
    plan.offsets,
  );
  return {
    debuggerData: { address: at(AT.debuggerData), bytes: data },
    processorBlock: { address: at(AT.processorBlock), bytes: processorBlock },
    loadedModuleList: { address: at(AT.loadedModuleList), bytes: list.head },
    loaderEntries: { address: at(AT.loaderEntries), bytes: list.entries },
    pcr: { address: places.pcr, bytes: controlRegion(machine, places, thread) },
    gdt: { address: places.gdt, bytes: descriptorTable(machine, places.pcr) },
    stack: { address: at(AT.stack), bytes: Buffer.alloc(STACK_SIZE) },
    stackTop: places.stackTop,
    code: { address: places.code, bytes: Buffer.alloc(CODE_SIZE, machine.arch === "arm64" ? 0 : 0xcc) },
    context: contextRecord(machine, places),
  };
}

/** What the added symbols and offsets need to be readable, in every kind of dump. */
export function addedBytes(plan: Plan): MemoryRange[] {
  const ranges = [...plan.symbols.added];
  const pointer = plan.offsets.added;
  if (pointer !== undefined) {
    const bytes = Buffer.alloc(plan.machine.pointerSize);
    putPointer(plan.machine, bytes, 0, pointer.process);
    ranges.push({ address: pointer.address, bytes });
  }
  return ranges;
}

/** The third part of `10.0.19041.1706`; the engine insists on one that is not 0. */
function buildNumber(build: string, notes: string[]): number {
  const numbers = build.split(".").map((part) => Number.parseInt(part, 10));
  const number = numbers[2] ?? numbers[0];
  if (number !== undefined && number > 0 && number <= 0xffffffff) return number;
  notes.push(`the build "${build}" has no number: the dump says 19041`);
  return 19041;
}

/** Pages that neither the recorded memory nor a module touches. */
function freeArea(machine: Machine, memory: MemoryMap, modules: readonly LoadedModule[], size: bigint): bigint {
  const step = 0x10000n;
  const taken = (start: bigint): boolean =>
    memory.touches(start, size) ||
    modules.some((module) => module.base < start + size && start < module.base + BigInt(module.size));
  let area = machine.addedFrom;
  const end = machine.pointerSize === 8 ? 0xffff_ffff_ff00_0000n : 0xfff0_0000n;
  while (taken(area)) {
    area += step;
    if (area + size > end) area = machine.pointerSize === 8 ? 0xffff_8000_0000_0000n : 0x8000_0000n;
    if (area === machine.addedFrom) throw new Error("no room in the address space for the debugger's structures");
  }
  return area;
}
