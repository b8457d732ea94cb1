/** What a script cost: host calls by kind. One set per provider. */
import type { HostCallName } from "./options.js";

export class HostCounters {
  /** Calls of `readMemoryValues`, `readString` and `readWideString`, and reads of native members. */
  reads = 0;
  /** Bytes of those reads. */
  bytes = 0;
  /** Reads whose address, size and context had been read before; 0 where reads are not remembered. */
  repeatedReads = 0;
  typeLookups = 0;
  symbolLookups = 0;
  /** Results of createTypedObject and createPointerObject. */
  typedObjects = 0;
  /** Getters, methods and display strings of the script that the debugger called. */
  getterCalls = 0;
  /** Every host call by name. */
  readonly calls = new Map<HostCallName, number>();

  private readonly seen = new Map<unknown, Map<number, Set<bigint>>>();

  /** Without `remembers` it is not known which reads repeat others, and large targets cost no memory here. */
  constructor(private readonly remembers = true) {}

  called(name: HostCallName): void {
    this.calls.set(name, (this.calls.get(name) ?? 0) + 1);
  }

  read(address: bigint, size: number, context: unknown): void {
    this.reads++;
    this.bytes += size;
    if (!this.remembers) return;
    let sizes = this.seen.get(context);
    if (sizes === undefined) this.seen.set(context, (sizes = new Map<number, Set<bigint>>()));
    let addresses = sizes.get(size);
    if (addresses === undefined) sizes.set(size, (addresses = new Set<bigint>()));
    if (addresses.has(address)) this.repeatedReads++;
    else addresses.add(address);
  }

  /** Back to zero; what was read before is forgotten too. */
  reset(): void {
    this.reads = this.bytes = this.repeatedReads = 0;
    this.typeLookups = this.symbolLookups = this.typedObjects = this.getterCalls = 0;
    this.calls.clear();
    this.seen.clear();
  }
}
