/**
 * `_ERESOURCE`: who owns one, and which one a thread waits for. A wait does not name its resource, so the resource is
 * found from the object that is waited for, among all that `nt!ExpSystemResourcesList` links.
 */
import { add, clearBits, isKernel, isNull, lowBits, NULL, type Address } from "../target/address";
import { Gap, type StructReader, type Structure } from "../target/layout";
import { pointerIn, uint32In, type Kernel } from "./kernel";
import { COMPLETE, walkIn, type WalkEnd } from "./list";

const MEMBERS = [
  "SystemResourcesList",
  "OwnerTable",
  "ActiveCount",
  "Flag",
  "SharedWaiters",
  "ExclusiveWaiters",
  // Vista and later; before that two of them.
  "OwnerEntry.OwnerThread",
  "OwnerThreads",
  "NumberOfSharedWaiters",
  "NumberOfExclusiveWaiters",
] as const;

/** ResourceOwnedExclusive. Source: wdm.h. */
const OWNED_EXCLUSIVE = 0x80;
/** An owner that is no thread has both low bits set. Source: documentation of ExSetResourceOwnerPointer. */
const NO_THREAD = 3;
/** More owners, or waiters of one resource, than are followed. */
const MAX_ENTRIES = 4096;
/**
 * Where the waiters are a chain, each entry lies on its waiter's stack and holds the event that is waited for. Source: a
 * published 64-bit session (N. Kuo, "NT Wait Time": WaitChainEntry ...2f8, the thread waits for ...310). 32-bit is not known.
 */
const EVENT_IN_ENTRY = 0x18;

export class Resource {
  constructor(
    readonly kernel: Kernel,
    readonly raw: Structure,
  ) {}

  get address(): Address {
    return this.raw.address;
  }

  get waiters(): number {
    return (this.raw.unsigned("NumberOfSharedWaiters") || 0) + (this.raw.unsigned("NumberOfExclusiveWaiters") || 0);
  }

  /**
   * The threads that must all let go of it; empty when nobody owns it. Undefined when an owner cannot be told: it was set to
   * something that is no thread, or the table cannot be read.
   */
  get owners(): readonly Address[] | undefined {
    return this.kernel.once("owners", this.address, () => this.readOwners());
  }

  private readOwners(): readonly Address[] | undefined {
    if (!this.raw.unsigned("ActiveCount")) return [];
    const size = this.kernel.pointerSize;
    const found: Address[] = [];
    const own = this.raw.pointer("OwnerEntry.OwnerThread");
    const pair = this.raw.bytesOf("OwnerThreads");
    if (own !== undefined) found.push(own);
    else if (pair) for (const at of [0, pair.length / 2]) found.push(pointerIn(pair, at, size));
    else return undefined;
    const isExclusive = ((this.raw.unsigned("Flag") || 0) & OWNED_EXCLUSIVE) !== 0;
    if (isExclusive) found.length = 1;
    else {
      const more = this.table();
      if (!more) return undefined;
      found.push(...more);
    }
    const threads: Address[] = [];
    for (const entry of found) {
      if (isNull(entry)) continue;
      const thread = clearBits(entry, NO_THREAD);
      if (lowBits(entry, NO_THREAD) === NO_THREAD || !isKernel(thread, size)) return undefined;
      if (threads.indexOf(thread) < 0) threads.push(thread);
    }
    return threads.length === 0 ? undefined : threads;
  }

  /** Shared owners; the first entry of the table holds its size. */
  private table(): Address[] | undefined {
    const address = this.raw.pointer("OwnerTable");
    if (address === undefined) return undefined;
    if (isNull(address)) return [];
    const entry = this.kernel.target.type("_OWNER_ENTRY");
    const size = entry && entry.field("TableSize");
    if (!entry || !size) return undefined;
    const first = this.kernel.bytes(address, entry.size);
    if (first instanceof Gap) return undefined;
    const count = uint32In(first, size.offset);
    if (count > MAX_ENTRIES) return undefined;
    const bytes = this.kernel.bytes(address, count * entry.size);
    if (count > 0 && bytes instanceof Gap) return undefined;
    const found: Address[] = [];
    for (let i = 1; i < count; i++) found.push(pointerIn(bytes as Uint8Array, i * entry.size, this.kernel.pointerSize));
    return found;
  }
}

/** All resources that somebody waits for, by what is waited for. */
export interface WaitedResources {
  /** The resource of a waited-for object; undefined when it is none of a resource. */
  find(object: Address): Resource | undefined;
  /** How the walk of all resources ended. */
  readonly end: WalkEnd;
  readonly head: Address;
}

/** Walks all resources, once per look. Undefined where the symbols of nt do not tell where they are. */
export function waitedResources(kernel: Kernel): WaitedResources | undefined {
  const head = kernel.target.symbol("ExpSystemResourcesList");
  const reader = kernel.reader("_ERESOURCE", MEMBERS);
  const link = reader && reader.offset("SystemResourcesList");
  if (head === undefined || !reader || link === undefined) return undefined;
  return kernel.once("resources", head, () => walk(kernel, head, reader, link));
}

function walk(kernel: Kernel, head: Address, reader: StructReader, link: number): WaitedResources {
  const waited: Resource[] = [];
  const byObject = new Map<Address, Resource>();
  const list = kernel.needed("_LIST_ENTRY", ["Flink", "Blink"]).read(head);
  let end: WalkEnd = COMPLETE;
  if (list instanceof Gap) end = { kind: "unreadable", at: head, why: list.why };
  else {
    const links = { flink: list.pointer("Flink") || NULL, blink: list.pointer("Blink") || NULL };
    end = walkIn(kernel, "ExpSystemResourcesList", head, links, (entry) => {
      const raw = reader.read(add(entry, -link));
      if (raw instanceof Gap) return raw;
      const own = raw.links("SystemResourcesList");
      if (!own) return new Gap(entry, "the link of the resource cannot be read");
      const resource = new Resource(kernel, raw);
      if (resource.waiters > 0) {
        waited.push(resource);
        for (const member of ["SharedWaiters", "ExclusiveWaiters"]) {
          const object = raw.pointer(member);
          if (object !== undefined && !isNull(object)) byObject.set(object, resource);
        }
      }
      return { links: own, value: undefined };
    }).end;
  }
  let chained: Map<Address, Resource> | undefined;
  return {
    head,
    end,
    find(object) {
      const known = byObject.get(object);
      if (known || kernel.pointerSize === 4) return known;
      if (!chained) chained = chains(kernel, waited);
      return chained.get(object);
    },
  };
}

/** The events on the stacks of the waiters. A wrong reading of a chain finds no event that anybody waits for. */
function chains(kernel: Kernel, waited: readonly Resource[]): Map<Address, Resource> {
  const found = new Map<Address, Resource>();
  for (const resource of waited) {
    for (const member of ["SharedWaiters", "ExclusiveWaiters"]) {
      let entry = resource.raw.pointer(member) || NULL;
      for (let left = Math.min(resource.waiters, MAX_ENTRIES); left > 0; left--) {
        entry = clearBits(entry, 7);
        if (!isKernel(entry, kernel.pointerSize)) break;
        const event = add(entry, EVENT_IN_ENTRY);
        if (found.has(event)) break;
        found.set(event, resource);
        const next = kernel.bytes(entry, kernel.pointerSize);
        if (next instanceof Gap) break;
        entry = pointerIn(next, 0, kernel.pointerSize);
      }
    }
  }
  return found;
}
