/** One `!alpcx` line: parse, run, print. Every failure ends in words; nothing is thrown. */
import { failureText } from "../model/describe";
import type { Look, Looks } from "../model/look";
import { lossLines } from "../report/lossLines";
import { hex } from "../target/address";
import type { Losses } from "../target/losses";
import { chain } from "./chain";
import type { Command, Context } from "./command";
import { deadlock, summary } from "./deadlock";
import { graphCommand } from "./graph";
import { helpCommand } from "./help";
import { allPorts, byId, find, orphanPorts } from "./lists";
import { connections, message, port, processPorts } from "./objects";
import { parse } from "./parse";
import { pool } from "./pool";
import { recordCommand } from "./record";
import { security } from "./security";
import { selftest } from "./selftest";

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  summary,
  deadlock,
  chain,
  port,
  message,
  processPorts,
  connections,
  allPorts,
  orphanPorts,
  find,
  byId,
  security,
  graphCommand,
  pool,
  recordCommand,
  selftest,
  helpCommand(() => COMMANDS),
];

/** Front ends look for this at the start of a line: the command could not do what it was asked. */
export const FAILED = "alpcx: error: ";

/** What could not be read, named without /v. */
const MAX_LOSSES = 10;

/** Items between two signs of life on a live target. */
const STEP = 500;

export function runCommand(words: readonly string[], looks: Looks, printRaw: (text: string) => void): void {
  const print = (line: string) => printRaw(printable(line) + "\n");
  try {
    const parsed = parse(words, COMMANDS);
    const command = COMMANDS.find((known) => known.name === parsed.command) as Command;
    const json = parsed.switches.has("json");
    // One look per command: all it shows belongs together.
    let look: Look | undefined;
    const context: Context = {
      parsed,
      look: () => look || (look = looks.current()),
      progress(what: string, done: number): void {
        const isSlow = look !== undefined && look.target.info.isLive;
        if (!json && isSlow && done > 0 && done % STEP === 0) print("alpcx: " + done + " " + what + " ...");
      },
    };
    const output = command.run(context);
    const losses = () => (look === undefined || output.namesLosses === true ? undefined : look.target.losses);
    if (json) print(JSON.stringify(withLosses(output.document, losses)));
    else {
      for (const line of output.lines) print(line);
      const lost = losses();
      if (lost) {
        const most = parsed.switches.has("v") ? lost.list.length : MAX_LOSSES;
        for (const line of lossLines(lost.list, most, parsed.switches.has("v") ? "" : " (/v shows all)", lost.more))
          print(line);
      }
      const next = output.next || [];
      if (next.length > 0) print("next: " + next.map((line) => "!alpcx " + line).join(", "));
      if (output.dx !== undefined) print("dx " + output.dx);
    }
    if (output.failure !== undefined) print(FAILED + output.failure + "\n");
  } catch (error) {
    print(FAILED + failureText(error));
  }
}

/** The document with what could not be read, where something could not. */
function withLosses(document: unknown, losses: () => Losses | undefined): unknown {
  // To make it may read.
  const object = document as object;
  const lost = losses();
  if (!lost || lost.list.length === 0) return object;
  const incomplete = lost.list.map(({ what, address, why }) =>
    address === undefined ? { what, why } : { what, address: hex(address), why },
  );
  return Object.assign({}, object, lost.more > 0 ? { incomplete, incompleteMore: lost.more } : { incomplete });
}

/** Names come from the target: none of them may end a line, ring a bell or move the cursor. As JSON writes it. */
function printable(line: string): string {
  return line.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, (control) => {
    return "\\u" + ("000" + control.charCodeAt(0).toString(16)).slice(-4);
  });
}
