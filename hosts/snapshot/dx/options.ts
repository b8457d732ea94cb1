/** The options before the expression. Source: transcript 10 [dx -?] and what follows there. */

export interface DxOptions {
  /** `-r<N>`; undefined when the line does not say. */
  readonly depth?: number;
  readonly isVerbose: boolean;
  readonly withHelp: boolean;
  readonly isSilent: boolean;
  /** `-g`, and `-gc` with its cell width. */
  readonly asGrid: boolean;
  readonly cellWidth?: number;
  /** `-std`: a listing even where a grid is preferred. */
  readonly asTree: boolean;
  /** `-rv`. */
  readonly asReport: boolean;
  /** `-c`: items to leave out. */
  readonly skip: number;
  /** `-u`. */
  readonly isUnlimited: boolean;
  /** `-ne`: C++ names only. */
  readonly nativeNames: boolean;
  /** `-nv`: no models. */
  readonly nativeView: boolean;
  readonly showUsage: boolean;
}

type Draft = { -readonly [Name in keyof DxOptions]: DxOptions[Name] };

// What is no option is left in front of the expression, where it reads as a minus sign.
const OPTION =
  /^-(?:r\s*(?<depth>\d+)|gc\s+(?<cell>\d+)|c\s+(?<skip>\d+)|id\s+[^\s]+|(?<word>std|rv|ne|nv|[?enghsuv]))(?=\s|$)\s*/;

const WORDS: Readonly<Record<string, (options: Draft) => void>> = {
  "?": (options) => (options.showUsage = true),
  n: (options) => {
    options.nativeNames = true;
    options.nativeView = true;
  },
  ne: (options) => (options.nativeNames = true),
  nv: (options) => (options.nativeView = true),
  g: (options) => (options.asGrid = true),
  h: (options) => (options.withHelp = true),
  s: (options) => (options.isSilent = true),
  u: (options) => (options.isUnlimited = true),
  v: (options) => (options.isVerbose = true),
  std: (options) => (options.asTree = true),
  rv: (options) => (options.asReport = true),
};

/** Takes the options off the text after `dx`; `expression` is trimmed. */
export function parseOptions(argument: string): { options: DxOptions; expression: string } {
  const options: Draft = {
    isVerbose: false,
    withHelp: false,
    isSilent: false,
    asGrid: false,
    asTree: false,
    asReport: false,
    skip: 0,
    isUnlimited: false,
    nativeNames: false,
    nativeView: false,
    showUsage: false,
  };
  let rest = argument.trim();
  for (let found = OPTION.exec(rest); found !== null; found = OPTION.exec(rest)) {
    const { depth, cell, skip, word } = found.groups ?? {};
    if (depth !== undefined) options.depth = Number(depth);
    if (cell !== undefined) {
      options.asGrid = true;
      options.cellWidth = Number(cell);
    }
    if (skip !== undefined) options.skip = Number(skip);
    if (word !== undefined) WORDS[word]?.(options);
    rest = rest.slice(found[0].length);
  }
  return { options, expression: rest.trim() };
}
