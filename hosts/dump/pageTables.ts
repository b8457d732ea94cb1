import { PAGE } from "./image.js";
import type { Machine } from "./machine.js";
import type { PhysicalMemory } from "./physicalMemory.js";

/** Number of the physical page of each virtual page. */
type Table = Map<number, Table | number>;

const PAGE_BITS = 12n;

/**
 * The page tables of all recorded memory. All address spaces share the lower tables: a snapshot does not say to which
 * process a user address belongs. Source: kernel-dump "Page tables"; Intel SDM 3A 4.4, 4.5; Arm ARM D8.3.
 */
export class PageTables {
  private readonly root: Table = new Map();
  /** Index bits of each level, the root first. */
  private readonly levels: readonly bigint[];
  /** Entries of the root, once the lower tables are written. */
  private entries: (readonly [number, bigint])[] | undefined;

  constructor(
    private readonly machine: Machine,
    private readonly physical: PhysicalMemory,
  ) {
    this.levels = machine.arch === "x86" ? [2n, 9n, 9n] : [9n, 9n, 9n, 9n];
  }

  /** Maps the page of a virtual address. */
  map(address: bigint, page: number): void {
    let rest = this.levels.reduce((sum, bits) => sum + bits, PAGE_BITS);
    let table = this.root;
    this.levels.forEach((bits, level) => {
      rest -= bits;
      const index = Number((address >> rest) & ((1n << bits) - 1n));
      if (level === this.levels.length - 1) {
        table.set(index, page);
        return;
      }
      let next = table.get(index);
      if (!(next instanceof Map)) table.set(index, (next = new Map<number, Table | number>()));
      table = next;
    });
  }

  /** Writes a root at a physical address; nothing may be mapped afterwards. */
  writeRoot(tableBase: bigint): void {
    this.entries ??= this.write(this.root, 0);
    const page = this.physical.at(Number(tableBase >> PAGE_BITS));
    const start = Number(tableBase & BigInt(PAGE - 1));
    for (const [index, entry] of this.entries) page.writeBigUInt64LE(entry, start + index * 8);
  }

  private write(table: Table, level: number): [number, bigint][] {
    return [...table].map(([index, next]) => {
      if (!(next instanceof Map)) return [index, this.entry(next, this.levels.length)];
      const page = this.physical.allocate();
      for (const [slot, entry] of this.write(next, level + 1)) this.physical.at(page).writeBigUInt64LE(entry, slot * 8);
      return [index, this.entry(page, level + 1)];
    });
  }

  /** @param level of what the entry points to; a page when it is behind the last. */
  private entry(page: number, level: number): bigint {
    const address = BigInt(page) << PAGE_BITS;
    const isPage = level === this.levels.length;
    if (this.machine.arch === "arm64") return address | (isPage ? 0x703n : 3n);
    if (this.machine.arch === "x64") return address | 0x867n;
    return address | (level === 1 ? 1n : 0x67n);
  }
}
