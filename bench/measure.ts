/**
 * One measurement in a process of its own: `measure.ts KIND MACHINE [MORE]`, the answer as JSON. A fresh process, because
 * the first answer is what a user waits for, and because what an earlier measurement left behind would be measured too.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type * as Provider from "../hosts/provider/index.js";
import type * as Dump from "../hosts/dump/index.js";
import type * as Engine from "../hosts/engine/index.js";
import type { HostCounters } from "../hosts/provider/index.js";
import type * as SnapshotHost from "../hosts/snapshot/session.js";
import type * as Validate from "../hosts/snapshot/validate.js";
import { load, make, save, type Made } from "./made";

/** What is installed is measured, not what tsx makes of the sources. */
const built = async <T>(path: string): Promise<T> =>
  (await import(new URL(`../build/${path}.js`, import.meta.url).href)) as T;
const SCRIPT = fileURLToPath(new URL("../dist/alpc.js", import.meta.url));
const script = (name: string): string => readFileSync(new URL(`./scripts/${name}.js`, import.meta.url), "utf8");

export interface Spent {
  /** Seconds on a processor: of the thread that runs the script, which is what its user waits for, and of all threads. */
  readonly main: number;
  readonly cpu: number;
  /** Seconds by the clock on the wall. */
  readonly wall: number;
  /** Bytes: the most that was resident over what was before, and what is kept for the next command. */
  readonly peak: number;
  readonly kept: number;
  readonly printed: number;
}

export interface Counted {
  readonly calls: number;
  readonly reads: number;
  readonly bytes: number;
  readonly repeated: number;
  readonly getters: number;
  readonly lookups: number;
  /** Reads of structures: texts, flags and the clock are shorter than any. */
  readonly structures: number;
  /** Different pages of 4 KB that the reads lie in. */
  readonly pages: number;
}

/** Bytes of the smallest structure that is read: a name info. */
const SMALLEST = 24;

/** Low half, high half and length of each read. */
type Places = number[];

interface Opened {
  run(line: string): void;
  /** Cleared before each line. */
  text(): string;
  onRead(seen: (address: bigint, size: number) => void): void;
}

async function open(made: Made, counters?: HostCounters): Promise<Opened> {
  const { openSnapshot } = await built<typeof SnapshotHost>("snapshot/session");
  const { validateSnapshot } = await built<typeof Validate>("snapshot/validate");
  let text = "";
  let errors = "";
  const session = openSnapshot(validateSnapshot(made.snapshot), {
    output: (piece) => (text += piece),
    error: (piece) => (errors += piece),
    ...(counters ? { provider: { counters } } : {}),
  });
  return {
    run(line) {
      text = errors = "";
      session.run(line);
      if (errors !== "") throw new Error(`${line}: ${errors}`);
    },
    text: () => text,
    onRead: (seen) => (session.backend.memory.beforeRead = seen),
  };
}

async function withAlpcx(made: Made, counters?: HostCounters): Promise<Opened> {
  const opened = await open(made, counters);
  opened.run(`$$>a<${SCRIPT}`);
  return opened;
}

async function newCounters(): Promise<HostCounters> {
  const { HostCounters: Counters } = await built<typeof Provider>("provider/index");
  return new Counters();
}

function countsOf(counters: HostCounters, structures = 0, pages = 0): Counted {
  return {
    calls: Array.from(counters.calls.values()).reduce((sum, count) => sum + count, 0),
    reads: counters.reads,
    bytes: counters.bytes,
    repeated: counters.repeatedReads,
    getters: counters.getterCalls,
    lookups: counters.typeLookups + counters.symbolLookups,
    structures,
    pages,
  };
}

function collectGarbage(): void {
  setFlagsFromString("--expose-gc");
  const gc = runInNewContext("gc") as () => void;
  gc();
  gc();
}

/** A line of /proc/self/status in bytes; 0 where there is no such file. */
function status(name: string): number {
  try {
    const found = new RegExp(`^${name}:\\s*(\\d+) kB`, "m").exec(readFileSync("/proc/self/status", "utf8"));
    return found ? Number(found[1]) * 1024 : 0;
  } catch {
    return 0;
  }
}

/** Seconds that this thread was on a processor, of which the compiler and the garbage collector have threads of their own. */
function mainSeconds(): number {
  try {
    return Number(readFileSync(`/proc/self/task/${process.pid}/schedstat`, "utf8").split(" ")[0]) / 1e9;
  } catch {
    // Only Linux can; then it is that of all threads.
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  }
}

function resetPeak(): void {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // Only Linux can; the peak is then that of the whole process.
  }
}

function spend(act: () => void, printed: () => number): Spent {
  collectGarbage();
  const held = (): number => {
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const before = held();
  resetPeak();
  const resident = status("VmRSS");
  const cpu = process.cpuUsage();
  const mainBefore = mainSeconds();
  const start = performance.now();
  act();
  const wall = (performance.now() - start) / 1000;
  const main = mainSeconds() - mainBefore;
  const { user, system } = process.cpuUsage(cpu);
  const peak = status("VmHWM") - resident;
  collectGarbage();
  return { main, cpu: (user + system) / 1e6, wall, peak, kept: held() - before, printed: printed() };
}

function placesOf(opened: Opened, line: string): Places {
  const places: Places = [];
  opened.onRead((address, size) => places.push(Number(address & 0xffffffffn), Number(address >> 32n), size));
  opened.run(line);
  return places;
}

/** Loads a script whose text begins with more than its file has. */
function loadScript(run: (line: string) => void, name: string, before: string): void {
  const file = join(tmpdir(), `alpcx-bench-${name}-${process.pid}.js`);
  writeFileSync(file, script(name).replace('"use strict";', `"use strict";\n${before}`));
  run(`.scriptload ${file}`);
}

/** The same command and its reads alone, in Microsoft's engine. */
async function inEngine(made: Made, folder: string, line: string): Promise<{ run: Spent; bare: Spent; reads: number }> {
  const { exportDump, DUMP_NAME } = await built<typeof Dump & { DUMP_NAME: string }>("dump/index");
  const { openEngine } = await built<typeof Engine>("engine/index");
  const { createProvider } = await built<typeof Provider>("provider/index");
  const places = placesOf(await withAlpcx(made), line);
  exportDump(made.snapshot, folder, "small");
  let text = "";
  const session = openEngine({
    dump: join(folder, DUMP_NAME),
    symbols: folder,
    image: folder,
    print: (piece) => (text += piece),
    printError: (piece) => (text += piece),
    provider: (backend) => createProvider(backend),
  });
  const act = (command: string): void => {
    text = "";
    if (session.run(command).failed) throw new Error(`${command}: ${text}`);
  };
  try {
    act(`$$>a<${SCRIPT}`);
    const run = spend(
      () => act(line),
      () => text.length,
    );
    loadScript(act, "bareReads", `const places = ${JSON.stringify(places)};`);
    const bare = spend(
      () => act("dx @$scriptContents.bareReads()"),
      () => text.length,
    );
    return { run, bare, reads: places.length / 3 };
  } finally {
    session.close();
  }
}

const kinds: Record<string, (file: string, more: string) => Promise<unknown>> = {
  async make(file, more) {
    const [layout = "", scale = "1"] = more.split(" ");
    const made = make(layout, Number(scale));
    save(made, file);
    return Promise.resolve({ structures: made.structures, chain: made.chain });
  },
  async spent(file, line) {
    const opened = await withAlpcx(load(file));
    return spend(
      () => opened.run(line),
      () => opened.text().length,
    );
  },
  async counted(file, line) {
    const counters = await newCounters();
    const opened = await withAlpcx(load(file), counters);
    counters.reset();
    let structures = 0;
    const pages = new Set<bigint>();
    opened.onRead((address, size) => {
      if (size >= SMALLEST) structures++;
      for (let page = address >> 12n; page <= (address + BigInt(size) - 1n) >> 12n; page++) pages.add(page);
    });
    opened.run(line);
    return countsOf(counters, structures, pages.size);
  },
  async bare(file, line) {
    const made = load(file);
    const places = placesOf(await withAlpcx(made), line);
    const opened = await open(made);
    loadScript((command) => opened.run(command), "bareReads", `const places = ${JSON.stringify(places)};`);
    return spend(
      () => opened.run("dx @$scriptContents.bareReads()"),
      () => opened.text().length,
    );
  },
  async plain(file, call) {
    const made = load(file);
    const counters = await newCounters();
    const opened = await open(made, counters);
    loadScript((line) => opened.run(line), "plainWalk", `const everyMember = ${JSON.stringify(made.members)};`);
    counters.reset();
    opened.run(`dx @$scriptContents.${call}`);
    return { ...countsOf(counters), text: opened.text() };
  },
  async load(file) {
    const opened = await open(load(file));
    return spend(
      () => opened.run(`$$>a<${SCRIPT}`),
      () => opened.text().length,
    );
  },
  async engine(file, more) {
    const [folder = "", ...words] = more.split(" ");
    return inEngine(load(file), folder, words.join(" "));
  },
};

const [kind = "", file = "", more = ""] = process.argv.slice(2);
const measured = await kinds[kind]?.(file, more);
if (measured === undefined) throw new Error(`no measurement ${kind}`);
process.stdout.write(`${JSON.stringify(measured)}\n`);
// The engine's bridge must not keep the process.
process.exit(0);
