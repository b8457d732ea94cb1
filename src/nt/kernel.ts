/**
 * One look at a kernel target: the readers of its structures and what was read through them. No structure is read twice
 * during a look. A command makes one and drops it, so that nothing is remembered of a machine that runs.
 */
import { fromParts, hex, type Address } from "../target/address";
import { Gap, StructReader, type Prefix, type Structure } from "../target/layout";
import { UsageError, type Target } from "../target/target";

/** Stands for undefined in a cache, so that one look-up tells. */
const NOTHING = {};

const LACKS_TYPE = "the symbols of nt lack this type";

export class Kernel {
  private readonly readers = new Map<string, StructReader | undefined>();
  private readonly caches = new Map<string, Map<Address, unknown>>();

  constructor(readonly target: Target) {}

  get pointerSize(): 4 | 8 {
    return this.target.info.pointerSize;
  }

  /**
   * The reader of a structure, or undefined when `nt`'s symbols do not have the type. `paths` are all members ever asked
   * for; a type has one reader (`name` tells two apart that are read with different members).
   */
  reader(
    type: string,
    paths: readonly string[],
    prefix?: () => Prefix | undefined,
    name: string = type,
  ): StructReader | undefined {
    const known = this.readers.get(name);
    if (known !== undefined || this.readers.has(name)) return known;
    const layout = this.target.type(type);
    const reader = layout && new StructReader(this.target, layout, paths, prefix && prefix());
    this.readers.set(name, reader);
    return reader;
  }

  /** The reader of a structure that every kernel of its era has: where the symbols lack it, that is noted as a loss. */
  expected(type: string, paths: readonly string[], name: string = type): StructReader | undefined {
    const reader = this.reader(type, paths, undefined, name);
    if (!reader) this.target.losses.unknown(type, LACKS_TYPE);
    return reader;
  }

  /** The reader of a structure that nothing can be done without. */
  needed(type: string, paths: readonly string[], prefix?: () => Prefix | undefined): StructReader {
    const reader = this.reader(type, paths, prefix);
    if (!reader) throw new UsageError(missingType(type));
    return reader;
  }

  /** What `load` makes of the structure at an address, once per kind and address. */
  once<T>(kind: string, address: Address, load: () => T): T {
    let cache = this.caches.get(kind);
    if (!cache) this.caches.set(kind, (cache = new Map<Address, unknown>()));
    const known = cache.get(address);
    if (known !== undefined) return (known === NOTHING ? undefined : known) as T;
    const value = load();
    cache.set(address, value === undefined ? NOTHING : value);
    return value;
  }

  /** Reads a structure once. */
  read(kind: string, reader: StructReader | undefined, address: Address): Structure | Gap {
    if (!reader) {
      this.target.losses.unknown(kind, LACKS_TYPE);
      return new Gap(address, "the symbols of nt lack its type");
    }
    return this.once(kind, address, () => reader.read(address));
  }

  /** Bytes that are no structure: a string, a table; `what` names them. A Gap when any is missing. */
  bytes(address: Address, length: number, what: string = length + " bytes"): Uint8Array | Gap {
    try {
      return this.target.read(address, length);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.target.losses.unreadable(what, address, why);
      return new Gap(address, why);
    }
  }

  /** The pointer that a symbol names, such as `nt!AlpcPortObjectType`; undefined when either is missing. */
  symbolPointer(name: string): Address | undefined {
    const address = this.target.symbol(name);
    if (address === undefined) return undefined;
    return this.once("symbol value", address, () => {
      const bytes = this.bytes(address, this.pointerSize);
      return bytes instanceof Gap ? undefined : pointerIn(bytes, 0, this.pointerSize);
    });
  }
}

/** What to say, and what to do, when a type is not there. */
export function missingType(type: string): string {
  return (
    "the symbols of nt have no type " +
    type +
    ". Load the public symbols of this kernel (.symfix; .reload /f nt), then try again"
  );
}

/** A pointer in the bytes of a table. */
export function pointerIn(bytes: Uint8Array, offset: number, pointerSize: 4 | 8): Address {
  const low = uint32In(bytes, offset);
  return fromParts(low, pointerSize === 8 ? uint32In(bytes, offset + 4) : 0);
}

export function uint32In(bytes: Uint8Array, offset: number): number {
  return (
    ((bytes[offset] || 0) |
      ((bytes[offset + 1] || 0) << 8) |
      ((bytes[offset + 2] || 0) << 16) |
      ((bytes[offset + 3] || 0) << 24)) >>>
    0
  );
}

/** `what at 0x...` for messages. */
export function named(what: string, address: Address): string {
  return what + " at " + hex(address);
}
