/** The objects LINQ methods return: containers that compute their items on demand. */
import {
  ModelError,
  type Item,
  type Metadata,
  type Method,
  type ModelObject,
  type Value,
} from "../../../provider/dataModel.js";
import { equalValues } from "../compare.js";
import { attempt, bare, E_BOUNDS, E_NOINTERFACE, errorValue } from "../errors.js";
import { truth } from "../intrinsic.js";
import { step, untilFailure, type Container } from "../iteration.js";
import { invoke, result, type Result } from "../result.js";

export interface QueryShape {
  iterate(): Iterator<Item>;
  readonly dimensionality?: number | undefined;
  readonly index?: ((indices: readonly Value[]) => Value) | undefined;
}

/** A container made of its shape. Without `index` and dimensionality its items are known by their ordinal. */
export function query(shape: QueryShape): ModelObject {
  const { dimensionality, index } = shape;
  return {
    kind: "object",
    keys: () => [],
    key: () => undefined,
    parents: () => [],
    concepts: {
      iterate: () => shape.iterate(),
      ...(dimensionality === undefined ? {} : { dimensionality: () => dimensionality }),
      ...(index === undefined ? {} : { index: (_self, indices) => index(indices) }),
    },
  };
}

/**
 * A container whose items keep the indices of `source`. Throws E_NOINTERFACE when the source declares indices but has no
 * indexer. Source: real-engine 2.5.
 */
export function keeping(source: Container, iterate: () => Iterator<Item>, index = source.index): ModelObject {
  if ((source.dimensionality ?? 0) > 0 && source.index === undefined) throw new ModelError("", E_NOINTERFACE);
  return query({ iterate, dimensionality: source.dimensionality, index: source.index && index });
}

/** As `keeping`, for a part of the source: an index finds only what is in that part. Measured on the engine. */
export function part(source: Container, iterate: () => Iterator<Item>): ModelObject {
  return keeping(source, iterate, (indices) => {
    const items = untilFailure(iterate());
    for (const { value, indices: own } of items) {
      if (own.length === indices.length && own.every((index, i) => isSameIndex(index, indices[i]))) return value;
    }
    throw new ModelError("", E_BOUNDS);
  });
}

function isSameIndex(own: Value, wanted: Value | undefined): boolean {
  return (
    wanted !== undefined &&
    attempt(
      () => equalValues(own, wanted),
      () => false,
    )
  );
}

/** An iterator of `next`, which gives undefined at the end and may throw: the walk then goes on with the next call. */
export function iterator(next: () => Item | undefined): Iterator<Item> {
  let ended = false;
  return {
    next() {
      const item = ended ? undefined : next();
      if (item !== undefined) return { done: false, value: item };
      ended = true;
      return { done: true, value: undefined };
    },
  };
}

/** The next item of `items`; throws the failure of this step without its message. */
export function nextOf(items: Iterator<Item>): Item | undefined {
  const item = step(items);
  if (item instanceof ModelError) throw bare(item);
  return item;
}

export function item(value: Value, indices: readonly Value[] = [], metadata?: Metadata): Item {
  return metadata === undefined ? { value, indices } : { value, indices, metadata };
}

/** An item as the argument of a lambda. */
export function argument(of: Item): Result {
  return result(of.value, of.metadata);
}

/** Whether the predicate holds. A failure that the predicate returns is thrown like one it throws. */
export function holds(predicate: Method, ...args: Result[]): boolean {
  const { value } = invoke(predicate, args);
  if (value.kind === "error") throw new ModelError(value.message ?? "", value.code);
  return truth(value);
}

/** The row that takes the place of `of` when a lambda fails for it. Source: real-engine 2.10 [Where, Select]. */
export function orErrorRow<T>(of: Item, action: () => T): T | Item {
  return attempt(action, (error) => item(errorValue(error), of.indices));
}
