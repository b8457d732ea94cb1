/**
 * `npm run fuzz -- [--count N] [--seed N] [--base PART] [--kinds a,b] [--engine]`: damages machines of every layout and
 * keeps what breaks. Without a seed one is drawn and printed; the same seed and count try the same.
 */
import { parseArgs } from "node:util";
import { base, caseNames, forget, worldNames } from "./bases";
import { allKept, keep, signature } from "./kept";
import { KINDS, type Kind } from "./mutations";
import { search } from "./search";

/** Mutations of one machine before the next one has its turn. */
const ROUND = 25;

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "2000" },
    seed: { type: "string" },
    base: { type: "string", default: "" },
    kinds: { type: "string" },
    engine: { type: "boolean", default: false },
    dry: { type: "boolean", default: false },
  },
});
const count = Number(values.count);
const seed = values.seed === undefined ? Math.floor(Math.random() * 1e9) : Number(values.seed);
const kinds = values.kinds?.split(",").filter((kind): kind is Kind => (KINDS as readonly string[]).includes(kind));

if (values.engine) {
  const { fuzzEngine } = await import("./engine");
  process.exitCode = fuzzEngine(count, seed) ? 0 : 1;
} else process.exitCode = fuzz() ? 0 : 1;

function fuzz(): boolean {
  const names = [...caseNames(), ...worldNames()].filter((name) => name.includes(values.base));
  const per = Math.max(1, Math.ceil(count / names.length));
  console.log(`${count} mutations over ${names.length} machines, seed ${seed}`);
  const known = new Set<string>();
  const begun = Date.now();
  let ran = 0;
  let longest = 0;
  let broken = 0;
  // In rounds, so that a run that is ended early has been everywhere.
  const turns = Math.ceil(per / ROUND) * names.length;
  for (let turn = 0; turn < turns && ran < count; turn++) {
    const name = names[turn % names.length]!;
    const machine = base(name);
    for (const failure of machine.failures) {
      if (known.has(signature(failure))) continue;
      known.add(signature(failure));
      broken++;
      console.log(`${name}: sound, and yet: ${failure}`);
    }
    const result = search(machine, seed + turn * 1_000_003, Math.min(ROUND, per, count - ran), known, kinds);
    forget(name);
    ran += result.ran;
    longest = Math.max(longest, result.seconds);
    for (const { edits, failure } of result.found) {
      broken++;
      const where = values.dry ? JSON.stringify(edits) : keep({ base: name, failure: firstLine(failure), edits });
      console.log(`${name}: ${failure}\n    ${where}`);
    }
    if (turn % 10 === 9) console.log(`${ran} mutations, ${broken} broken promises, ${seconds(begun)} s`);
  }
  console.log(
    `${ran} mutations, seed ${seed}: ${broken} broken promises; ${seconds(begun)} s, longest ${longest.toFixed(2)} s`,
  );
  console.log(`${allKept().length} failures are kept in test/fuzz/kept`);
  return broken === 0;
}

function seconds(begun: number): string {
  return ((Date.now() - begun) / 1000).toFixed(0);
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}
