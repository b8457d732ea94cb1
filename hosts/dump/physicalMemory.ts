import { PAGE } from "./image.js";
import type { Machine } from "./machine.js";

/** The physical pages of a full or bitmap dump, by page number. */
export class PhysicalMemory {
  readonly pages = new Map<number, Buffer>();
  private next = 0x100;

  constructor(private readonly machine: Machine) {}

  /** The page at a fixed place; made when it is not there. */
  at(number: number): Buffer {
    let page = this.pages.get(number);
    if (page === undefined) this.pages.set(number, (page = Buffer.alloc(PAGE)));
    return page;
  }

  /** A page anywhere. */
  allocate(): number {
    while (this.pages.has(this.next)) this.next++;
    if (this.next >= this.machine.physicalPages)
      throw new Error("too much memory for the machine's physical addresses");
    this.at(this.next);
    return this.next++;
  }

  /** Page numbers, ascending. */
  numbers(): number[] {
    return [...this.pages.keys()].sort((a, b) => a - b);
  }
}
