/** A growing buffer of little-endian numbers; every file format of this room is written with it. */
export class ByteWriter {
  private buffer = Buffer.alloc(256);
  private used = 0;

  /** Bytes written so far. */
  get length(): number {
    return this.used;
  }

  private room(size: number): number {
    const at = this.used;
    this.used += size;
    if (this.used > this.buffer.length) {
      const grown = Buffer.alloc(Math.max(this.used, this.buffer.length * 2));
      this.buffer.copy(grown);
      this.buffer = grown;
    }
    return at;
  }

  u8(value: number): this {
    const at = this.room(1);
    this.buffer.writeUInt8(value, at);
    return this;
  }

  u16(value: number): this {
    const at = this.room(2);
    this.buffer.writeUInt16LE(value, at);
    return this;
  }

  u32(value: number): this {
    const at = this.room(4);
    this.buffer.writeUInt32LE(value, at);
    return this;
  }

  i32(value: number): this {
    const at = this.room(4);
    this.buffer.writeInt32LE(value, at);
    return this;
  }

  u64(value: bigint): this {
    const at = this.room(8);
    this.buffer.writeBigUInt64LE(BigInt.asUintN(64, value), at);
    return this;
  }

  bytes(value: Uint8Array): this {
    const at = this.room(value.length);
    this.buffer.set(value, at);
    return this;
  }

  /** UTF-8 text with a terminating zero. */
  text(value: string): this {
    return this.bytes(Buffer.from(value, "utf8")).u8(0);
  }

  /** Zeros up to the next multiple of `size`. */
  align(size: number): this {
    this.room((size - (this.used % size)) % size);
    return this;
  }

  toBuffer(): Buffer {
    return this.buffer.subarray(0, this.used);
  }
}

/** The value rounded up to a multiple of `size`. */
export function roundUp(value: number, size: number): number {
  return Math.ceil(value / size) * size;
}
