/**
 * The words typed behind `!alpcx`. A function alias is handed dx expressions only, so the user alias runs this file as a
 * command file, and the words are its arguments, which `al` lists. Source: real-engine 0.1, 1.5.
 */

/** Marks a call by the user alias; whoever runs a script of his own does not have it as first argument. */
const RUN = "run";

/** The words after `run` in an `al` listing; undefined when the script was not started by our alias. */
export function wordsFromAliases(lines: Iterable<string>): string[] | undefined {
  const values = new Map<number, string>();
  for (const line of lines) {
    // Blank, name padded to 16, blank, value, blank. Source: real-engine 1.3.
    const match = /^ \$arg(\d+) *?(?: {1,}(.*))? $/.exec(line);
    if (match) values.set(Number(match[1]), aliasValue(line, "$arg" + match[1]));
  }
  if (values.get(1) !== RUN) return undefined;
  const words: string[] = [];
  for (let index = 2; values.has(index); index++) words.push(values.get(index) as string);
  // `!alpcx "/p FontCache"` is how it is typed without the alias; with it, the quotes make one word of all.
  const only = words.length === 1 ? (words[0] as string) : "";
  return /^[/-].*\s/.test(only) ? wordsFromText(only) : words;
}

/** The value in a line of `al`: behind the padded name, without the blank at the end. */
export function aliasValue(line: string, name: string): string {
  const start = 1 + Math.max(16, name.length) + 1;
  return line.slice(start, line.length - 1);
}

/** A text as a command line: words, grouped by double quotes. */
export function wordsFromText(text: string): string[] {
  const words: string[] = [];
  const pattern = /"([^"]*)"|(\S+)/g;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    words.push(match[1] === undefined ? (match[2] as string) : match[1]);
  }
  return words;
}
