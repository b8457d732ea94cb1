/**
 * The debugger target as the rest of alpcx sees it. `windbg.ts` is the one implementation over `host`; tests of decoders
 * may bring their own. Nothing outside `src/target` touches `host`.
 */
import type { Address } from "./address";
import type { Losses } from "./losses";

/** Where one member of a structure lies, counted from the start of the outermost structure asked for. */
export interface FieldLayout {
  readonly offset: number;
  /** In bytes; of the storage unit for a bit field. */
  readonly size: number;
  /** Set for bit fields. */
  readonly bitPosition?: number;
  readonly bitLength?: number;
  /** Elements of an array member. */
  readonly count?: number;
  readonly isSigned: boolean;
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
  /** A machine that may run between two commands. */
  readonly isLive: boolean;
}

/** Thrown by `Target.read`. */
export class ReadError extends Error {
  constructor(
    /** The first byte asked for. */
    readonly address: Address,
    message: string,
  ) {
    super(message);
    this.name = "ReadError";
  }
}

/** The user asked for what cannot be done; the message says what to do next. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

export interface Target {
  readonly info: TargetInfo;
  /** What could not be read so far. */
  readonly losses: Losses;
  /** One host call. All `length` bytes, or a ReadError. `process` (from `userContext`) for user addresses. */
  read(address: Address, length: number, process?: unknown): Uint8Array;
  /** A structure type of `nt`, or undefined. Looked up once. */
  type(name: string): TypeLayout | undefined;
  /** Address of a symbol of `nt`, or undefined. Looked up once. */
  symbol(name: string): Address | undefined;
  /** Frames of a thread's stack, most recent first; undefined where the target has none. */
  frames(pid: number, tid: number): readonly string[] | undefined;
  /** The debugger's own object of a process, by which user addresses are read in that process. */
  userContext(pid: number): unknown;
  /** The debugger's typed object `nt!type` at an address, for `Native`. */
  typed(type: string, address: Address): unknown;
  /** One piece of output. No newline is added. */
  print(text: string): void;
}
