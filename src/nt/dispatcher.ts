/** Dispatcher objects: what a thread can wait for. One read tells the kind and, for a mutant, the owner. */
import type { Address } from "../target/address";
import { Gap, type Structure } from "../target/layout";
import type { Kernel } from "./kernel";

/** `_KOBJECTS`, as the public symbols of Windows 7 to 11 have it. Source: layouts/enums [PDB]. */
const KIND: { readonly [type: number]: DispatcherKind } = {
  0: "event",
  1: "event",
  2: "mutant",
  3: "process",
  4: "queue",
  5: "semaphore",
  6: "thread",
  7: "gate",
  8: "timer",
  9: "timer",
  21: "queue",
  24: "timer",
  25: "timer",
};

export type DispatcherKind =
  "event" | "mutant" | "process" | "queue" | "semaphore" | "thread" | "gate" | "timer" | "unknown";

const MUTANT = ["Header.Type", "Header.SignalState", "OwnerThread", "Abandoned"] as const;

export class DispatcherObject {
  constructor(
    readonly address: Address,
    readonly kind: DispatcherKind,
    private readonly raw: Structure,
  ) {}

  get signalState(): number | undefined {
    return this.raw.signed("Header.SignalState");
  }

  /** `_KMUTANT.OwnerThread`; null when nobody owns it. Of mutants only. */
  get ownerThread(): Address | undefined {
    return this.kind === "mutant" ? this.raw.pointer("OwnerThread") : undefined;
  }

  /** Of a mutant: whether it can be told who owns it and whether it is abandoned. */
  get isKnown(): boolean {
    return this.raw.pointer("OwnerThread") !== undefined && this.raw.flag("Abandoned") !== undefined;
  }

  /** `_KMUTANT.Abandoned`. Since Windows 10 1903 bit 0 of a flags byte, before that the byte. */
  get isAbandoned(): boolean {
    return this.kind === "mutant" && this.raw.flag("Abandoned") === true;
  }
}

/**
 * The dispatcher object at an address. The read covers a `_KMUTANT`; where only the header is there, the kind is still
 * told.
 */
export function dispatcherObject(kernel: Kernel, address: Address): DispatcherObject | Gap {
  return kernel.once("dispatcher", address, () => {
    const reader = kernel.reader("_KMUTANT", MUTANT) || kernel.reader("_DISPATCHER_HEADER", ["Type", "SignalState"]);
    const raw = kernel.read("_KMUTANT", reader, address);
    if (raw instanceof Gap) return raw;
    const type = raw.has("Header.Type") ? raw.unsigned("Header.Type") : raw.unsigned("Type");
    if (type === undefined) return new Gap(address, "its dispatcher header cannot be read");
    // The top bit is a lock of the header on some builds.
    return new DispatcherObject(address, KIND[type & 0x7f] || "unknown", raw);
  });
}
