/** Keys and concepts of a model object with those of its parent models. */
import type { Concepts, Key, ModelObject } from "./dataModel.js";
import { ScriptModel } from "./scriptModel.js";
import type { World } from "./world.js";

/** Deeper parent chains than this are taken for a loop. */
const DEPTH = 64;

/** A key of `model` or of its nearest parent that has it. `world` may see names beginning with `__` of its own models. */
export function findKey(model: ModelObject, name: string, world: World, depth = 0): Key | undefined {
  const own = model instanceof ScriptModel && model.world === world ? model.anyKey(name) : model.key(name);
  if (own !== undefined || depth > DEPTH) return own;
  for (const parent of model.parents()) {
    const key = findKey(parent, name, world, depth + 1);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** A concept of `model` or of its nearest parent that has it, bound to its owner. */
export function findConcept<K extends keyof Concepts>(model: ModelObject, name: K, depth = 0): Concepts[K] | undefined {
  const { concepts } = model;
  const own = concepts[name];
  if (own !== undefined) return own.bind(concepts) as Concepts[K];
  if (depth > DEPTH) return undefined;
  for (const parent of model.parents()) {
    const concept = findConcept(parent, name, depth + 1);
    if (concept !== undefined) return concept;
  }
  return undefined;
}

/** Names of all keys, own ones first, each once. */
export function keyNames(model: ModelObject): string[] {
  const names = new Set<string>();
  const take = (from: ModelObject, depth: number): void => {
    for (const { name } of from.keys()) names.add(name);
    if (depth < DEPTH) for (const parent of from.parents()) take(parent, depth + 1);
  };
  take(model, 0);
  return [...names];
}
