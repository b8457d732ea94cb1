/** Opens what the lines are to run against. */
import { existsSync } from "node:fs";
import { exportDump } from "../dump/index.js";
import { createProvider, currentWinDbg } from "../provider/index.js";
import { loadSnapshot } from "../snapshot/load.js";
import { openSnapshot } from "../snapshot/session.js";
import { SnapshotError, type LoadedSnapshot } from "../snapshot/validate.js";
import { AnonymizeError, writeAnonymous } from "./anonymize.js";
import { namesUnder } from "./names.js";
import type { CliOptions } from "./options.js";

/** A session of either host, as far as the runner uses it. */
export interface CliSession {
  run(line: string): { failed: boolean };
  /** Runs a line and keeps what it prints. */
  runQuietly(line: string): { failed: boolean; output: string };
  close(): void;
  /** Names that may follow `path.` in a dx expression. */
  names?(path: string): string[];
}

export interface SessionSinks {
  output(text: string): void;
  error(text: string): void;
  quit(): void;
}

/** The target cannot be opened; the message is one line and names the file. */
export class TargetError extends Error {}

/** Opens the snapshot or dump that the options name, or the example. @throws TargetError */
export async function openTarget(
  options: CliOptions,
  files: { readonly example: string; readonly script: string },
  sinks: SessionSinks,
): Promise<CliSession> {
  if (options.dump !== undefined) return openDump(options.dump, options.symbols, sinks);
  const file = options.snapshot ?? files.example;
  const loaded = load(file);
  if (options.exportDump !== undefined) exportTo(options.exportDump, loaded, sinks);
  if (options.anonymize !== undefined) anonymizeTo(options.anonymize, loaded, files.script, sinks);
  const session = openSnapshot(loaded, { file, ...sinks, provider: { variants: currentWinDbg } });
  return {
    run: (line) => session.run(line),
    runQuietly: (line) => session.runQuietly(line),
    close: () => session.close(),
    names: (path) => namesUnder(session.backend, path),
  };
}

function load(file: string): LoadedSnapshot {
  try {
    return loadSnapshot(file);
  } catch (error) {
    if (error instanceof SnapshotError) throw new TargetError(`${file}: ${error.message}`);
    throw error;
  }
}

/** The engine's side is loaded only when it is asked for. */
async function openDump(dump: string, symbols: string | undefined, sinks: SessionSinks): Promise<CliSession> {
  const { openEngine } = await import("../engine/index.js");
  await prepareEngine(dump, sinks);
  let quiet: string[] | undefined;
  const to = (show: (text: string) => void) => (text: string) => {
    if (quiet === undefined) show(text);
    else quiet.push(text);
  };
  try {
    const session = openEngine({
      dump,
      ...(symbols === undefined ? {} : { symbols }),
      print: to((text) => sinks.output(text)),
      printError: to((text) => sinks.error(text)),
      provider: (backend) => createProvider(backend, { variants: currentWinDbg }),
    });
    const run = (line: string): { failed: boolean } => {
      try {
        return session.run(line);
      } catch (error) {
        // The engine is another program, which may crash; what is left of the lines cannot run then.
        sinks.error(`alpcx: ${firstLine(error)}\n`);
        sinks.quit();
        return { failed: true };
      }
    };
    return {
      run,
      runQuietly(line) {
        const output: string[] = (quiet = []);
        try {
          return { ...run(line), output: output.join("") };
        } finally {
          quiet = undefined;
        }
      },
      close: () => session.close(),
    };
  } catch (error) {
    throw new TargetError(`${dump}: ${firstLine(error).replace(`${dump}: `, "")}`);
  }
}

/** Builds the bridge at the first use, and says all that is missing in one line. @throws TargetError */
async function prepareEngine(dump: string, sinks: SessionSinks): Promise<void> {
  const { bridgePath, buildBridge, findEngine, HOW_TO } = await import("../engine/index.js");
  const isOurs = process.env["ALPCX_BRIDGE"] === undefined;
  const built = isOurs ? buildBridge(undefined, (path) => sinks.error(`alpcx: building ${path}\n`)) : undefined;
  const place = findEngine();
  if (place.ready) return;
  const missing = place.problem.split(/\n\s*/).filter((part) => part !== HOW_TO.bridge);
  const isBuilt = existsSync(bridgePath());
  if (!isBuilt && built && "problem" in built && !missing.includes(built.problem)) missing.push(built.problem);
  if (!isBuilt && !isOurs) missing.push(`there is no ${bridgePath()}, which ALPCX_BRIDGE names`);
  const [head = "", ...parts] = missing;
  throw new TargetError(`${dump}: ${head} ${parts.join("; ")}`);
}

function exportTo(directory: string, loaded: LoadedSnapshot, sinks: SessionSinks): void {
  try {
    for (const line of exportDump(loaded.snapshot, directory, "full")) sinks.output(line + "\n");
  } catch (error) {
    throw new TargetError(`${directory}: ${firstLine(error)}`);
  }
}

function anonymizeTo(out: string, loaded: LoadedSnapshot, script: string, sinks: SessionSinks): void {
  try {
    sinks.output(writeAnonymous(loaded, out, script) + "\n");
  } catch (error) {
    if (error instanceof AnonymizeError) throw new TargetError(error.message);
    throw error;
  }
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? text;
}
