/** Reads a PDB's public symbols, by walk and by look-up. Knows nothing of the writer. */

export interface ReadSymbol {
  readonly name: string;
  readonly offset: number;
  readonly section: number;
}

const BUCKETS = 4096;

export class PublicSymbols {
  private readonly hashRecords: Buffer;
  private readonly bits: Buffer;
  private readonly starts: number[];
  private readonly addressMap: number[];

  /** @param records and @param publics the two streams. */
  constructor(
    private readonly records: Buffer,
    publics: Buffer,
  ) {
    const hashSize = publics.readUInt32LE(0);
    const mapSize = publics.readUInt32LE(4);
    const hash = publics.subarray(28, 28 + hashSize);
    const map = publics.subarray(28 + hashSize);
    if (map.length !== mapSize) throw new Error("wrong size of the address map");
    const recordBytes = hash.readUInt32LE(8);
    this.hashRecords = hash.subarray(16, 16 + recordBytes);
    const table = hash.subarray(16 + recordBytes);
    if (table.length !== hash.readUInt32LE(12)) throw new Error("wrong size of the hash table");
    this.bits = table.subarray(0, (BUCKETS / 32 + 1) * 4);
    this.starts = words(table.subarray(this.bits.length));
    this.addressMap = words(map);
  }

  /** In the order of the records. */
  all(): ReadSymbol[] {
    const symbols: ReadSymbol[] = [];
    for (let at = 0; at < this.records.length; at += 2 + this.records.readUInt16LE(at)) symbols.push(this.at(at));
    return symbols;
  }

  byAddress(): ReadSymbol[] {
    return this.addressMap.map((at) => this.at(at));
  }

  /** As a debugger finds a name. */
  find(name: string): ReadSymbol | undefined {
    const bucket = hashOf(name) % BUCKETS;
    let before = 0;
    for (let number = 0; number < bucket; number++) before += this.bit(number);
    if (this.bit(bucket) === 0) return undefined;
    const first = (this.starts[before] ?? 0) / 12;
    const end = (this.starts[before + 1] ?? (this.hashRecords.length / 8) * 12) / 12;
    for (let record = first; record < end; record++) {
      const symbol = this.at(this.hashRecords.readUInt32LE(record * 8) - 1);
      if (symbol.name === name) return symbol;
    }
    return undefined;
  }

  private bit(number: number): number {
    return ((this.bits[number >> 3] ?? 0) >> (number & 7)) & 1;
  }

  private at(at: number): ReadSymbol {
    if (this.records.readUInt16LE(at + 2) !== 0x110e) throw new Error("no public symbol");
    const end = this.records.indexOf(0, at + 14);
    return {
      name: this.records.toString("utf8", at + 14, end),
      offset: this.records.readUInt32LE(at + 8),
      section: this.records.readUInt16LE(at + 12),
    };
  }
}

function words(bytes: Buffer): number[] {
  return Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(i * 4));
}

/** The version 1 string hash, with big numbers. */
function hashOf(name: string): number {
  const bytes = Buffer.from(name);
  let hash = 0n;
  let rest = bytes;
  for (; rest.length >= 4; rest = rest.subarray(4)) hash ^= BigInt(rest.readUInt32LE(0));
  if (rest.length >= 2) {
    hash ^= BigInt(rest.readUInt16LE(0));
    rest = rest.subarray(2);
  }
  if (rest.length === 1) hash ^= BigInt(rest[0] ?? 0);
  hash |= 0x20202020n;
  hash ^= hash >> 11n;
  return Number(hash ^ (hash >> 16n));
}
