/** The findings as text: what is wrong first; long waits, of which a machine has many, in one line. */
import { secondsText, shortNames } from "../waits/names";
import type { Finding } from "../waits/result";
import { threadAt, waitedSeconds, type World } from "../waits/world";
import { LIMITS } from "../waits/limits";
import { plural } from "./lines";

/** Findings of one rule that are shown without /v. */
const MAX_SHOWN = 10;
/** Long waits that are named without /v. */
const MAX_LONGEST = 3;

export function findingsLines(findings: readonly Finding[], world: World, verbose: boolean): string[] {
  if (findings.length === 0) return [];
  const lines = ["", "Findings:"];
  const shown = new Map<string, number>();
  for (const finding of findings) {
    if (finding.rule === "long-wait" && !verbose) continue;
    const count = (shown.get(finding.rule) || 0) + 1;
    shown.set(finding.rule, count);
    if (count > MAX_SHOWN && !verbose) continue;
    lines.push("  " + finding.severity + " " + finding.rule + ": " + finding.text);
  }
  shown.forEach((count, rule) => {
    if (count > MAX_SHOWN && !verbose) lines.push("  and " + (count - MAX_SHOWN) + " more " + rule + " (/v shows all)");
  });
  const long = findings.filter((finding) => finding.rule === "long-wait");
  return verbose || long.length === 0 ? lines : lines.concat(longWaits(long, world));
}

/** `info long-wait: 6 threads have waited for a reply for longer than 30 s: a.exe 4.8 3:24:45, ... (/v shows all)` */
function longWaits(findings: readonly Finding[], world: World): string {
  const name = shortNames(world);
  const longest = findings
    .map(({ subject }, place) => {
      const fact = threadAt(world, subject);
      return { subject, place, seconds: (fact && waitedSeconds(world, fact)) || 0 };
    })
    .sort((a, b) => b.seconds - a.seconds || a.place - b.place)
    .slice(0, MAX_LONGEST)
    .map(({ subject, seconds }) => name.thread(subject) + " " + secondsText(seconds));
  const more = findings.length > MAX_LONGEST ? " ... (/v shows all)" : "";
  return (
    "  info long-wait: " +
    plural(findings.length, "thread has", "threads have") +
    " waited longer than " +
    LIMITS.longWait +
    " s for a reply: " +
    longest.join(", ") +
    more
  );
}
