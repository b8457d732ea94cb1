/** Damaged machines as kernel dumps, through Microsoft's debugger engine: the same promises, fewer machines. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { DUMP_NAME, exportDump } from "../../hosts/dump/index";
import { buildBridge, openEngine } from "../../hosts/engine/index";
import { createProvider } from "../../hosts/provider/index";
import type { Snapshot } from "../../hosts/snapshot/format";
import type { LoadedSnapshot } from "../../hosts/snapshot/validate";
import { SCRIPT } from "../tools/session";
import { base, caseNames } from "./bases";
import { problemsOfJson, problemsOfText, type Printed } from "./drive";
import { applyEdits } from "./edits";
import { mutations, resolve, type Kind } from "./mutations";

/** What a dump can carry: damage to memory. Types and symbols are another file, written once per machine. */
const MEMORY: readonly Kind[] = [
  "flip",
  "pointer",
  "link",
  "number",
  "freed",
  "overlay",
  "page",
  "torn",
  "cycle",
  "header",
];

/** Tries `count` damaged dumps and prints what breaks; true when nothing did. */
export function fuzzEngine(count: number, seed: number): boolean {
  buildBridge(undefined, (path) => console.log(`building ${path}`));
  const names = caseNames();
  const folder = mkdtempSync(join(tmpdir(), "alpcx-fuzz-"));
  let broken = 0;
  let ran = 0;
  console.log(`${count} mutations of ${names.length} machines through the engine, seed ${seed}`);
  try {
    for (const [i, name] of names.entries()) {
      const machine = base(name);
      const lists = fc.sample(mutations(MEMORY), { seed: seed + i, numRuns: Math.ceil(count / names.length) });
      for (const list of lists) {
        if (ran >= count) break;
        const edits = list.flatMap((mutation) => resolve(machine.inventory, mutation));
        const problems = runInEngine(join(folder, String(ran)), applyEdits(machine.loaded, edits));
        ran++;
        if (problems.length === 0) continue;
        broken++;
        console.log(`${name}: ${problems[0]}\n    ${JSON.stringify(edits)}`);
      }
      console.log(`${ran} mutations, ${broken} broken promises`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return broken === 0;
}

/** What broke while the engine ran over one machine. */
export function runInEngine(folder: string, loaded: LoadedSnapshot): string[] {
  exportDump(withMemory(loaded), folder, "small");
  let text = "";
  let errors = "";
  const session = openEngine({
    dump: join(folder, DUMP_NAME),
    symbols: folder,
    image: folder,
    print: (piece) => (text += piece),
    printError: (piece) => (errors += piece),
    provider: (backend) => createProvider(backend),
  });
  const problems: string[] = [];
  const run = (line: string): Printed => {
    text = errors = "";
    const { failed } = session.run(line);
    return { text, errors, failed };
  };
  try {
    const load = run(`$$>a<${SCRIPT}`);
    if (load.failed) problems.push(`load: ${load.text}${load.errors}`);
    for (const line of ["/deadlock", "/deadlock /json", "", "/lp", "/lp0 /json", "/find *"]) {
      const printed = run(`!alpcx ${line}`);
      for (const problem of problemsOfText(printed)) problems.push(`${line}: ${problem}`);
      if (line.endsWith("/json")) for (const problem of problemsOfJson(printed)) problems.push(`${line}: ${problem}`);
    }
    for (const line of ["dx -r2 @$cursession.Alpc", "dx -r2 @$curprocess.Alpc", "dx -r2 @$curthread.Alpc"]) {
      const all = run(line);
      if (/a defect of alpcx|TypeError|RangeError/.test(all.text + all.errors)) problems.push(`${line}: ${all.text}`);
    }
  } finally {
    session.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return problems;
}

/** The snapshot as a document again, with the memory as it is now. */
function withMemory({ snapshot, ranges }: LoadedSnapshot): Snapshot {
  const memory = ranges.map(({ address, bytes }) => ({
    address: `0x${address.toString(16)}`,
    hex: Buffer.from(bytes).toString("hex"),
  }));
  return { ...snapshot, memory };
}
