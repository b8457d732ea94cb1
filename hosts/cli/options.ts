/** The arguments of `alpcx`. Source: contract "The runner". */
import { Command, CommanderError } from "commander";

export interface CliOptions {
  readonly snapshot?: string;
  readonly dump?: string;
  /** Symbol path for the dump. */
  readonly symbols?: string;
  /** Lines to run; none means an interactive prompt. */
  readonly lines: readonly string[];
  /** Folder to export a kernel dump of the snapshot to. */
  readonly exportDump?: string;
  /** File for a copy of the snapshot without names and data. */
  readonly anonymize?: string;
}

/** Arguments that cannot be used; the message is one line. */
export class UsageError extends Error {}

/** What was asked for is a text and nothing else. */
export interface Answer {
  readonly text: string;
}

/** Reads the arguments behind the program's name. @throws UsageError */
export function parseArguments(args: readonly string[], version: string): CliOptions | Answer {
  let answer = "";
  const program = new Command("alpcx")
    .description("Who waits for whom over LPC and ALPC, on a recorded snapshot or a kernel dump")
    .usage("[--snapshot FILE | --dump FILE [--symbols PATH]] [-c LINE]... [--export-dump DIR] [--anonymize OUT]")
    .version(version, "--version", "print the version")
    .helpOption("--help", "print this help")
    .option("--snapshot <FILE>", "a recorded snapshot, .json or .json.gz (default: the bundled example)")
    .option("--dump <FILE>", "a kernel dump, opened through Microsoft's debugger engine")
    .option("--symbols <PATH>", "symbol path for the dump")
    .option("-c <LINE>", "run a line as at a WinDbg prompt; may be given more than once", collect, [])
    .option("--export-dump <DIR>", "write the snapshot as a kernel dump with symbols")
    .option("--anonymize <OUT>", "write the snapshot without names and data of messages, for sharing")
    .addHelpText("after", EXAMPLES)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeOut: (text) => (answer += text), writeErr: () => undefined });
  try {
    program.parse([...args], { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { text: answer };
    throw new UsageError(error.message.replace(/^error: /, "").replace(/\s+/g, " "));
  }
  return checked(program.opts());
}

const EXAMPLES = `
Examples:
  alpcx -c "!alpcx /deadlock"
  alpcx --snapshot machine.json.gz -c "dx @$cursession.Alpc.Deadlocks"
  alpcx --snapshot machine.json.gz --anonymize shared.json.gz
Exit status: 0; 1 when a line failed; 2 for unusable arguments or an unusable file.
`;

function collect(line: string, before: readonly string[]): readonly string[] {
  return [...before, line];
}

interface RawOptions {
  snapshot?: string;
  dump?: string;
  symbols?: string;
  c: readonly string[];
  exportDump?: string;
  anonymize?: string;
}

function checked({ c, ...rest }: RawOptions): CliOptions {
  if (rest.snapshot !== undefined && rest.dump !== undefined) {
    throw new UsageError("--snapshot and --dump exclude each other");
  }
  if (rest.symbols !== undefined && rest.dump === undefined) throw new UsageError("--symbols needs --dump");
  if (rest.exportDump !== undefined && rest.dump !== undefined) {
    throw new UsageError("--export-dump needs a snapshot, not a dump");
  }
  if (rest.anonymize !== undefined && rest.dump !== undefined) {
    throw new UsageError("--anonymize needs a snapshot, not a dump: !alpcx /record makes one");
  }
  for (const [name, value] of Object.entries(rest)) {
    if (value === "") throw new UsageError(`--${name === "exportDump" ? "export-dump" : name} must not be empty`);
  }
  return { ...rest, lines: c };
}
