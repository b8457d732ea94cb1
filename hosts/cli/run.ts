/** The runner itself, apart from the process around it. */
import { existsSync } from "node:fs";
import { parseArguments, UsageError } from "./options.js";
import { runPrompt, type Terminal } from "./prompt.js";
import { openTarget, TargetError, type CliSession } from "./target.js";

export const STATUS = { ok: 0, lineFailed: 1, unusable: 2 } as const;

export interface Surroundings {
  output(text: string): void;
  error(text: string): void;
  readonly terminal: Terminal;
  readonly version: string;
  /** `dist/alpc.js`. */
  readonly script: string;
  /** The snapshot that is opened when none is named. */
  readonly example: string;
  /** Called with each line of `-c` before it runs. */
  readonly echo?: (line: string) => void;
}

/** Does what the arguments ask for and gives the exit status. */
export async function runCli(args: readonly string[], around: Surroundings): Promise<number> {
  let isDone = false;
  let session: CliSession;
  try {
    const options = parseArguments(args, around.version);
    if ("text" in options) {
      around.output(options.text);
      return STATUS.ok;
    }
    if (!existsSync(around.script)) throw new TargetError("dist/alpc.js is missing: npm run build makes it");
    session = await openTarget(options, around, {
      output: (text) => around.output(text),
      error: (text) => around.error(text),
      quit: () => (isDone = true),
    });
    try {
      let hasFailed = install(session, around);
      for (const line of options.lines) {
        if (isDone) break;
        around.echo?.(line);
        if (session.run(line).failed) hasFailed = true;
      }
      if (options.lines.length === 0 && options.exportDump === undefined && options.anonymize === undefined) {
        if (await runPrompt(session, around.terminal, () => isDone)) hasFailed = true;
      }
      return hasFailed ? STATUS.lineFailed : STATUS.ok;
    } finally {
      session.close();
    }
  } catch (error) {
    if (!(error instanceof UsageError) && !(error instanceof TargetError)) throw error;
    around.error(`alpcx: ${error.message}\n`);
    return STATUS.unusable;
  }
}

/** Loads the script and installs the command, as `$$>a<alpc.js` does; shows what it prints when it fails. */
function install(session: CliSession, around: Surroundings): boolean {
  const { failed, output } = session.runQuietly(`$$>a<"${around.script}"`);
  if (failed) around.error(output);
  return failed;
}
