/** User aliases: the table, and how a line is rewritten with it. Source: real-engine 1.3, 1.4. */

export class AliasTable {
  private readonly values = new Map<string, string>();

  get(name: string): string | undefined {
    return this.values.get(name);
  }

  set(name: string, value: string): void {
    this.values.set(name, value);
  }

  delete(name: string): boolean {
    return this.values.delete(name);
  }

  clear(): void {
    this.values.clear();
  }

  names(): string[] {
    return [...this.values.keys()].sort(byCharacter);
  }

  /** The lines of `al`. */
  list(): string[] {
    if (this.values.size === 0) return ["No aliases"];
    const rows = this.names().map((name) => ` ${name.padEnd(16)} ${this.values.get(name) ?? ""} `);
    return ["  Alias            Value  ", " -------          ------- ", ...rows];
  }

  /** A line with its aliases and `${...}` tokens replaced, once from left to right. */
  expand(line: string): string {
    if (isExempt(line)) return line;
    return replace(line, this.values);
  }
}

function byCharacter(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Lines that work on aliases are taken as they are, so that a name can be redefined. */
function isExempt(line: string): boolean {
  return /^\s*(?:as|aS|ad|al)/.test(line);
}

const TOKEN = "\\$\\{(?:/([dfnv]):)?([^{}]+)\\}";

// What may stand next to a name. `{` and `'` were seen to work before it, `,` `(` `/` not to. Source: transcript 01.
const BEFORE = "(?<=^|[ \\t;\"'{])";
const AFTER = "(?=$|[ \\t;\"'}])";

function patternOf(names: readonly string[]): RegExp {
  if (names.length === 0) return new RegExp(TOKEN, "g");
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const words = longestFirst.map((name) => name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")).join("|");
  return new RegExp(`${TOKEN}|${BEFORE}(?:${words})${AFTER}`, "g");
}

function replace(line: string, values: ReadonlyMap<string, string>): string {
  return line.replace(patternOf([...values.keys()]), (found, how: string | undefined, name: string | undefined) => {
    if (name === undefined) return values.get(found) ?? found;
    const value = values.get(name);
    switch (how) {
      case "d":
        return value === undefined ? "0" : "1";
      case "f":
        return value ?? "";
      case "n":
        return value === undefined ? found : name;
      case "v":
        return found;
      default:
        return value ?? found;
    }
  });
}
