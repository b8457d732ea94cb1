/**
 * `npm run bench`: measures and writes docs/performance.md. Each figure comes from processes of its own, one at a time.
 *   node --import tsx bench/run.ts [--quick]     --quick leaves out the tenfold machine and the engine, and writes nothing
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findEngine } from "../hosts/engine/find.js";
import { SCALE_1, scaled } from "./machine";
import type { Made } from "./made";
import type { Counted, Spent } from "./measure";
import { page, type Figures } from "./page";

const LAYOUT = "10.0.19041.1706-x64";
export const DEADLOCK = "!alpcx /deadlock /json";
export const QUICK = "!alpcx /deadlock /quick /json";
/** Of a time the least counts: everything else a machine does only adds to it. */
const TIMES = 3;

const quick = process.argv.includes("--quick");
const folder = mkdtempSync(join(tmpdir(), "alpcx-bench-"));
const scales = quick ? [0.1, 1] : [0.1, 1, 3, 10];

function measure<T>(kind: string, scale: number, more = ""): T {
  const args = ["--max-old-space-size=12288", "--import", "tsx", fileURLToPath(new URL("measure.ts", import.meta.url))];
  const run = spawnSync(process.execPath, [...args, kind, fileOf(scale), more], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (run.status !== 0) throw new Error(`${kind} ${more} at ${scale}x failed`);
  return JSON.parse(run.stdout) as T;
}

const fileOf = (scale: number): string => join(folder, `${scale}.machine`);

/** The least of some runs, each member by itself. */
function least(kind: string, scale: number, more = ""): Spent {
  const runs = Array.from({ length: scale > 3 ? 2 : TIMES }, () => measure<Spent>(kind, scale, more));
  const lowest = (of: (spent: Spent) => number): number => Math.min(...runs.map(of));
  return {
    cpu: lowest((spent) => spent.cpu),
    wall: lowest((spent) => spent.wall),
    peak: lowest((spent) => spent.peak),
    kept: lowest((spent) => spent.kept),
    printed: lowest((spent) => spent.printed),
  };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function figures(): Figures {
  const made = scales.map((scale) => {
    say(`a machine of ${scale}x`);
    return { scale, ...measure<Pick<Made, "structures" | "chain">>("make", scale, `${LAYOUT} ${scale}`) };
  });
  say("counts");
  const counted = made.map(({ scale, structures, chain }) => ({
    scale,
    structures,
    hops: chain.hops,
    deadlock: measure<Counted>("counted", scale, DEADLOCK),
    quick: measure<Counted>("counted", scale, QUICK),
    chain: measure<Counted>("counted", scale, `!alpcx /chain ${chain.thread} /json`),
    process: measure<Counted>("counted", scale, "dx @$curprocess.Alpc"),
  }));
  say("other ways");
  const others = {
    ports: measure<Counted>("counted", 1, "dx @$cursession.Alpc.Ports.Count()"),
    handles: measure<Counted>("plain", 1, "handleQuery()"),
    needed: measure<Counted>("plain", 1, "plainWalk()"),
    every: measure<Counted>("plain", 1, "plainWalk(true)"),
  };
  say("times");
  const timed = scales.map((scale) => ({
    scale,
    deadlock: least("spent", scale, DEADLOCK),
    quick: least("spent", scale, QUICK),
    bare: least("bare", scale, DEADLOCK),
  }));
  const place = quick ? undefined : findEngine();
  const engine = place?.ready
    ? measure<{ run: Spent; bare: Spent; reads: number }>("engine", 1, `${join(folder, "dump")} ${DEADLOCK}`)
    : undefined;
  return {
    layout: LAYOUT,
    size: SCALE_1,
    messages: (scale) => scaled(scale).messages,
    counted,
    others,
    timed,
    load: least("load", 0.1),
    scriptBytes: readFileSync(new URL("../dist/alpc.js", import.meta.url)).length,
    engine,
    machine: `${cpus().length} cores (${cpus()[0]?.model ?? "?"}), Node.js ${process.version}, ${process.platform}`,
  };
}

try {
  const text = page(figures());
  if (quick) process.stdout.write(text);
  else writeFileSync(new URL("../docs/performance.md", import.meta.url), text);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
