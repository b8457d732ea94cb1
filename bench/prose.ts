/** What stands behind the figures of docs/performance.md, with the figures that prove it. */
export interface Evidence {
  /** Microseconds of a read in the snapshot host, and of what alpcx does with a structure, at the largest scale. */
  readonly read: number;
  readonly work: number;
  /** Of the engine; undefined where it was not measured. */
  readonly engineRead: number | undefined;
  /** Seconds at 1x on other threads than the script's. */
  readonly beside: number;
  /** At 1x. */
  readonly reads: number;
  readonly pages: number;
  readonly bytes: number;
  readonly calls: number;
  readonly needed: number;
}

export function prose(evidence: Evidence): string {
  const { read, work, engineRead, beside, reads, pages, bytes, calls, needed } = evidence;
  const mega = (amount: number): string => (amount / 1e6).toFixed(0);
  const engine = engineRead === undefined ? "" : `, Microsoft's engine under this one ${engineRead.toFixed(0)} us`;
  return `## What stands behind the figures

**One read per structure.** Offsets are looked up once per type; a structure is read once, header and body in one piece, up
to the last member that is ever asked for. "Structures" are counted from what was built (\`bench/structures.ts\`), not from
what was read: processes, threads, ports, messages, communication infos, names, completion objects, and what threads wait for.

**Seconds.** "Of the script's thread" is the processor time of the thread that the user waits for. The JavaScript engine
compiles and collects garbage on other threads meanwhile: ${beside.toFixed(2)} s at 1x, nearly all of it the optimising compiler, which
works on some hundred functions whatever the size of the machine. It costs nobody's time where a processor is free. The
first answer is measured, so it is never warm.

**Against the reads alone.** A read of the snapshot host takes ${read.toFixed(1)} us${engine}; what alpcx does with a
structure (decode, check, judge, print) takes ${work.toFixed(1)} us at the largest scale. The ratio is 1 + work / read, so the bar of 2 is met
by every host whose read takes longer than the work (by the clock only where a processor is free for the compiler), and cannot be met in the snapshot host, which copies a few hundred bytes
out of an array: that would leave ${read.toFixed(1)} us for everything, less than keeping the objects costs. A profile (\`node --cpu-prof\`) shows
no part that stands out: garbage collection a fifth, the maps by address a tenth, the rest spread over a hundred getters.
Tried and left out, because they changed the whole by less than this machine's noise: a decoder class for each form of
member, and a hash table of plain numbers in place of Map. Telling the compiler to wait
(\`--interrupt-budget\`) halves the time on other threads and costs a tenth more on the one that is waited for.

**Against a plain walk.** A script that asks the debugger for each member needs some ninety calls per structure for what
alpcx has in hand after its one read (what \`/m\`, \`/p\` and \`dx\` then show without a further read), and some twenty for what the
rules of waiting alone look at. At one call per structure the second ratio has its ceiling at these twenty: a bar of 50 needs reads
that bring several structures.

**Page-wise reads are left out on purpose.** The ${number(reads)} reads of 1x lie in ${number(pages)} pages: reading these instead would lift the
second ratio to ${(needed / (calls - reads + pages)).toFixed(0)}x. But the generated machine is the best case, because its objects lie one behind the other and
nothing else between them, and even there ${mega(pages * 4096)} MB are read and kept in place of ${mega(bytes)} MB. On a real machine pools are shared with
everything else: with one structure per page the same look would hold ${mega(reads * 4096)} MB and save no call. A page that is half there
costs two reads in place of one, on a live target the neighbours would be as old as the first of them, \`/record\` would
hold memory of others, and \`/chain\` would touch what does not lie along the chain.

**The handle query** is \`dx -r0 @$cursession.Processes.Select(p => p.Io.Handles.Where(h => h.Type == "ALPC Port"))\`, written
as a script so that the same counter counts both. The generated machine has handles to ports only: on a real one the query
passes all other handles as well, and alpcx does not.

**What guards this.** \`test/budgets\` holds the counts in \`npm test\`. Times are not tested: they depend on who else works.
`;
}

export function number(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ",");
}
