/** Sparse little-endian memory in pages. Reading or writing what is not there throws, as it fails in a debugger. */
import type { SnapshotMemory } from "../../hosts/snapshot/format";

export const PAGE = 4096;
const PAGE_BITS = 12n;
const OFFSET_MASK = 0xfffn;

export class Memory {
  /** By page number: 52 bits, so a number holds it. */
  private readonly pages = new Map<number, Buffer>();
  private lastKey = -1;
  private lastPage: Buffer | undefined;
  /** Bytes of single pages that were made unreadable again, by page number. */
  private readonly holes = new Map<number, Uint8Array>();

  /** Makes the pages of a range present, filled with zeros where they were not. */
  map(address: bigint, size: number): void {
    const last = Number((address + BigInt(Math.max(size, 1) - 1)) >> PAGE_BITS);
    for (let key = Number(address >> PAGE_BITS); key <= last; key++) {
      if (!this.pages.has(key)) this.pages.set(key, Buffer.alloc(PAGE));
    }
  }

  /** Takes the whole page at an address away. */
  unmap(address: bigint): void {
    const key = Number(address >> PAGE_BITS);
    this.pages.delete(key);
    this.lastKey = -1;
  }

  /** Takes exactly these bytes away. */
  punch(address: bigint, size: number): void {
    for (let i = 0; i < size; i++) {
      const at = address + BigInt(i);
      const key = Number(at >> PAGE_BITS);
      let hole = this.holes.get(key);
      if (!hole) this.holes.set(key, (hole = new Uint8Array(PAGE)));
      hole[Number(at & OFFSET_MASK)] = 1;
    }
  }

  isMapped(address: bigint): boolean {
    const key = Number(address >> PAGE_BITS);
    return this.pages.has(key) && !this.holes.get(key)?.[Number(address & OFFSET_MASK)];
  }

  /** Writes an integer of 1, 2, 4 or 8 bytes; negative ones in two's complement. */
  writeInt(address: bigint, size: number, value: bigint | number): void {
    const offset = Number(address & OFFSET_MASK);
    if (offset + size > PAGE) {
      const bytes = Buffer.alloc(8);
      bytes.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)));
      this.writeBytes(address, bytes.subarray(0, size));
      return;
    }
    const page = this.page(address);
    if (size === 8) page.writeBigUInt64LE(BigInt.asUintN(64, BigInt(value)), offset);
    else if (size === 4) page.writeUInt32LE(Number(value) >>> 0, offset);
    else if (size === 2) page.writeUInt16LE(Number(value) & 0xffff, offset);
    else if (size === 1) page.writeUInt8(Number(value) & 0xff, offset);
    else throw new Error(`cannot write an integer of ${size} bytes`);
  }

  /** Reads an unsigned integer of 1, 2, 4 or 8 bytes. */
  readInt(address: bigint, size: number): bigint {
    const bytes = this.readBytes(address, size);
    if (size === 8) return bytes.readBigUInt64LE();
    return BigInt(bytes.readUIntLE(0, size));
  }

  writeBytes(address: bigint, bytes: Uint8Array): void {
    for (let done = 0; done < bytes.length;) {
      const at = address + BigInt(done);
      const offset = Number(at & OFFSET_MASK);
      const part = bytes.subarray(done, done + PAGE - offset);
      this.page(at).set(part, offset);
      done += part.length;
    }
  }

  readBytes(address: bigint, size: number): Buffer {
    const result = Buffer.alloc(size);
    for (let done = 0; done < size;) {
      const at = address + BigInt(done);
      const offset = Number(at & OFFSET_MASK);
      const part = Math.min(size - done, PAGE - offset);
      const hole = this.holes.get(Number(at >> PAGE_BITS));
      if (hole?.subarray(offset, offset + part).includes(1)) throw new Error(`${hex(at)} is unreadable`);
      this.page(at).copy(result, done, offset, offset + part);
      done += part;
    }
    return result;
  }

  /** Everything that is present, neighbouring pages joined. */
  ranges(): SnapshotMemory[] {
    const result: SnapshotMemory[] = [];
    let start = 0n;
    let parts: Buffer[] = [];
    let next = 0n;
    const flush = (): void => {
      if (parts.length > 0) result.push({ address: hex(start), base64: Buffer.concat(parts).toString("base64") });
      parts = [];
    };
    const add = (address: bigint, bytes: Buffer): void => {
      if (address !== next) {
        flush();
        start = address;
      }
      parts.push(bytes);
      next = address + BigInt(bytes.length);
    };
    for (const key of [...this.pages.keys()].sort((a, b) => a - b)) {
      const page = this.pages.get(key)!;
      const base = BigInt(key) << PAGE_BITS;
      const hole = this.holes.get(key);
      if (!hole) {
        add(base, page);
        continue;
      }
      for (let from = 0; from < PAGE;) {
        let to = from;
        while (to < PAGE && hole[to] === hole[from]) to++;
        if (hole[from] === 0) add(base + BigInt(from), page.subarray(from, to));
        from = to;
      }
    }
    flush();
    return result;
  }

  private page(address: bigint): Buffer {
    const key = Number(address >> PAGE_BITS);
    if (key === this.lastKey) return this.lastPage!;
    const page = this.pages.get(key);
    if (!page) throw new Error(`nothing is mapped at ${hex(address)}`);
    this.lastKey = key;
    this.lastPage = page;
    return page;
  }
}

/** `0x` and hexadecimal digits. */
export function hex(value: bigint | number): string {
  return "0x" + value.toString(16);
}
