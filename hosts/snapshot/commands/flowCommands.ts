/** Commands that choose or repeat other commands: `.if`, `.foreach`, `j`. */
import type { AliasTable } from "./aliases.js";
import type { CommandError, Frame } from "./frame.js";
import { evaluateMasm } from "./masm.js";

/** What running a block takes. */
export interface Flow {
  run(block: string): void;
  /** What a line prints. */
  capture(line: string): string;
  readonly aliases: AliasTable;
}

/** The text between the braces at the frame's position. */
export function readBlock(frame: Frame): string {
  const inside = frame.braced();
  if (inside === undefined) throw frame.error("Syntax error in", frame.at);
  return inside;
}

/** Value of the expression at the frame's position. */
export function readNumber(frame: Frame): bigint {
  const { value, end } = evaluateMasm(frame.text.slice(frame.at));
  frame.at += end;
  return value;
}

/** `.if (C) {...} .elsif (C) {...} .else {...}`: only the chosen block is looked at. */
export function choose(frame: Frame, flow: Flow): void {
  let chosen: string | undefined;
  let isTrue = readNumber(frame) !== 0n;
  for (;;) {
    const body = readBlock(frame);
    if (isTrue) chosen ??= body;
    const next = /^[\s;]*\.(elsif|else)\b/.exec(frame.text.slice(frame.at, frame.at + 100));
    if (next === null) break;
    frame.at += next[0].length;
    if (next[1] === "else") {
      const last = readBlock(frame);
      chosen ??= last;
      break;
    }
    // A condition behind the chosen block is not evaluated.
    if (chosen === undefined) isTrue = readNumber(frame) !== 0n;
    else if (frame.parenthesised() === undefined) throw frame.error("Syntax error in", frame.at);
  }
  if (chosen !== undefined) flow.run(chosen);
}

/** `.foreach (NAME { COMMANDS }) { COMMANDS }`: NAME is an alias for each word of the first block's output in turn. */
export function forEach(frame: Frame, flow: Flow): void {
  const inside = frame.parenthesised();
  if (inside === undefined) throw frame.error("Syntax error in", frame.at);
  const head = /^\s*([^\s{}]+)\s*\{([\s\S]*)\}\s*$/.exec(inside);
  if (head?.[1] === undefined) throw frame.error("Syntax error in", frame.text.length);
  const name = head[1];
  const body = readBlock(frame);
  const words = flow
    .capture(head[2] ?? "")
    .split(/\s+/)
    .filter((word) => word !== "");
  const before = flow.aliases.get(name);
  try {
    for (const word of words) {
      flow.aliases.set(name, word);
      flow.run(body);
    }
  } finally {
    if (before === undefined) flow.aliases.delete(name);
    else flow.aliases.set(name, before);
  }
}

/** `j EXPRESSION COMMAND ; COMMAND`: the first when the expression is not 0. Commands may be in single quotes. */
export function jump(frame: Frame, flow: Flow): void {
  frame.at++;
  const condition = readNumber(frame);
  const whenTrue = branch(frame);
  const whenFalse = frame.text.charAt(frame.at) === ";" ? (frame.at++, branch(frame)) : "";
  flow.run(condition !== 0n ? whenTrue : whenFalse);
}

function branch(frame: Frame): string {
  frame.skipBlanks();
  if (frame.text.charAt(frame.at) !== "'") return frame.untilSemicolon();
  const end = frame.text.indexOf("'", frame.at + 1);
  if (end < 0) throw frame.error("Trailing quote missing in", frame.text.length);
  const inside = frame.text.slice(frame.at + 1, end);
  frame.at = end + 1;
  frame.skipBlanks();
  return inside;
}

/** `~` has no threads to offer to commands here. Source: transcripts 01, 18. */
export function threadCommand(frame: Frame): CommandError {
  const selector = /^~\d+[a-z]/.exec(frame.text.slice(frame.at));
  if (selector !== null) return frame.error("Extra character error in", frame.at + selector[0].length);
  return frame.error("Syntax error in", frame.at + 1);
}
