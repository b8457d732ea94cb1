/** From the words the user typed to a command with its arguments. One table (`table.ts`) makes this and the help. */
import { fromHex, fromNumber, type Address } from "../target/address";
import { UsageError } from "../target/target";

/** A command as parsing and help see it. */
export interface Grammar {
  /** Name without the slash. */
  readonly name: string;
  /** What its argument stands for, in capitals; absent when it takes none. */
  readonly argument?: string;
  readonly argumentIsOptional?: boolean;
  /** A word before the argument, one of these: `/graph dot FILE`. */
  readonly choices?: readonly string[];
  /** Names of switches it takes beside /json and /v. */
  readonly switches?: readonly string[];
  /** Switches that take the next word as their value: by name what it stands for, in capitals. */
  readonly options?: { readonly [name: string]: string };
}

/** `/limit N` of commands that list or search. */
export const LIMIT = { limit: "N" } as const;

export interface Parsed {
  /** Name of the command; empty for `!alpcx` alone. */
  readonly command: string;
  readonly argument?: string;
  readonly choice?: string;
  readonly switches: ReadonlySet<string>;
  /** Values of the switches that take one, as typed. */
  readonly values: ReadonlyMap<string, string>;
}

/** Switches that every command takes. */
export const COMMON = ["json", "v"] as const;

/** What people type for the help, beside `/?`. */
const HELP = /^([/-]h|[/-]{0,2}help|\?)$/i;

/** Throws a UsageError that says what is wrong and what is meant most likely. */
export function parse(words: readonly string[], commands: readonly Grammar[]): Parsed {
  const switches = new Set<string>();
  const values = new Map<string, string>();
  const plain: string[] = [];
  let command: Grammar | undefined;
  const pending = () => command !== undefined && command.argument !== undefined && plain.length < expected(command);
  for (let i = 0; i < words.length; i++) {
    const typed = words[i] as string;
    const word = command === undefined && HELP.test(typed) ? "/?" : typed;
    const option = /^[/-](.+)$/.exec(word);
    // The word after a command that takes a file is the file's name, whatever it looks like.
    const isFile =
      command !== undefined && command.argument === "FILE" && pending() && plain.length === expected(command) - 1;
    if (!option || isFile) {
      plain.push(word);
      continue;
    }
    const name = (option[1] as string).toLowerCase();
    const found = commands.find((known) => known.name === name);
    const allowed = command && command.switches ? command.switches : [];
    const value = valueOf(name, command ? [command] : commands);
    if ((COMMON as readonly string[]).indexOf(name) >= 0 || allowed.indexOf(name) >= 0) switches.add(name);
    else if (value !== undefined) {
      const next = words[++i];
      const hint = command ? see(command) : "!alpcx /? lists the commands";
      if (next === undefined || /^[/-]/.test(next))
        throw new UsageError("/" + name + " needs " + (value === "N" ? "a number" : withArticle(value)) + ". " + hint);
      values.set(name, next);
    } else if (found && command) throw new UsageError("one command at a time: /" + command.name + " or /" + found.name);
    else if (found) command = found;
    else if (commands.some((known) => known.switches && known.switches.indexOf(name) >= 0)) switches.add(name);
    else if (valueOf(name, commands) !== undefined) switches.add(name);
    else throw unknown(word, name, commands, command);
  }
  values.forEach((_, name) => {
    if (command && valueOf(name, [command]) === undefined) switches.add(name);
  });
  return command ? finish(command, plain, switches, values) : alone(plain, switches, values);
}

/** What the value of a switch stands for; undefined when none of the commands has such a switch. */
function valueOf(name: string, commands: readonly Grammar[]): string | undefined {
  for (const { options } of commands) {
    if (options && Object.prototype.hasOwnProperty.call(options, name)) return options[name];
  }
  return undefined;
}

function expected(command: Grammar): number {
  return command.choices ? 2 : 1;
}

function finish(
  command: Grammar,
  plain: readonly string[],
  switches: ReadonlySet<string>,
  values: ReadonlyMap<string, string>,
): Parsed {
  const allowed = (COMMON as readonly string[]).concat(command.switches || []);
  switches.forEach((name) => {
    if (allowed.indexOf(name) < 0) throw new UsageError("/" + command.name + " has no /" + name + ". " + see(command));
  });
  const rest = plain.slice();
  let choice: string | undefined;
  if (command.choices) {
    choice = (rest.shift() || "").toLowerCase();
    if (command.choices.indexOf(choice) < 0) {
      const meant = choice === "" ? "." : suggestion(choice, command.choices);
      const takes = command.choices.join(" or ") + " and then " + String(command.argument);
      throw new UsageError("/" + command.name + " takes " + takes + meant + " " + see(command));
    }
  }
  const argument = rest.shift();
  if (argument === undefined && command.argument !== undefined && !command.argumentIsOptional) {
    throw new UsageError("/" + command.name + " needs " + withArticle(command.argument) + ". " + see(command));
  }
  const surplus = command.argument === undefined ? argument : rest[0];
  if (surplus !== undefined) {
    const quote = command.argument === undefined ? "" : " Put a name with blanks in quotes.";
    throw new UsageError(
      "'" + surplus + "' is one word too many for /" + command.name + "." + quote + " " + see(command),
    );
  }
  const parsed: { -readonly [K in keyof Parsed]: Parsed[K] } = { command: command.name, switches, values };
  if (argument !== undefined) parsed.argument = argument;
  if (choice !== undefined) parsed.choice = choice;
  return parsed;
}

function alone(plain: readonly string[], switches: ReadonlySet<string>, values: ReadonlyMap<string, string>): Parsed {
  const first = plain[0];
  if (first !== undefined)
    throw new UsageError("commands begin with a slash: '" + first + "' is none. !alpcx /? lists them");
  switches.forEach((name) => {
    if ((COMMON as readonly string[]).indexOf(name) < 0)
      throw new UsageError("/" + name + " goes with a command. !alpcx /? lists them");
  });
  values.forEach((_, name) => {
    throw new UsageError("/" + name + " goes with a command. !alpcx /? lists them");
  });
  return { command: "", switches, values };
}

/** The error for an option that there is not: what begins like it, or the nearest name. */
function unknown(word: string, name: string, commands: readonly Grammar[], command: Grammar | undefined): UsageError {
  const names = commands.map((known) => known.name).filter((known) => known !== "" && known !== "?");
  for (const one of command ? [command] : commands)
    names.push(...(one.switches || []), ...Object.keys(one.options || {}));
  names.push(...COMMON);
  const known = names.filter((one, place) => names.indexOf(one) === place);
  const begins = known.filter((one) => one.indexOf(name) === 0);
  if (begins.length > 1) return new UsageError(word + " is ambiguous: /" + begins.join(", /"));
  const meant = begins[0] || nearest(name, known);
  return new UsageError("there is no " + word + didYouMean("/", meant) + " !alpcx /? lists the commands");
}

/** `, did you mean /pool?`, or the end of the sentence. */
function didYouMean(before: string, name: string | undefined): string {
  return name === undefined ? "." : ", did you mean " + before + name + "?";
}

/** The end of a sentence that refuses a word for which there are only these. */
export function suggestion(word: string, names: readonly string[], before = ""): string {
  return didYouMean(before, nearest(word.toLowerCase(), names));
}

/** The name with the fewest edits away, when it is near; of several the one that the word begins with. */
function nearest(name: string, names: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = Math.max(1, Math.floor(name.length / 2)) + 1;
  for (const candidate of names) {
    const distance = edits(name, candidate) - (candidate !== "" && name.indexOf(candidate) === 0 ? 0.5 : 0);
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] as number) + (a.charAt(i - 1) === b.charAt(j - 1) ? 0 : 1);
      next.push(Math.min(swap, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

function withArticle(argument: string): string {
  return (/^[AEIO]/.test(argument) ? "an " : "a ") + argument.toLowerCase();
}

function see(command: Grammar): string {
  return "See !alpcx /? " + command.name;
}

/**
 * An address or id as WinDbg users write it: hexadecimal with or without `0x` and backquotes, decimal after `0n`.
 * Throws a UsageError for anything else.
 */
export function parseNumber(text: string): Address {
  const decimal = /^0n([0-9]+)$/i.exec(text);
  if (decimal) {
    const value = Number(decimal[1]);
    if (Number.isSafeInteger(value)) return fromNumber(value);
  } else {
    const value = fromHex(text);
    if (value !== undefined) return value;
  }
  throw new UsageError(
    "'" + text + "' is no number. Write addresses and ids in hexadecimal (ffffe001`23456789, bfc) or as 0n3068",
  );
}

/** The value of `/limit`: a count, decimal, or hexadecimal after `0x`. Undefined when it was not given. */
export function limitOf(parsed: Parsed): number | undefined {
  const text = parsed.values.get("limit");
  if (text === undefined) return undefined;
  const count = /^(0n)?[0-9]+$/i.test(text) ? Number(text.replace(/^0n/i, "")) : /^0x/i.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(count) || count < 1)
    throw new UsageError("'" + text + "' is no limit. Write how many as a decimal number, as in /limit 100");
  return count;
}
