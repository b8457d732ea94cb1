/** Writes the recordings. One session of the engine per world; with names, only those worlds and sets are written. */
import { openWorldInEngine } from "./engine";
import { play } from "./play";
import { lineSets, writeRecording } from "./tables";
import { WORLDS } from "./worlds";

export function record(names: readonly string[]): void {
  const sets = lineSets();
  const worlds = names.filter((name) => WORLDS[name] !== undefined);
  const wanted = names.filter((name) => WORLDS[name] === undefined);
  for (const name of wanted) {
    if (!sets.some((set) => set.name.includes(name))) throw new Error(`${name} is no world and no set of lines`);
  }
  let count = 0;
  for (const world of worlds.length > 0 ? worlds : Object.keys(WORLDS)) {
    const here = sets.filter((set) => set.worlds.includes(world));
    const isWanted = (name: string): boolean => wanted.length === 0 || wanted.some((part) => name.includes(part));
    if (!here.some((set) => isWanted(set.name))) continue;
    const host = openWorldInEngine(world);
    try {
      const header = `Printed by Microsoft's debugger engine ${host.version} for ${world} as a small dump.`;
      // Sets that are not written run all the same: they leave their scripts and variables behind.
      for (const set of here) {
        const entries = play(host, world, set);
        if (!isWanted(set.name)) continue;
        writeRecording(world, set.name, { header, entries });
        count += entries.length;
      }
    } finally {
      host.close();
    }
    console.log(`${world}: ${here.map((set) => set.name).join(" ")}`);
  }
  console.log(`${count} lines recorded`);
}
