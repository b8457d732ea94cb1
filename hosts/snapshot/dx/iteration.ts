/** Walking over the items of a container, whoever made it. */
import { ModelError, type Item, type ModelObject, type NativeView, type Value } from "../../provider/dataModel.js";
import { findConcept } from "../../provider/lookup.js";
import { attempt, bare, E_BOUNDS, E_FAIL } from "./errors.js";
import { convertedCount, indexOf, integer } from "./intrinsic.js";

/** A container as dx sees it. */
export interface Container {
  readonly object: ModelObject;
  /** Number of indices its items carry; 0: they are known by their ordinal; undefined: the items themselves say. */
  readonly dimensionality: number | undefined;
  iterate(): Iterator<Item>;
  /** Undefined when it has no indexer. */
  readonly index?: (indices: readonly Value[]) => Value;
}

/** The container behind a value; undefined for what cannot be iterated. Starts no walk. */
export function containerOf(value: Value): Container | undefined {
  if (value.kind !== "object") return undefined;
  const iterable = findConcept(value, "iterate");
  if (iterable === undefined) return arrayOf(value);
  const indexable = findConcept(value, "index");
  const dimensionality = findConcept(value, "dimensionality")?.dimensionality(value);
  return {
    object: value,
    dimensionality,
    iterate: () => (dimensionality === 0 ? ordinals(iterable.iterate(value)) : iterable.iterate(value)),
    ...(indexable === undefined ? {} : { index: (indices) => indexable.index(value, indices) }),
  };
}

function ordinals(items: Iterator<Item>): Iterator<Item> {
  return {
    next() {
      const step = items.next();
      return step.done === true || step.value.indices.length === 0
        ? step
        : { done: false, value: { ...step.value, indices: [] } };
    },
  };
}

/** An array of the target, when its backend gave it no iterator of its own. */
function arrayOf(object: ModelObject): Container | undefined {
  const view = object.native;
  if (view?.type.kind !== "array") return undefined;
  const count = view.type.count ?? 0;
  return {
    object,
    dimensionality: 1,
    *iterate() {
      for (let i = 0; i < count; i++) {
        const value = view.element(i);
        // Elements that are one value are read on the way: the walk ends where memory does. Measured on the engine.
        if (value.native?.type.vt !== undefined && !isReadable(value.native)) return;
        yield { value, indices: [integer("I4", i)] };
      }
    },
    index: ([index]) => view.element(indexOf(index)),
  };
}

function isReadable(view: NativeView): boolean {
  return attempt(
    () => view.value() !== undefined,
    () => false,
  );
}

/** One step of a walk: an item, the failure of this step, or undefined at the end. */
export function step(items: Iterator<Item>): Item | ModelError | undefined {
  return attempt(
    () => {
      const next = items.next();
      if (next.done === true) return undefined;
      const { value, isFailure } = next.value;
      if (isFailure === true && value.kind === "error") return new ModelError(value.message ?? "", value.code);
      return next.value;
    },
    (error) => (error.code === E_BOUNDS && error.message === "" ? undefined : error),
  );
}

/** The items up to the first failure, as Count, OrderBy and their like see them. Source: real-engine 2.4. */
export function* untilFailure(items: Iterator<Item>): Generator<Item> {
  for (let item = step(items); item !== undefined && !(item instanceof ModelError); item = step(items)) yield item;
}

/** `container[indices]`: its indexer, else a walk. A failure that is thrown comes back without its message. Source: real-engine 2.5. */
export function itemAt(container: Container, indices: readonly Value[]): Value {
  return attempt(
    () => {
      const { index, dimensionality } = container;
      if (index === undefined) return walkTo(container, indices);
      // A container that declares no dimensionality decides itself.
      if (dimensionality !== undefined && dimensionality > 0 && indices.length !== dimensionality) {
        throw new ModelError("", E_FAIL);
      }
      return index(indices);
    },
    (error) => {
      throw bare(error);
    },
  );
}

function walkTo(container: Container, indices: readonly Value[]): Value {
  if (indices.length !== 1) throw new ModelError("", E_FAIL);
  const wanted = convertedCount(indices[0]);
  const items = container.iterate();
  // Items without a value are not counted. Measured on the engine.
  for (let i = 0; ;) {
    const item = step(items);
    if (item === undefined) throw new ModelError("", E_BOUNDS);
    if (item instanceof ModelError) throw item;
    if (item.value.kind === "none") continue;
    if (i++ === wanted) return item.value;
  }
}
