/** `as`, `aS`, `ad` and `al`. Source: real-engine 1.3, transcripts 01, 05. */
import type { AliasTable } from "./aliases.js";
import { isBlank, type Frame } from "./frame.js";
import { evaluateMasm } from "./masm.js";

/** `as NAME TEXT` takes the rest of the line, `aS NAME TEXT` up to the next `;`. */
export function setAlias(frame: Frame, aliases: AliasTable, capture: (line: string) => string): void {
  const isShort = frame.text.charAt(frame.at + 1) === "S";
  frame.at += 2;
  const how = readSwitch(frame);
  frame.skipBlanks();
  const name = unprotected(frame.word());
  if (name === "") throw frame.error("Syntax error in", frame.at);
  const nameEnd = frame.at;
  if (frame.isAtEnd) throw frame.error("Syntax error in", frame.at);
  frame.skipBlanks();
  const first = frame.text.charAt(frame.at);
  if (how === "x") {
    const text = isShort ? frame.untilSemicolon() : frame.untilEnd();
    return aliases.set(name, `0x${evaluateMasm(text).value.toString(16)}`);
  }
  if (how === "c") return aliases.set(name, capture(isShort ? frame.untilSemicolon() : frame.untilEnd()));
  if (!isShort) return aliases.set(name, frame.untilEnd());
  frame.cutShown(nameEnd);
  if (first === "" || first === ";") throw frame.error("Non-empty string required in", frame.at);
  if (first !== '"') return aliases.set(name, frame.untilAnySemicolon());
  aliases.set(name, frame.quoted());
  frame.expectEnd();
}

/** `/c`, the output of a command, or `/x`, a number; no other switch is known. */
function readSwitch(frame: Frame): "c" | "x" | undefined {
  frame.skipBlanks();
  if (frame.text.charAt(frame.at) !== "/") return undefined;
  const letter = frame.text.charAt(frame.at + 1);
  const next = frame.text.charAt(frame.at + 2);
  if ((letter !== "c" && letter !== "x") || (next !== " " && next !== "\t")) {
    throw frame.error("Syntax error in", frame.at + 1);
  }
  frame.at += 2;
  return letter;
}

/** `ad [/q] NAME` or `ad *`. */
export function deleteAlias(frame: Frame, aliases: AliasTable): void {
  frame.at += 2;
  frame.skipBlanks();
  const isQuiet = /^\/q(?:[ \t]|$)/.test(frame.text.slice(frame.at, frame.at + 3));
  if (isQuiet) frame.at += 2;
  frame.skipBlanks();
  const name = unprotected(frame.word());
  if (name === "") throw frame.error("Syntax error in", frame.at);
  if (name === "*") aliases.clear();
  else if (!aliases.delete(name) && !isQuiet) throw frame.error("No information found error in", frame.at);
  frame.expectEnd();
}

/** `al`: prints the list, then minds what is left of the word. */
export function listAliases(frame: Frame, aliases: AliasTable, print: (line: string) => void): void {
  for (const line of aliases.list()) print(line);
  frame.at += 2;
  const next = frame.text.charAt(frame.at);
  if (next !== "" && next !== ";" && !isBlank(next)) throw frame.error("Extra character error in", frame.at);
  frame.expectEnd();
}

/** `${/v:NAME}` is NAME, kept from being replaced. */
function unprotected(name: string): string {
  return /^\$\{\/v:([^{}]+)\}$/.exec(name)?.[1] ?? name;
}
