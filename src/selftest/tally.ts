/** The count of one check: how often what alpcx assumes was found to hold. */
import { hex, type Address } from "../target/address";

export type Verdict = "PASS" | "FAIL" | "SKIP";

export interface CheckResult {
  readonly verdict: Verdict;
  /** What is compared with what. */
  readonly name: string;
  readonly compared: number;
  readonly wrong: number;
  /** Could not be read or told. */
  readonly unknown: number;
  /** The first ones that are wrong, or why nothing was compared. */
  readonly notes: readonly string[];
}

const EXAMPLES = 3;

export class Tally {
  private compared = 0;
  private wrong = 0;
  private unknown = 0;
  private readonly notes: string[] = [];
  private skipped: string | undefined;

  constructor(
    readonly name: string,
    /** What is counted, in the plural. */
    private readonly what: string,
  ) {}

  /** One comparison; undefined where it cannot be made. `why` is asked for when it is wrong. */
  count(holds: boolean | undefined, subject: Address, why: () => string): void {
    if (holds === undefined) {
      this.unknown++;
      return;
    }
    this.compared++;
    if (holds) return;
    this.wrong++;
    if (this.notes.length < EXAMPLES) this.notes.push(hex(subject) + ": " + why());
  }

  /** Why there is nothing to compare on this target. */
  skip(why: string): this {
    this.skipped = why;
    return this;
  }

  /** `moving`: a machine that runs changes between two reads, so a few differences prove nothing. */
  result(moving: boolean): CheckResult {
    const { name, compared, wrong, unknown } = this;
    if (compared === 0) {
      const why =
        this.skipped ||
        (unknown > 0 ? "none of " + unknown + " " + this.what + " can be told" : "no " + this.what + " to compare");
      return { verdict: "SKIP", name, compared, wrong, unknown, notes: [why] };
    }
    const few = moving && wrong * 20 <= compared;
    const notes = few && wrong > 0 ? this.notes.concat("the machine runs: a few may have moved") : this.notes;
    return { verdict: wrong === 0 || few ? "PASS" : "FAIL", name, compared, wrong, unknown, notes };
  }

  /** `PASS  name: 12 of 12 ports` */
  static line(result: CheckResult, what: string): string {
    const { verdict, name, compared, wrong, unknown } = result;
    if (verdict === "SKIP") return verdict + "  " + name + ": " + result.notes.join("; ");
    const counts = compared - wrong + " of " + compared + " " + what;
    const rest = unknown > 0 ? ", " + unknown + " cannot be told" : "";
    return verdict + "  " + name + ": " + counts + rest;
  }

  get unit(): string {
    return this.what;
  }
}
