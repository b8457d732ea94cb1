import type { Snapshot } from "../snapshot/format.js";
import { PAGE } from "./image.js";
import type { Machine } from "./machine.js";
import type { MemoryMap, MemoryRange } from "./memory.js";
import { memberOffset } from "./offsets.js";
import { isSymbolName, type PublicSymbol } from "./pdb/publics.js";

/** The kernel's image in the target's memory. */
export interface KernelModule {
  readonly base: bigint;
  /** Bytes. */
  readonly size: number;
}

/** An image's size is a positive 32-bit number. */
const MAX_SIZE = 0x7fff_0000;

/** No kernel image is larger. */
const SPREAD = 0x800_0000n;

/** Where `nt` lies: as recorded, or around its symbols. */
export function kernelModule(snapshot: Snapshot, machine: Machine, memory: MemoryMap, notes: string[]): KernelModule {
  const recorded = snapshot.modules?.find(({ name }) => name.toLowerCase() === "nt") ?? snapshot.modules?.[0];
  if (recorded !== undefined && recorded.size > 0) {
    // The engine thinks in pages; a section and an image size of part of one confuse it.
    const size = Math.min(Math.ceil(recorded.size / PAGE) * PAGE, MAX_SIZE);
    if (size < recorded.size) notes.push("cut the module nt to 2 GB: no image is larger");
    return { base: memory.canonical(BigInt(recorded.base)), size };
  }
  const all = Object.values(snapshot.symbols ?? {}).map((address) => memory.canonical(BigInt(address)));
  all.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  // A stray address may not stretch the module: what counts lies around the middle one.
  const middle = all[all.length >> 1] ?? 0n;
  const addresses = all.filter(
    (address) => address > middle - SPREAD && address < middle + SPREAD && address > 0xffffn,
  );
  const first = addresses[0];
  const last = addresses.at(-1);
  const fallback = machine.pointerSize === 8 ? 0xffff_f800_0000_0000n : 0x8040_0000n;
  // A page in front for the image's header, one behind for what is added.
  const base = first === undefined ? fallback : (first & ~0xfffn) - 0x1000n;
  const span = last === undefined ? 0 : Number((last & ~0xfffn) - base);
  const size = Math.min(span + 3 * PAGE, MAX_SIZE);
  notes.push(`added module nt at 0x${base.toString(16)}: the snapshot does not say where it lies`);
  return { base, size };
}

export interface KernelSymbols {
  readonly publics: readonly PublicSymbol[];
  /** What has to be readable for the added symbols. */
  readonly added: readonly MemoryRange[];
  /** Address of a symbol, or 0. */
  address(name: string): bigint;
}

/** The public symbols of `nt`: the recorded ones, and those without which no process is listed. */
export function kernelSymbols(
  snapshot: Snapshot,
  machine: Machine,
  memory: MemoryMap,
  nt: KernelModule,
  notes: string[],
): KernelSymbols {
  const publics: PublicSymbol[] = [];
  const addresses = new Map<string, bigint>();
  const end = nt.base + BigInt(nt.size);
  for (const [name, text] of Object.entries(snapshot.symbols ?? {})) {
    const address = memory.canonical(BigInt(text));
    if (address < nt.base || address >= end) {
      notes.push(`left out symbol nt!${name}: ${text} lies outside the module`);
    } else if (!isSymbolName(name)) {
      notes.push(`left out a symbol at ${text}: its name cannot be one`);
    } else {
      publics.push({ name, offset: Number(address - nt.base) });
      addresses.set(name, address);
    }
  }
  const add = (name: string, address: bigint): void => {
    publics.push({ name, offset: Number(address - nt.base) });
    addresses.set(name, address);
  };

  if (!addresses.has("PsActiveProcessHead")) {
    const head = findProcessListHead(snapshot, memory);
    if (head === undefined || head < nt.base || head >= end) {
      notes.push("the symbol PsActiveProcessHead is not recorded: the debugger lists no process");
    } else {
      add("PsActiveProcessHead", head);
      notes.push(`added symbol nt!PsActiveProcessHead at 0x${head.toString(16)}: the processes' links lead there`);
    }
  }

  const added: MemoryRange[] = [];
  const size = machine.pointerSize;
  const idle = addresses.get("PsIdleProcess");
  if (idle === undefined) {
    const place = freePlace(memory, nt, size);
    if (place === undefined) {
      notes.push("there is no room in nt for the symbol PsIdleProcess: the debugger lists no process");
    } else {
      add("PsIdleProcess", place.address);
      if (place.isFree) added.push({ address: place.address, bytes: Buffer.alloc(size) });
      const bytes = place.isFree ? `with ${size} zero bytes ` : "";
      notes.push(
        `added symbol nt!PsIdleProcess ${bytes}at 0x${place.address.toString(16)}: no process is listed without it`,
      );
    }
  } else if (!memory.touches(idle, BigInt(size))) {
    added.push({ address: idle, bytes: Buffer.alloc(size) });
    notes.push(`added ${size} zero bytes at nt!PsIdleProcess: no process is listed without them`);
  }
  return { publics, added, address: (name) => addresses.get(name) ?? 0n };
}

/** The one node of the ring of process links that is no process. */
function findProcessListHead(snapshot: Snapshot, memory: MemoryMap): bigint | undefined {
  const links = memberOffset(snapshot, "_EPROCESS", "ActiveProcessLinks");
  if (links === undefined) return undefined;
  const nodes = new Set(snapshot.processes.map(({ address }) => memory.canonical(BigInt(address)) + BigInt(links)));
  const outside = new Set<bigint>();
  for (const node of nodes) {
    const next = memory.pointer(node);
    if (next !== undefined && !nodes.has(next) && memory.pointer(next) !== undefined) outside.add(next);
  }
  const [head] = outside;
  return outside.size === 1 ? head : undefined;
}

/** A place for a pointer that is NULL: a page of its own in the image, else any free bytes, else recorded zeros. */
function freePlace(
  memory: MemoryMap,
  nt: KernelModule,
  size: number,
): { address: bigint; isFree: boolean } | undefined {
  const end = nt.base + BigInt(nt.size);
  const page = BigInt(PAGE);
  for (let address = end - page; address > nt.base; address -= page) {
    if (!memory.touches(address, page)) return { address, isFree: true };
  }
  const step = BigInt(size);
  // The image's header may be put into the first page.
  for (let address = end - step; address >= nt.base + page; address -= step) {
    if (!memory.touches(address, step)) return { address, isFree: true };
  }
  for (let address = end - step; address >= nt.base; address -= step) {
    if (memory.read(address, size)?.every((byte) => byte === 0) === true) return { address, isFree: false };
  }
  return undefined;
}
