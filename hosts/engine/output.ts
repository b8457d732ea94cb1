/** What the engine prints, and whether a line of it failed. */

/** DEBUG_OUTPUT_ERROR of dbgeng.h. */
const ERROR_MASK = 2;

export interface Sinks {
  print(text: string): void;
  printError(text: string): void;
}

export class LineOutput {
  private failed = false;
  /** What dx has printed of the current line so far; only its beginning matters. */
  private lineStart = "";

  constructor(private readonly sinks: Sinks) {}

  begin(): void {
    this.failed = false;
    this.lineStart = "";
  }

  /** Whether anything since `begin` was an error: error text, or a line `Error: ...` that no script printed. */
  end(): boolean {
    return this.failed;
  }

  write(mask: number, text: string, fromScript: boolean): void {
    if (mask & ERROR_MASK) {
      this.failed = true;
      this.sinks.printError(text);
      return;
    }
    this.sinks.print(text);
    const lines = text.split("\n");
    lines.forEach((line, i) => {
      if (i > 0) this.lineStart = "";
      // A script may print what it likes, also the beginning of a line.
      const known = fromScript && this.lineStart === "" && line !== "" ? "\0" : "";
      if (this.lineStart.length < 8) this.lineStart += known + line.slice(0, 8);
      if (this.lineStart.startsWith("Error: ")) this.failed = true;
    });
  }
}
