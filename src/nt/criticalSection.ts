/**
 * User-mode critical sections. RTL_CRITICAL_SECTION and its debug information are documented in winnt.h, and so are the
 * bits of LockCount; nt's symbols have neither, so the layout is written down here.
 */
import {
  add,
  clearBits,
  highPart,
  isKernel,
  isNull,
  lowBits,
  lowPart,
  NULL,
  toNumber,
  type Address,
} from "../target/address";
import { Gap } from "../target/layout";
import { handleTable } from "./handleTable";
import { pointerIn, uint32In, type Kernel } from "./kernel";
import type { Process } from "./process";
import { thread, type Thread } from "./thread";

/** Sections that one process' list is followed for. */
const MAX_SECTIONS = 20000;
/** More nested entries of one owner than anybody makes. */
const MAX_RECURSION = 0x10000;

/** One that is owned and that somebody waits for. */
export interface OwnedSection {
  readonly address: Address;
  /** LockSemaphore: the handle of an event, or 0 or -1 where the waiters need none. */
  readonly semaphore: Address;
  readonly owner: Thread;
}

/** Reads the user memory of a process. */
class UserMemory {
  private readonly context: unknown;

  constructor(
    readonly kernel: Kernel,
    readonly process: Process,
    /** Bytes of a pointer of the program: 4 for a 32-bit program on a 64-bit kernel. */
    readonly size: 4 | 8,
  ) {
    this.context = process.pid === undefined ? undefined : kernel.target.userContext(process.pid);
  }

  bytes(address: Address, length: number): Uint8Array | undefined {
    if (isNull(address) || isKernel(address, this.kernel.pointerSize)) return undefined;
    try {
      return this.kernel.target.read(address, length, this.context);
    } catch (error) {
      return undefined;
    }
  }
}

/** The members of a section, by their offsets. */
const sectionSize = (size: number): number => 3 * size + 8;
const LOCK_COUNT = (size: number): number => size;
const OWNING_THREAD = (size: number): number => size + 8;
const LOCK_SEMAPHORE = (size: number): number => 2 * size + 8;

/**
 * The section that a thread waits for by an address (Windows 8 and later: NtWaitForAlertByThreadId; the address given to it
 * is the Object of the wait block, see docs/locks.md). Which member the address is of is not documented, so each is tried;
 * what is found must be owned by a live thread of the process and have waiters, or it is no section.
 */
export function sectionAtAddress(kernel: Kernel, process: Process, waited: Address): OwnedSection | undefined {
  if (lowBits(waited, 3) !== 0) return undefined;
  for (const size of sizes(kernel, waited)) {
    const memory = new UserMemory(kernel, process, size);
    const before = LOCK_SEMAPHORE(size);
    const window = memory.bytes(add(waited, -before), before + sectionSize(size));
    for (const offset of [before, LOCK_COUNT(size), 0]) {
      const start = add(waited, -offset);
      const bytes = window ? window.subarray(before - offset) : memory.bytes(start, sectionSize(size));
      const found = bytes && ownedSection(memory, start, bytes);
      if (found) return found;
    }
  }
  return undefined;
}

/** The pointer sizes a program may have that has something at this address. */
function sizes(kernel: Kernel, address: Address): readonly (4 | 8)[] {
  if (kernel.pointerSize === 4) return [4];
  return highPart(address) === 0 ? [8, 4] : [8];
}

/** What the bytes say, where they make sense as a section that is owned and waited for. */
function ownedSection(memory: UserMemory, address: Address, bytes: Uint8Array): OwnedSection | undefined {
  const { kernel, process, size } = memory;
  if (waitersOf(uint32In(bytes, LOCK_COUNT(size)) | 0) < 1) return undefined;
  const recursion = uint32In(bytes, size + 4);
  const tid = toNumber(pointerIn(bytes, OWNING_THREAD(size), size));
  if (recursion < 1 || recursion > MAX_RECURSION || !tid || tid % 4 !== 0) return undefined;
  // Debug information is there, left out (-1, or null while it is made), and always in the program's memory.
  const debug = pointerIn(bytes, 0, size);
  const isLeftOut = isNull(debug) || (lowPart(debug) === 0xffffffff && (size === 4 || highPart(debug) === 0xffffffff));
  if (!isLeftOut) {
    const own = memory.bytes(add(debug, size), size);
    if (!own || pointerIn(own, 0, size) !== address) return undefined;
  }
  const owner = threadById(kernel, process, tid);
  return owner && { address, semaphore: pointerIn(bytes, LOCK_SEMAPHORE(size), size), owner };
}

/**
 * How many wait; -1 for a free section. Up to Server 2003 RTM a plain count; later bit 0 is clear while it is locked, and
 * the bits above the second are the ones' complement of the number of waiters. Source: "Displaying a Critical Section".
 */
function waitersOf(lockCount: number): number {
  if (lockCount >= 0) return lockCount;
  return (lockCount & 1) === 0 ? ~(lockCount >> 2) : -1;
}

/** A live thread of a process by its id, through `nt!PspCidTable`. */
function threadById(kernel: Kernel, process: Process, tid: number): Thread | undefined {
  const ids = kernel.symbolPointer("PspCidTable");
  const table = ids === undefined ? undefined : handleTable(kernel, ids);
  const entry = table && !(table instanceof Gap) ? table.lookUp(tid) : undefined;
  const found = entry && !(entry instanceof Gap) ? thread(kernel, entry.pointer) : undefined;
  const hit =
    found && !(found instanceof Gap) && found.isLive
      ? found
      : process.threads.items.filter((member) => member.tid === tid)[0];
  return hit && hit.isLive && hit.tid === tid && hit.process === process.address ? hit : undefined;
}

/**
 * The section whose LockSemaphore is the event a thread waits for (up to Windows 7). `all` looks through every section of
 * the process that has debug information; else at the loader lock alone, and only where the TEB says so.
 */
export function sectionOfEvent(kernel: Kernel, found: Thread, home: Process, event: Address, all: boolean) {
  const sections = all
    ? sectionsOf(kernel, home)
    : waitsOnLoaderLock(kernel, found, home)
      ? loaderLock(kernel, home)
      : [];
  for (const section of sections) if (objectOf(kernel, home, section.semaphore) === event) return section;
  return undefined;
}

/** `_TEB.WaitingOnLoaderLock`. */
function waitsOnLoaderLock(kernel: Kernel, found: Thread, home: Process): boolean {
  const layout = kernel.target.type("_TEB");
  const field = layout && layout.field("WaitingOnLoaderLock");
  const bytes =
    field && found.teb !== undefined
      ? new UserMemory(kernel, home, kernel.pointerSize).bytes(add(found.teb, field.offset), 4)
      : undefined;
  return bytes !== undefined && uint32In(bytes, 0) !== 0;
}

function loaderLock(kernel: Kernel, home: Process): readonly OwnedSection[] {
  return kernel.once("loader lock", home.address, () => {
    const memory = new UserMemory(kernel, home, kernel.pointerSize);
    const address = loaderLockAddress(memory);
    const bytes = memory.bytes(address, sectionSize(memory.size));
    const section = bytes && ownedSection(memory, address, bytes);
    return section ? [section] : [];
  });
}

function loaderLockAddress(memory: UserMemory): Address {
  const layout = memory.kernel.target.type("_PEB");
  const field = layout && layout.field("LoaderLock");
  const peb = memory.process.raw.pointer("Peb");
  const bytes = field && peb !== undefined ? memory.bytes(add(peb, field.offset), memory.size) : undefined;
  return bytes ? pointerIn(bytes, 0, memory.size) : NULL;
}

/**
 * The owned sections of a process. The loader lock's debug information lies in the ring that links all sections that have
 * some; `_RTL_CRITICAL_SECTION_DEBUG` holds two 16-bit numbers, the section, and the links. Source: winnt.h.
 */
function sectionsOf(kernel: Kernel, home: Process): readonly OwnedSection[] {
  return kernel.once("critical sections", home.address, () => {
    const memory = new UserMemory(kernel, home, kernel.pointerSize);
    const size = memory.size;
    const found: OwnedSection[] = [];
    const lock = loaderLockAddress(memory);
    const debug = memory.bytes(lock, size);
    if (!debug) return found;
    const first = add(pointerIn(debug, 0, size), 2 * size);
    const seen = new Set<Address>();
    for (let entry = first; !seen.has(entry) && seen.size < MAX_SECTIONS;) {
      seen.add(entry);
      const bytes = memory.bytes(add(entry, -size), 2 * size);
      if (!bytes) break;
      const address = pointerIn(bytes, 0, size);
      // The head of the ring has no section in front of it.
      const own = lowBits(address, 3) === 0 ? memory.bytes(address, sectionSize(size)) : undefined;
      const section = own && ownedSection(memory, address, own);
      if (section && pointerIn(own as Uint8Array, 0, size) === add(entry, -2 * size)) found.push(section);
      entry = pointerIn(bytes, size, size);
    }
    return found;
  });
}

/** The object of a handle of a process. */
function objectOf(kernel: Kernel, home: Process, handle: Address): Address | undefined {
  const value = toNumber(clearBits(handle, 3));
  const address = home.raw.pointer("ObjectTable");
  if (!value || address === undefined) return undefined;
  const table = handleTable(kernel, address);
  const entry = table instanceof Gap ? undefined : table.lookUp(value);
  const layout = kernel.target.type("_OBJECT_HEADER");
  const body = layout && layout.field("Body");
  return !entry || entry instanceof Gap || !body ? undefined : add(entry.pointer, body.offset);
}
