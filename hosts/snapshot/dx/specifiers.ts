/** Format specifiers behind an expression: `,x`, `,5`, `,[1+1]`. Source: transcript 10, `dx -?`. */
import type { Expression, FormatSpecifiers } from "./syntax.js";

const RADIX: Readonly<Record<string, 2 | 8 | 10 | 16>> = { x: 16, d: 10, o: 8, b: 2 };
const ONE = /\s*,\s*(?:(sub|su|s8b|s8|sb|s|en|nd|[xdobc!])|(0[xX][0-9a-fA-F]+|\d+)|\[([^\]]*)\])\s*(?=,|$)/y;

/** All of the text from the comma at `at` on as specifiers; undefined when something there is none. */
export function specifiersAt(
  source: string,
  at: number,
  parse: (text: string) => Expression,
): FormatSpecifiers | undefined {
  let radix: 2 | 8 | 10 | 16 | undefined;
  let length: Expression | number | undefined;
  let strings: string | undefined;
  let isRaw = false;
  let position = at;
  while (position < source.length) {
    ONE.lastIndex = position;
    const found = ONE.exec(source);
    if (found === null) return undefined;
    const [all, word, number, expression] = found;
    position += all.length;
    if (number !== undefined) length = Number(number);
    else if (expression !== undefined) length = parse(expression);
    else if (word === "!") isRaw = true;
    else if (word !== undefined && RADIX[word] !== undefined) radix = RADIX[word];
    else if (word !== undefined && word !== "nd") strings = word;
  }
  return {
    ...(radix === undefined ? {} : { radix }),
    ...(length === undefined ? {} : { length }),
    ...(strings === undefined ? {} : { strings }),
    ...(isRaw ? { isRaw } : {}),
  };
}
