/** Commands that begin with a dot. */
import type { Frame } from "./frame.js";
import { choose, forEach, readBlock, readNumber, type Flow } from "./flowCommands.js";
import type { ScriptCommands } from "./scripts.js";

export interface DotHost {
  /** One line of result. */
  out(line: string): void;
  /** Output without a line end of its own. */
  print(text: string): void;
  /** One line about a failure. */
  fail(line: string): void;
  /** What a line prints. */
  capture(line: string): string;
  readonly scripts: ScriptCommands;
  preferDml: boolean;
  quit(): void;
}

/** Carries out the dot command at the frame's position. */
export function dotCommand(frame: Frame, host: DotHost, flow: Flow): void {
  const start = frame.at;
  const name = /^\.\w*/.exec(frame.text.slice(start))?.[0] ?? ".";
  frame.at = start + name.length;
  switch (name) {
    case ".echo":
      return echo(frame, host);
    case ".block":
      flow.run(readBlock(frame));
      return frame.expectEnd();
    case ".if":
      choose(frame, flow);
      return frame.expectEnd();
    case ".foreach":
      forEach(frame, flow);
      return frame.expectEnd();
    case ".printf":
      host.print(formatted(frame));
      return frame.expectEnd();
    case ".prefer_dml":
      return preferDml(frame, host);
    case ".scriptload":
      return host.scripts.load(operand(frame));
    case ".scriptunload":
      return host.scripts.unload(operand(frame));
    case ".scriptrun":
      return host.scripts.run(operand(frame));
    case ".scriptlist":
      host.scripts.list();
      return frame.expectEnd();
    case ".scriptproviders":
      host.scripts.providers();
      return frame.expectEnd();
    case ".else":
    case ".elsif":
      throw frame.error("Syntax error in", frame.at);
    default:
      // The engine has by then taken the arguments for those of an extension's command.
      frame.untilSemicolon();
      throw frame.error("Syntax error in", frame.at);
  }
}

/** Text up to the next `;` outside quotes, or a quoted text without its quotes. Source: transcript 04; tried on the engine. */
function echo(frame: Frame, host: DotHost): void {
  frame.skipBlanks();
  if (frame.text.charAt(frame.at) !== '"') return host.out(frame.untilSemicolon().trimEnd());
  const end = frame.text.indexOf('"', frame.at + 1);
  if (end < 0) throw frame.error("Trailing quote missing in", frame.text.length);
  host.out(frame.text.slice(frame.at + 1, end));
  frame.cutShown(end);
  frame.at = end + 1;
  frame.expectEnd();
}

/** `.printf` of a text without formats. */
function formatted(frame: Frame): string {
  frame.skipBlanks();
  const start = frame.at;
  if (frame.text.charAt(start) !== '"') return unescaped(frame.untilAnySemicolon());
  const end = frame.text.indexOf('"', start + 1);
  if (end < 0) throw frame.error("Trailing quote missing in", frame.text.length);
  const text = frame.text.slice(start + 1, end);
  if (/[^\s;,]/.test(frame.text.charAt(end + 1))) throw frame.error("Malformed string in", end);
  // The engine replaces escapes in place before it looks at formats. Source: transcript 03.
  if (text.replace(/%%/g, "").includes("%")) {
    frame.show(frame.text.slice(0, start + 1) + unescaped(text));
    throw frame.error("Unsupported format type in", end);
  }
  frame.at = end + 1;
  frame.cutShown(end);
  return unescaped(text).replace(/%%/g, "%");
}

function unescaped(text: string): string {
  return text.replace(/\\([nrt\\])/g, (_all, c: string) => ESCAPES[c] ?? c);
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", "\\": "\\" };

function operand(frame: Frame): string {
  const text = frame
    .untilSemicolon()
    .trim()
    .replace(/^"(.*)"$/, "$1");
  if (text === "") throw frame.error("Non-empty string required in", frame.at);
  return text;
}

function preferDml(frame: Frame, host: DotHost): void {
  frame.skipBlanks();
  if (!frame.isAtEnd && frame.text.charAt(frame.at) !== ";") host.preferDml = readNumber(frame) !== 0n;
  host.out(`DML versions of commands ${host.preferDml ? "on" : "off"} by default`);
}
