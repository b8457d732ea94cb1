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
export const PARTS = 97;
/** Of how many lines a part takes one. */
const SHARE = 6;

/**
 * Runs alpcx over the damaged machine: every command, or one part of them; the analysis and the model always. `failures`
 * is empty when every promise is kept.
 */
export function judge(base: Base, edits: readonly Edit[], part?: number): Verdict {
  const lines = base.lines.filter(
    (line, i) => part === undefined || i % SHARE === part % SHARE || line === "/deadlock /json" || line === "/lp /json",
  );
  const driven = drive(applyEdits(base.loaded, edits), {
    lines,
    expressions: base.expressions,
    readBound: readBound(base),
    ...(part === undefined ? {} : { walk: part, limits: { depth: 5, objects: 150, items: 20 } }),
  });
  return {
    driven,
    failures: driven.failures.concat(
      silentLosses(base, edits, driven),
      wordlessLosses(driven.document),
      lostUnharmed(base, edits, driven),
    ),
  };
}

/** Commands whose text is no answer about the machine's state, or that search memory which belongs to nothing. */
const NO_ANSWER = /^\/(selftest|record|graph|pool|\?)/;

/** How a text says that something is not known. */
const NAMES_LOSS =
  /could not be read|cannot be read|unreadable|Unable to read|symbols of nt|not all ports were found|corrupt link|damaged/i;

/**
 * Where something is only missing, an answer that differs from the sound machine's has lost something, and must say so.
 * A command that fails says why. A missing member is no loss: other builds lack it, too.
 */
function silentLosses(base: Base, edits: readonly Edit[], { document, printed }: Driven): string[] {
  if (!edits.every(({ edit }) => edit === "absent" || edit === "noType" || edit === "noSymbol")) return [];
  const found: string[] = [];
  if (document !== undefined && base.document !== undefined && !namesLoss(document)) {
    const before = JSON.stringify({ ...base.document, incomplete: [] });
    const after = JSON.stringify({ ...document, incomplete: [] });
    if (before !== after) found.push(`a loss that nothing names: ${difference(before, after)}`);
  }
  for (const [line, { text, failed }] of printed) {
    const before = base.printed.get(line);
    if (before === undefined || before.failed || failed || NO_ANSWER.test(line) || !base.lines.includes(line)) continue;
    if (before.text === text || NAMES_LOSS.test(text) || text.includes('"incomplete":[{')) continue;
    found.push(`${line}: a loss that nothing names: ${difference(before.text, text)}`);
  }
  return found;
}

/** A loss is named by what was lost and why. */
function wordlessLosses(document: DeadlockDocument | undefined): string[] {
  const wordless = (document?.incomplete ?? []).filter(({ what, why }) => what.length < 3 || why.length < 3);
  return wordless.map((loss) => `a loss without words: ${JSON.stringify(loss)}`);
}

/**
 * What one damaged value cannot have touched is still found: lists are walked from both ends, and threads hang on two.
 * Ports of ALPC only: LPC has no list of them.
 */
function lostUnharmed(base: Base, edits: readonly Edit[], { document, printed }: Driven): string[] {
  const [edit] = edits;
  if (edit === undefined || edits.length > 1 || (edit.edit !== "absent" && edit.edit !== "bytes")) return [];
  const size = edit.edit === "absent" ? edit.size : edit.hex.length / 2;
  if (size > base.inventory.pointerSize) return [];
  const at = BigInt(edit.address);
  const found: string[] = [];
  const places = base.inventory.places.filter((place) => place.type === "_ALPC_PORT");
  const [before, after] = [base.printed.get("/lp /json"), printed.get("/lp /json")];
  if (places.length > 0 && before !== undefined && after !== undefined && !after.failed) {
    const still = new Set(portsIn(after.text));
    for (const port of portsIn(before.text)) {
      const from = BigInt(port) - HEADERS;
      const harmed = at + BigInt(size) > from && at < BigInt(port) + (places[0]?.leaves ? BigInt(places[0].size) : 0n);
      if (!harmed && !still.has(port)) found.push(`an undamaged port is lost: ${port}`);
    }
  }
  const [was, now] = [base.document?.counts, document?.counts];
  if (was !== undefined && now !== undefined && now.processes < was.processes - 1)
    found.push(`undamaged processes are lost: ${now.processes} of ${was.processes} are left`);
  return found;
}

/** Bytes in front of an object that belong to it. */
const HEADERS = 0x80n;

function portsIn(text: string): string[] {
  return (JSON.parse(text) as { ports: { port: string }[] }).ports.map((each) => each.port);
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
