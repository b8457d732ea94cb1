/** Reads one statement of a world's text, word by word. */

const UNITS: Readonly<Record<string, number>> = { ms: 0.001, s: 1, m: 60, min: 60, h: 3600, d: 86400 };

export class Words {
  private at = 0;

  constructor(
    readonly statement: string,
    /** Names that may hold spaces: ports by full path, the longest first. */
    private readonly paths: () => readonly string[],
  ) {
    this.skip();
  }

  get done(): boolean {
    return this.at >= this.statement.length;
  }

  /** The same statement, read up to the same place. */
  fork(): Words {
    const copy = new Words(this.statement, this.paths);
    copy.at = this.at;
    return copy;
  }

  /** Takes these words if they come next. */
  take(...words: readonly string[]): boolean {
    const before = this.at;
    for (const word of words) {
      if (this.done || this.read() !== word) {
        this.at = before;
        return false;
      }
    }
    return true;
  }

  /** Takes the first of these that comes next. */
  oneOf<T extends string>(...words: readonly T[]): T | undefined {
    return words.find((word) => this.take(...word.split(" ")));
  }

  expect(...words: readonly string[]): void {
    if (!this.take(...words)) this.fail(`expected ${words.join(" ")}`);
  }

  /** The next word; `"quoted"` ones may hold spaces. */
  word(what: string): string {
    if (this.done) this.fail(`${what} is missing`);
    return this.read();
  }

  /** The next word without taking it. */
  peek(): string | undefined {
    if (this.done) return undefined;
    const before = this.at;
    const word = this.read();
    this.at = before;
    return word;
  }

  number(what: string): number {
    const text = this.word(what);
    const value = Number(text);
    if (!Number.isFinite(value)) this.fail(`${what} ${text} is no number`);
    return value;
  }

  address(what: string): bigint {
    const text = this.word(what);
    try {
      return BigInt(text.replace("`", ""));
    } catch {
      return this.fail(`${what} ${text} is no address`);
    }
  }

  /** A time such as `12s`, `1.5min`, `4d18h`, if one comes next: seconds. */
  duration(): number | undefined {
    const word = this.peek();
    if (word === undefined || !/^(\d+(\.\d+)?(ms|s|min|m|h|d))+$/.test(word)) return undefined;
    this.read();
    const parts = [...word.matchAll(/(\d+(?:\.\d+)?)(ms|min|s|m|h|d)/g)];
    return parts.reduce((sum, [, value, unit]) => sum + Number(value) * (UNITS[unit!] ?? 1), 0);
  }

  /** A port that exists, by full path, or any other word. */
  reference(what: string): string {
    if (this.statement[this.at] === "\\") {
      const rest = this.statement.slice(this.at);
      const path = this.paths().find((p) => rest.startsWith(p) && /^($|[\s,\]])/.test(rest.slice(p.length)));
      if (path === undefined) this.fail(`there is no such port; there are ${this.paths().join(", ") || "none"}`);
      this.at += path.length;
      this.skip();
      return path;
    }
    return this.word(what);
  }

  /** A new path: everything up to the word that follows it. */
  until(stop: string, what: string): string {
    const found = this.statement.indexOf(` ${stop} `, this.at);
    if (found < 0) this.fail(`expected ${what} ${stop} ...`);
    const text = this.statement.slice(this.at, found).trim().replace(/^"|"$/g, "");
    this.at = found + stop.length + 2;
    this.skip();
    return text;
  }

  /** Everything that is left. */
  rest(): string {
    const text = this.statement.slice(this.at).trim();
    this.at = this.statement.length;
    return text;
  }

  fail(why: string): never {
    throw new Error(`${why} in "${this.statement}"${this.done ? "" : ` at "${this.statement.slice(this.at)}"`}`);
  }

  private read(): string {
    const rest = this.statement.slice(this.at);
    const quoted = /^"([^"]*)"/.exec(rest);
    const word = quoted ? quoted[0] : /^[^\s,[\]]+/.exec(rest)![0];
    this.at += word.length;
    this.skip();
    return quoted ? quoted[1]! : word;
  }

  /** Commas and brackets only make the text easier to read. */
  private skip(): void {
    while (this.at < this.statement.length && /[\s,[\]]/.test(this.statement[this.at]!)) this.at++;
  }
}

/** `w1..w4` -> w1, w2, w3, w4; any other name stands for itself. */
export function expand(name: string): readonly string[] {
  const [, prefix, from, , to] = /^(.*?)(\d+)\.\.(.*?)(\d+)$/.exec(name) ?? [];
  if (prefix === undefined) return [name];
  return Array.from({ length: Number(to) - Number(from) + 1 }, (_, i) => `${prefix}${Number(from) + i}`);
}
