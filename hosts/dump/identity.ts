import { createHash } from "node:crypto";
import type { Snapshot } from "../snapshot/format.js";
import type { KernelModule } from "./kernelModule.js";
import type { MemoryMap } from "./memory.js";
import { recordedHeader } from "./recordedHeader.js";

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

/** Names that are safe as a file's in any directory. */
const FILE_NAME = /^[\w.-]{1,100}$/;

/**
 * The identity of the kernel's image: what its header says where that is recorded, else a fresh one, the same for the
 * same types and symbols.
 */
export function identify(snapshot: Snapshot, memory: MemoryMap, nt: KernelModule, notes: string[]): Identity {
  const { types, enums, symbols, target } = snapshot;
  const content = JSON.stringify([target.arch, target.build, types, enums, symbols]);
  const digest = createHash("sha256").update(content).digest();
  const fresh: Identity = {
    // Any time will do; one that looks like a date and is not "now", so that two runs give the same bytes.
    timeStamp: 0x40000000 + (digest.readUInt32LE(16) & 0x0fffffff),
    guid: digest.subarray(0, 16),
    age: 1,
    imageSize: nt.size,
    imageName: "ntoskrnl.exe",
    pdbName: "ntoskrnl.pdb",
  };
  const header = recordedHeader(memory, nt.base);
  if (header === undefined) {
    if (memory.touches(nt.base, 0x1000n)) {
      notes.push("part of the kernel's first page is recorded and is no image header: a full dump may find no symbols");
    }
    return fresh;
  }
  const recorded = { ...fresh, timeStamp: header.timeStamp, imageSize: Math.max(header.imageSize, 0x1000) };
  const name = header.pdb?.name.replace(/^.*[\\/]/, "");
  if (header.pdb === undefined || name === undefined || !FILE_NAME.test(name)) {
    notes.push("the kernel's image header is recorded, its PDB's name is not: a full dump may find no symbols");
    return recorded;
  }
  return { ...recorded, guid: header.pdb.guid, age: header.pdb.age, pdbName: name };
}
