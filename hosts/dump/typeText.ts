/** The type texts of a snapshot: a name, a C basic type, `X *`, `X[n]`, and any combination of these. */

export type TypeExpression =
  | { readonly kind: "name"; readonly name: string; readonly tag?: "struct" | "union" | "class" | "enum" }
  | { readonly kind: "pointer"; readonly to: TypeExpression }
  | { readonly kind: "array"; readonly of: TypeExpression; readonly count: number };

const SUFFIX = /^\s*(?:(\*)|((?:\[\s*(?:0x[0-9a-fA-F]+|\d+)?\s*\]\s*)+))/;
const TAG = /^(struct|union|class|enum)\s+(?=\S)/;
const MODULE = /^\s*[\w$]+!/;
/** Says nothing about layout. */
const QUALIFIER = /\b(?:const|volatile)\b/g;

/**
 * Reads a type text.
 * @param text such as `_LIST_ENTRY`, `unsigned long[3]`, `_KTHREAD * *`.
 * @throws Error when the text is none.
 */
export function parseType(text: string): TypeExpression {
  const clean = text.replace(QUALIFIER, " ").replace(MODULE, "").trim();
  const firstSuffix = clean.search(/\s*(?:\*|\[)/);
  const head = (firstSuffix < 0 ? clean : clean.slice(0, firstSuffix)).trim();
  if (head === "") throw new Error(`no type: "${text}"`);
  const tag = TAG.exec(head)?.[1] as "struct" | "union" | "class" | "enum" | undefined;
  const name = head.replace(TAG, "").replace(/\s+/g, " ");
  let type: TypeExpression = tag === undefined ? { kind: "name", name } : { kind: "name", name, tag };
  let rest = firstSuffix < 0 ? "" : clean.slice(firstSuffix);
  while (rest.trim() !== "") {
    const match = SUFFIX.exec(rest);
    if (match === null) throw new Error(`no type: "${text}"`);
    if (match[1] !== undefined) {
      type = { kind: "pointer", to: type };
    } else {
      // `X[2][3]` is two of `X[3]`.
      for (const dimension of (match[2] ?? "").match(/\[[^\]]*\]/g)?.reverse() ?? []) {
        type = { kind: "array", of: type, count: Number(dimension.slice(1, -1).trim() || "0") };
      }
    }
    rest = rest.slice(match[0].length);
  }
  return type;
}
