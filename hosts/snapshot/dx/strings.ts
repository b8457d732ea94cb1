/** What every string has. Source: transcript 11 [dx -v "x"]. */
import { ModelError, type Metadata, type Method, type Value } from "../../provider/dataModel.js";
import { Arguments, builtin } from "./builtin.js";
import { E_INVALIDARG } from "./errors.js";
import { convertedCount, flag, integer, text } from "./intrinsic.js";

type Call = (self: string, args: Arguments) => Value;

interface StringMethod {
  readonly least: number;
  readonly most: number;
  readonly help: string;
  readonly call: Call;
}

const TABLE: Readonly<Record<string, StringMethod>> = {
  Contains: {
    least: 1,
    most: 1,
    help: "Contains(OtherString) - Method which returns whether the string contains a given sub string",
    call: (self, args) => flag(self.includes(args.string(0))),
  },
  EndsWith: {
    least: 1,
    most: 1,
    help: "EndsWith(OtherString) - Method which returns whether the string ends with a given string",
    call: (self, args) => flag(self.endsWith(args.string(0))),
  },
  IndexOf: {
    least: 1,
    most: 1,
    help: "IndexOf(OtherString) - Method which returns the index of the first occurrence of a substring in the given string.  If no such occurrence exists, -1 is returned",
    call: (self, args) => integer("I8", self.indexOf(args.string(0))),
  },
  LastIndexOf: {
    least: 1,
    most: 1,
    help: "LastIndexOf(OtherString) - Method which returns the index of the last occurrence of a substring in the given string.  If no such occurrence exists, -1 is returned",
    call: (self, args) => integer("I8", self.lastIndexOf(args.string(0))),
  },
  PadLeft: {
    least: 1,
    most: 1,
    help: "PadLeft(TotalWidth) - Method which right aligns the string to the specified width by inserting spaces at the left of the string",
    call: (self, args) => text(self.padStart(widthOf(args.value(0)))),
  },
  PadRight: {
    least: 1,
    most: 1,
    help: "PadRight(TotalWidth) - Method which left aligns the string to the specified width by inserting spaces at the right of the string",
    call: (self, args) => text(self.padEnd(widthOf(args.value(0)))),
  },
  Remove: {
    least: 1,
    most: 2,
    help: "Remove(StartPos, [Length]) - Method which removes all characters beginning at the specified position from the string.  If an optional length is supplied, only that many characters after the starting position are removed",
    call: (self, args) => {
      const { start, end } = range(self, args);
      return text(self.slice(0, start) + self.slice(end));
    },
  },
  Replace: {
    least: 2,
    most: 2,
    help: "Replace(SearchString, ReplaceString) - Method which replaces every occurrence of a specified search string with a replacement string",
    call: (self, args) => {
      const [search, replacement] = [args.string(0), args.string(1)];
      return text(search === "" ? self : self.split(search).join(replacement));
    },
  },
  StartsWith: {
    least: 1,
    most: 1,
    help: "StartsWith(OtherString) - Method which returns whether the string starts with a given string",
    call: (self, args) => flag(self.startsWith(args.string(0))),
  },
  Substring: {
    least: 1,
    most: 2,
    help: "Substring(StartPos, [Length]) - Method which retrieves a substring from the given string.  The substring starts at a specified character position and continues to the end of the string or for the optionally specified length",
    call: (self, args) => {
      const { start, end } = range(self, args);
      return text(self.slice(start, end));
    },
  },
  ToLower: {
    least: 0,
    most: 0,
    help: "ToLower() - Returns a copy of this string converted to lowercase.",
    call: (self) => text(self.toLowerCase()),
  },
  ToUpper: {
    least: 0,
    most: 0,
    help: "ToUpper() - Returns a copy of this string converted to uppercase.",
    call: (self) => text(self.toUpperCase()),
  },
};

/** A text that fills a screen is enough; more is a slip. */
const WIDEST = 0x10000;

function widthOf(value: Value): number {
  const width = convertedCount(value);
  if (width > WIDEST) throw new ModelError("", E_INVALIDARG);
  return width;
}

function range(self: string, args: Arguments): { start: number; end: number } {
  const start = convertedCount(args.value(0));
  const end = args.count > 1 ? start + convertedCount(args.value(1)) : self.length;
  if (start > self.length || end > self.length) {
    throw new ModelError(`Index out of range in call to method '${args.method}'`);
  }
  return { start, end };
}

export interface StringMember {
  readonly name: string;
  readonly metadata: Metadata;
  get(self: string): Value;
}

const METHODS = Object.entries(TABLE).map(([name, { least, most, help, call }]): StringMember => {
  const method: Method = builtin(help, (self, values) => {
    if (self.kind !== "intrinsic" || self.vt !== "BSTR") throw new ModelError("", E_INVALIDARG);
    return call(self.value, new Arguments(name, values, least, most));
  });
  return { name, metadata: method.metadata ?? {}, get: () => method };
});

const LENGTH: StringMember = {
  name: "Length",
  metadata: { Help: text("Length - Property which returns the length of the string") },
  get: (self) => integer("UI8", self.length),
};

/** All members in the order they are listed. */
export const STRING_MEMBERS: readonly StringMember[] = [...METHODS, LENGTH].sort((a, b) => (a.name < b.name ? -1 : 1));
