/** Carries out command lines as the engine does. Source: real-engine 1, transcripts 01-06, 18, 19, 21. */
import { jump, readNumber, threadCommand, type Flow } from "./flowCommands.js";
import { deleteAlias, listAliases, setAlias } from "./aliasCommands.js";
import type { AliasTable } from "./aliases.js";
import { dotCommand, type DotHost } from "./dotCommands.js";
import { CommandError, Frame, isBlank } from "./frame.js";
import { FILE_NOT_FOUND, linesOf, readScriptCall, readScriptForm, withArguments } from "./scriptFile.js";

export interface CommandEnvironment extends DotHost {
  readonly aliases: AliasTable;
  readonly pointerSize: 4 | 8;
  /** `dx ARGUMENT`. */
  dx(argument: string): void;
  hasFunctionAlias(name: string): boolean;
  /** What `vertarget` says of the target. */
  readonly about: readonly string[];
  /** `kd> `, or `0: kd> ` where there are several processors. */
  readonly prompt: string;
  /** A file's content; undefined when there is none. */
  readFile(path: string): Uint8Array | undefined;
}

/** What the engine counts as its prompt before it has shown one. Measured. */
const UNKNOWN_PROMPT_WIDTH = 7;
// Scripts may call one another, aliases may contain blocks; nobody nests this deep on purpose.
const MAX_DEPTH = 200;

export class Interpreter {
  private depth = 0;
  private promptWidth = UNKNOWN_PROMPT_WIDTH;

  private readonly flow: Flow;

  constructor(private readonly env: CommandEnvironment) {
    this.flow = {
      run: (block) => this.runBlock(block),
      capture: (block) => env.capture(block),
      aliases: env.aliases,
    };
  }

  /** Runs a line. False when a command of it could not be parsed: its message is printed, the rest left undone. */
  run(line: string): boolean {
    // A line end within a line is a blank. Measured on the engine.
    return this.report(() => this.runBlock(line.replace(/[\r\n]+/g, " ")));
  }

  private report(action: () => void): boolean {
    try {
      action();
      return true;
    } catch (error) {
      if (!(error instanceof CommandError)) throw error;
      this.env.fail(error.message);
      return false;
    }
  }

  /** A line or block: aliases are replaced once, then its commands run one after the other. */
  private runBlock(text: string): void {
    if (this.depth >= MAX_DEPTH) throw new CommandError("Command nesting is too deep");
    this.depth++;
    try {
      const frame = new Frame(this.env.aliases.expand(text), this.promptWidth);
      for (;;) {
        while (frame.text.charAt(frame.at) === ";" || isBlank(frame.text.charAt(frame.at))) frame.at++;
        if (frame.isAtEnd) return;
        this.command(frame);
      }
    } finally {
      this.depth--;
    }
  }

  private command(frame: Frame): void {
    const { env } = this;
    const start = frame.at;
    const first = frame.text.charAt(start);
    const two = frame.text.slice(start, start + 2);
    if (first === "*") return void frame.untilEnd();
    if (first === "$") return this.dollar(frame);
    if (first === "!") return this.extension(frame);
    if (first === ".") return dotCommand(frame, env, this.flow);
    if (two === "as" || two === "aS") return setAlias(frame, env.aliases, (line) => env.capture(line));
    if (two === "ad") return deleteAlias(frame, env.aliases);
    if (two === "al") return listAliases(frame, env.aliases, (line) => env.out(line));
    if (two.toLowerCase() === "dx") return this.dx(frame);
    if (/^j[ \t(]/i.test(two)) return jump(frame, this.flow);
    if (first === "v") return this.version(frame);
    if (first === "~") throw threadCommand(frame);
    if (first === "?") return this.evaluate(frame);
    if (two === "qq" || two === "qd" || /^q(?:[ \t;]|$)/.test(frame.text.slice(start, start + 2))) {
      frame.untilEnd();
      return env.quit();
    }
    // Breakpoints want something that runs. Source: transcripts 02, 03.
    if (first === "b") {
      const known = /^b[acdelmpsu]/.test(two);
      throw frame.error("Operation not supported by current debuggee error in", start + (known ? 1 : 2));
    }
    throw frame.error("Syntax error in", start + 1);
  }

  private dollar(frame: Frame): void {
    const form = readScriptForm(frame);
    if (form === undefined) {
      // Both `$$text` and `$text` pass for comments.
      return void frame.untilAnySemicolon();
    }
    const call = readScriptCall(frame, form);
    const bytes = this.env.readFile(call.file);
    if (bytes === undefined) {
      for (const line of FILE_NOT_FOUND) this.env.fail(line);
      return;
    }
    const lines = linesOf(bytes);
    const run = (): void => {
      if (form.isCondensed) return void this.report(() => this.runBlock(lines.map((line) => line + ";").join("")));
      for (const line of lines) {
        if (form.echoes) {
          this.env.out(this.env.prompt + line);
          this.promptWidth = widthOf(this.env.prompt);
        }
        // What fails here is one line of the file. Measured on the engine.
        this.report(() => this.runBlock(line));
      }
    };
    // What fails in a file ends the file, not the line that named it. Source: transcripts 02, 06.
    // `$arg0` is there in every form. Measured on the engine.
    withArguments(this.env.aliases, call, run);
    frame.cutShown(call.nameEnd);
  }

  /** `vertarget`, and `version`, which goes on with the debugger itself. Measured on the engine. */
  private version(frame: Frame): void {
    const name = /^(?:vertarget|version)(?![\w])/.exec(frame.text.slice(frame.at))?.[0];
    if (name === undefined) throw frame.error("Syntax error in", frame.at + 1);
    frame.at += name.length;
    for (const line of this.env.about) this.env.out(line);
    if (name === "version") this.env.out("A recorded snapshot in alpcx, no debugger of Microsoft's");
    frame.expectEnd();
  }

  /** `? EXPRESSION`. Source: real-engine 3. */
  private evaluate(frame: Frame): void {
    frame.at++;
    const value = readNumber(frame);
    const signed = BigInt.asIntN(this.isNarrow(value) ? 32 : 64, value);
    this.env.out(`Evaluate expression: ${signed} = ${this.hex(value)}`);
    frame.expectEnd();
  }

  /** On a target of 32 bits a number that fits them has eight digits. Measured on the engine. */
  private hex(value: bigint): string {
    if (this.isNarrow(value)) return BigInt.asUintN(32, value).toString(16).padStart(8, "0");
    const digits = value.toString(16).padStart(16, "0");
    return `${digits.slice(0, 8)}\`${digits.slice(8)}`;
  }

  private isNarrow(value: bigint): boolean {
    return this.env.pointerSize === 4 && (value >> 32n === 0n || BigInt.asIntN(64, value) >> 31n === -1n);
  }

  /** `!name TEXT` is `dx @$name(TEXT)` for a function alias; nothing else is loaded. */
  private extension(frame: Frame): void {
    frame.at++;
    frame.skipBlanks();
    const nameStart = frame.at;
    const name = /^[^\s;(]*/.exec(frame.text.slice(nameStart))?.[0] ?? "";
    if (this.env.hasFunctionAlias(name)) {
      frame.at = nameStart + name.length;
      const tail = frame.untilSemicolon().trim();
      return this.env.dx(`@$${name}${isParenthesised(tail) ? tail : `(${tail})`}`);
    }
    const word = unknownName(frame);
    frame.at = nameStart + word.length;
    this.env.fail(`${word} is not extension gallery command`);
    this.env.fail(`No export ${word} found`);
    if (frame.text.charAt(frame.at) === '"') throw frame.error("Extra character error in", frame.at + 2);
    frame.untilSemicolon();
  }

  private dx(frame: Frame): void {
    frame.at += 2;
    const end = frame.at;
    frame.skipBlanks();
    // No switch is known. Tried on the engine: it says both.
    if (frame.text.charAt(frame.at) === "/") {
      this.env.fail(frame.error("Syntax error in", end).message);
      frame.expectEnd();
    }
    this.env.dx(frame.untilSemicolon().trim());
  }
}

/** `0: kd> ` counts whole (transcript 03), `kd> ` without its blank. Measured on the engine. */
function widthOf(prompt: string): number {
  return prompt === "kd> " ? 3 : prompt.length;
}

/** The name of a command that nobody knows: to a blank, `;` or a closing quote. Source: transcript 01. */
function unknownName(frame: Frame): string {
  const rest = frame.text.slice(frame.at);
  const quote = rest.indexOf('"');
  const closing = quote < 0 ? -1 : rest.indexOf('"', quote + 1);
  const end = rest.search(/[\s;]/);
  const ends = [closing, end].filter((at) => at >= 0);
  return rest.slice(0, ends.length === 0 ? rest.length : Math.min(...ends));
}

/** Whether the first `(` is closed by the last `)`. */
function isParenthesised(text: string): boolean {
  if (!text.startsWith("(")) return false;
  let depth = 0;
  let isQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charAt(i);
    if (c === '"' && text.charAt(i - 1) !== "\\") isQuoted = !isQuoted;
    if (isQuoted) continue;
    if (c === "(") depth++;
    if (c === ")" && --depth === 0) return i === text.length - 1;
  }
  return false;
}
