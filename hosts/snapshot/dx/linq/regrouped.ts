/** LINQ methods that return a container with indices of its own. Source: real-engine 2.10; transcript 11. */
import { ModelError, type Item, type Method, type ModelObject, type Value } from "../../../provider/dataModel.js";
import { equalItems, equalValues } from "../compare.js";
import { attempt, E_BOUNDS, errorValue } from "../errors.js";
import { convertedCount, integer, intrinsicOf } from "../intrinsic.js";
import { containerOf, untilFailure, type Container } from "../iteration.js";
import { invoke, result, plainResult } from "../result.js";
import { argument, holds, item, query } from "./query.js";

type Equality = (a: Value, b: Value) => boolean;

/** The equality of a comparator method, or of values. */
export function equality(comparator: Method | undefined): Equality {
  if (comparator === undefined) return equalItems;
  return (a, b) => holds(comparator, result(a), result(b));
}

export function concat(source: Container, inner: Container): ModelObject {
  return query({
    *iterate() {
      for (const of of both(source, inner)) yield unindexed(of);
    },
  });
}

function* both(source: Container, inner: Container): Generator<Item> {
  yield* untilFailure(source.iterate());
  yield* untilFailure(inner.iterate());
}

function unindexed(of: Item): Item {
  return item(of.value, [], of.metadata);
}

/** The first of each set of equal items for which `isWanted` holds. */
function distinctItems(
  items: () => Iterable<Item>,
  equal: Equality,
  isWanted?: () => (value: Value) => boolean,
): ModelObject {
  return query({
    *iterate() {
      const wanted = isWanted?.();
      const seen: Value[] = [];
      for (const of of items()) {
        // A comparison that fails takes the item's place. Measured on the engine.
        const isNew = attempt(
          () => !seen.some((known) => equal(known, of.value)) && wanted?.(of.value) !== false,
          errorValue,
        );
        if (typeof isNew !== "boolean") yield item(isNew);
        else if (isNew) {
          seen.push(of.value);
          yield unindexed(of);
        }
      }
    },
  });
}

export function distinct(source: Container, comparator?: Method): ModelObject {
  return distinctItems(() => untilFailure(source.iterate()), equality(comparator));
}

export function union(source: Container, inner: Container, comparator?: Method): ModelObject {
  return distinctItems(() => both(source, inner), equality(comparator));
}

/** Items that the inner collection has too (`wanted`), or has not. */
export function intersection(source: Container, inner: Container, wanted: boolean, comparator?: Method): ModelObject {
  const equal = equality(comparator);
  return distinctItems(
    () => untilFailure(source.iterate()),
    equal,
    () => {
      const others = [...untilFailure(inner.iterate())];
      const isSame = (a: Value, b: Value): boolean =>
        wanted
          ? equal(a, b)
          : attempt(
              () => equal(a, b),
              () => false,
            );
      return (value) => others.some((other) => isSame(value, other.value)) === wanted;
    },
  );
}

export function selectMany(source: Container, projection: Method): ModelObject {
  return query({
    *iterate() {
      for (const of of untilFailure(source.iterate())) {
        const projected = attempt(() => invoke(projection, [argument(of)]).value, errorValue);
        const inner = containerOf(projected);
        // What cannot be iterated gives nothing. Measured on the engine.
        if (inner !== undefined) for (const found of untilFailure(inner.iterate())) yield unindexed(found);
      }
    },
  });
}

/**
 * A tree of collections level by level: the items, then what each of them holds (or projects to), and so on. Measured on
 * the engine.
 */
export function flatten(source: Container, projector?: Method): ModelObject {
  return query({
    *iterate() {
      const waiting: Container[] = [source];
      for (let level = waiting.shift(); level !== undefined; level = waiting.shift()) {
        for (const of of untilFailure(level.iterate())) {
          yield unindexed(of);
          const inner = containerOf(projector === undefined ? of.value : projected(projector, of));
          if (inner !== undefined) waiting.push(inner);
        }
      }
    },
  });
}

function projected(projector: Method, of: Item): Value {
  return attempt(() => invoke(projector, [argument(of)]).value, errorValue);
}

interface Group {
  readonly key: Value;
  readonly items: Item[];
}

/** Groups by a projected key, which becomes the index. One failing key among others leaves nothing. Source: transcript 11 [T.holes0]. */
export function groupBy(source: Container, projection: Method, comparator?: Method): ModelObject {
  const groups = (): Group[] => {
    const found: Group[] = [];
    const equal = equality(comparator);
    const byText = new Map<string, Group>();
    for (const of of untilFailure(source.iterate())) {
      const key = attempt(() => plainResult(invoke(projection, [argument(of)])), errorValue);
      const name = comparator === undefined ? keyText(key) : undefined;
      // Failures are equal to each other and cannot be compared with anything else. Measured on the engine.
      const isFailure = key.kind === "error";
      if (found.some((group) => (group.key.kind === "error") !== isFailure)) throw new ModelError("");
      const known = name === undefined ? found.find((group) => equal(group.key, key)) : byText.get(name);
      if (known !== undefined) {
        known.items.push(unindexed(of));
        continue;
      }
      const group: Group = { key, items: [unindexed(of)] };
      found.push(group);
      if (name !== undefined) byText.set(name, group);
    }
    return found;
  };
  return query({
    dimensionality: 1,
    *iterate() {
      for (const group of attempt(groups, () => [])) yield item(members(group), [group.key]);
    },
    index: ([wanted]) => {
      const group = groups().find(({ key }) => wanted !== undefined && equalValues(key, wanted));
      if (group === undefined) throw new ModelError("", E_BOUNDS);
      return members(group);
    },
  });
}

function members(group: Group): ModelObject {
  return query({ iterate: () => group.items.values(), dimensionality: 0 });
}

/** Equal texts mean equal keys; undefined for keys that only a comparison can tell apart. */
function keyText(key: Value): string | undefined {
  if (key.kind === "error") return "e";
  const found = intrinsicOf(key);
  if (found === undefined) return key.kind === "none" ? "" : undefined;
  return found.vt === "BSTR" ? `s${found.value}` : `n${Number(found.value)} ${BigInt.asUintN(64, wide(found.value))}`;
}

function wide(value: number | bigint | boolean | string): bigint {
  if (typeof value === "number") return BigInt(Number.isFinite(value) ? Math.trunc(value) : 0);
  return BigInt(value);
}

export function join(
  source: Container,
  inner: Container,
  outerKey: Method,
  innerKey: Method,
  selector: Method,
  comparator?: Method,
): ModelObject {
  const equal = equality(comparator);
  return query({
    *iterate() {
      const others = [...untilFailure(inner.iterate())].map((of) => ({
        of,
        key: invoke(innerKey, [argument(of)]).value,
      }));
      for (const of of untilFailure(source.iterate())) {
        const key = invoke(outerKey, [argument(of)]).value;
        for (const other of others) {
          if (!equal(key, other.key)) continue;
          const found = invoke(selector, [argument(of), argument(other.of)]);
          yield item(found.value, [], found.metadata);
        }
      }
    },
  });
}

/** All items at once, under indices from 0. */
export function toArray(source: Container): ModelObject {
  const items = [...untilFailure(source.iterate())];
  return query({
    dimensionality: 1,
    *iterate() {
      for (const [i, of] of items.entries()) yield item(of.value, [integer("UI8", i)], of.metadata);
    },
    index: ([wanted]) => {
      const found = items[convertedCount(wanted)];
      if (found === undefined) throw new ModelError("", E_BOUNDS);
      return plainResult(argument(found));
    },
  });
}
