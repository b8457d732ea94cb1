/**
 * The query methods of iterables (`Where`, `Select` ...), for objects whose host brings none of its own. Lazy, like the
 * engine's. Source: host-api 1.7, real-engine 2.10.
 */
import { ModelError, type Item, type ModelObject, type Value } from "./dataModel.js";
import { E_BOUNDS, E_INVALIDARG } from "./errors.js";
import { compareValues, Distinguisher, total } from "./linqValues.js";
import { isIterable, iteratorOf } from "./nativeProxy.js";
import type { World } from "./world.js";

type Callback = (...args: unknown[]) => unknown;
interface Row {
  /** As the script sees it; read when it is first asked for. */
  readonly js: unknown;
  readonly item: Item;
}
type Query = (world: World, rows: () => Iterable<Row>, args: readonly unknown[]) => unknown;

/** The query method `name` over `model`, or undefined. */
export function linq(world: World, model: ModelObject, name: string): object | undefined {
  const query = Object.hasOwn(queries, name) ? queries[name] : undefined;
  if (!query) return undefined;
  return world.realm.function(name, (_self, args) =>
    world.guard(() => {
      world.hostCall("call", name, ...args);
      return query(world, () => rowsOf(world, model), args);
    }),
  );
}

function* rowsOf(world: World, model: ModelObject): Generator<Row, void> {
  const iterator = iteratorOf(model);
  try {
    for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
      const item = step.value;
      yield {
        item,
        get js() {
          return world.marshal.toScript(item.value, model);
        },
      };
    }
  } finally {
    iterator.return?.();
  }
}

/** An iterable over what `make` yields, as the script sees it. */
function sequence(world: World, make: () => Iterable<Item>, key?: Value): object {
  const keys = key === undefined ? [] : [{ name: "Key", get: () => key }];
  return world.marshal.proxies.of({
    kind: "object",
    keys: () => keys,
    key: (name) => keys.find((k) => k.name === name),
    concepts: { iterate: () => make()[Symbol.iterator]() },
    parents: () => [],
  });
}

function callback(value: unknown, position: number): Callback {
  if (typeof value === "function") return value as Callback;
  throw new ModelError(`Argument number ${position} must be a method`, E_INVALIDARG);
}

const optional = (value: unknown, position: number): Callback =>
  value === undefined ? (x) => x : callback(value, position);

function count(world: World, value: unknown): number {
  return world.int64.coerce(value).asNumber();
}

function fresh(world: World, value: unknown): Item {
  return { value: world.marshal.toModel(value), indices: [] };
}

function* concat(...sources: Iterable<Row>[]): Generator<Row, void> {
  for (const source of sources) yield* source;
}

/** The rows of another container, given by the script. */
function otherRows(world: World, value: unknown): Iterable<Row> {
  const model = world.marshal.toModel(value);
  if (model.kind !== "object" || !isIterable(model))
    throw new ModelError("An iterable object is expected", E_INVALIDARG);
  return rowsOf(world, model);
}

/** A query that keeps some of the rows, with their indices. */
const keeping =
  (select: (world: World, rows: Iterable<Row>, args: readonly unknown[]) => Iterable<Row>): Query =>
  (world, rows, args) =>
    sequence(world, function* () {
      for (const row of select(world, rows(), args)) yield row.item;
    });

const filtered = (rows: Iterable<Row>, test: unknown): Row[] =>
  test === undefined ? [...rows] : [...rows].filter((row) => callback(test, 1)(row.js));

const sorted = (direction: 1 | -1): Query =>
  keeping((world, rows, [key]) => {
    const keyOf = callback(key, 1);
    const keyed = [...rows].map((row) => ({ row, key: keyOf(row.js) }));
    keyed.sort((a, b) => direction * compareValues(world, a.key, b.key));
    return keyed.map(({ row }) => row);
  });

const one =
  (pick: (rows: Row[]) => Row | undefined): Query =>
  (_world, rows, [test]) => {
    const row = pick(filtered(rows(), test));
    if (!row) throw new ModelError("The sequence has no such item", E_BOUNDS);
    return row.js;
  };

const isError = ({ item }: Row): boolean => item.value.kind === "error";

const extreme =
  (direction: 1 | -1): Query =>
  (world, rows, [project]) => {
    const values = [...rows()].map((row) => optional(project, 1)(row.js));
    if (values.length === 0) throw new ModelError("The sequence has no items", E_BOUNDS);
    return values.reduce((best, value) => (direction * compareValues(world, value, best) > 0 ? value : best));
  };

const membership =
  (keep: (inOther: boolean) => boolean): Query =>
  (world, rows, [other]) =>
    keeping(function* () {
      const others = new Distinguisher(
        world,
        [...otherRows(world, other)].map((row) => row.js),
      );
      const seen = new Distinguisher(world);
      for (const row of rows()) if (keep(others.has(row.js)) && seen.add(row.js)) yield row;
    })(world, rows, []);

const queries: Readonly<Record<string, Query>> = {
  Where: keeping(function* (_world, rows, [test]) {
    const keep = callback(test, 1);
    for (const row of rows) if (keep(row.js)) yield row;
  }),
  Select: (world, rows, [project]) => {
    const f = callback(project, 1);
    return sequence(world, function* () {
      for (const row of rows()) yield fresh(world, f(row.js));
    });
  },
  SelectMany: (world, rows, [project]) => flatten(world, rows, callback(project, 1)),
  Flatten: (world, rows, [project]) => flatten(world, rows, optional(project, 1)),
  OrderBy: sorted(1),
  OrderByDescending: sorted(-1),
  GroupBy: (world, rows, [key]) => {
    const keyOf = callback(key, 1);
    return sequence(world, function* () {
      const groups: { key: unknown; items: Item[] }[] = [];
      const seen = new Distinguisher(world);
      for (const row of rows()) {
        const value = keyOf(row.js);
        const group = groups[seen.indexOf(value)];
        if (group) group.items.push(row.item);
        else groups.push({ key: value, items: [row.item] });
      }
      for (const group of groups)
        yield fresh(
          world,
          sequence(world, () => group.items, world.marshal.toModel(group.key)),
        );
    });
  },
  Distinct: keeping(function* (world, rows) {
    const seen = new Distinguisher(world);
    for (const row of rows) if (seen.add(row.js)) yield row;
  }),
  Take: keeping(function* (world, rows, [n]) {
    let left = count(world, n);
    if (left <= 0) return;
    for (const row of rows) {
      yield row;
      if (--left === 0) return;
    }
  }),
  TakeWhile: keeping(function* (_world, rows, [test]) {
    for (const row of rows) {
      if (!callback(test, 1)(row.js)) return;
      yield row;
    }
  }),
  TakeLast: keeping((world, rows, [n]) => [...rows].slice(-count(world, n) || Infinity)),
  Skip: keeping(function* (world, rows, [n]) {
    let left = count(world, n);
    for (const row of rows) if (left-- <= 0) yield row;
  }),
  SkipWhile: keeping(function* (_world, rows, [test]) {
    let skipping = true;
    for (const row of rows) if (!(skipping &&= Boolean(callback(test, 1)(row.js)))) yield row;
  }),
  SkipLast: keeping((world, rows, [n]) => [...rows].slice(0, -count(world, n) || undefined)),
  Concat: keeping((world, rows, [other]) => concat(rows, otherRows(world, other))),
  Union: keeping(function* (world, rows, [other]) {
    const seen = new Distinguisher(world);
    for (const row of concat(rows, otherRows(world, other))) if (seen.add(row.js)) yield row;
  }),
  Intersect: membership((inOther) => inOther),
  Except: membership((inOther) => !inOther),
  Join: (world, rows, [other, outerKey, innerKey, result]) => {
    const [outer, inner, make] = [callback(outerKey, 2), callback(innerKey, 3), callback(result, 4)];
    return sequence(world, function* () {
      const right = [...otherRows(world, other)];
      for (const a of rows())
        for (const b of right)
          if (compareValues(world, outer(a.js), inner(b.js)) === 0) yield fresh(world, make(a.js, b.js));
    });
  },
  Reverse: keeping((_world, rows) => [...rows].reverse()),
  ToArray: (world, rows) => {
    const all = [...rows()].map(({ item }) => item);
    return sequence(world, () => all);
  },
  First: (_world, rows, [test]) => {
    for (const row of rows()) if (test === undefined || callback(test, 1)(row.js)) return row.js;
    throw new ModelError("The sequence has no such item", E_BOUNDS);
  },
  Last: one((rows) => rows.at(-1)),
  Single: one((rows) => (rows.length === 1 ? rows[0] : undefined)),
  FirstNonError: one((rows) => rows.find((row) => !isError(row))),
  LastNonError: one((rows) => rows.findLast((row) => !isError(row))),
  Any: (_world, rows, [test]) => {
    if (test === undefined) throw new ModelError("Invalid number of arguments to method 'Any'", E_INVALIDARG);
    for (const row of rows()) if (callback(test, 1)(row.js)) return true;
    return false;
  },
  All: (_world, rows, [test]) => [...rows()].every((row) => callback(test, 1)(row.js)),
  AllNonError: (_world, rows, [test]) => [...rows()].every((row) => isError(row) || callback(test, 1)(row.js)),
  Contains: (world, rows, [wanted]) => [...rows()].some((row) => compareValues(world, row.js, wanted) === 0),
  SequenceEqual: (world, rows, [other]) => {
    const [a, b] = [[...rows()], [...otherRows(world, other)]];
    return a.length === b.length && a.every((row, i) => compareValues(world, row.js, b[i]?.js) === 0);
  },
  Count: (world, rows, [test]) => world.int64.fromNumber(filtered(rows(), test).length),
  Sum: (world, rows, [project]) =>
    total(
      world,
      [...rows()].map((row) => optional(project, 1)(row.js)),
    ),
  Average: (_world, rows, [project]) => {
    const values = [...rows()].map((row) => Number(optional(project, 1)(row.js)));
    if (values.length === 0) throw new ModelError("The sequence has no items", E_BOUNDS);
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  },
  Min: extreme(-1),
  Max: extreme(1),
  Aggregate: (_world, rows, [seed, step]) => {
    const f = callback(step, 2);
    let value = seed;
    for (const row of rows()) value = f(value, row.js);
    return value;
  },
};

function flatten(world: World, rows: () => Iterable<Row>, project: Callback): object {
  return sequence(world, function* () {
    for (const row of rows())
      for (const inner of otherRows(world, project(row.js))) yield { ...inner.item, indices: [] };
  });
}
