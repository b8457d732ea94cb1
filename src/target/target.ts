/**
 * The debugger target as the rest of alpcx sees it. `windbg.ts` is the one implementation over `host`; tests of decoders
 * may bring their own. Nothing outside `src/target` touches `host`.
 */
import type { Address } from "./address";

/** A process or thread as the debugger lists it, before any of its memory is decoded. */
export interface ListedProcess {
  /** Address of the `_EPROCESS`. */
  readonly address: Address;
}

/** Where one member of a structure lies. Offsets are absolute within the outermost structure asked for. */
export interface FieldLayout {
  readonly offset: number;
  /** In bytes; of the storage unit for a bit field. */
  readonly size: number;
  /** Set for bit fields. */
  readonly bitPosition?: number;
  readonly bitLength?: number;
  readonly isPointer: boolean;
  /** Elements of an array member. */
  readonly count?: number;
  /** Name of the member's own type, for members that are structures. */
  readonly typeName: string;
}

/** A structure type of `nt`. Member look-ups are cached; a member the build lacks is `undefined`. */
export interface TypeLayout {
  readonly name: string;
  readonly size: number;
  /** `path` may go through named members: `u1.s1.Type`, `Tcb.Header.Type`, `PortMessage.u2.s2.Type`. */
  field(path: string): FieldLayout | undefined;
}

export interface TargetInfo {
  readonly pointerSize: 4 | 8;
  readonly isKernel: boolean;
  /** A machine that runs, or may run between two commands. */
  readonly isLive: boolean;
}

/** Thrown by `Target.read`; `address` is the first byte asked for. */
export class ReadError extends Error {
  constructor(
    readonly address: Address,
    message: string,
  ) {
    super(message);
    // ES5-style subclassing is not in play (ES2017 target), instanceof works.
    this.name = "ReadError";
  }
}

export interface Target {
  readonly info: TargetInfo;
  /** One host call. All `length` bytes, or a ReadError. */
  read(address: Address, length: number): Uint8Array;
  /** A structure type of `nt`, or undefined. Looked up once. */
  type(name: string): TypeLayout | undefined;
  /** Address of a symbol of `nt`, or undefined. Looked up once. */
  symbol(name: string): Address | undefined;
  /** Value of an enumeration constant of `nt`'s symbols, or undefined. */
  enumConstants(type: string): ReadonlyMap<string, number> | undefined;
  /** Frames of a thread's stack as text, most recent first; undefined where the target has none. */
  frames(process: Address, thread: Address): readonly string[] | undefined;
  /** The debugger's typed object, for `Native`. */
  typed(type: string, address: Address): unknown;
  /** One piece of output. No newline is added. */
  print(text: string): void;
}
