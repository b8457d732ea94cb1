/** The user alias `!alpcx`: installed, recognised as ours, removed. */
import { attempt } from "../target/windbg";
import { aliasValue, wordsFromAliases } from "./arguments";

const NAME = "!alpcx";
/** `${/v:...}` keeps the name from being replaced where the alias exists already. Source: real-engine 0.1 (3). */
const QUOTED_NAME = "${/v:" + NAME + "}";

/** Nobody has as many aliases or scripts; a listing that goes on is none. */
const MOST_LINES = 10000;

/** Lines of a command's output; undefined when it cannot be run or does not end. */
function execute(command: string): string[] | undefined {
  return attempt(() => {
    const lines: string[] = [];
    for (const line of host.namespace.Debugger.Utility.Control.ExecuteCommand(command)) {
      if (lines.length === MOST_LINES) throw new Error("no end");
      lines.push(String(line));
    }
    return lines;
  });
}

/** The words behind `!alpcx`, when the alias is what called us. */
export function typedWords(): string[] | undefined {
  const lines = execute("al");
  return lines && wordsFromAliases(lines);
}

/** The body of the alias `!alpcx`; undefined when there is none. */
function currentBody(): string | undefined {
  for (const line of execute("al") || []) {
    if (line.indexOf(" " + NAME + " ") === 0) return aliasValue(line, NAME);
  }
  return undefined;
}

/**
 * Installs the alias where there is none, for the file this script was loaded from. An alias of the user's own is left
 * alone. True when `!alpcx` is ours now.
 */
export function installAlias(): boolean {
  const body = currentBody();
  if (body !== undefined) return isOurs(body);
  const path = scriptPath();
  if (path === undefined) return false;
  // Quotes only where they are needed: the alias is replaced inside strings of other commands too.
  const file = / /.test(path) ? '"' + path + '"' : path;
  execute("aS " + QUOTED_NAME + " $$>a<" + file + " run");
  return currentBody() !== undefined;
}

/** Removes the alias when it is ours. A leftover would print nothing at all. Source: real-engine 0.1 (10). */
export function removeAlias(): void {
  const body = currentBody();
  if (body !== undefined && isOurs(body)) execute("ad /q " + QUOTED_NAME);
}

function isOurs(body: string): boolean {
  return /^\$\$>a<\s*"?[^"]*\.js"? run\s*$/.test(body);
}

/**
 * Where this script lies, from the debugger's list of scripts: `    JavaScript script from 'C:\dir\alpc.js'`. The list has
 * no other mark, so the file is known by the name it was loaded under; under another name only when it is the only script.
 */
function scriptPath(): string | undefined {
  const all: string[] = [];
  for (const line of execute(".scriptlist") || []) {
    const match = /script from '(.+)'\s*$/.exec(line);
    if (match) all.push(match[1] as string);
  }
  const named = all.filter((path) => /(^|[\\/])alpc[^\\/]*\.js$/i.test(path));
  if (named.length === 1) return named[0];
  return named.length === 0 && all.length === 1 ? all[0] : undefined;
}
