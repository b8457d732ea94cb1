/** Findings whose subject is a process: all of its threads wait for others while it starts or ends. */
import type { Found } from "./findings";
import { isOwed, type Waits } from "./judge";
import { LIMITS } from "./limits";
import { processName, secondsText } from "./names";
import type { WaitingThread } from "./result";
import { isOver } from "./world";

export function findAboutProcesses(waits: Waits): Found[] {
  const { world } = waits;
  const found: Found[] = [];
  for (const process of Array.from(world.processes.values())) {
    const ending = process.exiting === true && process.terminated !== true;
    const starting = !ending && process.ageSeconds !== undefined && process.ageSeconds < LIMITS.startUp;
    const threads = world.threadsOf.get(process.process) ?? [];
    if ((!ending && !starting) || threads.length === 0 || process.threadsIncomplete === true) continue;
    const all = threads.map((fact) => waits.threads[world.indexOf.get(fact.thread) ?? -1]);
    if (
      !all.every(
        (thread) => thread !== undefined && waitsForOthers(thread) && isOver(thread.waitedSeconds, LIMITS.blocked),
      )
    )
      continue;
    const name = processName(world, process.process);
    const count = threads.length === 1 ? "its only thread has" : `all of its ${String(threads.length)} threads have`;
    const when = ending ? "is exiting" : `started ${secondsText(process.ageSeconds ?? 0)} ago`;
    const text = `${name} ${when}, and ${count} waited for others for longer than ${String(LIMITS.blocked)} s`;
    found.push({ rule: ending ? "blocked-at-exit" : "blocked-at-start", subject: process.process, text });
  }
  return found;
}

/** Its wait cannot end before somebody else acts, as far as is known. */
function waitsForOthers({ fact, waits }: WaitingThread): boolean {
  if (waits.length === 0) return false;
  return fact.waitType === "all" ? waits.some(isOwed) : waits.every(isOwed);
}
