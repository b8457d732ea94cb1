/** All memory of a snapshot in one piece, to be searched and changed. */
import type { MemoryRange } from "../snapshot/validate.js";

interface Placed {
  readonly address: bigint;
  readonly offset: number;
  readonly length: number;
}

export class MemoryImage {
  /** The bytes of all ranges, one after the other, each range on a boundary of 16 bytes with respect to its address. */
  readonly bytes: Buffer;
  private readonly placed: readonly Placed[];
  /** 1 for a byte that `clear` leaves alone. */
  private readonly kept: Uint8Array;

  constructor(ranges: readonly MemoryRange[]) {
    let offset = 0;
    const placed: Placed[] = [];
    for (const { address, bytes } of ranges) {
      // What is aligned in the target is aligned here.
      offset = Math.ceil(offset / 16) * 16 + Number(address % 16n);
      placed.push({ address, offset, length: bytes.length });
      offset += bytes.length;
    }
    this.placed = placed;
    this.bytes = Buffer.alloc(offset);
    this.kept = new Uint8Array(offset);
    ranges.forEach((range, i) => this.bytes.set(range.bytes, placed[i]?.offset ?? 0));
  }

  ranges(): MemoryRange[] {
    return this.placed.map(({ address, offset, length }) => ({
      address,
      bytes: this.bytes.subarray(offset, offset + length),
    }));
  }

  /** The bytes at an address as a view; undefined when not all of them are there. Touching ranges count as one. */
  view(address: bigint, length: number): Buffer[] | undefined {
    const views: Buffer[] = [];
    let wanted = address;
    let left = length;
    for (let i = this.find(address); left > 0; i++) {
      const range = this.placed[i];
      if (range === undefined || wanted < range.address) return undefined;
      const inside = Number(wanted - range.address);
      const count = Math.min(left, range.length - inside);
      if (count <= 0) return undefined;
      views.push(this.bytes.subarray(range.offset + inside, range.offset + inside + count));
      wanted += BigInt(count);
      left -= count;
    }
    return views;
  }

  read(address: bigint, length: number): Buffer | undefined {
    const views = this.view(address, length);
    return views && Buffer.concat(views);
  }

  /** An unsigned integer of 1 to 8 bytes. */
  number(address: bigint, size: number): bigint | undefined {
    const bytes = this.read(address, size);
    return bytes && BigInt("0x" + Buffer.from(bytes).reverse().toString("hex"));
  }

  /** Overwrites what is there; what is not there stays away. */
  write(address: bigint, bytes: Uint8Array): void {
    this.each(address, bytes.length, (offset, done, count) => {
      this.bytes.set(bytes.subarray(done, done + count), offset);
    });
  }

  /** Keeps bytes from being cleared. */
  keep(address: bigint, length: number): void {
    this.each(address, length, (offset, _done, count) => this.kept.fill(1, offset, offset + count));
  }

  /** Makes bytes 0, but for those that are kept. */
  clear(address: bigint, length: number): void {
    this.each(address, length, (offset, _done, count) => {
      for (let i = offset; i < offset + count; i++) if (this.kept[i] === 0) this.bytes[i] = 0;
    });
  }

  /** The pieces of a span that are there: where in `bytes`, how far into the span, how many bytes. */
  private each(address: bigint, length: number, visit: (offset: number, done: number, count: number) => void): void {
    for (let done = 0; done < length;) {
      const range = this.placed[this.find(address + BigInt(done))];
      if (range === undefined) {
        done++;
        continue;
      }
      const inside = Number(address + BigInt(done) - range.address);
      const count = Math.min(length - done, range.length - inside);
      visit(range.offset + inside, done, count);
      done += count;
    }
  }

  /** Index of the range that holds an address, or -1. */
  private find(address: bigint): number {
    let low = 0;
    let high = this.placed.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      const range = this.placed[middle];
      if (range === undefined) return -1;
      if (address < range.address) high = middle - 1;
      else if (address >= range.address + BigInt(range.length)) low = middle + 1;
      else return middle;
    }
    return -1;
  }
}
