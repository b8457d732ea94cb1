/**
 * What is not known of JsProvider, as choices. A script must give the same result under every combination, so tests run
 * it under several. The defaults are the strict side (source: engine-host "Chosen by us").
 */
import type { HostCounters } from "./counters.js";

/** One member per behaviour that no public source settles. */
export interface Variants {
  /** `toString(16)` of an Int64 begins with `0x` (2017 did, 2018 and later do not). */
  readonly hexPrefix: boolean;
  /** `toString(10)` of an unsigned Int64 with bit 63 set prints a negative number. */
  readonly decimalSigned: boolean;
  /** Sign of what `getHighPart` and `getLowPart` return. */
  readonly halves: "signed" | "unsigned";
  /** Whether `compareTo` takes bit 63 for a sign. */
  readonly compare: "unsigned" | "signed";
  /** Whether `bitwiseShiftRight` copies bit 63. */
  readonly shiftRight: "arithmetic" | "logical";
  /** `5 - 10` of two unsigned values: wrapped to 64 bits, or a negative value. */
  readonly differences: "wrapped" | "signed";
  /** What the Int64 methods of a plain number return. */
  readonly numberMethods: "Int64" | "number";
  /** What an enumeration arrives as. */
  readonly enums: "number" | "object";
  /** 32-bit values with bit 31 set arrive negative. */
  readonly uint32: "unsigned" | "wrapped";
  /** What a member of the second phase does in the first. */
  readonly phase1: "throws" | "absent";
  /** `host.currentThread` throws `Unknown exception` in some kernel sessions. */
  readonly currentThread: "works" | "throws";
  /** `getModuleSymbolAddress` of an unknown name, with API 1.1 or later. */
  readonly missingSymbolAddress: "null" | "throws";
  /** Whether names of native objects are enumerable (fixed in 1.2506 only). */
  readonly enumeration: "complete" | "none";
  /** What an exception that leaves the script is printed as. */
  readonly errorText: "String(e)" | "message";
  /** Chakra's sort is not stable above 512 items. */
  readonly sort: "stable" | "unstable";
  /** The library of the script's world: WinDbg had Chakra until 2024, has V8 since (source: host-api 4). */
  readonly library: "Chakra" | "V8";
}

export const defaultVariants: Variants = {
  hexPrefix: false,
  decimalSigned: false,
  halves: "signed",
  compare: "unsigned",
  shiftRight: "arithmetic",
  differences: "wrapped",
  numberMethods: "Int64",
  enums: "number",
  uint32: "unsigned",
  phase1: "throws",
  currentThread: "works",
  missingSymbolAddress: "null",
  enumeration: "complete",
  errorText: "String(e)",
  sort: "stable",
  library: "Chakra",
};

/** Every variant turned to its other value. */
export const otherVariants: Variants = {
  hexPrefix: true,
  decimalSigned: true,
  halves: "unsigned",
  compare: "signed",
  shiftRight: "logical",
  differences: "signed",
  numberMethods: "number",
  enums: "object",
  uint32: "wrapped",
  phase1: "absent",
  currentThread: "throws",
  missingSymbolAddress: "throws",
  enumeration: "none",
  errorText: "message",
  sort: "unstable",
  library: "V8",
};

/**
 * What scripts count on that were written for the WinDbg of today: its library, and methods of numbers whose results
 * are numbers, so that they index an array. Source: docs/engine-facts.md, the public scripts.
 */
export const currentWinDbg: Partial<Variants> = { library: "V8", numberMethods: "number" };

/** The calls a fault can be put into. `getField` is the read of a native member, `getKey` of a model's key. */
export type HostCallName =
  | "debugLog"
  | "readMemoryValues"
  | "readString"
  | "readWideString"
  | "writeMemoryValues"
  | "createTypedObject"
  | "createPointerObject"
  | "getModuleSymbol"
  | "getModuleSymbolAddress"
  | "setModuleSymbol"
  | "getModuleType"
  | "getModuleContainingSymbol"
  | "getModuleContainingSymbolInformation"
  | "evaluateExpression"
  | "evaluateExpressionInContext"
  | "getNamedModel"
  | "createInstance"
  | "registerNamedModel"
  | "unregisterNamedModel"
  | "registerPrototypeForTypeSignature"
  | "registerExtensionForTypeSignature"
  | "unregisterPrototypeForTypeSignature"
  | "unregisterExtensionForTypeSignature"
  | "namespace"
  | "currentSession"
  | "currentProcess"
  | "currentThread"
  | "parseInt64"
  | "marshalAs"
  | "getKey"
  | "getField"
  | "setValue"
  | "call"
  | "iterate"
  | "index"
  | "dereference"
  | "toString";

/**
 * Called before every host call. Locations are bigints (unsigned), counts and sizes numbers; `readMemoryValues` gets
 * `(address, bytes)`, `getKey`, `getField` and `call` the name. What it throws is what the script sees: a ModelError
 * for a failure of the debugger.
 */
export type FaultHook = (name: HostCallName, args: readonly unknown[]) => void;

export interface ProviderOptions {
  readonly variants?: Partial<Variants>;
  readonly faults?: FaultHook;
  /** Counters to fill; a fresh set when left out. */
  readonly counters?: HostCounters;
}
