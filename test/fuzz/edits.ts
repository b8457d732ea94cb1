/** What a mutated snapshot differs in from a sound one: small, and writable as JSON, so that a failure can be kept. */
import type { Snapshot, SnapshotType } from "../../hosts/snapshot/format";
import type { LoadedSnapshot, MemoryRange } from "../../hosts/snapshot/validate";

export type Edit =
  /** Other bytes; where nothing is recorded, nothing happens. */
  | { readonly edit: "bytes"; readonly address: string; readonly hex: string }
  /** Bytes that cannot be read. */
  | { readonly edit: "absent"; readonly address: string; readonly size: number }
  | { readonly edit: "noType"; readonly type: string }
  | { readonly edit: "noField"; readonly type: string; readonly field: string }
  | { readonly edit: "noSymbol"; readonly symbol: string }
  | { readonly edit: "symbol"; readonly symbol: string; readonly address: string };

/** The snapshot with the edits in their order. The original is not touched; ranges without an edit are shared. */
export function applyEdits(base: LoadedSnapshot, edits: readonly Edit[]): LoadedSnapshot {
  const memory = new Ranges(base.ranges);
  let snapshot: Snapshot = base.snapshot;
  for (const edit of edits) {
    switch (edit.edit) {
      case "bytes":
        memory.write(BigInt(edit.address), Buffer.from(edit.hex, "hex"));
        break;
      case "absent":
        memory.remove(BigInt(edit.address), edit.size);
        break;
      case "noType":
        snapshot = { ...snapshot, types: without(snapshot.types, edit.type) };
        break;
      case "noField": {
        const type = snapshot.types[edit.type];
        if (type === undefined) break;
        const fields = type.fields.filter((field) => field.name !== edit.field);
        const types: Record<string, SnapshotType> = { ...snapshot.types, [edit.type]: { ...type, fields } };
        snapshot = { ...snapshot, types };
        break;
      }
      case "noSymbol":
        snapshot = { ...snapshot, symbols: without(snapshot.symbols ?? {}, edit.symbol) };
        break;
      case "symbol":
        snapshot = { ...snapshot, symbols: { ...snapshot.symbols, [edit.symbol]: edit.address } };
    }
  }
  return { snapshot, ranges: memory.ranges };
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([key]) => key !== name));
}

class Ranges {
  ranges: MemoryRange[];
  private readonly own = new Set<Uint8Array>();

  constructor(ranges: readonly MemoryRange[]) {
    this.ranges = [...ranges];
  }

  write(address: bigint, bytes: Uint8Array): void {
    this.ranges = this.ranges.map((range) => {
      const from = address - range.address;
      if (from + BigInt(bytes.length) <= 0n || from >= BigInt(range.bytes.length)) return range;
      const copy = this.own.has(range.bytes) ? range.bytes : Uint8Array.from(range.bytes);
      this.own.add(copy);
      bytes.forEach((byte, i) => {
        const at = Number(from) + i;
        if (at >= 0 && at < copy.length) copy[at] = byte;
      });
      return { address: range.address, bytes: copy };
    });
  }

  remove(address: bigint, size: number): void {
    const end = address + BigInt(size);
    this.ranges = this.ranges.flatMap((range) => {
      const last = range.address + BigInt(range.bytes.length);
      if (end <= range.address || address >= last) return [range];
      const parts: MemoryRange[] = [];
      if (address > range.address) {
        parts.push({ address: range.address, bytes: range.bytes.subarray(0, Number(address - range.address)) });
      }
      if (end < last) parts.push({ address: end, bytes: range.bytes.subarray(Number(end - range.address)) });
      return parts;
    });
  }
}
