/** Completion at the `kd>` prompt: commands, options of `!alpcx`, names in dx expressions. */

const COMMANDS = [
  "!alpcx ",
  "dx ",
  ".scriptload ",
  ".scriptunload ",
  ".scriptlist",
  ".scriptrun ",
  ".scriptproviders",
  ".prefer_dml ",
  ".echo ",
  "al",
  "aS ",
  "as ",
  "ad ",
  "$$>a<",
  "q",
];

// The object model's table of commands.
const ALPCX_OPTIONS = [
  "/deadlock",
  "/quick",
  "/chain",
  "/p",
  "/m",
  "/lpp",
  "/lpc",
  "/lp",
  "/lp0",
  "/find",
  "/id",
  "/sd",
  "/pool",
  "/record",
  "/all",
  "/force",
  "/limit",
  "/graph",
  "/selftest",
  "/json",
  "/v",
  "/?",
];

/** What may stand in place of the last word of `line`, and that word: readline's form of an answer. */
export function complete(line: string, names: (path: string) => readonly string[]): [string[], string] {
  if (/^\s*!alpcx\s/.test(line)) {
    const word = /\S*$/.exec(line)?.[0] ?? "";
    return [startingWith(ALPCX_OPTIONS, word), word];
  }
  if (/^\s*dx\s/.test(line)) {
    const expression = /[@$\w.]*$/.exec(line)?.[0] ?? "";
    const dot = expression.lastIndexOf(".");
    const path = expression.slice(0, Math.max(0, dot));
    const word = expression.slice(dot + 1);
    return [startingWith(dot < 0 ? names("") : names(path), word), word];
  }
  const word = line.trimStart();
  return [startingWith(COMMANDS, word), word];
}

function startingWith(all: readonly string[], word: string): string[] {
  return [...new Set(all)].filter((name) => name.startsWith(word)).sort();
}
