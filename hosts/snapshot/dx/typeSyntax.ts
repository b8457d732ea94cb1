/** C type names within an expression: `nt!_EPROCESS *`, `unsigned __int64`, `char(*)[8]`. */

export type Declarator = "pointer" | number;

export interface TypeSyntax {
  readonly module?: string;
  readonly base: string;
  /** Whether `base` is made of C's own words. */
  readonly isBasic: boolean;
  /** Innermost first: `char(*)[8]` is [8, "pointer"]. A number is the length of an array. */
  readonly declarators: readonly Declarator[];
  /** Position behind the type. */
  readonly end: number;
}

const BLANK = /\s*/y;
const WORD = /[\p{L}_][\p{L}\p{N}_]*(?:::[\p{L}_][\p{L}\p{N}_]*)*/uy;
const MODULE = /([\p{L}_][\p{L}\p{N}_]*)!/uy;
const STAR = /\s*\*/y;
const ARRAY = /\s*\[\s*(0[xX][0-9a-fA-F]+|\d*)\s*\]/y;
const INNER = /\s*\(((?:\s*\*)+)\s*\)/y;

// The engine knows no `struct X` in an expression. Measured.
const IGNORED = new Set(["const", "volatile"]);
const BASIC = new Set(
  "void bool char short int long unsigned signed float double wchar_t __int8 __int16 __int32 __int64".split(" "),
);

function take(pattern: RegExp, source: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(source);
}

/** Reads a type name at `at`; undefined when there is none. Whether it is meant as one is the caller's to decide. */
export function typeAt(source: string, at: number): TypeSyntax | undefined {
  const words: string[] = [];
  let module: string | undefined;
  let end = at;
  for (;;) {
    const start = end + (take(BLANK, source, end)?.[0].length ?? 0);
    const prefix = words.length === 0 ? take(MODULE, source, start) : null;
    const word = take(WORD, source, start + (prefix?.[0].length ?? 0))?.[0];
    if (word === undefined) break;
    const after = start + (prefix?.[0].length ?? 0) + word.length;
    if (IGNORED.has(word)) {
      end = after;
      continue;
    }
    // After a name of its own only qualifiers may follow, after C's words more of them.
    if (words.length > 0 && !(BASIC.has(word) && words.every((known) => BASIC.has(known)))) break;
    module = prefix?.[1] ?? module;
    words.push(word);
    end = after;
  }
  if (words.length === 0) return undefined;
  const isBasic = module === undefined && words.every((word) => BASIC.has(word));
  const base = isBasic ? canonical(words) : words.join(" ");
  const declarators = declaratorsAt(source, end);
  const type = { base, isBasic, declarators: declarators.found, end: declarators.end };
  return module === undefined ? type : { ...type, module };
}

function declaratorsAt(source: string, at: number): { found: Declarator[]; end: number } {
  const found: Declarator[] = [];
  let end = at;
  const stars = (): void => {
    for (let star = take(STAR, source, end); star !== null; star = take(STAR, source, end)) {
      found.push("pointer");
      end += star[0].length;
    }
  };
  stars();
  const inner = take(INNER, source, end);
  if (inner !== null) end += inner[0].length;
  const lengths: number[] = [];
  for (let array = take(ARRAY, source, end); array !== null; array = take(ARRAY, source, end)) {
    lengths.unshift(Number(array[1]));
    end += array[0].length;
  }
  found.push(...lengths);
  for (let i = 0; i < (inner?.[1]?.replace(/\s/g, "").length ?? 0); i++) found.push("pointer");
  return { found, end };
}

/** The debugger's name of a combination of C's words. */
function canonical(words: readonly string[]): string {
  const isUnsigned = words.includes("unsigned");
  const longs = words.filter((word) => word === "long").length;
  const named = words.find((word) => !["unsigned", "signed", "long", "int"].includes(word));
  let core = named ?? (longs === 2 ? "__int64" : longs === 1 ? "long" : "int");
  if (core === "__int8") core = "char";
  if (core === "__int16") core = "short";
  if (core === "__int32") core = "int";
  return isUnsigned ? `unsigned ${core}` : core;
}

/** The type as the engine writes it in a message: `_EPROCESS *`. */
export function typeText(type: TypeSyntax): string {
  return type.declarators.reduce<string>(
    (name, declarator) => (declarator === "pointer" ? `${name} *` : `${name} [${declarator}]`),
    type.base,
  );
}
