/** What a command is, and what it gives back: text and a document of the same content. */
import type { Look } from "../model/look";
import type { Grammar, Parsed } from "./parse";

export interface Output {
  readonly lines: readonly string[];
  /** What /json prints. */
  readonly document: unknown;
  /** The dx expression that gives the same data; absent where there is none. */
  readonly dx?: string;
  /** What to type next, without `!alpcx`: printed addresses with the command that goes into them. */
  readonly next?: readonly string[];
  /** Whether lines and document say themselves what could not be read. */
  readonly namesLosses?: boolean;
  /** Why the command counts as failed although it gives all this. */
  readonly failure?: string;
}

export interface Context {
  /** Throws a UsageError where the target cannot be looked at. */
  look(): Look;
  readonly parsed: Parsed;
  /** Reports on long work; silent under /json and on dumps. */
  progress(what: string, done: number): void;
}

export interface Command extends Grammar {
  /** One line for the list of commands. */
  readonly summary: string;
  /** What is typed behind `!alpcx`, with what it does. */
  readonly examples: readonly string[];
  /** More, for the help of this one command. */
  readonly detail?: readonly string[];
  run(context: Context): Output;
}

/** The argument of a command that needs one. */
export function argumentOf(parsed: Parsed): string {
  return parsed.argument || "";
}
