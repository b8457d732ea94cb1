/** What lies in a snapshot: the structures that alpcx comes by, found by their types and by what a sound run reads. */
import type { LoadedSnapshot } from "../../hosts/snapshot/validate";
import { SnapshotMemory } from "../../hosts/snapshot/memory";
import { Shapes, type Leaf } from "./shape";

/** A structure, or bytes that are read and belong to no known one (type `bytes`). */
export interface Place {
  readonly type: string;
  readonly address: bigint;
  readonly size: number;
  /** Those that a sound run reads. */
  readonly leaves: readonly Leaf[];
}

export interface Read {
  readonly address: bigint;
  readonly size: number;
}

export interface Inventory {
  readonly places: readonly Place[];
  /** Type -> members that lie where a sound run reads; also of types nested in them. */
  readonly members: readonly { readonly type: string; readonly field: string }[];
  readonly symbols: readonly string[];
  readonly pointerSize: 4 | 8;
  word(address: bigint): bigint | undefined;
}

/** Lists by the member that is their head, with the structure and member of the entries. */
const LISTS: readonly (readonly [type: string, head: string, entry: string, link: string])[] = [
  ["_EPROCESS", "ActiveProcessLinks", "_EPROCESS", "ActiveProcessLinks"],
  ["_EPROCESS", "ThreadListHead", "_ETHREAD", "ThreadListEntry"],
  ["_ETHREAD", "ThreadListEntry", "_ETHREAD", "ThreadListEntry"],
  ["_ALPC_PORT", "PortListEntry", "_ALPC_PORT", "PortListEntry"],
  ["_ALPC_PORT", "MainQueue", "_KALPC_MESSAGE", "Entry"],
  ["_ALPC_PORT", "LargeMessageQueue", "_KALPC_MESSAGE", "Entry"],
  ["_ALPC_PORT", "PendingQueue", "_KALPC_MESSAGE", "Entry"],
  ["_ALPC_PORT", "DirectQueue", "_KALPC_MESSAGE", "Entry"],
  ["_ALPC_PORT", "CanceledQueue", "_KALPC_MESSAGE", "Entry"],
  ["_ALPC_COMMUNICATION_INFO", "CommunicationList", "_ALPC_COMMUNICATION_INFO", "CommunicationList"],
  ["_KQUEUE", "ThreadListHead", "_ETHREAD", "Tcb.QueueListEntry"],
  ["_LPCP_PORT_OBJECT", "MsgQueue.ReceiveHead", "_LPCP_MESSAGE", "Entry"],
  ["_LPCP_PORT_OBJECT", "LpcDataInfoChainHead", "_LPCP_MESSAGE", "Entry"],
  ["_LPCP_PORT_OBJECT", "LpcReplyChainHead", "_ETHREAD", "LpcReplyChain"],
];

const HANDLE_TYPES: Readonly<Record<string, string>> = {
  "ALPC Port": "_ALPC_PORT",
  Port: "_LPCP_PORT_OBJECT",
  WaitablePort: "_LPCP_PORT_OBJECT",
};

const MAX_PLACES = 600;

export function takeInventory(loaded: LoadedSnapshot, reads: readonly Read[]): Inventory {
  const { snapshot } = loaded;
  const { pointerSize } = snapshot.target;
  const memory = new SnapshotMemory(loaded.ranges, pointerSize);
  const shapes = new Shapes(snapshot);
  const mask = (1n << BigInt(8 * pointerSize)) - 1n;
  const kernelFrom = pointerSize === 8 ? 0xff00000000000000n : 0x80000000n;
  const word = (address: bigint): bigint | undefined => {
    try {
      const bytes = Buffer.from(memory.read(address & mask, pointerSize));
      return pointerSize === 8 ? bytes.readBigUInt64LE() : BigInt(bytes.readUInt32LE());
    } catch {
      return undefined;
    }
  };
  const covered = new Coverage(reads);
  const found = new Map<string, Place>();
  const todo: Place[] = [];
  const add = (type: string, address: bigint): void => {
    const size = shapes.size(type);
    const key = `${type} ${address}`;
    if (size === 0 || address < kernelFrom || found.has(key) || found.size >= MAX_PLACES) return;
    if (word(address) === undefined) return;
    const leaves = shapes.leaves(type).filter((leaf) => covered.touches(address + BigInt(leaf.offset), leaf.size));
    const place = { type, address, size, leaves };
    found.set(key, place);
    todo.push(place);
  };

  for (const process of snapshot.processes) {
    add("_EPROCESS", BigInt(process.address) & mask);
    for (const thread of process.threads) add("_ETHREAD", BigInt(thread.address) & mask);
    for (const handle of process.handles ?? []) {
      const type = HANDLE_TYPES[handle.type];
      if (type !== undefined) add(type, BigInt(handle.object) & mask);
    }
  }
  for (let place = todo.shift(); place !== undefined; place = todo.shift()) {
    for (const leaf of shapes.leaves(place.type)) {
      if (leaf.target === undefined) continue;
      const value = word(place.address + BigInt(leaf.offset));
      if (value !== undefined) add(leaf.target, value & ~7n);
    }
    for (const [type, head, entry, link] of LISTS) {
      if (type !== place.type) continue;
      const at = shapes.offset(type, head);
      const offset = shapes.offset(entry, link);
      if (at === undefined || offset === undefined) continue;
      const start = place.address + BigInt(at);
      let next = word(start);
      for (let i = 0; i < 64 && next !== undefined && next !== start; i++) {
        add(entry, next - BigInt(offset));
        next = word(next);
      }
    }
  }

  const places = [...found.values()].filter((place) => place.leaves.length > 0);
  const inside = new Coverage(places);
  for (const read of reads) {
    if (inside.touches(read.address, read.size)) continue;
    const leaves: Leaf[] = [];
    for (let offset = 0; offset < Math.min(read.size, 256); offset += pointerSize) {
      leaves.push({ name: `+${offset}`, offset, size: Math.min(pointerSize, read.size - offset), kind: "pointer" });
    }
    places.push({ type: "bytes", address: read.address, size: read.size, leaves });
  }
  const members = new Map<string, { type: string; field: string }>();
  for (const place of places) {
    for (const { name } of place.leaves) {
      const field = name.split(".")[0];
      if (field !== undefined && place.type !== "bytes") members.set(place.type + field, { type: place.type, field });
    }
  }
  return { places, members: [...members.values()], symbols: Object.keys(snapshot.symbols ?? {}), pointerSize, word };
}

/** Whether a range of addresses has a byte in common with one of many. */
class Coverage {
  private readonly starts: readonly Read[];
  private readonly longest: bigint;

  constructor(ranges: readonly Read[]) {
    this.starts = [...ranges].sort((a, b) => (a.address < b.address ? -1 : 1));
    this.longest = BigInt(ranges.reduce((longest, range) => Math.max(longest, range.size), 0));
  }

  touches(address: bigint, size: number): boolean {
    const end = address + BigInt(size);
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle]!.address < end) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= 0; i--) {
      const range = this.starts[i]!;
      if (range.address + this.longest <= address) return false;
      if (range.address + BigInt(range.size) > address) return true;
    }
    return false;
  }
}
