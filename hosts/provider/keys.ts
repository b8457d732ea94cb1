/** Look-ups of lookup.ts as the script's side needs them. */
import type { Concepts, Key, ModelObject } from "./dataModel.js";
import { allKeys, conceptOwner, lineage } from "./lookup.js";
import { ScriptModel } from "./scriptModel.js";
import type { World } from "./world.js";

/** A key of `model` or of its nearest parent that has it. `world` may see names beginning with `__` of its own models. */
export function findKey(model: ModelObject, name: string, world: World): Key | undefined {
  const isPrivate = name.startsWith("__");
  for (const holder of lineage(model)) {
    const own = holder instanceof ScriptModel && holder.world === world;
    if (own) {
      const key = holder.anyKey(name);
      if (key !== undefined) return key;
      continue;
    }
    // The parents of a debugger's object are looked through by the debugger, which asks the script's models in turn.
    const key = isPrivate ? asItself(world, () => holder.key(name)) : holder.key(name);
    if (key === undefined) continue;
    return isPrivate ? { ...key, get: (self) => asItself(world, () => key.get(self)) } : key;
  }
  return undefined;
}

function asItself<T>(world: World, ask: () => T): T {
  const before = world.asksItself;
  world.asksItself = true;
  try {
    return ask();
  } finally {
    world.asksItself = before;
  }
}

/** A concept of `model` or of its nearest parent that has it, ready to be called. */
export function findConcept<K extends keyof Concepts>(model: ModelObject, name: K): Concepts[K] | undefined {
  const concepts = conceptOwner(model, name)?.concepts;
  return concepts?.[name]?.bind(concepts) as Concepts[K] | undefined;
}

/** Names of all keys, own ones first, each once. */
export function keyNames(model: ModelObject): string[] {
  return Array.from(allKeys(model), ({ name }) => name);
}
