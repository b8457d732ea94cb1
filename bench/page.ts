/** docs/performance.md, from figures. */
import type { Size } from "./machine";
import type { Counted, Spent } from "./measure";
import { number, prose } from "./prose";
import { medianOf, ratio, type Timed } from "./statistics";
import type { Structures } from "./structures";

/** Runs of one command in Microsoft's engine, each with its reads alone in the same process. */
export interface InEngine {
  readonly scale: number;
  readonly runs: readonly { readonly run: Spent; readonly bare: Spent; readonly reads: number }[];
}

export interface Figures {
  readonly layout: string;
  readonly size: Size;
  readonly messages: (scale: number) => number;
  readonly counted: readonly {
    readonly scale: number;
    readonly structures: Structures;
    readonly hops: number;
    readonly deadlock: Counted;
    readonly quick: Counted;
    readonly chain: Counted;
    readonly process: Counted;
  }[];
  /** At 1x. */
  readonly others: {
    readonly ports: Counted;
    readonly handles: Counted;
    readonly needed: Counted;
    readonly every: Counted;
  };
  readonly timed: readonly ({ readonly scale: number } & Timed)[];
  readonly load: readonly Spent[];
  readonly scriptBytes: number;
  /** Empty where the engine is not installed. */
  readonly engine: readonly InEngine[];
  readonly machine: string;
}

interface Row {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  /** Undefined where there is no bar. */
  readonly met: boolean | undefined;
}

const main = (spent: Spent): number => spent.main;
const cpu = (spent: Spent): number => spent.cpu;

export function page(figures: Figures): string {
  const rows = rowsOf(figures);
  const { size } = figures;
  return `# What alpcx costs

Written by \`npm run bench\`; do not edit. The machine is generated (\`bench/machine.ts\`, layout ${figures.layout}): at 1x
${number(size.processes)} processes, ${number(size.threads)} threads, ${number(size.ports)} ports, ${number(size.messages)} messages, at the other scales as many times more. Nothing of it
is stored. A quarter of the threads wait for replies, three of them in a deadlock. Every figure comes from a process of its
own, with the script freshly loaded. Times are medians of runs that take turns, ratios medians of the ratios of one turn each.

This run: ${figures.machine}.

| figure | bar | measured | |
| --- | --- | --- | --- |
${rows.map(({ what, bar, measured, met }) => `| ${what} | ${bar} | ${measured} | ${met === undefined ? "" : met ? "met" : "**missed**"} |`).join("\n")}

## By size

| scale | structures | reads | KB read | \`/deadlock\` s, script's thread | all threads | \`/quick\` s, script's thread | reads alone s, script's thread | peak MB | kept MB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${sizes(figures)}

${prose(evidenceOf(figures))}`;
}

function ends(figures: Figures) {
  const one = figures.counted.find(({ scale }) => scale === 1);
  const timeOne = figures.timed.find(({ scale }) => scale === 1);
  const last = figures.timed[figures.timed.length - 1];
  const largest = figures.counted[figures.counted.length - 1];
  if (!one || !timeOne || !last || !largest) throw new Error("scale 1 is always measured");
  return { one, timeOne, last, largest };
}

function rowsOf(figures: Figures): Row[] {
  const { counted, others, load, engine } = figures;
  const { one, timeOne, last } = ends(figures);
  const perStructure = counted.map(({ deadlock, structures }) => deadlock.reads / structures.total);
  const repeated = counted.reduce((sum, { deadlock, quick }) => sum + deadlock.repeated + quick.repeated, 0);
  const hops = counted.map(({ chain, hops: count }) => chain.structures / count);
  const quickly = counted.map(({ quick, structures }) => quick.reads / quickNeeds(structures));
  const exponent = (of: "deadlock" | "quick"): number =>
    Math.log(medianOf(last[of], main) / medianOf(timeOne[of], main)) / Math.log(last.scale / timeOne.scale);
  const peak = medianOf(last.deadlock, (spent) => spent.peak);
  return [
    atMost("host reads per structure, `/deadlock` (worst scale)", 1.05, Math.max(...perStructure), 3),
    atMost("repeated reads, all scales", 0, repeated, 0),
    atMost("`/deadlock` at 1x, seconds of the script's thread", 0.5, medianOf(timeOne.deadlock, main), 2),
    atMost("`/deadlock` at 1x, seconds of all threads", 0.5, medianOf(timeOne.deadlock, cpu), 2),
    atMost("`/deadlock /quick` at 1x, seconds of the script's thread", 0.5, medianOf(timeOne.quick, main), 2),
    atMost(
      "reads of `/quick` against processes, threads and what waiting threads point to (worst scale)",
      1,
      Math.max(...quickly),
      2,
    ),
    ...(last === timeOne ? [last] : [timeOne, last]).map(({ scale, deadlock, bare }) =>
      atMost(`\`/deadlock\` against its reads alone, snapshot host, ${scale}x`, 2, ratio(deadlock, bare, main), 1),
    ),
    ...engine.map(({ scale, runs }) =>
      atMost(
        `the same in Microsoft's engine, by the clock, ${scale}x`,
        2,
        medianOf(runs, ({ run, bare }) => run.wall / bare.wall),
        2,
      ),
    ),
    ...engine.map((at) =>
      plain(
        `\`/deadlock\` in Microsoft's engine, ${at.scale}x`,
        `${medianOf(at.runs, ({ run }) => run.wall).toFixed(2)} s for ${number(at.runs[0]?.reads ?? 0)} reads of ${engineRead(at).toFixed(0)} us`,
      ),
    ),
    ...(last === timeOne
      ? []
      : (["deadlock", "quick"] as const).map((of) =>
          atMost(
            `cost exponent of \`/deadlock${of === "quick" ? " /quick" : ""}\` from 1x to ${last.scale}x`,
            1.05,
            exponent(of),
            2,
          ),
        )),
    atLeast(
      "host calls of a plain walk that reads field by field what alpcx reads",
      50,
      others.every.calls / one.deadlock.calls,
    ),
    atLeast(
      "host calls of a plain walk that reads only the fields that the rules need",
      50,
      others.needed.calls / one.deadlock.calls,
    ),
    atLeast(
      "host calls of the handle query against `@$cursession.Alpc.Ports`",
      1,
      others.handles.calls / others.ports.calls,
    ),
    atMost("structures read per hop of `/chain` (worst scale)", 5, Math.max(...hops), 1),
    plain(
      "hops of that `/chain` and structures read, by scale",
      counted
        .map(({ scale, hops: count, chain }) => `${scale}x: ${count} and ${chain.structures}, all reads ${chain.reads}`)
        .join("; "),
    ),
    atMost("reads of the first `dx @$curprocess.Alpc`", 1, Math.max(...counted.map((at) => at.process.reads)), 0),
    plain(
      `peak memory per message, ${last.scale}x (threads, ports and the rest included)`,
      `${number(peak / figures.messages(last.scale))} bytes`,
    ),
    plain(
      `loading the script (${number(figures.scriptBytes / 1024)} KB)`,
      `${(medianOf(load, (spent) => spent.wall) * 1000).toFixed(0)} ms by the clock, ${(medianOf(load, cpu) * 1000).toFixed(0)} ms of all threads`,
    ),
  ];
}

/** Processes, threads, objects and names, and of each waiting thread its message and port. */
function quickNeeds(structures: Structures): number {
  const { processes, threads, waitedFor, names, completionObjects, infos } = structures;
  const waiting = threads / 4 + 3;
  return processes + threads + waitedFor + names + completionObjects + infos + 2 * waiting;
}

/** Microseconds of a read by the engine. */
function engineRead({ runs }: InEngine): number {
  return medianOf(runs, ({ bare, reads }) => (bare.wall / reads) * 1e6);
}

function evidenceOf(figures: Figures) {
  const { one, timeOne, last, largest } = ends(figures);
  const bare = medianOf(last.bare, main);
  const [first] = figures.engine;
  return {
    read: (bare / largest.deadlock.reads) * 1e6,
    work: ((medianOf(last.deadlock, main) - bare) / largest.structures.total) * 1e6,
    engineRead: first && engineRead(first),
    beside: medianOf(timeOne.deadlock, (spent) => spent.cpu - spent.main),
    reads: one.deadlock.reads,
    pages: one.deadlock.pages,
    bytes: one.deadlock.bytes,
    calls: one.deadlock.calls,
    needed: figures.others.needed.calls,
  };
}

function atMost(what: string, bar: number, value: number, places: number): Row {
  return { what, bar: `at most ${bar}`, measured: value.toFixed(places), met: Number(value.toFixed(places)) <= bar };
}

function atLeast(what: string, bar: number, value: number): Row {
  return { what, bar: `at least ${bar}x`, measured: `${value.toFixed(1)}x`, met: value >= bar };
}

function plain(what: string, measured: string): Row {
  return { what, bar: "", measured, met: undefined };
}

function sizes({ counted, timed }: Figures): string {
  return counted
    .map(({ scale, structures, deadlock }) => {
      const time = timed.find((at) => at.scale === scale);
      const seconds = (runs: readonly Spent[] | undefined, of = main): string =>
        runs ? medianOf(runs, of).toFixed(2) : "";
      const mega = (of: (spent: Spent) => number): string =>
        time ? (medianOf(time.deadlock, of) / 1e6).toFixed(0) : "";
      const cells = [
        `${scale}x`,
        number(structures.total),
        number(deadlock.reads),
        number(deadlock.bytes / 1024),
        seconds(time?.deadlock),
        seconds(time?.deadlock, cpu),
        seconds(time?.quick),
        seconds(time?.bare),
        mega((spent) => spent.peak),
        mega((spent) => spent.kept),
      ];
      return `| ${cells.join(" | ")} |`;
    })
    .join("\n");
}
