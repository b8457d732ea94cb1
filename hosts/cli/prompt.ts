/** The interactive `kd>` prompt. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import { complete } from "./complete.js";
import type { CliSession } from "./target.js";

const HISTORY_LINES = 500;

export interface Terminal {
  readonly input: NodeJS.ReadableStream;
  readonly output: NodeJS.WritableStream;
  /** Someone types there: a prompt, history and completion are of use. */
  readonly isInteractive: boolean;
}

/** Runs lines until the input ends or `isDone` says so. True when one of them failed. */
export async function runPrompt(session: CliSession, terminal: Terminal, isDone: () => boolean): Promise<boolean> {
  const { isInteractive } = terminal;
  const file = historyFile();
  const reader = createInterface({
    input: terminal.input,
    ...(isInteractive ? { output: terminal.output } : {}),
    terminal: isInteractive,
    prompt: "kd> ",
    history: isInteractive ? readHistory(file) : [],
    historySize: HISTORY_LINES,
    removeHistoryDuplicates: true,
    completer: (line: string) => complete(line, (path) => session.names?.(path) ?? []),
  });
  if (isInteractive) {
    reader.on("history", (lines: string[]) => writeHistory(file, lines));
    reader.on("SIGINT", () => reader.close());
    reader.prompt();
  }
  let hasFailed = false;
  for await (const line of reader) {
    if (session.run(line).failed) hasFailed = true;
    if (isDone()) break;
    if (isInteractive) reader.prompt();
  }
  reader.close();
  return hasFailed;
}

function historyFile(): string {
  const { XDG_STATE_HOME: state, LOCALAPPDATA: local } = process.env;
  const folder = process.platform === "win32" && local ? local : state || join(homedir(), ".local", "state");
  return join(folder, "alpcx", "history");
}

/** Most recent first, as readline keeps it. */
function readHistory(file: string): string[] {
  try {
    return readFileSync(file, "utf8")
      .split("\n")
      .filter((line) => line !== "");
  } catch {
    return [];
  }
}

/** A prompt without a place for its history works all the same. */
function writeHistory(file: string, lines: readonly string[]): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, lines.slice(0, HISTORY_LINES).join("\n") + "\n", { mode: 0o600 });
  } catch {
    return;
  }
}
