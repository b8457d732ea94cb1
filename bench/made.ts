/** A generated machine in a file: made once, measured by many processes. */
import { readFileSync, writeFileSync } from "node:fs";
import v8 from "node:v8";
import type { Snapshot } from "../hosts/snapshot/format.js";
import { messageReader } from "../src/alpc/message";
import { portReader } from "../src/alpc/port";
import type { Kernel } from "../src/nt/kernel";
import { threadReader } from "../src/nt/thread";
import type { StructReader } from "../src/target/layout";
import { lookAt } from "../test/tools/target";
import type { Thread } from "../test/worlds/model";
import type { World } from "../test/worlds/world";
import { machine, scaled } from "./machine";
import { structuresOf, type Structures } from "./structures";

export interface Made {
  readonly snapshot: Snapshot;
  readonly structures: Structures;
  /** The `_ETHREAD` whose chain is the longest, and how many threads it goes over. */
  readonly chain: { readonly thread: string; readonly hops: number };
  /** By type: every member that alpcx has in hand after its one read. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

/** A machine with what the measurements need to know of it. */
export function make(layout: string, scale: number): Made {
  const world = machine(layout, scaled(scale));
  return {
    snapshot: world.snapshot,
    structures: structuresOf(world),
    chain: longestChain(world),
    members: membersOf(lookAt(world.builder.kernel).kernel),
  };
}

export function save(made: Made, file: string): void {
  // One JSON text of a tenfold machine is longer than a string can be.
  writeFileSync(file, v8.serialize(made));
}

export function load(file: string): Made {
  return v8.deserialize(readFileSync(file)) as Made;
}

/** Chains, not circles: the deadlock of the machine is left out. */
function longestChain({ builder }: World): Made["chain"] {
  let best = { thread: "0x0", hops: 0 };
  for (const start of builder.threads.values()) {
    const way = new Set<Thread>();
    let at: Thread | undefined = start;
    while (at !== undefined && !way.has(at)) {
      way.add(at);
      at = at.message?.serverThread;
    }
    if (at === undefined && way.size > best.hops) best = { thread: `0x${start.address.toString(16)}`, hops: way.size };
  }
  return best;
}

function membersOf(kernel: Kernel): Record<string, string[]> {
  return Object.fromEntries(
    [threadReader(kernel), portReader(kernel), messageReader(kernel)].map((reader) => [
      reader.layout.name,
      pathsOf(reader).filter((path) => !/^(Header|Blob)\./.test(path)),
    ]),
  );
}

function pathsOf(reader: StructReader): string[] {
  return Array.from(reader["fields"].keys());
}
