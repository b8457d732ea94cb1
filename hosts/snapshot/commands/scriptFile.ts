/** Command files: `$$>a<FILE arguments` and its kin. Source: real-engine 1.4, transcripts 02, 03, 06, 18. */
import type { AliasTable } from "./aliases.js";
import type { Frame } from "./frame.js";

export interface ScriptForm {
  readonly takesArguments: boolean;
  /** All lines are run as one, joined by `;`. */
  readonly isCondensed: boolean;
  /** Each command is shown behind a prompt before it runs. */
  readonly echoes: boolean;
}

const FORMS: readonly (readonly [prefix: string, form: ScriptForm])[] = [
  ["$$>a<", { takesArguments: true, isCondensed: true, echoes: false }],
  ["$>a<", { takesArguments: true, isCondensed: true, echoes: false }],
  ["$$><", { takesArguments: false, isCondensed: true, echoes: false }],
  ["$><", { takesArguments: false, isCondensed: true, echoes: false }],
  ["$$<", { takesArguments: false, isCondensed: false, echoes: true }],
  ["$<", { takesArguments: false, isCondensed: false, echoes: true }],
];

/** The form of the script command at the frame's position; moves behind its `<`. */
export function readScriptForm(frame: Frame): ScriptForm | undefined {
  if (frame.text.charAt(frame.at) !== "$") return undefined;
  const found = FORMS.find(([prefix]) => frame.text.startsWith(prefix, frame.at));
  if (found === undefined) return undefined;
  frame.at += found[0].length;
  return found[1];
}

export interface ScriptCall {
  readonly file: string;
  readonly arguments: readonly string[];
  /** Where the file name ends in the line. */
  readonly nameEnd: number;
}

/** Reads file name and arguments. Without arguments the whole tail is the name. */
export function readScriptCall(frame: Frame, form: ScriptForm): ScriptCall {
  frame.skipBlanks();
  if (!form.takesArguments) {
    const file = frame
      .untilSemicolon()
      .trim()
      .replace(/^"(.*)"$/, "$1");
    return { file, arguments: [], nameEnd: frame.at };
  }
  let file: string;
  if (frame.text.charAt(frame.at) === '"') {
    file = frame.quoted();
    frame.cutShown(frame.at - 1);
  } else {
    file = frame.word();
    if (file === "") throw frame.error("Non-empty string required in", frame.at);
  }
  const nameEnd = frame.at;
  return { file, arguments: readArguments(frame), nameEnd };
}

function readArguments(frame: Frame): string[] {
  const found: string[] = [];
  for (;;) {
    frame.skipBlanks();
    if (frame.isAtEnd || frame.text.charAt(frame.at) === ";") return found;
    const argument = readArgument(frame);
    // Its value names an argument that is set by now. Source: transcript 18.
    const named = /^(?:\$arg(\d+)|\$\{\$arg(\d+)\})$/.exec(argument);
    if (named !== null && Number(named[1] ?? named[2]) <= found.length) {
      throw frame.error("Arg alias already exists", frame.at);
    }
    found.push(argument);
  }
}

function readArgument(frame: Frame): string {
  if (frame.text.charAt(frame.at) !== '"') return frame.word();
  const end = frame.text.charAt(frame.at + 1) === '"' ? frame.at + 1 : -1;
  if (end > 0) throw frame.error("Non-empty string required in", end);
  return frame.quoted();
}

/** The lines of a command file, taken byte by byte as the engine does. */
export function linesOf(bytes: Uint8Array): string[] {
  const lines = new TextDecoder("windows-1252").decode(bytes).split(/\r?\n/);
  if (lines.at(-1) === "") lines.pop();
  return lines;
}

export const FILE_NOT_FOUND = ["Command file execution failed, Win32 error 0n2", '    "File not found."'];

/** Runs `action` while `$arg0`... hold the file's name and arguments; an enclosing script then gets its own back. */
export function withArguments(aliases: AliasTable, call: ScriptCall, action: () => void): void {
  const isArgument = (name: string): boolean => /^\$arg\d+$/.test(name);
  const saved = aliases
    .names()
    .filter(isArgument)
    .map((name) => [name, aliases.get(name) ?? ""] as const);
  for (const [name] of saved) aliases.delete(name);
  [call.file, ...call.arguments].forEach((value, i) => aliases.set(`$arg${i}`, value));
  try {
    action();
  } finally {
    for (const name of aliases.names().filter(isArgument)) aliases.delete(name);
    for (const [name, value] of saved) aliases.set(name, value);
  }
}
