/** An analysis with everything behind it, from facts. */
import type { Judged } from "../../../src/model/look";
import { analyse } from "../../../src/waits/analyse";
import { judgeWaits } from "../../../src/waits/judge";
import type { Facts } from "../../../src/waits/types";
import { buildWorld } from "../../../src/waits/world";
import { machine } from "../waits/machine";

export function judgedFacts(facts: Facts): Judged {
  return { facts, analysis: analyse(facts), waits: judgeWaits(buildWorld(facts)) };
}

/** From the text of a little machine, see waits/machine.ts. */
export function judged(text: string): Judged {
  return judgedFacts(machine(text).facts);
}

/** A machine in which every text of the target is hostile. */
export function hostile(name: string): Judged {
  const { facts } = machine("a -> b at p : of A; b -> a at q : of B; c -> @p; port p = b : of B; port q = a : of A");
  return judgedFacts({
    ...facts,
    threads: facts.threads.map((thread) => ({ ...thread, image: name })),
    processes: facts.processes.map((process) => ({ ...process, image: name })),
    ports: facts.ports.map((port) => ({ ...port, name })),
    incomplete: [{ what: name, why: name }],
  });
}

/** Names that mean something to HTML, JSON in a script, Graphviz, terminals or the eye. */
export const HOSTILE_NAMES: readonly string[] = [
  "</script><script>alert(1)</script>",
  "<!--<script>",
  "]]> <img src=x onerror=alert(1)> &lt; &amp;amp;",
  '"; } digraph x { a -> b [label="',
  'back\\slash \\N \\G \\" \\',
  "two\nlines\r\nand\ttabs",
  "\u2028\u2029\u0000\u0007\u001b[31m\u0085\u202etxt.exe",
  "\ud800 lone, \udc00 lone, \ud83d\ude00 pair, \u00e4\u4e2d",
  "'+alert(1)+'${x}`",
];
