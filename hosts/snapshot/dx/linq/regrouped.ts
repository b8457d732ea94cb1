/** LINQ methods that return a container with indices of its own. Source: real-engine 2.10; transcript 11. */
import { ModelError, type Item, type Method, type ModelObject, type Value } from "../../../provider/dataModel.js";
import { equalValues } from "../compare.js";
import { attempt, E_BOUNDS, errorValue } from "../errors.js";
import { indexOf, integer, intrinsicOf } from "../intrinsic.js";
import { containerOf, untilFailure, type Container } from "../iteration.js";
import { invoke, result, plainResult } from "../result.js";
import { argument, holds, item, query } from "./query.js";

type Equality = (a: Value, b: Value) => boolean;

/** The equality of a comparator method, or of values. */
export function equality(comparator: Method | undefined): Equality {
  if (comparator === undefined) return equalValues;
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
        if (wanted?.(of.value) === false || seen.some((known) => equal(known, of.value))) continue;
        seen.push(of.value);
        yield unindexed(of);
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
      return (value) => others.some((other) => equal(value, other.value)) === wanted;
    },
  );
}

export function selectMany(source: Container, projection: Method): ModelObject {
  return query({
    *iterate() {
      for (const of of untilFailure(source.iterate())) {
        const projected = attempt(() => invoke(projection, [argument(of)]).value, errorValue);
        const inner = containerOf(projected);
        if (inner === undefined) yield item(projected);
        else for (const found of untilFailure(inner.iterate())) yield unindexed(found);
      }
    },
  });
}

/** Without projector, containers are replaced by their items; with one, each node is followed by its projected items. */
export function flatten(source: Container, projector?: Method): ModelObject {
  function* walk(container: Container): Generator<Item> {
    for (const of of untilFailure(container.iterate())) {
      const inner = containerOf(projector === undefined ? of.value : projected(projector, of));
      if (projector !== undefined || inner === undefined) yield unindexed(of);
      if (inner !== undefined) yield* walk(inner);
    }
  }
  return query({ iterate: () => walk(source) });
}

function projected(projector: Method, of: Item): Value {
  return attempt(() => invoke(projector, [argument(of)]).value, errorValue);
}

interface Group {
  readonly key: Value;
  readonly items: Item[];
}

/** Groups by a projected key, which becomes the index. A key that fails leaves nothing. Source: transcript 11 [T.holes0]. */
export function groupBy(source: Container, projection: Method, comparator?: Method): ModelObject {
  const groups = (): Group[] => {
    const found: Group[] = [];
    const equal = equality(comparator);
    const byText = new Map<string, Group>();
    for (const of of untilFailure(source.iterate())) {
      const key = plainResult(invoke(projection, [argument(of)]));
      if (key.kind === "error") throw new ModelError(key.message ?? "", key.code);
      const name = comparator === undefined ? keyText(key) : undefined;
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
      const found = items[indexOf(wanted)];
      if (found === undefined) throw new ModelError("", E_BOUNDS);
      return plainResult(argument(found));
    },
  });
}
