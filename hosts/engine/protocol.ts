/** The frames of bridge/protocol.h on Node's side: operation numbers, value tags, and how bytes are written and read. */

export const PROTOCOL_VERSION = 1;

export const Op = {
  Reply: 0,
  Fault: 1,
  Output: 2,
  Released: 3,
  SymbolsChanged: 4,
  Hello: 5,
  Dying: 6,
  Tick: 7,
  Open: 10,
  Run: 11,
  Print: 12,
  Exit: 13,
  Stats: 14,
  ReadMemory: 20,
  WriteMemory: 21,
  FindType: 22,
  TypeFields: 23,
  PointerTo: 24,
  ArrayOf: 25,
  FindSymbol: 26,
  SymbolAt: 27,
  Root: 40,
  Evaluate: 41,
  NamedModel: 42,
  Hold: 43,
  Keys: 44,
  GetKey: 45,
  SetKey: 46,
  Concepts: 47,
  Display: 48,
  Iterate: 49,
  Next: 50,
  CloseIterator: 51,
  IndexDimensions: 52,
  Index: 53,
  SetIndex: 54,
  Compare: 55,
  Equals: 56,
  CallMethod: 57,
  CreateInstance: 58,
  RegisterModel: 70,
  AddParent: 71,
  RegisterSignature: 72,
  FunctionAlias: 73,
  NamespaceProperty: 74,
  Unregister: 75,
  HasKey: 100,
  ReadKey: 101,
  WriteKey: 102,
  NewKey: 103,
  ListKeys: 104,
  ShowObject: 105,
  Dimensionality: 106,
  StartIteration: 107,
  NextItem: 108,
  ItemAt: 109,
  SetItemAt: 110,
  CompareObjects: 111,
  EqualObjects: 112,
  Invoke: 113,
  LoadScript: 114,
  UnloadScript: 115,
  InvokeScript: 116,
} as const;

export const Tag = {
  None: 0,
  Error: 1,
  Intrinsic: 2,
  NodeObject: 3,
  NodeMethod: 4,
  Object: 5,
  Method: 6,
  Typed: 7,
  TypedNumber: 8,
} as const;

/** Concepts of an object, one bit each. */
export const ConceptBit = { Display: 1, Iterate: 2, Index: 4, Compare: 8, Equals: 16, Construct: 32 } as const;

/** Builds one frame's body. */
export class Writer {
  private buffer = Buffer.allocUnsafe(256);
  // The frame's head (length, operation) is written in front, so that a frame is one write.
  private at = 5;

  private room(n: number): void {
    if (this.at + n <= this.buffer.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.buffer.length * 2, this.at + n));
    this.buffer.copy(larger, 0, 0, this.at);
    this.buffer = larger;
  }

  u8(v: number): this {
    this.room(1);
    this.at = this.buffer.writeUInt8(v, this.at);
    return this;
  }

  u32(v: number): this {
    this.room(4);
    this.at = this.buffer.writeUInt32LE(v >>> 0, this.at);
    return this;
  }

  u64(v: bigint): this {
    this.room(8);
    this.at = this.buffer.writeBigUInt64LE(BigInt.asUintN(64, v), this.at);
    return this;
  }

  text(s: string): this {
    this.u32(s.length);
    this.room(s.length * 2);
    this.at += this.buffer.write(s, this.at, "utf16le");
    return this;
  }

  bytes(b: Uint8Array): this {
    this.room(b.length);
    this.buffer.set(b, this.at);
    this.at += b.length;
    return this;
  }

  /** The whole frame. */
  frame(op: number): Buffer {
    this.buffer.writeUInt32LE(this.at - 4, 0);
    this.buffer.writeUInt8(op, 4);
    return this.buffer.subarray(0, this.at);
  }
}

/** Reads a frame's body. */
export class Reader {
  private at = 0;

  constructor(private readonly buffer: Buffer) {}

  u8(): number {
    const v = this.buffer.readUInt8(this.at);
    this.at += 1;
    return v;
  }

  u32(): number {
    const v = this.buffer.readUInt32LE(this.at);
    this.at += 4;
    return v;
  }

  u64(): bigint {
    const v = this.buffer.readBigUInt64LE(this.at);
    this.at += 8;
    return v;
  }

  text(): string {
    const bytes = this.u32() * 2;
    if (this.at + bytes > this.buffer.length) throw new RangeError("a text runs past its frame");
    const s = this.buffer.toString("utf16le", this.at, this.at + bytes);
    this.at += bytes;
    return s;
  }

  rest(): Buffer {
    return this.buffer.subarray(this.at);
  }
}
