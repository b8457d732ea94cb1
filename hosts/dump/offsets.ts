import type { Snapshot } from "../snapshot/format.js";
import type { Machine } from "./machine.js";
import type { MemoryMap } from "./memory.js";
import type { DumpKind } from "./plan.js";
import { flatten } from "./pdb/flatten.js";

/** Offsets within `_EPROCESS` and `_ETHREAD` that the debugger data names, in bytes. */
export interface ThreadOffsets {
  /** From a thread to the pointer to its current process. */
  readonly apcProcess: number;
  readonly directoryTableBase: number;
  readonly peb: number;
  readonly parentId: number;
  readonly processSize: number;
  readonly threadSize: number;
  /** What has to be readable for `apcProcess`, when the recorded thread does not lead to its process. */
  readonly added?: { readonly address: bigint; readonly process: bigint };
}

/** Offsets are 16-bit numbers. */
const REACH = 0x10000;

/** Offset of a member, anonymous ones included; undefined when type or member are absent. */
export function memberOffset(snapshot: Snapshot, typeName: string, member: string): number | undefined {
  const types = new Map(Object.entries(snapshot.types));
  const type = types.get(typeName);
  if (type === undefined) return undefined;
  return flatten(types, typeName, type).find((field) => field.name === member)?.offset;
}

function typeSize(snapshot: Snapshot, name: string): number | undefined {
  return Object.hasOwn(snapshot.types, name) ? snapshot.types[name]?.size : undefined;
}

/** Chooses the offsets so that the engine finds the snapshot's current process without a byte being changed. */
export function chooseOffsets(
  snapshot: Snapshot,
  machine: Machine,
  memory: MemoryMap,
  kind: DumpKind,
  notes: string[],
): ThreadOffsets {
  // A small dump has no page tables: any number will do.
  const limits = (kind === "small" ? [2 ** 40] : standInPages(machine, kind)).map((pages) => BigInt(pages) << 12n);
  const size = (name: string, whole: string): number =>
    Math.min(0xffff, Math.max(typeSize(snapshot, name) ?? 0, typeSize(snapshot, whole) ?? 0));
  return {
    ...currentProcess(snapshot, machine, memory, notes),
    directoryTableBase: tableBaseOffset(snapshot, machine, memory, limits, notes),
    peb: memberOffset(snapshot, "_EPROCESS", "Peb") ?? 0,
    parentId: memberOffset(snapshot, "_EPROCESS", "InheritedFromUniqueProcessId") ?? 0,
    processSize: size("_KPROCESS", "_EPROCESS"),
    threadSize: size("_KTHREAD", "_ETHREAD"),
  };
}

/** `KTHREAD.ApcState.Process`, or another place behind the thread that points to the current process. */
function currentProcess(
  snapshot: Snapshot,
  machine: Machine,
  memory: MemoryMap,
  notes: string[],
): Pick<ThreadOffsets, "apcProcess" | "added"> {
  const thread = memory.canonical(BigInt(snapshot.current.thread));
  const process = memory.canonical(BigInt(snapshot.current.process));
  const state = memberOffset(snapshot, "_KTHREAD", "ApcState");
  const inState = memberOffset(snapshot, "_KAPC_STATE", "Process");
  const usual = state === undefined || inState === undefined ? undefined : state + inState;
  if (usual !== undefined && usual < REACH && memory.pointer(thread + BigInt(usual)) === process) {
    return { apcProcess: usual };
  }
  const step = machine.pointerSize;
  for (let offset = 0; offset < REACH; offset += step) {
    if (memory.pointer(thread + BigInt(offset)) !== process) continue;
    notes.push(
      `current process: ApcState.Process does not lead to it, the pointer at thread+0x${offset.toString(16)} does`,
    );
    return { apcProcess: offset };
  }
  for (let offset = REACH - step; offset >= 0; offset -= step) {
    const address = thread + BigInt(offset);
    if (memory.touches(address, BigInt(step)) || memory.canonical(address) !== address) continue;
    notes.push(`added ${step} bytes at 0x${address.toString(16)}: the pointer from the current thread to its process`);
    return { apcProcess: offset, added: { address, process } };
  }
  notes.push("current process: nothing recorded near the current thread points to it; another process may be current");
  return { apcProcess: usual !== undefined && usual < REACH ? usual : 0 };
}

/**
 * Physical page numbers in a dump end here. A bitmap has a bit for each up to the last: 32 MB of bits for 2^28 pages.
 */
export function physicalPages(machine: Machine, kind: DumpKind): number {
  return kind === "bitmap" ? Math.min(2 ** 28, machine.physicalPages) : machine.physicalPages;
}

/** The same for bytes that stand in for a table base: the first limit that can be kept is best, for a small bitmap. */
function standInPages(machine: Machine, kind: DumpKind): number[] {
  const most = physicalPages(machine, kind);
  return kind === "bitmap" ? [2 ** 16, 2 ** 20, 2 ** 24, most] : [most];
}

/** Where the engine looks for the tables that a table base names. arm64: it takes all bits, so a page it must be. */
function rootOf(machine: Machine, value: bigint): bigint | undefined {
  if (machine.arch === "x86") return value & 0xffff_ffe0n;
  if (machine.arch === "arm64") return (value & 0xfffn) === 0n ? value : undefined;
  return value & 0x000f_ffff_ffff_f000n;
}

/** The listed processes of which anything is recorded. */
function recordedProcesses(snapshot: Snapshot, memory: MemoryMap): bigint[] {
  const addresses = snapshot.processes.map(({ address }) => memory.canonical(BigInt(address)));
  return addresses.filter((address) => memory.read(address, 1) !== undefined);
}

/** The distinct roots of page tables that the processes name at `offset`; undefined where one is unreadable. */
export function processRoots(
  snapshot: Snapshot,
  machine: Machine,
  memory: MemoryMap,
  offset: number,
): (bigint | undefined)[] {
  const roots = recordedProcesses(snapshot, memory).map((address) => {
    const value = memory.pointer(address + BigInt(offset));
    return value === undefined ? undefined : rootOf(machine, value);
  });
  return [...new Set(roots)];
}

/**
 * `KPROCESS.DirectoryTableBase`. The 64-bit engine refuses a recorded 0; then other bytes of the process that spell an
 * address in every process stand in for it, those with the fewest distinct values.
 */
function tableBaseOffset(
  snapshot: Snapshot,
  machine: Machine,
  memory: MemoryMap,
  limits: readonly bigint[],
  notes: string[],
): number {
  const usual = memberOffset(snapshot, "_KPROCESS", "DirectoryTableBase");
  const usable = (offset: number, limit: bigint): number | undefined => {
    const roots = processRoots(snapshot, machine, memory, offset);
    const good = roots.every((root) => root !== undefined && root !== 0n && root < limit);
    return good && roots.length > 0 ? roots.length : undefined;
  };
  const most = limits.at(-1) ?? 0n;
  if (usual !== undefined && (machine.arch === "x86" || usable(usual, most) !== undefined)) return usual;
  const end = Math.min(typeSize(snapshot, "_EPROCESS") ?? typeSize(snapshot, "_KPROCESS") ?? 0x100, REACH);
  for (const limit of limits) {
    let best: { offset: number; count: number } | undefined;
    // Any bytes will do: where every aligned pointer spells too large an address, shifted ones do not.
    for (let offset = 0; offset + machine.pointerSize <= end && best?.count !== 1; offset++) {
      const count = usable(offset, limit);
      if (count !== undefined && (best === undefined || count < best.count)) best = { offset, count };
    }
    if (best === undefined) continue;
    const place = `process+0x${best.offset.toString(16)}`;
    notes.push(`page tables: DirectoryTableBase is of no use, the bytes at ${place} stand in for it`);
    return best.offset;
  }
  notes.push("nothing in the processes can stand for their page tables: @$curprocess may not work");
  return usual ?? 0;
}
