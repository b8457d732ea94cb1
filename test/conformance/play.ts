/** Plays the lines of a set in a session of either host. */
import type { Entry, LineSet } from "./tables";
import { fillIn, withoutPaths } from "./text";
import { loadWorld, WORLDS } from "./worlds";

export interface Host {
  /** Runs a line and gives what it printed, errors included. */
  text(line: string): string;
  /** Folder of the scripts as this host writes paths, with a separator behind it. */
  readonly scripts: string;
  /** dist/alpc.js, likewise. */
  readonly alpc: string;
}

export function play(host: Host, world: string, set: LineSet): Entry[] {
  const places = WORLDS[world]!;
  const edge = edgeOf(world);
  return set.lines.map((line) => ({
    line,
    output: withoutPaths(host.text(fillIn(line, places, edge, host.scripts, host.alpc))),
  }));
}

const edges = new Map<string, string>();

/** The first address behind the readable memory in which the world's process lies. */
function edgeOf(world: string): string {
  const known = edges.get(world);
  if (known !== undefined) return known;
  const places = WORLDS[world]!;
  const { ranges } = loadWorld(places);
  let end = BigInt(places.process);
  for (const { address, bytes } of ranges) {
    if (address <= end && end < address + BigInt(bytes.length)) end = address + BigInt(bytes.length);
  }
  const edge = `0x${end.toString(16)}`;
  edges.set(world, edge);
  return edge;
}
