/** Executive handle tables: of processes, of client ids, of messages. One to three levels of pages. */
import type { Kernel } from "./kernel";
import { PAGE } from "./memory";

export interface HandleEntry {
  /** What the entry points to: an object header in a process's table, the thing itself in the kernel's own tables. */
  readonly target: bigint;
  readonly access?: number;
}

/** Handles are multiples of 4. */
const STEP = 4;

export class HandleTable {
  readonly address: bigint;
  readonly entries = new Map<number, HandleEntry>();

  /** `owner`: address and pid of the process whose table it is. */
  constructor(
    private readonly kernel: Kernel,
    private readonly owner?: { readonly address: bigint; readonly pid: number },
  ) {
    this.address = kernel.allocate("paged", kernel.structs.size("_HANDLE_TABLE"), "Obtb");
  }

  /** The next free handle, or `wanted`. */
  add(entry: HandleEntry, wanted?: number): number {
    if (wanted !== undefined && this.entries.has(wanted)) throw new Error(`the handle ${wanted} is taken`);
    let handle = wanted ?? (this.entries.size + 1) * STEP;
    while (wanted === undefined && this.entries.has(handle)) handle += STEP;
    this.entries.set(handle, entry);
    return handle;
  }

  /** Lays the levels out and returns the link in the list of all tables. */
  finish(): bigint {
    const kernel = this.kernel;
    const size = kernel.structs.size("_HANDLE_TABLE_ENTRY");
    const perLeaf = PAGE / size;
    let highest = 0;
    for (const handle of this.entries.keys()) highest = Math.max(highest, handle);
    const leaves = Math.floor(highest / STEP / perLeaf) + 1;
    const leafPages = Array.from({ length: leaves }, () => kernel.allocatePages("paged", 1, "Obtb"));
    for (const [handle, entry] of this.entries) {
      const index = handle / STEP;
      const leaf = leafPages[Math.floor(index / perLeaf)]!;
      this.write(leaf + BigInt((index % perLeaf) * size), entry);
    }
    const { code, level } = this.levels(leafPages);
    const place = { type: "_HANDLE_TABLE", address: this.address };
    kernel.set(place, "TableCode", code | BigInt(level));
    kernel.maybe(place, "HandleCount", this.entries.size);
    kernel.set(place, "NextHandleNeedingPool", leaves * perLeaf * STEP);
    if (this.owner) {
      kernel.set(place, "QuotaProcess", this.owner.address);
      kernel.set(place, "UniqueProcessId", this.owner.pid);
    }
    return kernel.at(place, "HandleTableList");
  }

  private levels(pages: readonly bigint[]): { code: bigint; level: number } {
    let current = pages;
    let level = 0;
    const perPage = PAGE / this.kernel.pointer;
    while (current.length > 1) {
      const above: bigint[] = [];
      for (let i = 0; i < current.length; i += perPage) {
        const page = this.kernel.allocatePages("paged", 1, "Obtb");
        current.slice(i, i + perPage).forEach((below, slot) => {
          this.kernel.writePointer(page + BigInt(slot * this.kernel.pointer), below);
        });
        above.push(page);
      }
      current = above;
      level++;
    }
    return { code: current[0]!, level };
  }

  /**
   * Up to Windows 7 the pointer itself, with bit 0 set while the entry is not locked; since Windows 8 a bit field of the
   * pointer's upper bits beside that bit. Source: layouts (`_HANDLE_TABLE_ENTRY`), checked against the sample snapshots.
   */
  private write(address: bigint, entry: HandleEntry): void {
    const kernel = this.kernel;
    const place = { type: "_HANDLE_TABLE_ENTRY", address };
    const bits = kernel.structs.find("_HANDLE_TABLE_ENTRY", "ObjectPointerBits");
    if (bits) {
      // 44 bits drop the 4 low bits of a pointer, 41 (Windows 8) and 29 (32-bit) drop 3.
      const dropped = bits.bitLen === 44 ? 4n : 3n;
      kernel.set(place, "ObjectPointerBits", (entry.target >> dropped) & ((1n << BigInt(bits.bitLen!)) - 1n));
      kernel.set(place, "Unlocked", 1);
      kernel.set(place, "GrantedAccessBits", entry.access ?? 0);
    } else {
      kernel.set(place, "Object", entry.target | 1n);
      if (entry.access !== undefined) kernel.set(place, "GrantedAccess", entry.access);
    }
  }
}
