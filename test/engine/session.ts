/** A session over a dump, with everything it prints. */
import { type EngineOptions, openEngine, type EngineSession } from "../../hosts/engine/index.js";

export interface Recorded extends EngineSession {
  /** Runs a line and gives back what was printed, errors included. */
  text(line: string): string;
  readonly errors: string[];
}

export function openRecorded(dump: string, more: Partial<EngineOptions> = {}): Recorded {
  let printed: string[] = [];
  const errors: string[] = [];
  const session = openEngine({
    ...more,
    dump,
    print: (text) => printed.push(text),
    printError: (text) => {
      printed.push(text);
      errors.push(text);
    },
  });
  return Object.assign(session, {
    errors,
    text(line: string) {
      printed = [];
      session.run(line);
      return printed.join("");
    },
  });
}
