/** Random machines in the words of a world: every statement that a thread, a port or a process can make, in any mixture. */
import fc from "fast-check";

const THREADS = 8;
const PROCESSES = 4;

export interface Machine {
  readonly text: string;
}

/** `era`: what only ALPC knows is left out for LPC, and what only LPC knows for ALPC. */
export function machines(era: "alpc" | "lpc"): fc.Arbitrary<string> {
  const thread = fc.nat(THREADS - 1).map((i) => `t${i}`);
  const port = fc.nat(PROCESSES - 1).map((i) => `P${i}`);
  const seconds = fc.constantFrom("2s", "9s", "10.5s", "31s", "400s");
  const ending = fc.constantFrom("", "", "", "", ", timeout", ", suspended");
  const where =
    era === "alpc"
      ? fc.oneof(
          { weight: 5, arbitrary: thread.map((t) => `in service of ${t}`) },
          { weight: 2, arbitrary: thread.map((t) => `parked by ${t}`) },
          { weight: 4, arbitrary: fc.constantFrom("queued", "large", "parked", "ready", "canceled") },
        )
      : fc.oneof(
          { weight: 5, arbitrary: thread.map((t) => `in service of ${t}`) },
          { weight: 3, arbitrary: fc.constantFrom("queued", "lost") },
        );
  const call = fc.tuple(port, where, seconds, ending).map(([p, how, s, e]) => `calls ${p}, ${how}, ${s}${e}`);
  const object = fc.oneof(
    thread.map((t) => `mutant m${t} owned by ${t}`),
    thread.map((t) => `thread ${t}`),
    fc.nat(PROCESSES - 1).map((i) => `process p${i}.exe`),
    fc.constantFrom("event E", "semaphore S", "mutant gone abandoned"),
  );
  const wait = fc
    .tuple(fc.constantFrom("all of", "any of"), fc.uniqueArray(object, { minLength: 1, maxLength: 3 }), seconds, ending)
    .map(([mode, objects, s, e]) => `waits ${objects.length > 1 ? `${mode} ` : ""}${objects.join(", ")}, ${s}${e}`);
  const state = fc.constantFrom("is ready", "is terminated", "is suspended", "sleeps 3s");
  const act = fc.oneof({ weight: 6, arbitrary: call }, { weight: 3, arbitrary: wait }, { weight: 1, arbitrary: state });
  const home = fc.record({
    process: fc.constantFrom("", "", "", " created 20s ago", " exiting"),
    port: fc.constantFrom("", "", "", " closed", " owner gone"),
    receivers: fc.nat(4),
  });
  return fc
    .record({
      homes: fc.array(home, { minLength: PROCESSES, maxLength: PROCESSES }),
      acts: fc.array(act, { minLength: THREADS, maxLength: THREADS }),
    })
    .map(({ homes, acts }) => {
      const lines = homes.map(({ process }, i) => `process p${i}.exe${process}`);
      acts.forEach((_, i) => lines.push(`thread t${i} in p${i % PROCESSES}.exe`));
      homes.forEach((each, i) => {
        // Some of the process' own threads, and one of which nothing more is said: it is idle.
        const own = [`t${i}`, `t${i + PROCESSES}`, `idle${i}`].slice(0, each.receivers);
        const pool = own.length === 0 || era === "lpc" ? "" : ` pool ${own.join(" ")}`;
        lines.push(`port P${i} of p${i}.exe${each.port}${pool}`);
      });
      acts.forEach((each, i) => lines.push(`t${i} ${each}`));
      return lines.join("\n");
    });
}
