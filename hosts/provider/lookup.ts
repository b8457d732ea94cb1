/** Keys and concepts of an object together with its parent models: the object first, then each parent, depth first. */
import type { Concepts, Key, ModelObject } from "./dataModel.js";

/** The object and all its parent models, nearest first, each once. */
export function* lineage(object: ModelObject): Generator<ModelObject> {
  yield* walk(object, new Set());
}

function* walk(object: ModelObject, seen: Set<ModelObject>): Generator<ModelObject> {
  if (seen.has(object)) return;
  seen.add(object);
  yield object;
  for (const parent of object.parents()) yield* walk(parent, seen);
}

/** The key `name` of the object or of its nearest parent that has one. Runs no accessor: call `get(object)`. */
export function lookupKey(object: ModelObject, name: string): Key | undefined {
  for (const model of lineage(object)) {
    const key = model.key(name);
    if (key !== undefined) return key;
  }
  return undefined;
}

/** All keys, own ones first; a parent's key that is hidden by a nearer one of its name is left out. */
export function* allKeys(object: ModelObject): Generator<Key> {
  const seen = new Set<string>();
  for (const model of lineage(object)) {
    for (const key of model.keys()) {
      if (seen.has(key.name)) continue;
      seen.add(key.name);
      yield key;
    }
  }
}

/** The nearest of the object and its parents that has the concept. Call the method with the object itself as `self`. */
export function conceptOwner(object: ModelObject, name: keyof Concepts): ModelObject | undefined {
  for (const model of lineage(object)) {
    if (model.concepts[name] !== undefined) return model;
  }
  return undefined;
}

/** The concepts that have the member `name`, of the object or its nearest parent. */
export function findConcept<Name extends keyof Concepts>(
  object: ModelObject,
  name: Name,
): (Concepts & Required<Pick<Concepts, Name>>) | undefined {
  return conceptOwner(object, name)?.concepts as (Concepts & Required<Pick<Concepts, Name>>) | undefined;
}
