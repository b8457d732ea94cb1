/** Memory that was read, put in order: one range for bytes that touch, each byte as it was read first. */
import { add, compare, distance, type Address } from "../target/address";

interface Piece {
  readonly address: Address;
  readonly bytes: Uint8Array;
  /** When it was read. */
  readonly order: number;
}

/** A run of bytes without a gap. */
export interface Range {
  readonly address: Address;
  readonly length: number;
  readonly parts: readonly Uint8Array[];
}

export class MemoryBook {
  private readonly pieces: Piece[] = [];
  private readonly known = new Map<Address, number>();

  /** Notes bytes. They are kept, not copied. */
  add(address: Address, bytes: Uint8Array): void {
    const before = this.known.get(address);
    if (bytes.length === 0 || (before !== undefined && before >= bytes.length)) return;
    this.known.set(address, bytes.length);
    this.pieces.push({ address, bytes, order: this.pieces.length });
  }

  /** All of it in ascending order. */
  ranges(): Range[] {
    const inOrder = this.pieces.slice().sort((a, b) => compare(a.address, b.address) || a.order - b.order);
    const ranges: Range[] = [];
    let group: Piece[] = [];
    let end: Address | undefined;
    for (const piece of inOrder) {
      const after = add(piece.address, piece.bytes.length);
      if (end === undefined || compare(piece.address, end) > 0) {
        if (group.length > 0) ranges.push(merged(group));
        group = [];
        end = after;
      } else if (compare(after, end) > 0) {
        end = after;
      }
      group.push(piece);
    }
    if (group.length > 0) ranges.push(merged(group));
    return ranges;
  }
}

/** Pieces that touch or overlap as one range; where two overlap, what was read first counts. */
function merged(group: readonly Piece[]): Range {
  const first = group[0] as Piece;
  let length = 0;
  let overlaps = false;
  for (const piece of group) {
    const from = distance(piece.address, first.address);
    if (from < length) overlaps = true;
    length = Math.max(length, from + piece.bytes.length);
  }
  if (!overlaps) return { address: first.address, length, parts: group.map((piece) => piece.bytes) };
  const bytes = new Uint8Array(length);
  // The later ones first, so that the earlier ones have the last word.
  for (const piece of group.slice().sort((a, b) => b.order - a.order)) {
    bytes.set(piece.bytes, distance(piece.address, first.address));
  }
  return { address: first.address, length, parts: [bytes] };
}
