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
    ["<<", (a, b) => a << b],
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

/** Value of an expression, unsigned 64 bit. @throws CommandError at what is no number. */
export function evaluateMasm(text: string): bigint {
  const tokens = [...text.matchAll(TOKENS)].map((match) => match[1] ?? "");
  let at = 0;
  const unresolved = (token: string | undefined): CommandError =>
    // Source: real-engine 3 `? nt!Foo`.
    new CommandError(
      token === undefined
        ? "Numeric expression missing from '<EOL>'"
        : `Couldn't resolve error at '${text.slice(text.indexOf(token)).trim()}'`,
    );
  const primary = (): bigint => {
    const token = tokens[at++];
    if (token === "(") {
      const value = binary(0);
      if (tokens[at++] !== ")") throw unresolved(tokens[at - 1]);
      return value;
    }
    if (token === "!" || token === "not") return bit(primary() === 0n);
    if (token === "-") return BigInt.asUintN(64, -primary());
    if (token === undefined || !/^[0-9a-f]/i.test(token)) throw unresolved(token);
    const plain = token.replace(/`/g, "");
    if (/^0n/i.test(plain)) return BigInt(plain.slice(2));
    return BigInt.asUintN(64, BigInt(/^0x/i.test(plain) ? plain : `0x${plain}`));
  };
  const binary = (level: number): bigint => {
    const operators = LEVELS[level];
    if (operators === undefined) return primary();
    let value = binary(level + 1);
    for (let apply = operators.get(tokens[at] ?? ""); apply !== undefined; apply = operators.get(tokens[at] ?? "")) {
      at++;
      value = BigInt.asUintN(64, apply(value, binary(level + 1)));
    }
    return value;
  };
  const value = binary(0);
  if (at < tokens.length) throw unresolved(tokens[at]);
  return value;
}
