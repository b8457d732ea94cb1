/** What a drawing leaves out and could not know, in words: a picture that hides something says so. */
import type { Analysis } from "../waits/result";
import { plural } from "./lines";

/** Places that could not be read and are named one by one. */
const NAMED = 5;

export function notesOf(analysis: Analysis, notWaiting: number, waiting: number, roots: number): string[] {
  const notes: string[] = [];
  if (notWaiting > 0) {
    notes.push(
      plural(notWaiting, "thread is", "threads are") +
        " not drawn: nothing here waits for " +
        (notWaiting === 1 ? "it alone, and it waits for" : "them alone, and they wait for") +
        " nobody.",
    );
  }
  if (waiting > 0) {
    notes.push(
      plural(waiting, "waiting thread is", "waiting threads are") +
        " beyond the limit: what they wait for is not drawn. Deadlocks and long chains come first; /limit N draws N.",
    );
  }
  if (roots > 0) notes.push(plural(roots, "root is", "roots are") + " not drawn.");
  const { incomplete } = analysis;
  if (incomplete.length > 0) {
    const named = incomplete.slice(0, NAMED).map((item) => item.what + ": " + item.why);
    const more = incomplete.length > NAMED ? "; and " + (incomplete.length - NAMED) + " more" : "";
    notes.push("Could not be read: " + named.join("; ") + more + ".");
  }
  return notes;
}
