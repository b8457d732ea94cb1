import type { Snapshot } from "../snapshot/format.js";

export interface MemoryRange {
  readonly address: bigint;
  readonly bytes: Buffer;
}

/**
 * The recorded memory of a snapshot, and what the dump adds to it. Addresses are unsigned and as wide as the
 * machine's pointers: a sign-extended address of a 32-bit machine is the same address.
 */
export class MemoryMap {
  private ranges: MemoryRange[];

  constructor(
    ranges: Iterable<MemoryRange>,
    private readonly pointerSize: 4 | 8,
  ) {
    this.ranges = joined([...ranges].map(({ address, bytes }) => ({ address: this.canonical(address), bytes })));
  }

  static of(snapshot: Snapshot): MemoryMap {
    const ranges = snapshot.memory.map((range) => ({
      address: BigInt(range.address),
      bytes: range.hex === undefined ? Buffer.from(range.base64 ?? "", "base64") : Buffer.from(range.hex, "hex"),
    }));
    return new MemoryMap(ranges, snapshot.target.pointerSize);
  }

  canonical(address: bigint): bigint {
    return BigInt.asUintN(this.pointerSize * 8, address);
  }

  /** Sorted by address; no two touch. */
  all(): readonly MemoryRange[] {
    return this.ranges;
  }

  /** All `size` bytes, or undefined when one of them is not there. */
  read(address: bigint, size: number): Buffer | undefined {
    const range = this.ranges[this.firstEndingAfter(address)];
    if (range === undefined || range.address > address) return undefined;
    const start = Number(address - range.address);
    return start + size > range.bytes.length ? undefined : range.bytes.subarray(start, start + size);
  }

  /** A pointer of the target, or undefined. */
  pointer(address: bigint): bigint | undefined {
    const bytes = this.read(address, this.pointerSize);
    if (bytes === undefined) return undefined;
    return this.pointerSize === 8 ? bytes.readBigUInt64LE() : BigInt(bytes.readUInt32LE());
  }

  /** Is any byte of the range there? */
  touches(address: bigint, size: bigint): boolean {
    const range = this.ranges[this.firstEndingAfter(address)];
    return range !== undefined && range.address < address + size;
  }

  /** A copy with more ranges. They may not overlap what is there. */
  with(more: readonly MemoryRange[]): MemoryMap {
    for (const { address, bytes } of more) {
      if (this.touches(this.canonical(address), BigInt(bytes.length))) throw new Error("added memory overlaps");
    }
    return new MemoryMap([...this.ranges, ...more], this.pointerSize);
  }

  /** Index of the first range that ends behind `address`. */
  private firstEndingAfter(address: bigint): number {
    let low = 0;
    let high = this.ranges.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const range = this.ranges[middle];
      if (range !== undefined && range.address + BigInt(range.bytes.length) <= address) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** Sorted, and ranges that touch made one: a read may cross from one into the next. */
function joined(ranges: MemoryRange[]): MemoryRange[] {
  const sorted = ranges.filter((range) => range.bytes.length > 0);
  sorted.sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : 0));
  const result: MemoryRange[] = [];
  let open: MemoryRange[] = [];
  let end = -1n;
  const close = (): void => {
    const [first] = open;
    if (first === undefined) return;
    const bytes = open.length === 1 ? first.bytes : Buffer.concat(open.map((range) => range.bytes));
    result.push({ address: first.address, bytes });
    open = [];
  };
  for (const range of sorted) {
    if (range.address !== end) close();
    open.push(range);
    end = range.address + BigInt(range.bytes.length);
  }
  close();
  return result;
}
