/** A debugger session over a snapshot with alpcx loaded the way a user loads it. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { ProviderOptions } from "../../hosts/provider/index.js";
import { loadSnapshot } from "../../hosts/snapshot/load.js";
import { openSnapshot, type SnapshotSession } from "../../hosts/snapshot/session.js";
import { validateSnapshot, type LoadedSnapshot } from "../../hosts/snapshot/validate.js";

export const SCRIPT = fileURLToPath(new URL("../../dist/alpc.js", import.meta.url));
export const CASES = fileURLToPath(new URL("../cases/", import.meta.url));

export interface Run {
  readonly text: string;
  readonly errors: string;
  readonly failed: boolean;
}

export interface TestSession extends Omit<SnapshotSession, "run"> {
  /** Runs a line and gives what it printed. */
  run(line: string): Run;
  /** The document that a command prints under /json. */
  json<T = unknown>(command: string): T;
  /** Lines of output. */
  lines(line: string): string[];
}

/** A session over a snapshot file or object; alpcx is installed unless `bare`. `provider` changes how the host behaves. */
export function open(source: string | object, bare = false, provider: ProviderOptions = {}): TestSession {
  const loaded: LoadedSnapshot = typeof source === "string" ? loadSnapshot(source) : validateSnapshot(source);
  let text = "";
  let errors = "";
  const session = openSnapshot(loaded, {
    output: (piece) => (text += piece),
    error: (piece) => (errors += piece),
    provider,
  });
  const run = (line: string): Run => {
    text = errors = "";
    const { failed } = session.run(line);
    return { text, errors, failed };
  };
  const test: TestSession = Object.assign(Object.create(session) as SnapshotSession, {
    run,
    json<T>(command: string): T {
      const { text: output, errors: trouble } = run(command + " /json");
      if (trouble !== "") throw new Error(trouble);
      return JSON.parse(output) as T;
    },
    lines: (line: string) => run(line).text.split("\n").slice(0, -1),
  });
  if (!bare) {
    const { failed, text: output, errors: trouble } = run(`$$>a<${SCRIPT}`);
    if (failed) throw new Error(output + trouble);
  }
  return test;
}

/** The script's own text, for tests that load it themselves. */
export const scriptText = (): string => readFileSync(SCRIPT, "utf8");
