import { createHash } from "node:crypto";
import type { Snapshot } from "../snapshot/format.js";

/** By what the debugger knows that dump, image and PDB belong together. */
export interface Identity {
  /** Seconds, in the image header and the module list. */
  readonly timeStamp: number;
  readonly guid: Buffer;
  readonly age: number;
  /** Bytes. */
  readonly imageSize: number;
  readonly imageName: string;
  readonly pdbName: string;
}

/** A fresh identity, the same for the same types and symbols. */
export function identify(snapshot: Snapshot, imageSize: number): Identity {
  const { types, enums, symbols, target } = snapshot;
  const digest = createHash("sha256")
    .update(JSON.stringify([target.arch, target.build, types, enums, symbols]))
    .digest();
  return {
    // Any time will do; one that looks like a date and is not "now", so that two runs give the same bytes.
    timeStamp: 0x40000000 + (digest.readUInt32LE(16) & 0x0fffffff),
    guid: digest.subarray(0, 16),
    age: 1,
    imageSize,
    imageName: "ntoskrnl.exe",
    pdbName: "ntoskrnl.pdb",
  };
}
