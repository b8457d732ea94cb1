/** The conditions of `.if`: whole numbers, hexadecimal unless `0n` says decimal, and the usual operators. */
import { CommandError } from "./frame.js";

const TOKENS =
  /\s*(0n\d+|0x[0-9a-f`]+|[0-9a-f][0-9a-f`]*(?![\w`])|==|!=|<=|>=|<<|>>|and\b|or\b|not\b|[()<>!&|+*-]|\S)/giy;

const LEVELS: readonly ReadonlyMap<string, (a: bigint, b: bigint) => bigint>[] = [
  new Map([
    ["|", (a, b) => a | b],
    ["or", (a, b) => a | b],
  ]),
  new Map([
    ["&", (a, b) => a & b],
    ["and", (a, b) => a & b],
  ]),
  new Map([
    ["==", (a, b) => bit(a === b)],
    ["!=", (a, b) => bit(a !== b)],
    ["<", (a, b) => bit(a < b)],
    [">", (a, b) => bit(a > b)],
    ["<=", (a, b) => bit(a <= b)],
    [">=", (a, b) => bit(a >= b)],
  ]),
  new Map([
    ["<<", (a, b) => (b < 64n ? a << b : 0n)],
    [">>", (a, b) => a >> b],
  ]),
  new Map([
    ["+", (a, b) => a + b],
    ["-", (a, b) => a - b],
  ]),
  new Map([["*", (a, b) => a * b]]),
];

function bit(value: boolean): bigint {
  return value ? 1n : 0n;
}

/**
 * Evaluates the expression at the beginning of `text`: its value, unsigned 64 bit, and where it ends.
 * @throws CommandError with what cannot be understood and all that follows it, as the engine says it.
 */
export function evaluateMasm(text: string): { value: bigint; end: number } {
  const tokens = [...text.matchAll(TOKENS)].map((match) => ({
    text: (match[1] ?? "").toLowerCase(),
    start: match.index + match[0].length - (match[1] ?? "").length,
    end: match.index + match[0].length,
  }));
  let at = 0;
  const primary = (): bigint => {
    const token = tokens[at++];
    // Source: real-engine 3 `? nt!Foo`; `.if` and `.if (zzz)` were tried on the engine.
    if (token === undefined) throw new CommandError("Numeric expression missing from '<EOL>'");
    if (token.text === "(") {
      const value = binary(0);
      const close = tokens[at++];
      if (close?.text === ")") return value;
      throw new CommandError(`Syntax error at '${close === undefined ? "<EOL>" : text.slice(close.start)}'`);
    }
    if (token.text === "!" || token.text === "not") return bit(primary() === 0n);
    if (token.text === "-") return BigInt.asUintN(64, -primary());
    if (!/^[0-9a-f]/.test(token.text)) throw new CommandError(`Couldn't resolve error at '${text.slice(token.start)}'`);
    const plain = token.text.replace(/`/g, "");
    if (plain.startsWith("0n")) return BigInt.asUintN(64, BigInt(plain.slice(2)));
    return BigInt.asUintN(64, BigInt(plain.startsWith("0x") ? plain : `0x${plain}`));
  };
  const binary = (level: number): bigint => {
    const operators = LEVELS[level];
    if (operators === undefined) return primary();
    let value = binary(level + 1);
    for (;;) {
      const apply = operators.get(tokens[at]?.text ?? "");
      if (apply === undefined) return value;
      at++;
      value = BigInt.asUintN(64, apply(value, binary(level + 1)));
    }
  };
  const value = binary(0);
  return { value, end: tokens[at - 1]?.end ?? 0 };
}
