/** `npm run bench`: measures and writes docs/performance.md. Each figure comes from processes of its own, one at a time. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findEngine } from "../hosts/engine/find.js";
import { SCALE_1, scaled } from "./machine";
import type { Made } from "./made";
import type { Counted, Spent } from "./measure";
import { page, type Figures, type InEngine } from "./page";
import type { Timed } from "./statistics";

const HELP = `Measures what alpcx costs, and writes docs/performance.md.

  npm run bench [-- --quick]
  node --import tsx bench/run.ts [--quick] [--help]       after npm run build

  --quick   leaves out the larger machines and Microsoft's engine, and prints the page instead of writing it
  --help    prints this

The whole takes about ten minutes, most of it on the tenfold machine. Times are medians of runs that take turns; a
machine that does nothing else gives steadier ones.
`;

const LAYOUT = "10.0.19041.1706-x64";
export const DEADLOCK = "!alpcx /deadlock /json";
export const QUICK = "!alpcx /deadlock /quick /json";
/** Rounds of runs that take turns; the large machines are measured less often. */
const ROUNDS = 5;
const roundsAt = (scale: number): number => (scale > 3 ? 2 : scale > 1 ? 3 : ROUNDS);
const ROUNDS_ENGINE = 3;
/** Scales at which the engine is asked as well. */
const ENGINE_SCALES = [1, 3];

const folder = mkdtempSync(join(tmpdir(), "alpcx-bench-"));

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

function rounds(scale: number): Timed {
  const timed = { deadlock: [] as Spent[], quick: [] as Spent[], bare: [] as Spent[] };
  for (let round = 0; round < roundsAt(scale); round++) {
    timed.deadlock.push(measure<Spent>("spent", scale, DEADLOCK));
    timed.bare.push(measure<Spent>("bare", scale, DEADLOCK));
    timed.quick.push(measure<Spent>("spent", scale, QUICK));
  }
  return timed;
}

function inEngine(scale: number): InEngine {
  const line = (round: number): string => `${join(folder, `dump-${scale}-${round}`)} ${DEADLOCK}`;
  const runs = Array.from({ length: ROUNDS_ENGINE }, (_, round) =>
    measure<InEngine["runs"][number]>("engine", scale, line(round)),
  );
  return { scale, runs };
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function figures(quick: boolean): Figures {
  const scales = quick ? [0.1, 1] : [0.1, 1, 3, 10];
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
  const timed = scales.map((scale) => {
    say(`times at ${scale}x`);
    return { scale, ...rounds(scale) };
  });
  const load = Array.from({ length: ROUNDS }, () => measure<Spent>("load", 0.1));
  const engine: InEngine[] = [];
  if (!quick && findEngine().ready) {
    for (const scale of ENGINE_SCALES) {
      say(`the engine at ${scale}x`);
      engine.push(inEngine(scale));
    }
  }
  const busy = (loadavg()[1] ?? 0).toFixed(1);
  return {
    layout: LAYOUT,
    size: SCALE_1,
    messages: (scale) => scaled(scale).messages,
    counted,
    others,
    timed,
    load,
    scriptBytes: readFileSync(new URL("../dist/alpc.js", import.meta.url)).length,
    engine,
    machine: `${cpus().length} cores (${cpus()[0]?.model ?? "?"}), on average ${busy} programs running, Node.js ${process.version}, ${process.platform}`,
  };
}

function main(args: readonly string[]): void {
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return;
  }
  const unknown = args.find((word) => word !== "--quick");
  if (unknown !== undefined) {
    process.stderr.write(`there is no ${unknown}\n\n${HELP}`);
    process.exitCode = 2;
    return;
  }
  const quick = args.includes("--quick");
  const text = page(figures(quick));
  if (quick) process.stdout.write(text);
  else writeFileSync(new URL("../docs/performance.md", import.meta.url), text);
}

try {
  main(process.argv.slice(2));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
