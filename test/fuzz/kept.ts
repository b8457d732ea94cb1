/** Failures that were found, as small as they could be made: each stays a test. */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Edit } from "./edits";

export interface Kept {
  /** Name of the machine: see bases.ts. */
  readonly base: string;
  /** What was wrong when it was found. */
  readonly failure: string;
  readonly edits: readonly Edit[];
}

const FOLDER = fileURLToPath(new URL("./kept/", import.meta.url));

export function allKept(): (readonly [name: string, kept: Kept])[] {
  mkdirSync(FOLDER, { recursive: true });
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith(".json"))
    .sort()
    .map((file) => [file, JSON.parse(readFileSync(FOLDER + file, "utf8")) as Kept]);
}

/** Writes a failure down and gives the name of its file. */
export function keep(kept: Kept): string {
  mkdirSync(FOLDER, { recursive: true });
  const hash = createHash("sha256")
    .update(kept.base + JSON.stringify(kept.edits))
    .digest("hex");
  const file = `${kept.base.replace(/[^\w.-]+/g, "-")}-${hash.slice(0, 8)}.json`;
  writeFileSync(FOLDER + file, JSON.stringify(kept, undefined, 2) + "\n");
  return file;
}

/** What a failure is about, without addresses, numbers and places: two of one kind are kept once. */
export function signature(failure: string): string {
  return failure
    .replace(/0x[0-9a-f]+/gi, "#")
    .replace(/\b[0-9a-f]{8,16}\b/gi, "#")
    .replace(/\d+/g, "#")
    .replace(/^@\$\w+\.Alpc\S*\.(\w+)(?=[: ])/, "$1")
    .replace(/^\/\w+( #)?( \/json)?: /, "")
    .slice(0, 90);
}
