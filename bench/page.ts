/** docs/performance.md, from figures. */
import type { Size } from "./machine";
import type { Counted, Spent } from "./measure";
import type { Structures } from "./structures";

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
  readonly timed: readonly {
    readonly scale: number;
    readonly deadlock: Spent;
    readonly quick: Spent;
    readonly bare: Spent;
  }[];
  readonly load: Spent;
  readonly scriptBytes: number;
  /** At 1x, in Microsoft's engine; absent where it is not installed. */
  readonly engine: { readonly run: Spent; readonly bare: Spent; readonly reads: number } | undefined;
  readonly machine: string;
}

interface Row {
  readonly what: string;
  readonly bar: string;
  readonly measured: string;
  /** Undefined where there is no bar, or where nothing was measured. */
  readonly met: boolean | undefined;
}

export function page(figures: Figures): string {
  const rows = rowsOf(figures);
  const { size } = figures;
  return `# What alpcx costs

Written by \`npm run bench\`; do not edit. The machine is generated (\`bench/machine.ts\`, layout ${figures.layout}): at 1x
${number(size.processes)} processes, ${number(size.threads)} threads, ${number(size.ports)} ports, ${number(size.messages)} messages, at the other scales as many times more. Nothing of it
is stored. A quarter of the threads wait for replies, three of them in a deadlock. Every figure comes from a process of its
own, with the script freshly loaded: it is the first answer that is measured, compilation of the script included. Of each
time the least of several runs is given; "CPU" is that of all threads of the process, garbage collection and compilation
included. Bars are ratios within one run where a ratio is meant.

This run: ${figures.machine}.

| figure | bar | measured | met |
| --- | --- | --- | --- |
${rows.map(({ what, bar, measured, met }) => `| ${what} | ${bar} | ${measured} | ${met === undefined ? "" : met ? "yes" : "**no**"} |`).join("\n")}

## By size

| scale | structures | reads | KB read | \`/deadlock\` s (CPU) | \`/quick\` s (CPU) | reads alone s (CPU) | peak MB | kept MB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
${sizes(figures)}

${PROSE}`;
}

function rowsOf(figures: Figures): Row[] {
  const { counted, others, timed, load, engine } = figures;
  const one = counted.find(({ scale }) => scale === 1);
  const timeOne = timed.find(({ scale }) => scale === 1);
  const last = timed[timed.length - 1];
  if (!one || !timeOne || !last) throw new Error("scale 1 is always measured");
  const perStructure = counted.map(({ deadlock, structures }) => deadlock.reads / structures.total);
  const repeated = counted.reduce((sum, { deadlock, quick }) => sum + deadlock.repeated + quick.repeated, 0);
  const hops = counted.map(({ chain, hops: count }) => chain.structures / count);
  const exponent = (of: (spent: (typeof timed)[number]) => number): number =>
    Math.log(of(last) / of(timeOne)) / Math.log(last.scale / timeOne.scale);
  const perMessage = last.deadlock.peak / figures.messages(last.scale);
  const rows: Row[] = [
    atMost("host reads per structure, `/deadlock` (worst scale)", 1.05, Math.max(...perStructure), 3),
    atMost("repeated reads, all scales", 0, repeated, 0),
    atMost("`/deadlock` at 1x, seconds of CPU", 0.5, timeOne.deadlock.cpu, 2),
    atMost("`/deadlock /quick` at 1x, seconds of CPU", 0.5, timeOne.quick.cpu, 2),
    atMost("`/deadlock` against its reads alone, CPU, snapshot host", 2, timeOne.deadlock.cpu / timeOne.bare.cpu, 1),
  ];
  if (engine) {
    const microseconds = (engine.bare.wall / engine.reads) * 1e6;
    rows.push(
      atMost("the same in Microsoft's engine, seconds by the clock", 2, engine.run.wall / engine.bare.wall, 2),
      plain(
        "`/deadlock` at 1x in Microsoft's engine",
        `${engine.run.wall.toFixed(2)} s for ${number(engine.reads)} reads of ${microseconds.toFixed(0)} us`,
      ),
    );
  }
  rows.push(
    atMost(
      `cost exponent of \`/deadlock\` from 1x to ${last.scale}x`,
      1.05,
      exponent((at) => at.deadlock.cpu),
      2,
    ),
    atMost(
      `cost exponent of \`/deadlock /quick\` from 1x to ${last.scale}x`,
      1.05,
      exponent((at) => at.quick.cpu),
      2,
    ),
    atLeast(
      "host calls of a plain walk that asks for the members the rules need",
      50,
      others.needed.calls / one.deadlock.calls,
    ),
    atLeast(
      "host calls of a plain walk that asks for what alpcx has in hand",
      50,
      others.every.calls / one.deadlock.calls,
    ),
    atLeast(
      "host calls of the handle query against `@$cursession.Alpc.Ports`",
      1,
      others.handles.calls / others.ports.calls,
    ),
    atMost("structures read per hop of `/chain` (worst scale)", 5, Math.max(...hops), 1),
    plain(
      "structures read by that `/chain`, by scale",
      counted
        .map(({ scale, chain }) => `${scale}x: ${chain.structures}, with names and clock ${chain.reads}`)
        .join(", "),
    ),
    atMost("reads of `dx @$curprocess.Alpc`", 1, Math.max(...counted.map((at) => at.process.reads)), 0),
    plain(
      `peak memory per message, ${last.scale}x (threads, ports and the rest included)`,
      `${number(perMessage)} bytes`,
    ),
    plain(
      `loading the script (${number(figures.scriptBytes / 1024)} KB)`,
      `${(load.wall * 1000).toFixed(0)} ms, ${(load.cpu * 1000).toFixed(0)} ms of CPU`,
    ),
  );
  return rows;
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
      const seconds = (spent: Spent | undefined): string => (spent ? spent.cpu.toFixed(2) : "");
      const mega = (bytes: number | undefined): string => ((bytes ?? 0) / 1e6).toFixed(0);
      const cells = [
        `${scale}x`,
        number(structures.total),
        number(deadlock.reads),
        number(deadlock.bytes / 1024),
        seconds(time?.deadlock),
        seconds(time?.quick),
        seconds(time?.bare),
        mega(time?.deadlock.peak),
        mega(time?.deadlock.kept),
      ];
      return `| ${cells.join(" | ")} |`;
    })
    .join("\n");
}

function number(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}

const PROSE = `## What stands behind the figures

**One read per structure.** Offsets are looked up once per type; a structure is read once, header and body in one piece, up
to the last member that is ever asked for. "Structures" are counted from what was built (\`bench/structures.ts\`), not from
what was read: processes, threads, ports, messages, communication infos, names, completion objects, and what threads wait for.

**Where the time goes.** On a real target the reads are nearly all of it. On the snapshot host a read is so cheap (a few
microseconds, half of which the JavaScript engine needs to make the array) that decoding, judging and printing are the
larger part; the ratio to the bare reads there says more about the host than about the script. That the script is compiled
and optimised while it runs for the first time is in these figures as well.

**Page-wise reads were considered and left out.** Reading whole pages would save calls where objects lie close together. But
\`/record\` would then hold memory of others, a page that is half there would cost two reads instead of one, \`/chain\` would
touch more than lies along the chain, and memory would grow by a page for each scattered object.

**Against a plain walk.** A script that asks the debugger for each member needs some twenty calls per structure for what the
rules of waiting look at, and some ninety for everything that alpcx has in hand after its one read (what \`/m\`, \`/p\` and \`dx\`
then show without a further read). Fewer calls than one per structure are not possible without page-wise reads, so the first
of these two ratios has its ceiling there.

**The handle query** is \`dx -r0 @$cursession.Processes.Select(p => p.Io.Handles.Where(h => h.Type == "ALPC Port"))\`, written
as a script so that the same counter counts both. The generated machine has handles to ports only: on a real one the query
passes all other handles as well, and alpcx does not.

**What guards this.** \`test/budgets\` holds the counts in \`npm test\`. Times are not tested: they depend on who else works.
`;
