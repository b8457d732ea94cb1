/** Reads a finished machine or a snapshot back: for checks, never for building. */
import type { Snapshot } from "../../hosts/snapshot/format";
import type { Layout } from "../layouts/layouts";
import type { Kernel, Placed } from "./kernel";
import { hex } from "./memory";
import { Structs } from "./structs";

export class Reader {
  constructor(
    readonly structs: Structs,
    readonly pointer: 4 | 8,
    readonly symbols: ReadonlyMap<string, bigint>,
    private readonly bytes: (address: bigint, size: number) => Buffer,
  ) {}

  static ofKernel(kernel: Kernel): Reader {
    return new Reader(kernel.structs, kernel.pointer, kernel.symbols, (address, size) =>
      kernel.memory.readBytes(address, size),
    );
  }

  static ofSnapshot(snapshot: Snapshot): Reader {
    const ranges = snapshot.memory.map(({ address, hex: text, base64 }) => ({
      start: BigInt(address),
      bytes: text === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(text, "hex"),
    }));
    const layout = {
      name: "snapshot",
      ...snapshot.target,
      types: snapshot.types,
      enums: snapshot.enums ?? {},
      untold: {},
    };
    return new Reader(
      new Structs(layout as unknown as Layout),
      snapshot.target.pointerSize,
      new Map(Object.entries(snapshot.symbols ?? {}).map(([name, address]) => [name, BigInt(address)])),
      (address, size) => {
        const range = ranges.find(
          (r) => r.start <= address && address + BigInt(size) <= r.start + BigInt(r.bytes.length),
        );
        if (!range) throw new Error(`${hex(address)} is unreadable`);
        const offset = Number(address - range.start);
        return range.bytes.subarray(offset, offset + size);
      },
    );
  }

  has(type: string, path: string): boolean {
    return this.structs.find(type, path) !== undefined;
  }

  integer(address: bigint, size: number): bigint {
    const bytes = this.bytes(address, size);
    return size === 8 ? bytes.readBigUInt64LE() : BigInt(bytes.readUIntLE(0, size));
  }

  readPointer(address: bigint): bigint {
    return this.integer(address, this.pointer);
  }

  text(address: bigint, size: number): Buffer {
    return this.bytes(address, size);
  }

  get(place: Placed, path: string): bigint {
    const field = this.structs.field(place.type, path);
    const value = this.integer(place.address + BigInt(field.offset), field.size);
    if (field.bitPos === undefined || field.bitLen === undefined) return value;
    return (value >> BigInt(field.bitPos)) & ((1n << BigInt(field.bitLen)) - 1n);
  }

  at(place: Placed, path: string): bigint {
    return place.address + BigInt(this.structs.offset(place.type, path));
  }

  /** Addresses of the structures in a list, by the member that links them. Throws at a bad link. */
  list(head: bigint, type: string, member: string): bigint[] {
    const offset = BigInt(this.structs.offset(type, member));
    const result: bigint[] = [];
    let previous = head;
    for (let entry = this.readPointer(head); entry !== head; entry = this.readPointer(entry)) {
      if (this.readPointer(entry + BigInt(this.pointer)) !== previous) {
        throw new Error(`the Blink of ${hex(entry)} does not lead back to ${hex(previous)}`);
      }
      result.push(entry - offset);
      if (result.length > 200_000) throw new Error(`the list at ${hex(head)} does not end`);
      previous = entry;
    }
    if (this.readPointer(head + BigInt(this.pointer)) !== previous) {
      throw new Error(`the Blink of the head ${hex(head)} does not lead to its last entry`);
    }
    return result;
  }
}
