/**
 * Snapshot, version 1: the plain shape of the JSON. Addresses are strings (`0x` and hexadecimal), all other numbers
 * non-negative integers. Members that are not listed are ignored. Source: contract "Snapshot, version 1".
 */

/** Machine of the target. It fixes the pointer size. */
export type SnapshotArch = "x64" | "x86" | "arm64";

export interface SnapshotTarget {
  readonly kind: "kernel" | "user";
  readonly arch: SnapshotArch;
  /** Bytes; 4 for x86, else 8. */
  readonly pointerSize: 8 | 4;
  /** Such as `10.0.19041.1706`. */
  readonly build: string;
  readonly isLive: boolean;
}

export interface SnapshotModule {
  readonly name: string;
  readonly base: string;
  /** Bytes. */
  readonly size: number;
}

/** One member of a structure. */
export interface SnapshotField {
  readonly name: string;
  /** Bytes from the start of the structure; of the storage unit for a bit field. */
  readonly offset: number;
  /** A type name, a C basic type, `X *` or `X[n]`. */
  readonly type: string;
  /** Lowest bit of a bit field within its storage unit. */
  readonly bitPos?: number;
  readonly bitLen?: number;
  /** The member has no name of its own: its members are those of the enclosing structure. */
  readonly anonymous?: boolean;
}

export interface SnapshotType {
  readonly kind: "struct" | "union" | "class";
  /** Bytes. */
  readonly size: number;
  readonly fields: readonly SnapshotField[];
}

export interface SnapshotEnum {
  /** Bytes. */
  readonly size: number;
  readonly constants: Readonly<Record<string, number>>;
}

/** A range of bytes; exactly one of `hex` and `base64` is there. Ranges may touch, they do not overlap. */
export interface SnapshotMemory {
  readonly address: string;
  readonly hex?: string;
  readonly base64?: string;
}

export interface SnapshotThread {
  /** Of the `_ETHREAD`. */
  readonly address: string;
  readonly id: number;
  /** Most recent first, such as `nt!KiSwapContext+0x76`. */
  readonly frames?: readonly string[];
}

export interface SnapshotHandle {
  readonly handle: number;
  /** Of the object's body. */
  readonly object: string;
  /** Name of the object type, such as `ALPC Port`. */
  readonly type: string;
  readonly grantedAccess: number;
  readonly name?: string;
}

export interface SnapshotProcess {
  /** Of the `_EPROCESS`. */
  readonly address: string;
  readonly id: number;
  readonly name: string;
  readonly threads: readonly SnapshotThread[];
  readonly handles?: readonly SnapshotHandle[];
}

export interface Snapshot {
  readonly format: "alpcx-snapshot";
  readonly version: 1;
  readonly description?: string;
  readonly origin: "recorded" | "synthetic";
  readonly target: SnapshotTarget;
  readonly modules?: readonly SnapshotModule[];
  /** Symbols of `nt`: absolute addresses. */
  readonly symbols?: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, SnapshotType>>;
  readonly enums?: Readonly<Record<string, SnapshotEnum>>;
  readonly memory: readonly SnapshotMemory[];
  readonly processes: readonly SnapshotProcess[];
  /** Both are listed in `processes`. */
  readonly current: { readonly process: string; readonly thread: string };
}
