/** The conditions of `.if`: whole numbers, hexadecimal unless `0n` says decimal, and the usual operators. */
import { CommandError } from "./frame.js";

const TOKENS =
  /\s*(0n\d+|0x[0-9a-f`]+|[0-9a-f][0-9a-f`]*(?![\w`])|==|!=|<=|>=|<<|>>|and\b|or\b|not\b|[()<>!&|+*-]|\S)/iy;

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
  // Token by token: behind the condition of a command file's first line the rest of the file follows.
  const tokens: { readonly text: string; readonly start: number; readonly end: number }[] = [];
  const tokenAt = (index: number) => {
    while (tokens.length <= index) {
      TOKENS.lastIndex = tokens[tokens.length - 1]?.end ?? 0;
      const match = TOKENS.exec(text);
      if (match === null) return undefined;
      const found = match[1] ?? "";
      tokens.push({ text: found.toLowerCase(), start: TOKENS.lastIndex - found.length, end: TOKENS.lastIndex });
    }
    return tokens[index];
  };
  let at = 0;
  const primary = (): bigint => {
    const token = tokenAt(at++);
    // Source: real-engine 3 `? nt!Foo`; `.if` and `.if (zzz)` were tried on the engine.
    if (token === undefined) throw new CommandError("Numeric expression missing from '<EOL>'");
    if (token.text === "(") {
      const value = binary(0);
      const close = tokenAt(at++);
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
      const apply = operators.get(tokenAt(at)?.text ?? "");
      if (apply === undefined) return value;
      at++;
      value = BigInt.asUintN(64, apply(value, binary(level + 1)));
    }
  };
  const value = binary(0);
  return { value, end: tokenAt(at - 1)?.end ?? 0 };
}
