/** Lines of the transcripts that say nothing about dx itself, each with its reason. */
import type { Entry } from "./transcript";

const RULES: readonly (readonly [file: RegExp, line: RegExp, reason: string])[] = [
  [/./, /^(?!dx\b|!)/, "a command of the front end"],
  [/^07/, /^!(?:help|nosuchmod\.alpcx|dbghelp\.alpcx|ext\.alpcx|alpc2)\b/, "a command of the front end"],
  [/^14/, /^!/, "a command of the front end"],
  [/^18/, /^!alpcx [^]*$/, "a command of the front end"],
  [/^08/, /^dx \/deadlock$/, "a syntax error of the command line, which the front end reports"],
  [/^08/, /18446744073709551615/, "numbers of more than 64 bits are none in this data model"],
  [/^14/, /Debugger\b|Attributes|Modules|\.Stack|\.Registers/, "shows the engine's own model of the dump"],
  [/^15/, /^dx -r2 @\$curprocess$/, "lists the modules of the dump"],
];

const used = new Set<number>();

/** Why a line is left out; undefined when it is to be run. */
export function reasonToSkip(entry: Entry): string | undefined {
  const i = RULES.findIndex(([file, line]) => file.test(entry.file) && line.test(entry.line));
  used.add(i);
  return RULES[i]?.[2];
}

/** Rules that left nothing out. */
export function idleRules(): readonly string[] {
  return RULES.filter((_rule, i) => !used.has(i)).map(([file, line]) => `${file.source} ${line.source}`);
}
