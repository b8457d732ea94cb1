/** Runs the whole of alpcx over one machine and says what broke the promises. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FAILURE_MARK } from "../../hosts/snapshot/output";
import { openSnapshot, type SnapshotSession } from "../../hosts/snapshot/session";
import { ModelError, type ModelObject } from "../../hosts/provider/dataModel";
import type { ProviderOptions } from "../../hosts/provider/index";
import { validateSnapshot, type LoadedSnapshot } from "../../hosts/snapshot/validate";
import type { DeadlockDocument } from "../../src/waits/document";
import { SCRIPT } from "../tools/session";
import type { Read } from "./inventory";
import { problemsOf } from "./schema";
import { walkModel, type WalkLimits } from "./walkModel";

/** What a line printed. */
export interface Printed {
  readonly text: string;
  readonly errors: string;
  readonly failed: boolean;
}

export interface Driven {
  /** Broken promises, in words. Empty is good. */
  readonly failures: readonly string[];
  readonly printed: ReadonlyMap<string, Printed>;
  /** Reads of memory per line. */
  readonly reads: ReadonlyMap<string, number>;
  /** Every read, when it was asked for. */
  readonly log: readonly Read[];
  /** Of `/deadlock`; undefined when the command said why there is none. */
  readonly document: DeadlockDocument | undefined;
  readonly seconds: number;
  /** `Class.member` of each getter that was called. */
  readonly getters: ReadonlySet<string>;
}

export interface DriveOptions {
  readonly lines: readonly string[];
  /** Most reads of one line. */
  readonly readBound?: number;
  readonly keepLog?: boolean;
  readonly provider?: ProviderOptions;
  /** Expressions whose values are walked like the three properties. */
  readonly expressions?: readonly string[];
  /** Which of the walks of the model is done, modulo their number; all when left out. */
  readonly walk?: number;
  /** Whether to walk the model; yes when left out. */
  readonly model?: boolean;
  /** How far the model is walked. */
  readonly limits?: WalkLimits;
}

/** Far above what any line needs on a loaded machine, far below what a user would call hanging. */
const MAX_SECONDS = 10;
/** Of one damaged machine, all commands together. */
const MAX_TOTAL_SECONDS = 60;

/** Where commands write to; one file per process. */
export const FILE = join(tmpdir(), `alpcx-fuzz-${process.pid}.out`);

const DEFECT = /a defect of alpcx|internal failure|Error: |TypeError|RangeError/;

class TooManyReads extends Error {}

export function drive(loaded: LoadedSnapshot, options: DriveOptions): Driven {
  const failures: string[] = [];
  const printed = new Map<string, Printed>();
  const reads = new Map<string, number>();
  const log: Read[] = [];
  const getters = new Set<string>();
  const begun = performance.now();
  let text = "";
  let errors = "";
  let count = 0;
  const session = openSnapshot(loaded, {
    output: (piece) => (text += piece),
    error: (piece) => (errors += piece),
    ...(options.provider === undefined ? {} : { provider: options.provider }),
  });
  const bound = options.readBound ?? Infinity;
  session.backend.memory.beforeRead = (address, size) => {
    count++;
    if (options.keepLog === true) log.push({ address, size });
    // No ModelError: the script must not be able to take it for a failed read.
    if (count > bound) throw new TooManyReads(`more than ${bound} reads`);
  };
  const step = (name: string, action: () => { failed: boolean }): Printed => {
    text = errors = "";
    count = 0;
    const start = performance.now();
    let failed = true;
    try {
      ({ failed } = action());
    } catch (error) {
      failures.push(`${name}: threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    }
    const took = (performance.now() - start) / 1000;
    if (took > MAX_SECONDS) failures.push(`${name}: took ${took.toFixed(1)} s`);
    if (count > bound) failures.push(`${name}: more than ${bound} reads`);
    reads.set(name, count);
    const result = { text, errors, failed };
    printed.set(name, result);
    return result;
  };

  const load = step("load", () => session.run(`.scriptload ${SCRIPT}`));
  if (load.failed) failures.push(`load: ${load.text}${load.errors}`);
  for (const line of options.lines) {
    const run = step(line, () => session.run(`dx -s @$alpcx("${line.replace(/["\\]/g, "\\$&")}")`));
    failures.push(...problemsOfText(run).map((problem) => `${line}: ${problem}`));
    if (line.includes(FILE)) failures.push(...problemsOfFile(line, run).map((problem) => `${line}: ${problem}`));
    if (/ \/json$/.test(line)) failures.push(...problemsOfJson(run).map((problem) => `${line}: ${problem}`));
  }
  if (options.model !== false) {
    const starts = [
      ...(["Session", "Process", "Thread"] as const).map((what) => ({
        name: `@$cur${what.toLowerCase()}.Alpc`,
        get: () => extension(session, what),
      })),
      ...(options.expressions ?? []).map((name) => ({ name, get: () => evaluated(session, name) })),
    ];
    for (const { name, get } of starts.filter(
      (_, i) => options.walk === undefined || options.walk % starts.length === i,
    )) {
      step(name, () => {
        const start = get();
        if (start === undefined) return { failed: true };
        const walked = walkModel(start, name, options.limits);
        failures.push(...walked.failures);
        for (const getter of walked.getters) getters.add(getter);
        return { failed: false };
      });
    }
  }
  step("unload", () => session.run(`.scriptunload ${SCRIPT}`));
  session.close();
  const total = (performance.now() - begun) / 1000;
  if (total > MAX_TOTAL_SECONDS) failures.push(`all together: took ${total.toFixed(1)} s`);
  const json = printed.get("/deadlock /json");
  return {
    failures,
    printed,
    reads,
    log,
    getters,
    document: json === undefined || json.failed ? undefined : parsed(json.text),
    seconds: total,
  };
}

/** What a written file must be: whole after success, and not there after a failure. */
function problemsOfFile(line: string, { failed }: Printed): string[] {
  const isThere = existsSync(FILE);
  if (failed) return isThere ? ["a failed command left a file"] : [];
  if (!isThere) return ["no file was written"];
  const text = readFileSync(FILE, "utf8");
  rmSync(FILE);
  if (line.startsWith("/graph dot")) return text.endsWith("}\n") ? [] : ["the Graphviz text is cut"];
  if (line.startsWith("/graph html")) return text.endsWith("</html>\n") ? [] : ["the page is cut"];
  try {
    validateSnapshot(JSON.parse(text));
    return [];
  } catch (error) {
    return [`the recording cannot be opened: ${String(error)}`];
  }
}

/** The value of an expression; undefined where it fails in words. */
function evaluated(session: SnapshotSession, expression: string): ModelObject | undefined {
  try {
    const value = session.backend.evaluate(expression);
    return value.kind === "object" ? value : undefined;
  } catch (error) {
    if (error instanceof ModelError && !DEFECT.test(error.message)) return undefined;
    throw error;
  }
}

/** The property that the script gave to an object of the debugger's. */
function extension(session: SnapshotSession, what: "Session" | "Process" | "Thread"): ModelObject | undefined {
  const holder = session.backend.current(what);
  for (const object of [holder, ...parents(holder)]) {
    const value = object.key("Alpc")?.get(holder);
    if (value?.kind === "object") return value;
    if (value?.kind === "error") throw new Error(value.message ?? "an error");
  }
  return undefined;
}

function* parents(object: ModelObject): Iterable<ModelObject> {
  for (const parent of object.parents()) {
    yield parent;
    yield* parents(parent);
  }
}

function parsed(text: string): DeadlockDocument | undefined {
  try {
    return JSON.parse(text) as DeadlockDocument;
  } catch {
    return undefined;
  }
}

/** What no output may hold: a defect, a value that was none, a control character from the target. */
export function problemsOfText({ text, errors, failed }: Printed): string[] {
  const problems: string[] = [];
  const all = text + errors;
  const show = (pattern: RegExp): string => all.split("\n").find((line) => pattern.test(line)) ?? "";
  if (DEFECT.test(all)) problems.push(show(DEFECT));
  const empty = /undefined|\bNaN\b|\[object \w+\]|\bnull link at null\b/;
  if (empty.test(all)) problems.push(`shows nothing as ${show(empty)}`);
  const control = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/;
  if (control.test(all)) problems.push(`a control character in ${JSON.stringify(show(control))}`);
  if (failed && !errors.startsWith(FAILURE_MARK)) problems.push(`failed without a word: ${all}`);
  if (failed && errors.slice(FAILURE_MARK.length).trim().length < 10)
    problems.push(`failed with no more than ${errors}`);
  if (all === "") problems.push("silent");
  return problems;
}

export function problemsOfJson({ text, failed }: Printed): string[] {
  if (failed && text === "") return [];
  // The self-test prints what it found and fails when that is a FAIL; nobody else does.
  if (failed && !text.startsWith('{"schema":"alpcx.selftest/1"'))
    return [`a failed command printed ${text.slice(0, 200)}`];
  if (text.indexOf("\n") !== text.length - 1) return ["not exactly one document"];
  const document = parsed(text);
  return document === undefined ? [`no JSON: ${text.slice(0, 200)}`] : problemsOf(document);
}
