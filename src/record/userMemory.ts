/**
 * User memory that was read. A snapshot has one address space, a machine has one per process: bytes that two processes
 * have at the same address are kept only where they are the same.
 */
import { add, compare, distance, type Address } from "../target/address";
import type { MemoryBook } from "./memoryBook";

interface Piece {
  readonly address: Address;
  readonly length: number;
  /** Undefined where the read failed. */
  readonly bytes: Uint8Array | undefined;
}

export class UserMemory {
  private readonly pieces: Piece[] = [];
  private readonly seen = new Map<unknown, Map<Address, number>>();

  /** Notes a read in a process; without bytes one that failed. */
  add(process: unknown, address: Address, length: number, bytes: Uint8Array | undefined): void {
    let own = this.seen.get(process);
    if (!own) this.seen.set(process, (own = new Map<Address, number>()));
    if ((own.get(address) || 0) >= length) return;
    own.set(address, length);
    this.pieces.push({ address, length, bytes });
  }

  /** Enters what can be told apart into a book; gives how many reads are left out. */
  enter(book: MemoryBook): number {
    const inOrder = this.pieces.map((piece, order) => ({ piece, order, bad: false }));
    inOrder.sort((a, b) => compare(a.piece.address, b.piece.address) || a.order - b.order);
    inOrder.forEach((item, i) => {
      const end = add(item.piece.address, item.piece.length);
      for (let j = i + 1; j < inOrder.length; j++) {
        const other = inOrder[j] as { piece: Piece; order: number; bad: boolean };
        if (compare(other.piece.address, end) >= 0) break;
        if (!agree(item.piece, other.piece)) item.bad = other.bad = true;
      }
    });
    let left = 0;
    for (const { piece, bad } of inOrder) {
      if (piece.bytes === undefined) continue;
      if (bad) left++;
      else book.add(piece.address, piece.bytes);
    }
    return left;
  }
}

/** Whether two reads that overlap, `b` not before `a`, may come from one memory. */
function agree(a: Piece, b: Piece): boolean {
  if (a.bytes === undefined && b.bytes === undefined) return true;
  const shift = distance(b.address, a.address);
  // A long read may fail where a part of it succeeds; at the same place and length it may not.
  if (a.bytes === undefined || b.bytes === undefined) return !(shift === 0 && a.length === b.length);
  for (let i = shift; i < a.length && i - shift < b.length; i++) if (a.bytes[i] !== b.bytes[i - shift]) return false;
  return true;
}
