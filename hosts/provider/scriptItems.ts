/** Walking a script's iterable for the debugger. Source: host-api 1.8, engine-host 6, real-engine 2.4. */
import { ModelError, type Item, type Value } from "./dataModel.js";
import { E_BOUNDS, E_INVALIDARG } from "./errors.js";
import { valuesWithMetadata } from "./metadata.js";
import { Tag } from "./tag.js";
import type { World } from "./world.js";

/** What `new host.indexedValue(value, [indices])` makes. */
export const indexedValues = new Tag<{ readonly value: unknown; readonly indices: readonly unknown[] }>();

interface ScriptIterator {
  next(): { readonly done?: boolean; readonly value: unknown };
  return?(): unknown;
}

/**
 * The items of `source`. An exception becomes an item that is an error, and the walk goes on; a RangeError ends it. With
 * an indexer of `dimensionality` > 0 every item must be an indexedValue with that many indices.
 */
export function* items(world: World, source: () => unknown, dimensionality: number): Generator<Item, void> {
  const iterator = world.enter(source) as ScriptIterator | null;
  if (typeof iterator !== "object" || iterator === null) throw new ModelError("Object is not iterable");
  let done = false;
  try {
    for (;;) {
      const step = next(world, iterator, dimensionality);
      if (step === "end") {
        done = true;
        return;
      }
      yield step;
    }
  } finally {
    if (!done && typeof iterator.return === "function") world.enter(() => iterator.return?.());
  }
}

function next(world: World, iterator: ScriptIterator, dimensionality: number): Item | "end" {
  try {
    return world.enter(() => {
      const { done, value } = iterator.next();
      return done === true ? "end" : toItem(world, value, dimensionality);
    });
  } catch (thrown) {
    if (!(thrown instanceof ModelError)) throw thrown;
    if (thrown.code === E_BOUNDS) return "end";
    return { value: { kind: "error", code: thrown.code, message: thrown.message }, indices: [], isFailure: true };
  }
}

function toItem(world: World, yielded: unknown, dimensionality: number): Item {
  const indexed = indexedValues.of(yielded);
  const inner = indexed ? indexed.value : yielded;
  if (dimensionality > 0 && indexed?.indices.length !== dimensionality && inner !== undefined && inner !== null) {
    const text = `An item of an indexable object must be an indexedValue with ${dimensionality} indices`;
    const value: Value = { kind: "error", code: E_INVALIDARG, message: text };
    return { value, indices: [] };
  }
  const hinted = valuesWithMetadata.of(inner);
  return {
    value: world.marshal.toModel(inner),
    indices: (indexed?.indices ?? []).map((index) => world.marshal.toModel(index)),
    ...(hinted && { metadata: world.metadata.marshal(hinted.metadata) }),
  };
}
