/** A line under execution: how far it has been read, and what the engine would quote of it. */

/** A command that cannot be carried out as written. The rest of the line is not run. */
export class CommandError extends Error {}

export class Frame {
  at = 0;
  private shown: string;

  constructor(
    readonly text: string,
    /** The engine counts its prompt in when it places its caret. */
    private readonly promptWidth = 0,
  ) {
    this.shown = text;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  /** The engine ends what it has parsed with a zero in place; an error behind it quotes no more than that. */
  cutShown(end: number): void {
    this.shown = this.text.slice(0, end);
  }

  /** What the engine quotes once it has rewritten the line in place. */
  show(text: string): void {
    this.shown = text;
  }

  /** `what` comes with the words that follow it, such as `Syntax error in`. */
  error(what: string, at: number): CommandError {
    return new CommandError(`${" ".repeat(this.promptWidth + at)}^ ${what} '${this.shown}'`);
  }

  skipBlanks(): void {
    while (isBlank(this.text.charAt(this.at))) this.at++;
  }

  /** Reads up to the next blank, `;` or the end. */
  word(): string {
    const start = this.at;
    while (!this.isAtEnd && !isBlank(this.text.charAt(this.at)) && this.text.charAt(this.at) !== ";") this.at++;
    return this.text.slice(start, this.at);
  }

  /** Reads up to a `;` outside double quotes, or the end. */
  untilSemicolon(): string {
    const start = this.at;
    let isQuoted = false;
    for (; !this.isAtEnd; this.at++) {
      const c = this.text.charAt(this.at);
      if (c === '"') isQuoted = !isQuoted;
      if (c === ";" && !isQuoted) break;
    }
    return this.text.slice(start, this.at);
  }

  /** Reads up to the next `;`, quoted or not, or the end. */
  untilAnySemicolon(): string {
    const start = this.at;
    const end = this.text.indexOf(";", start);
    this.at = end < 0 ? this.text.length : end;
    return this.text.slice(start, this.at);
  }

  untilEnd(): string {
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest;
  }

  /** Reads what stands in double quotes here, without them. A quote ends at a blank, `;` or the end only. */
  quoted(): string {
    const end = this.text.indexOf('"', this.at + 1);
    if (end < 0) throw this.error("Trailing quote missing in", this.text.length);
    const next = this.text.charAt(end + 1);
    if (next !== "" && next !== ";" && !isBlank(next)) throw this.error("Malformed string in", end);
    const inside = this.text.slice(this.at + 1, end);
    this.at = end + 1;
    return inside;
  }

  /**
   * Reads a block from its `{` to its `}` and gives what lies between; undefined when none is here. Quotes hide nothing.
   * In a command file it may begin on the next line. Measured on the engine.
   */
  braced(): string | undefined {
    this.skipBlanks();
    const start = this.at;
    while (this.text.charAt(this.at) === ";" || isBlank(this.text.charAt(this.at))) this.at++;
    if (this.text.charAt(this.at) !== "{") this.at = start;
    if (this.text.charAt(this.at) !== "{") return undefined;
    return this.nested("{", "}");
  }

  /** The same in round brackets. */
  parenthesised(): string | undefined {
    this.skipBlanks();
    if (this.text.charAt(this.at) !== "(") return undefined;
    return this.nested("(", ")");
  }

  private nested(open: string, close: string): string {
    let depth = 0;
    for (let i = this.at; i < this.text.length; i++) {
      const c = this.text.charAt(i);
      if (c === open) depth++;
      else if (c === close && --depth === 0) {
        const inside = this.text.slice(this.at + 1, i);
        this.at = i + 1;
        return inside;
      }
    }
    throw this.error("Syntax error in", this.text.length);
  }

  /** A command that is complete must be followed by `;` or nothing. Measured on the engine: `al foo`, `.echo "a" b`. */
  expectEnd(): void {
    this.skipBlanks();
    if (this.isAtEnd || this.text.charAt(this.at) === ";") return;
    throw this.error("Extra character error in", this.at + 1);
  }
}

export function isBlank(c: string): boolean {
  return c === " " || c === "\t";
}
