import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { Snapshot, SnapshotArch } from "../../../hosts/snapshot/format.js";

const CASES = new URL("../../cases/", import.meta.url);

/** Names of the sample cases. */
export const caseNames = readdirSync(CASES).filter((name) => name.endsWith(".json.gz"));

export function sampleCase(name: string): Snapshot {
  return JSON.parse(gunzipSync(readFileSync(new URL(name, CASES))).toString()) as Snapshot;
}

/** A machine with one process and one thread, of which next to nothing is recorded. */
export function tinySnapshot(arch: SnapshotArch, more: Partial<Snapshot> = {}): Snapshot {
  const pointerSize = arch === "x86" ? 4 : 8;
  const high = arch === "x86" ? "0x8" : "0xfffff8000";
  return {
    format: "alpcx-snapshot",
    version: 1,
    origin: "synthetic",
    target: { kind: "kernel", arch, pointerSize, build: "10.0.19041", isLive: false },
    modules: [{ name: "nt", base: `${high}0400000`, size: 0x100000 }],
    symbols: { PsActiveProcessHead: `${high}0410000` },
    types: {},
    memory: [{ address: `${high}6001003`, hex: "0102030405060708090a" }],
    processes: [{ address: `${high}6001000`, id: 4, name: "System", threads: [{ address: `${high}6002000`, id: 8 }] }],
    current: { process: `${high}6001000`, thread: `${high}6002000` },
    ...more,
  };
}
