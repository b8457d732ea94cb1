/** LINQ methods that return a container whose items keep their indices. Source: real-engine 2.4, 2.10; transcripts 11, 12. */
import type { Item, Method, ModelObject, Value } from "../../../provider/dataModel.js";
import { ModelError } from "../../../provider/dataModel.js";
import { compareKeys } from "../compare.js";
import { attempt, E_OVERFLOW, errorValue, failureText } from "../errors.js";
import { converted } from "../intrinsic.js";
import { step, untilFailure, type Container } from "../iteration.js";
import { invoke, result, plainResult } from "../result.js";
import { argument, holds, item, iterator, keeping, nextOf, orErrorRow, part } from "./query.js";

export function where(source: Container, filter: Method): ModelObject {
  return part(source, () => {
    const items = source.iterate();
    return iterator(() => {
      for (let next = nextOf(items); next !== undefined; next = nextOf(items)) {
        const candidate = next;
        const row = orErrorRow(candidate, () => (holds(filter, argument(candidate)) ? candidate : undefined));
        if (row !== undefined) return row;
      }
      return undefined;
    });
  });
}

export function select(source: Container, projection: Method): ModelObject {
  const project = (of: Item): Item =>
    orErrorRow(of, () => {
      const found = invoke(projection, [argument(of)]);
      return item(found.value, of.indices, found.metadata);
    });
  return keeping(
    source,
    () => {
      const items = source.iterate();
      return iterator(() => {
        const next = nextOf(items);
        return next && project(next);
      });
    },
    (indices) => plainResult(invoke(projection, [result(source.index?.(indices) ?? { kind: "none" })])),
  );
}

/** Sorted by a projected key. A row whose key fails becomes that failure. */
export function orderBy(source: Container, direction: 1 | -1, projection: Method, comparator?: Method): ModelObject {
  const compare = comparator === undefined ? compareKeys : (a: Value, b: Value) => compareWith(comparator, a, b);
  return keeping(source, () => {
    const sorted = (): Item[] => {
      const rows = [...untilFailure(source.iterate())].map((of) => {
        const key = attempt<Value, Value>(() => invoke(projection, [argument(of)]).value, errorValue);
        return { key, item: key.kind === "error" ? item(key, of.indices) : of };
      });
      const good = rows.filter(({ key }) => key.kind !== "error");
      good.sort((a, b) => direction * compare(a.key, b.key));
      return [...good, ...failedRows(rows)].map((row) => row.item);
    };
    // When two keys cannot be compared, nothing is left. Measured on the engine.
    return late(() => attempt(sorted, () => []));
  });
}

/** Failures come last in either direction, by their text regardless of case, of equal ones the last first. Measured. */
function failedRows<T extends { key: Value }>(rows: readonly T[]): T[] {
  const text = ({ key }: T): string => (key.kind === "error" ? failureText(key).toLowerCase() : "");
  const failed = rows.filter(({ key }) => key.kind === "error").reverse();
  return failed.sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}

/** The comparator says true for less, or gives a number of 32 bits. */
function compareWith(comparator: Method, a: Value, b: Value): number {
  const found = converted(invoke(comparator, [result(a), result(b)]).value);
  if (BigInt.asIntN(32, found) !== found) throw new ModelError("", E_OVERFLOW);
  return Number(found);
}

/** Items that are only computed when the first one is asked for. */
function late(compute: () => Iterable<Item>): Iterator<Item> {
  let items: Iterator<Item> | undefined;
  return iterator(() => {
    items ??= compute()[Symbol.iterator]();
    return step(items) as Item | undefined;
  });
}

export function reverse(source: Container): ModelObject {
  return keeping(source, () => late(() => [...untilFailure(source.iterate())].reverse()));
}

/** It asks for one more item than it gives. Source: transcript 12 [G3.Take(1)]. */
export function take(source: Container, count: number): ModelObject {
  return part(source, () => {
    const items = source.iterate();
    let taken = 0;
    return iterator(() => {
      const next = nextOf(items);
      return taken++ < count ? next : undefined;
    });
  });
}

/** A failure among the skipped items ends it. Source: transcript 11 [T.iterr0d.Skip(3)]. */
export function skip(source: Container, count: number): ModelObject {
  return part(source, () => {
    const items = source.iterate();
    let left = count;
    return iterator(() => {
      for (; left > 0; left--) {
        const skipped = step(items);
        if (skipped === undefined || skipped instanceof ModelError) return undefined;
      }
      return nextOf(items);
    });
  });
}

export function takeWhile(source: Container, predicate: Method): ModelObject {
  return part(source, () => {
    const items = source.iterate();
    return iterator(() => {
      const next = nextOf(items);
      return next && orErrorRow(next, () => (holds(predicate, argument(next)) ? next : undefined));
    });
  });
}

export function skipWhile(source: Container, predicate: Method): ModelObject {
  return part(source, () => {
    const items = source.iterate();
    let isSkipping = true;
    return iterator(() => {
      for (let next = nextOf(items); next !== undefined; next = nextOf(items)) {
        const candidate = next;
        if (!isSkipping) return candidate;
        const row = orErrorRow(candidate, () => (holds(predicate, argument(candidate)) ? undefined : candidate));
        if (row === undefined) continue;
        isSkipping = row !== candidate;
        return row;
      }
      return undefined;
    });
  });
}

export function takeLast(source: Container, count: number): ModelObject {
  return part(source, () => late(() => (count === 0 ? [] : [...untilFailure(source.iterate())].slice(-count))));
}

export function skipLast(source: Container, count: number): ModelObject {
  return part(source, () =>
    late(() => {
      const items = [...untilFailure(source.iterate())];
      return items.slice(0, Math.max(0, items.length - count));
    }),
  );
}
