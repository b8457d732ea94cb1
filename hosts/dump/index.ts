import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Snapshot } from "../snapshot/format.js";
import { physicalDump } from "./physical.js";
import { writePdb } from "./pdb/index.js";
import { type DumpKind, makePlan } from "./plan.js";
import { smallDump } from "./small.js";

export interface WrittenDump {
  readonly dump: Buffer;
  /** The kernel's image file: its header page. */
  readonly image: Buffer;
  readonly imageName: string;
  readonly pdb: Buffer;
  readonly pdbName: string;
  /** What the engine needs and the snapshot lacks was added: one line each. */
  readonly notes: string[];
}

/**
 * Writes a snapshot as a kernel dump with its image and symbols. No recorded byte is changed.
 * - `small`: byte exact; every read outside the snapshot fails, but for what `notes` names and the image's header
 *   page, which the engine reads from the image file. For tests.
 * - `full`: what people open; whole pages, and what is not recorded of them reads as 0.
 * - `bitmap`: the same where the physical runs do not fit the header of a full dump.
 * @throws Error for a user-mode snapshot, and when the dump does not fit its kind.
 */
export function writeDump(snapshot: Snapshot, options: { kind: DumpKind }): WrittenDump {
  const plan = makePlan(snapshot, options.kind);
  const dump = options.kind === "small" ? smallDump(plan) : physicalDump(plan);
  if (dump === undefined) {
    const bitmap = writeDump(snapshot, { kind: "bitmap" });
    bitmap.notes.unshift("written as a bitmap dump: the physical runs do not fit the header of a full one");
    return bitmap;
  }
  const pdb = writePdb(snapshot, plan.symbols.publics, plan.machine.imageType, plan.identity, plan.notes);
  const { imageName, pdbName } = plan.identity;
  return { dump, image: plan.image, imageName, pdb, pdbName, notes: plan.notes };
}

/**
 * Writes dump, image and PDB into a directory, which is made if it is not there.
 * @returns the three paths, then the notes.
 */
export function exportDump(snapshot: Snapshot, directory: string, kind: DumpKind): string[] {
  const written = writeDump(snapshot, { kind });
  mkdirSync(directory, { recursive: true });
  const files: [string, Buffer][] = [
    [join(directory, DUMP_NAME), written.dump],
    [join(directory, written.imageName), written.image],
    [join(directory, written.pdbName), written.pdb],
  ];
  for (const [path, bytes] of files) writeFileSync(path, bytes);
  return [...files.map(([path]) => path), ...written.notes];
}

/** Name of the dump that `exportDump` writes. */
export const DUMP_NAME = "snapshot.dmp";
