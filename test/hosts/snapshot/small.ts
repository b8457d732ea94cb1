/** A snapshot small enough to read: two processes, a list, one structure of every kind of member. */
import type { Snapshot } from "../../../hosts/snapshot/format.js";

type Writable<T> = T extends readonly (infer U)[]
  ? Writable<U>[]
  : T extends object
    ? { -readonly [K in keyof T]: Writable<T[K]> }
    : T;

export type Draft = Writable<Snapshot>;

/** A fresh, valid snapshot to change as a test likes. */
export function smallSnapshot(): Draft {
  return {
    format: "alpcx-snapshot",
    version: 1,
    description: "two processes",
    origin: "synthetic",
    target: { kind: "kernel", arch: "x64", pointerSize: 8, build: "10.0.19041.1", isLive: false },
    modules: [
      { name: "nt", base: "0xfffff80000000000", size: 4096 },
      { name: "tcpip", base: "0xfffff80010000000", size: 8192 },
    ],
    symbols: { PsActiveProcessHead: "0xfffff80000000010", AlpcpPortList: "0xfffff80000000100" },
    types: {
      _LIST_ENTRY: {
        kind: "struct",
        size: 16,
        fields: [
          { name: "Flink", offset: 0, type: "_LIST_ENTRY *" },
          { name: "Blink", offset: 8, type: "_LIST_ENTRY *" },
        ],
      },
      _EPROCESS: {
        kind: "struct",
        size: 64,
        fields: [
          { name: "UniqueProcessId", offset: 0, type: "void *" },
          { name: "Links", offset: 8, type: "_LIST_ENTRY" },
          { name: "Flags", offset: 24, type: "unsigned long" },
          { name: "Exiting", offset: 24, type: "unsigned long", bitPos: 2, bitLen: 1 },
          { name: "Depth", offset: 24, type: "unsigned long", bitPos: 28, bitLen: 4 },
          { name: "Usage", offset: 32, type: "unsigned long long[2]" },
          { name: "Reason", offset: 48, type: "_KWAIT_REASON" },
          { name: "Quad", offset: 52, type: "_QUAD" },
          { name: "Parent", offset: 56, type: "_UNKNOWN *" },
        ],
      },
      _ETHREAD: { kind: "struct", size: 16, fields: [{ name: "Id", offset: 0, type: "long" }] },
      _OBJECT_HEADER: { kind: "struct", size: 56, fields: [{ name: "Body", offset: 48, type: "_QUAD" }] },
    },
    enums: { _KWAIT_REASON: { size: 4, constants: { Executive: 0, WrLpcReply: 17 } } },
    memory: [
      { address: "0xffff800000001000", hex: process(4) + "00".repeat(64) },
      { address: "0xffff800000001080", base64: Buffer.from("abcd").toString("base64") },
    ],
    processes: [
      {
        address: "0xffff800000001000",
        id: 4,
        name: "System",
        threads: [
          { address: "0xffff800000002000", id: 8, frames: ["nt!KiSwapContext+0x76", "nt!KeWaitForSingleObject+0x1a"] },
          { address: "0xffff800000002100", id: 12 },
        ],
        handles: [
          { handle: 4, object: "0xffff800000003030", type: "ALPC Port", grantedAccess: 2031617, name: "ApiPort" },
          { handle: 8, object: "0xffff800000003130", type: "Odd", grantedAccess: 1 },
        ],
      },
      {
        address: "0xffff800000001040",
        id: 3164,
        name: "printer.exe",
        threads: [{ address: "0xffff800000002200", id: 5572 }],
      },
    ],
    current: { process: "0xffff800000001040", thread: "0xffff800000002200" },
  };
}

/** Bytes of an `_EPROCESS`: identifier, empty list links, flags 0x80000004 ... */
function process(id: number): string {
  const bytes = Buffer.alloc(64);
  bytes.writeBigUInt64LE(BigInt(id), 0);
  bytes.writeUInt32LE(0xc0000004, 24);
  bytes.writeBigUInt64LE(0x1122334455667788n, 32);
  bytes.writeUInt32LE(17, 48);
  return bytes.toString("hex");
}
