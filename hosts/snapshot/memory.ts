/** The recorded memory of a snapshot. */
import { ModelError } from "../provider/dataModel.js";
import type { MemoryRange } from "./validate.js";

/** Called before each read with what is asked for; may change the memory through `SnapshotMemory.poke`. */
export type ReadHook = (address: bigint, size: number) => void;

export class SnapshotMemory {
  private readonly starts: BigUint64Array;
  private readonly ranges: readonly Uint8Array[];
  private last = 0;
  /** Set to see reads as they happen, or to let the target change under its reader. */
  beforeRead: ReadHook | undefined;

  /** `ranges` are in ascending order and do not overlap. They are copied only when `poke` changes them. */
  constructor(
    ranges: readonly MemoryRange[],
    private readonly pointerSize: 4 | 8,
  ) {
    this.starts = BigUint64Array.from(ranges, (range) => range.address);
    this.ranges = ranges.map((range) => range.bytes);
  }

  /**
   * Exactly `size` bytes, as a copy; 32-bit addresses may be sign-extended.
   * @throws ModelError `Unable to read memory at Address 0x...` with the address asked for.
   */
  read(address: bigint, size: number): Uint8Array {
    // Not slice(): of a Buffer that is no copy.
    return new Uint8Array(this.view(address, size));
  }

  /** The same without a copy where the recording holds it in one piece: not to be changed, nor kept. */
  view(address: bigint, size: number): Uint8Array {
    this.beforeRead?.(address, size);
    const wanted = this.normal(address);
    const start = wanted === undefined ? -1 : this.find(wanted);
    const range = this.ranges[start];
    if (wanted !== undefined && range !== undefined) {
      const offset = Number(wanted - (this.starts[start] ?? 0n));
      if (offset + size <= range.length) return range.subarray(offset, offset + size);
    }
    const bytes = new Uint8Array(size);
    if (wanted === undefined || !this.copy(start, wanted, bytes)) throw unreadable(wanted ?? address);
    return bytes;
  }

  /** Overwrites recorded bytes, for a target that changes between two reads. @throws ModelError when one is absent. */
  poke(address: bigint, bytes: Uint8Array): void {
    const wanted = this.normal(address);
    const index = wanted === undefined ? -1 : this.find(wanted);
    const range = this.ranges[index];
    const offset = Number((wanted ?? 0n) - (this.starts[index] ?? 0n));
    if (range === undefined || offset + bytes.length > range.length) throw unreadable(wanted ?? address);
    range.set(bytes, offset);
  }

  private normal(address: bigint): bigint | undefined {
    const unsigned = BigInt.asUintN(64, address);
    if (this.pointerSize === 8 || unsigned < 1n << 32n) return unsigned;
    return unsigned >= 0xffffffff80000000n ? unsigned & 0xffffffffn : undefined;
  }

  /** Index of the range that holds `address`, or -1. */
  private find(address: bigint): number {
    if (this.holds(this.last, address)) return this.last;
    let low = 0;
    let high = this.starts.length - 1;
    while (low <= high) {
      const middle = (low + high) >> 1;
      if ((this.starts[middle] ?? 0n) > address) high = middle - 1;
      else low = middle + 1;
    }
    if (!this.holds(high, address)) return -1;
    this.last = high;
    return high;
  }

  private holds(index: number, address: bigint): boolean {
    const start = this.starts[index];
    const range = this.ranges[index];
    return start !== undefined && range !== undefined && address >= start && address - start < BigInt(range.length);
  }

  /** Fills `target` from the range at `index` and those that touch it. */
  private copy(index: number, address: bigint, target: Uint8Array): boolean {
    let done = 0;
    for (let i = index; done < target.length; i++) {
      const range = this.ranges[i];
      const start = this.starts[i];
      if (i < 0 || range === undefined || start === undefined) return false;
      const offset = Number(address + BigInt(done) - start);
      if (offset < 0) return false;
      const part = range.subarray(offset, offset + target.length - done);
      target.set(part, done);
      done += part.length;
    }
    return true;
  }
}

function unreadable(address: bigint): ModelError {
  // Source: real-engine 3 "Unable to read memory at Address 0x0"; 0x8007001e is the read fault it carries.
  return new ModelError(`Unable to read memory at Address 0x${BigInt.asUintN(64, address).toString(16)}`, 0x8007001e);
}
