/** Type strings of a snapshot's schema: `_LIST_ENTRY`, `unsigned long[2]`, `void * *`, `enum _TOKEN.TokenType`. */

/** What follows the base name, innermost first: a pointer, or the dimensions of an array as written. */
export type TypeSuffix = "pointer" | readonly number[];

export interface ParsedTypeName {
  readonly base: string;
  readonly suffixes: readonly TypeSuffix[];
}

const WHOLE = /^\s*((?:(?:struct|union|class|enum)\s+)?[\w$.:<>,-]+(?:\s+[\w$.:<>,-]+)*)\s*((?:\*|\[\s*\d*\s*\]|\s)*)$/;
const PART = /\*|\[\s*(\d*)\s*\]/g;

/** Takes a type string apart; undefined when it is none. `T[]` counts as `T[0]`, as in the engine. A module prefix (`nt!`) and `struct` are left out. */
export function parseTypeName(text: string): ParsedTypeName | undefined {
  // A pointer to a function or an array carries its star within. Measured on the engine.
  const plain = text.replace(/^\s*[\w$]+!/, "").replace(/^\s*void \(__cdecl((?:\s*\*)+)\)\(\)/, "function $1");
  const inner = /^(.*\S)\s*\(((?:\s*\*)+)\s*\)\s*((?:\[\s*\d*\s*\]\s*)+)$/.exec(plain);
  const match = WHOLE.exec(inner === null ? plain : `${inner[1]}${inner[3]}${inner[2]}`);
  if (match?.[1] === undefined) return undefined;
  const suffixes: TypeSuffix[] = [];
  for (const part of (match[2] ?? "").matchAll(PART)) {
    const last = suffixes.at(-1);
    if (part[1] === undefined) suffixes.push("pointer");
    else if (last !== undefined && last !== "pointer") suffixes[suffixes.length - 1] = [...last, Number(part[1])];
    else suffixes.push([Number(part[1])]);
  }
  const base = match[1].replace(/\s+/g, " ").replace(/^(?:struct|union|class|enum) /, "");
  return { base, suffixes };
}
