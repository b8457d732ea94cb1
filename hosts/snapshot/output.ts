/** Where the output of commands goes: to the session's sinks, or into the lines that ExecuteCommand returns. */

export interface Sinks {
  /** Results. */
  readonly output: (text: string) => void;
  /** Messages about failures. */
  readonly error: (text: string) => void;
}

/** What a script prints at the start of a line to say that a command of its own has failed. */
export const FAILURE_MARK = "alpcx: error: ";

type Channel = "output" | "error";

interface Level {
  hasFailed: boolean;
  /** Undefined for the session's own level. */
  readonly captured: string[] | undefined;
}

export class Output {
  private readonly levels: Level[] = [{ hasFailed: false, captured: undefined }];
  /** The beginning of a line of the session's own level that may yet turn out to carry the mark. */
  private pending = "";
  private channel: Channel | undefined;

  constructor(private readonly sinks: Sinks) {}

  /** Output of a script or of a command, in pieces of any size. */
  print(text: string): void {
    if (this.top.captured !== undefined) this.top.captured.push(text);
    else for (const piece of text.split(/(?<=\n)/)) this.route(piece);
  }

  /** A line of result. */
  line(text: string): void {
    this.print(text + "\n");
  }

  /** A line about a failure; the line under execution has failed. */
  failure(text: string): void {
    this.fail();
    if (this.top.captured !== undefined) return void this.top.captured.push(text + "\n");
    this.flush();
    this.sinks.error(text + "\n");
  }

  /** As `failure`, without a line end of its own. */
  failureText(text: string): void {
    this.fail();
    if (this.top.captured !== undefined) return void this.top.captured.push(text);
    this.flush();
    this.sinks.error(text);
  }

  /** The line under execution has failed. */
  fail(): void {
    this.top.hasFailed = true;
  }

  /** Runs a line of the session's own and says whether it failed. */
  watch(action: () => void): boolean {
    const level = this.top;
    const before = level.hasFailed;
    level.hasFailed = false;
    try {
      action();
      if (level.captured === undefined) this.flush();
      return level.hasFailed;
    } finally {
      level.hasFailed = before;
    }
  }

  /** What `action` prints. Its failures are no failure of the line that asked for it. */
  capture(action: () => void): string {
    const captured: string[] = [];
    this.levels.push({ hasFailed: false, captured });
    try {
      action();
    } finally {
      this.levels.pop();
    }
    return captured.join("");
  }

  private get top(): Level {
    return this.levels.at(-1) as Level;
  }

  /** One piece that holds no line end, or one at its end. */
  private route(piece: string): void {
    if (this.channel === undefined) {
      this.pending += piece;
      if (this.pending.startsWith(FAILURE_MARK)) {
        this.channel = "error";
        this.top.hasFailed = true;
      } else if (!FAILURE_MARK.startsWith(this.pending)) {
        this.channel = "output";
      }
      if (this.channel !== undefined) {
        this.sinks[this.channel](this.pending);
        this.pending = "";
      }
    } else {
      this.sinks[this.channel](piece);
    }
    if (piece.endsWith("\n")) this.channel = undefined;
  }

  private flush(): void {
    if (this.pending !== "") this.sinks.output(this.pending);
    this.pending = "";
    this.channel = undefined;
  }
}
