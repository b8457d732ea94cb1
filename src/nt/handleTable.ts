/**
 * `_HANDLE_TABLE`: the handles of a process, and the kernel's own tables of ids. Since XP a table has one to three levels
 * of pages; what differs between builds is how an entry stores its pointer and its access mask.
 */
import { add, clearBits, fromParts, isKernel, isNull, lowBits, NULL, toNumber, type Address } from "../target/address";
import { Gap, type StructReader } from "../target/layout";
import { pointerIn, uint32In, type Kernel } from "./kernel";

const TABLE = ["TableCode", "NextHandleNeedingPool", "HandleCount", "UniqueProcessId", "QuotaProcess"] as const;
const ENTRY = [
  // Windows 7 and earlier: a pointer whose low bits are flags, and a ULONG.
  "Object",
  "GrantedAccess",
  // Windows 8 and later: bit fields.
  "ObjectPointerBits",
  "GrantedAccessBits",
] as const;

/** Handles count in fours; the low two bits are the user's. */
const STEP = 4;
const PAGE = 4096;
/** Of TableCode: 0 a page of entries, 1 a page of pointers to such, 2 one more. Source: layouts, recorded snapshots. */
const LEVEL_BITS = 7;
const MAX_LEVEL = 2;
/** In the low bits of `Object`: the lock, inheritance, protection. */
const OBJECT_FLAGS = 7;
/** A handle's own flags (protect from close) lie above the access mask. */
const ACCESS_MASK = 0x1ffffff;
/** The first entry of a page may serve auditing, and is marked by -2 where the access mask would be. Source: ReactOS. */
const AUDIT = 0xfffffffe;
/** The kernel gives out no more handles per table. Source: Windows Internals, "Handles and the process handle table". */
const MAX_HANDLES = 16777216;

/** One used entry. */
export interface HandleEntry {
  /** The handle value, or the id in one of the kernel's own tables. */
  readonly handle: number;
  /** What the entry points to: an `_OBJECT_HEADER` in a process' table, the object itself in the kernel's own tables. */
  readonly pointer: Address;
  /** The granted access mask; undefined where it cannot be told. */
  readonly access: number | undefined;
}

export interface HandleWalk {
  readonly entries: readonly HandleEntry[];
  /** Pages that are missing or damaged; each costs its own handles only. */
  readonly gaps: readonly Gap[];
}

export class HandleTable {
  constructor(
    readonly kernel: Kernel,
    readonly address: Address,
    private readonly code: Address,
    /** Handles at or above this have no page yet; undefined where it cannot be read. */
    private readonly limit: number | undefined,
    private readonly entry: StructReader,
  ) {}

  /** All used entries, in the order of their handles. Bounded, however damaged the table is. */
  walk(): HandleWalk {
    return this.kernel.once("handles", this.address, () => {
      const entries: HandleEntry[] = [];
      const gaps: Gap[] = [];
      const seen = new Set<Address>();
      const visit = (page: Address, level: number, first: number): void => {
        if (seen.has(page)) {
          gaps.push(new Gap(page, "the handle table leads to this page twice"));
          return;
        }
        seen.add(page);
        const bytes = this.page(page);
        if (bytes instanceof Gap) {
          gaps.push(bytes);
          return;
        }
        if (level === 0) this.leaf(bytes, first, entries);
        else {
          const span = this.span(level - 1);
          for (let i = 0; i < PAGE / this.kernel.pointerSize && this.isWithin(first + i * span); i++) {
            const below = pointerIn(bytes, i * this.kernel.pointerSize, this.kernel.pointerSize);
            if (!isNull(below)) visit(below, level - 1, first + i * span);
          }
        }
      };
      visit(this.root, this.level, 0);
      return { entries, gaps };
    });
  }

  /** The entry of one handle, by one read per level; undefined for a handle that is not in use. */
  lookUp(handle: number): HandleEntry | Gap | undefined {
    const value = handle - (handle % STEP);
    if (value < 0 || value >= this.span(this.level) || !this.isWithin(value)) return undefined;
    let page = this.root;
    for (let level = this.level; level > 0; level--) {
      const bytes = this.page(page);
      if (bytes instanceof Gap) return bytes;
      const index = Math.floor((value % this.span(level)) / this.span(level - 1));
      page = pointerIn(bytes, index * this.kernel.pointerSize, this.kernel.pointerSize);
      if (isNull(page)) return undefined;
    }
    const bytes = this.page(page);
    if (bytes instanceof Gap) return bytes;
    return this.decode(bytes, (value % this.span(0)) / STEP, value);
  }

  private get root(): Address {
    return clearBits(this.code, LEVEL_BITS);
  }

  private get level(): number {
    return lowBits(this.code, LEVEL_BITS);
  }

  private get perLeaf(): number {
    return Math.floor(PAGE / this.entry.layout.size);
  }

  /** How many handle values one page of a level covers. */
  private span(level: number): number {
    return this.perLeaf * STEP * Math.pow(PAGE / this.kernel.pointerSize, level);
  }

  private isWithin(handle: number): boolean {
    return handle < MAX_HANDLES * STEP && (this.limit === undefined || handle < this.limit);
  }

  private page(address: Address): Uint8Array | Gap {
    if (!isKernel(address, this.kernel.pointerSize) || lowBits(address, LEVEL_BITS) !== 0)
      return new Gap(address, "not the address of a page of handles");
    return this.kernel.once("handle page", address, () => this.kernel.bytes(address, PAGE));
  }

  private leaf(bytes: Uint8Array, first: number, into: HandleEntry[]): void {
    // Handle 0 is none.
    for (let i = first === 0 ? 1 : 0; i < this.perLeaf; i++) {
      const found = this.decode(bytes, i, first + i * STEP);
      if (found) into.push(found);
    }
  }

  private decode(bytes: Uint8Array, index: number, handle: number): HandleEntry | undefined {
    const at = index * this.entry.layout.size;
    const low = uint32In(bytes, at);
    const high = this.kernel.pointerSize === 8 ? uint32In(bytes, at + 4) : 0;
    const pointer = this.pointerOf(low, high);
    // A free entry has no pointer, or links to the next free one, which is no kernel address.
    if (!isKernel(pointer, this.kernel.pointerSize)) return undefined;
    const field = this.entry.field("GrantedAccess") || this.entry.field("GrantedAccessBits");
    const access = field && uint32In(bytes, at + field.offset);
    if (index === 0 && access === AUDIT) return undefined;
    return { handle, pointer, access: access === undefined ? undefined : access & ACCESS_MASK };
  }

  private pointerOf(low: number, high: number): Address {
    const bits = this.entry.field("ObjectPointerBits");
    if (!bits) return clearBits(fromParts(low, high), OBJECT_FLAGS);
    const dropped = droppedBits(this.kernel, this.entry);
    return shifted(low, high, (bits.bitPosition || 0) - dropped, dropped);
  }
}

/** A 64-bit value shifted right as a signed one by less than 32, its low bits cleared: how Windows 8 stores pointers. */
function shifted(low: number, high: number, by: number, cleared: number): Address {
  const mask = ~(Math.pow(2, cleared) - 1);
  if (by === 0) return fromParts(low & mask, high);
  return fromParts(((low >>> by) | (high << (32 - by))) & mask, high >> by);
}

/**
 * How many low bits of the pointer ObjectPointerBits leaves out. 32-bit: the field is 29 bits, so 3. 64-bit: headers lie on
 * 16 bytes, so 4 (Windows 8.1 and later: 44 bits make 48; Windows 8 has 41). Where the table of client ids can be read, it
 * is the judge: the entry of the initial process must point to it.
 */
function droppedBits(kernel: Kernel, entry: StructReader): number {
  if (kernel.pointerSize === 4) return 3;
  return kernel.once("ObjectPointerBits", NULL, () => {
    const position = (entry.field("ObjectPointerBits") || {}).bitPosition || 0;
    const initial = kernel.symbolPointer("PsInitialSystemProcess");
    const raw = initial === undefined ? undefined : initialEntry(kernel, entry, initial);
    if (raw) for (const bits of [4, 3]) if (shifted(raw.low, raw.high, position - bits, bits) === initial) return bits;
    return 4;
  });
}

/** The first words of the initial process' entry in `nt!PspCidTable`. */
function initialEntry(
  kernel: Kernel,
  entry: StructReader,
  initial: Address,
): { low: number; high: number } | undefined {
  const ids = kernel.symbolPointer("PspCidTable");
  const process = kernel.reader("_EPROCESS", ["UniqueProcessId"], undefined, "process id");
  const table = kernel.reader("_HANDLE_TABLE", TABLE);
  if (ids === undefined || !process || !table) return undefined;
  const id = kernel.read("process id", process, initial);
  const raw = kernel.read("_HANDLE_TABLE", table, ids);
  const pid = id instanceof Gap ? undefined : id.id("UniqueProcessId");
  let page = raw instanceof Gap ? undefined : raw.pointer("TableCode");
  if (pid === undefined || page === undefined || pid * entry.layout.size >= PAGE * STEP) return undefined;
  // The initial process has a small id: it is in the first page, whatever the level.
  for (let level = lowBits(page, LEVEL_BITS); ; level--) {
    page = clearBits(page, LEVEL_BITS);
    const offset = level > 0 ? 0 : (pid / STEP) * entry.layout.size;
    if (level > MAX_LEVEL || !isKernel(page, kernel.pointerSize)) return undefined;
    const bytes = kernel.bytes(add(page, offset), 8);
    if (bytes instanceof Gap) return undefined;
    if (level === 0) return { low: uint32In(bytes, 0), high: uint32In(bytes, 4) };
    page = pointerIn(bytes, 0, 8);
  }
}

/** The handle table at an address, such as `_EPROCESS.ObjectTable`; a Gap where there is none or it makes no sense. */
export function handleTable(kernel: Kernel, address: Address): HandleTable | Gap {
  return kernel.once("HandleTable", address, () => {
    if (isNull(address)) return new Gap(address, "there is no handle table");
    const entry = kernel.reader("_HANDLE_TABLE_ENTRY", ENTRY);
    if (!entry || entry.layout.size === 0) return new Gap(address, "the symbols of nt have no _HANDLE_TABLE_ENTRY");
    if (!entry.field("Object") && !entry.field("ObjectPointerBits"))
      return new Gap(address, "the entries of handle tables have a form that is not known");
    const raw = kernel.read("_HANDLE_TABLE", kernel.reader("_HANDLE_TABLE", TABLE), address);
    if (raw instanceof Gap) return raw;
    const code = raw.pointer("TableCode");
    if (code === undefined) return new Gap(address, "the handle table cannot be read");
    if (lowBits(code, LEVEL_BITS) > MAX_LEVEL)
      return new Gap(address, "no handle table: it claims " + (lowBits(code, LEVEL_BITS) + 1) + " levels");
    return new HandleTable(kernel, address, code, limitOf(raw.pointer("NextHandleNeedingPool")), entry);
  });
}

/** A limit of zero says nothing: a table has at least one page. */
function limitOf(next: Address | undefined): number | undefined {
  return (next !== undefined && toNumber(next)) || undefined;
}
