/** The promises that hold for a damaged machine, and the check of one. */
import type { DeadlockDocument } from "../../src/waits/document";
import type { Base } from "./bases";
import { drive, type Driven } from "./drive";
import { applyEdits, type Edit } from "./edits";

export interface Verdict {
  readonly failures: readonly string[];
  readonly driven: Driven;
}

/** Damage may lead a walk astray, and an unreadable structure is read piece by piece; more than this is a lost walk. */
export function readBound(base: Base): number {
  return 20 * base.mostReads + 2000;
}

/** How many parts the commands are dealt into: a long run takes one part at a time, a kept failure all. */
export const PARTS = 5;

/**
 * Runs alpcx over the damaged machine: every command, or one part of them; the analysis and the model always. `failures`
 * is empty when every promise is kept.
 */
export function judge(base: Base, edits: readonly Edit[], part?: number): Verdict {
  const lines = base.lines.filter((line, i) => part === undefined || i % PARTS === part || line === "/deadlock /json");
  const driven = drive(applyEdits(base.loaded, edits), {
    lines,
    readBound: readBound(base),
    ...(part === undefined ? {} : { limits: { depth: 5, objects: 150, items: 20 } }),
  });
  return { driven, failures: driven.failures.concat(silentLosses(base, edits, driven.document)) };
}

/**
 * Where bytes are only missing, an answer that differs from the sound machine's has lost something, and must say so. A
 * command that fails says why.
 */
function silentLosses(base: Base, edits: readonly Edit[], document: DeadlockDocument | undefined): string[] {
  if (document === undefined || base.document === undefined) return [];
  if (!edits.every((edit) => edit.edit === "absent") || namesLoss(document)) return [];
  const before = JSON.stringify({ ...base.document, incomplete: [] });
  const after = JSON.stringify({ ...document, incomplete: [] });
  return before === after ? [] : [`a loss that nothing names: ${difference(before, after)}`];
}

/** Whether the document says that something is not known. */
export function namesLoss(document: DeadlockDocument): boolean {
  return document.incomplete.length > 0 || document.findings.some((finding) => finding.rule === "corrupt-list");
}

function difference(before: string, after: string): string {
  let at = 0;
  while (at < before.length && before[at] === after[at]) at++;
  const from = Math.max(0, at - 60);
  return `${before.slice(from, at + 60)} became ${after.slice(from, at + 60)}`;
}
