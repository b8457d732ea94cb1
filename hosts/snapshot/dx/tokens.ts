/** The words of the expression language. Source: real-engine 1.10 and its transcript 08. */
import type { Intrinsic } from "../../provider/dataModel.js";
import { integer, real, text } from "./intrinsic.js";

export type Token =
  | { readonly kind: "end"; readonly start: number; readonly end: number }
  /** A character or literal that is no word of the language. */
  | { readonly kind: "bad"; readonly start: number; readonly end: number }
  | { readonly kind: "literal"; readonly start: number; readonly end: number; readonly value: Intrinsic }
  | {
      readonly kind: "name";
      readonly start: number;
      readonly end: number;
      readonly name: string;
      readonly module?: string;
    }
  /** `@$name`; `name` is empty for a lone `@$`. */
  | { readonly kind: "variable"; readonly start: number; readonly end: number; readonly name: string }
  /** `@name`, `@"any text"` or a lone `@`. */
  | {
      readonly kind: "at";
      readonly start: number;
      readonly end: number;
      readonly name: string;
      readonly quoted: boolean;
    }
  | { readonly kind: "punctuation"; readonly start: number; readonly end: number; readonly text: string };

const SPACE = /(?:\s|\/\*[^]*?\*\/)*/y;
const NAME = /[\p{L}_$][\p{L}\p{N}_$]*(?:::~?[\p{L}_][\p{L}\p{N}_]*)*/uy;
const QUALIFIED = /([\p{L}_][\p{L}\p{N}_]*)!([\p{L}_?@][\p{L}\p{N}_?@$]*(?:::~?[\p{L}_][\p{L}\p{N}_]*)*)/uy;
const STRING = /[LuU]?"((?:[^"\\]|\\(?:["\\nr]|u[0-9a-fA-F]{4}))*)"/y;
const CHARACTER = /[LuU]?'([^'\\]|\\(?:["'\\nr]|u[0-9a-fA-F]{4}))'/y;
const QUOTED_NAME = /@"([^"]*)"/y;
const AT = /@(\$?)([\p{L}_][\p{L}\p{N}_$]*)?/uy;
const REAL = /\d+\.\d*(?:[eE][+-]?\d+)?([fF]?)/y;
const HEX = /0[xX]([0-9a-fA-F`]*)/y;
const DECIMAL = /(?:0n(?=\d))?(\d+)/y;
const OCTAL = /0([0-7]*)/y;
const SUFFIX = /(?:[uU](?:ll|LL|l|L)?|(?:ll|LL|l|L)[uU]?)?/y;
const PUNCTUATION = /=>|->|==|!=|<=|>=|<<|>>|&&|\|\||[-+*/%&|^~!<>=?:.,()[\]{}]/y;

function match(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** The token at or after `at`. */
export function tokenAt(source: string, at: number): Token {
  const start = at + (match(SPACE, source, at)?.[0].length ?? 0);
  if (start >= source.length) return { kind: "end", start: source.length, end: source.length };
  return (
    stringAt(source, start) ??
    numberAt(source, start) ??
    nameAt(source, start) ??
    atSign(source, start) ??
    punctuationAt(source, start) ?? { kind: "bad", start, end: start + 1 }
  );
}

function stringAt(source: string, start: number): Token | undefined {
  const string = match(STRING, source, start);
  if (string !== null) {
    return { kind: "literal", start, end: start + string[0].length, value: text(unescape(string[1] ?? "")) };
  }
  const character = match(CHARACTER, source, start);
  if (character === null) return undefined;
  const unit = unescape(character[1] ?? "").charCodeAt(0);
  const value = character[0].startsWith("'") ? integer("I1", unit) : integer("UI2", unit);
  return { kind: "literal", start, end: start + character[0].length, value };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r" };

function unescape(raw: string): string {
  return raw.replace(/\\(u([0-9a-fA-F]{4})|.)/g, (_all, escape: string, code: string | undefined) =>
    code === undefined ? (ESCAPES[escape] ?? escape) : String.fromCharCode(parseInt(code, 16)),
  );
}

function numberAt(source: string, start: number): Token | undefined {
  const fraction = match(REAL, source, start);
  if (fraction !== null) {
    const value = real(parseFloat(fraction[0]), fraction[1] === "" ? "R8" : "R4");
    return { kind: "literal", start, end: start + fraction[0].length, value };
  }
  const digits = integerAt(source, start);
  if (digits === undefined) return undefined;
  const suffix = match(SUFFIX, source, digits.end)?.[0] ?? "";
  return {
    kind: "literal",
    start,
    end: digits.end + suffix.length,
    value: literal(digits.value, suffix.toLowerCase()),
  };
}

function integerAt(source: string, start: number): { value: bigint; end: number } | undefined {
  const hex = match(HEX, source, start);
  if (hex !== null) return { value: BigInt(`0x0${(hex[1] ?? "").replace(/`/g, "")}`), end: start + hex[0].length };
  if (source[start] === "0" && source[start + 1] !== "n") {
    const octal = match(OCTAL, source, start);
    return { value: BigInt(`0o0${octal?.[1] ?? ""}`), end: start + (octal?.[0].length ?? 1) };
  }
  const decimal = match(DECIMAL, source, start);
  return decimal === null ? undefined : { value: BigInt(decimal[1] ?? "0"), end: start + decimal[0].length };
}

/** Without suffix int, else __int64, also for hexadecimal. Source: real-engine 1.10. */
function literal(value: bigint, suffix: string): Intrinsic {
  const isWide = suffix.includes("ll");
  if (suffix.includes("u")) return integer(isWide || value > 0xffffffffn ? "UI8" : "UI4", value);
  return integer(isWide || value > 0x7fffffffn ? "I8" : "I4", value);
}

function nameAt(source: string, start: number): Token | undefined {
  const qualified = match(QUALIFIED, source, start);
  if (qualified !== null) {
    const [all, module = "", name = ""] = qualified;
    return { kind: "name", start, end: start + all.length, name, module };
  }
  const name = match(NAME, source, start)?.[0];
  return name === undefined ? undefined : { kind: "name", start, end: start + name.length, name };
}

function atSign(source: string, start: number): Token | undefined {
  const quoted = match(QUOTED_NAME, source, start);
  if (quoted !== null) {
    return { kind: "at", start, end: start + quoted[0].length, name: quoted[1] ?? "", quoted: true };
  }
  const at = match(AT, source, start);
  if (at === null) return undefined;
  const [all, dollar, name = ""] = at;
  const end = start + all.length;
  return dollar === "$" ? { kind: "variable", start, end, name } : { kind: "at", start, end, name, quoted: false };
}

function punctuationAt(source: string, start: number): Token | undefined {
  const found = match(PUNCTUATION, source, start)?.[0];
  return found === undefined ? undefined : { kind: "punctuation", start, end: start + found.length, text: found };
}
