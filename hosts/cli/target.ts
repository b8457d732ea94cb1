/** Opens what the lines are to run against. */
import { mkdirSync } from "node:fs";
import { loadSnapshot } from "../snapshot/load.js";
import { openSnapshot } from "../snapshot/session.js";
import { SnapshotError, type LoadedSnapshot } from "../snapshot/validate.js";
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
export async function openTarget(options: CliOptions, example: string, sinks: SessionSinks): Promise<CliSession> {
  if (options.dump !== undefined) return openDump(options.dump, options.symbols, sinks);
  const file = options.snapshot ?? example;
  const loaded = load(file);
  if (options.exportDump !== undefined) await exportTo(options.exportDump, loaded, sinks);
  const session = openSnapshot(loaded, { file, ...sinks });
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

interface EngineModule {
  openEngine(options: { dump: string; symbols?: string } & SessionSinks): CliSession | Promise<CliSession>;
}

interface DumpModule {
  exportDump(snapshot: LoadedSnapshot["snapshot"], directory: string, kind: string): unknown;
}

async function openDump(dump: string, symbols: string | undefined, sinks: SessionSinks): Promise<CliSession> {
  const engine = await optionalModule<EngineModule>("../engine/index.js", "openEngine");
  if (engine === undefined) throw new TargetError(`${dump}: this installation has no engine to open dumps with`);
  try {
    return await engine.openEngine({ dump, ...(symbols === undefined ? {} : { symbols }), ...sinks });
  } catch (error) {
    throw new TargetError(`${dump}: ${firstLine(error)}`);
  }
}

async function exportTo(directory: string, loaded: LoadedSnapshot, sinks: SessionSinks): Promise<void> {
  const dump = await optionalModule<DumpModule>("../dump/index.js", "exportDump");
  if (dump === undefined) throw new TargetError(`${directory}: this installation cannot write dumps`);
  try {
    mkdirSync(directory, { recursive: true });
    await dump.exportDump(loaded.snapshot, directory, "small");
  } catch (error) {
    throw new TargetError(`${directory}: ${firstLine(error)}`);
  }
  sinks.output(`Dump and symbols written to ${directory}\n`);
}

/** A module that only some installations have. */
async function optionalModule<T>(path: string, member: string): Promise<T | undefined> {
  let found: unknown;
  try {
    found = await import(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ERR_MODULE_NOT_FOUND") return undefined;
    throw error;
  }
  return typeof found === "object" && found !== null && member in found ? (found as T) : undefined;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return text.split("\n")[0] ?? text;
}
