/** The LINQ methods of everything that can be iterated, by name. Source: real-engine 0.2, 2.10; transcript 11. */
import { ModelError, type Method, type Value } from "../../../provider/dataModel.js";
import { Arguments, builtin } from "../builtin.js";
import { containerOf, type Container } from "../iteration.js";
import * as deferred from "./deferred.js";
import * as folds from "./folds.js";
import { HELP } from "./help.js";
import * as regrouped from "./regrouped.js";

type Call = (source: Container, args: Arguments) => Value;

/** Fewest arguments, most arguments, what to do. */
const TABLE: Readonly<Record<string, readonly [least: number, most: number, call: Call]>> = {
  Aggregate: [1, 3, aggregate],
  All: [1, 1, (source, args) => folds.all(source, args.method_(0))],
  AllNonError: [1, 1, (source, args) => folds.allNonError(source, args.method_(0))],
  Any: [1, 1, (source, args) => folds.any(source, args.method_(0))],
  Average: [0, 1, (source, args) => folds.average(source, args.optionalMethod(0))],
  Concat: [1, 1, (source, args) => regrouped.concat(source, args.container(0))],
  Contains: [1, 2, (source, args) => folds.contains(source, args.value(0), args.optionalMethod(1))],
  Count: [0, 0, folds.count],
  Distinct: [0, 1, (source, args) => regrouped.distinct(source, args.optionalMethod(0))],
  Except: [1, 2, (source, args) => regrouped.intersection(source, args.container(0), false, args.optionalMethod(1))],
  First: [0, 1, (source, args) => folds.first(source, args.optionalMethod(0))],
  FirstNonError: [0, 1, (source, args) => folds.nonError(source, "first", args.optionalMethod(0))],
  Flatten: [0, 1, (source, args) => regrouped.flatten(source, args.optionalMethod(0))],
  GroupBy: [1, 2, (source, args) => regrouped.groupBy(source, args.method_(0), args.optionalMethod(1))],
  Intersect: [1, 2, (source, args) => regrouped.intersection(source, args.container(0), true, args.optionalMethod(1))],
  Join: [4, 5, join],
  Last: [0, 1, (source, args) => folds.last(source, args.optionalMethod(0))],
  LastNonError: [0, 1, (source, args) => folds.nonError(source, "last", args.optionalMethod(0))],
  Max: [0, 1, (source, args) => folds.extreme(source, 1, args.optionalMethod(0))],
  Min: [0, 1, (source, args) => folds.extreme(source, -1, args.optionalMethod(0))],
  OrderBy: [1, 2, (source, args) => deferred.orderBy(source, 1, args.method_(0), args.optionalMethod(1))],
  OrderByDescending: [1, 2, (source, args) => deferred.orderBy(source, -1, args.method_(0), args.optionalMethod(1))],
  Reverse: [0, 0, deferred.reverse],
  Select: [1, 1, (source, args) => deferred.select(source, args.method_(0))],
  SelectMany: [1, 1, (source, args) => regrouped.selectMany(source, args.method_(0))],
  SequenceEqual: [1, 2, (source, args) => folds.sequenceEqual(source, args.container(0), args.optionalMethod(1))],
  Single: [0, 1, (source, args) => folds.single(source, args.optionalMethod(0))],
  Skip: [1, 1, (source, args) => deferred.skip(source, args.amount(0))],
  SkipLast: [1, 1, (source, args) => deferred.skipLast(source, args.amount(0))],
  SkipWhile: [1, 1, (source, args) => deferred.skipWhile(source, args.method_(0))],
  Sum: [0, 1, (source, args) => folds.sum(source, args.optionalMethod(0))],
  Take: [1, 1, (source, args) => deferred.take(source, args.amount(0))],
  TakeLast: [1, 1, (source, args) => deferred.takeLast(source, args.amount(0))],
  TakeWhile: [1, 1, (source, args) => deferred.takeWhile(source, args.method_(0))],
  ToArray: [0, 0, regrouped.toArray],
  Union: [1, 2, (source, args) => regrouped.union(source, args.container(0), args.optionalMethod(1))],
  Where: [1, 1, (source, args) => deferred.where(source, args.method_(0))],
};

function aggregate(source: Container, args: Arguments): Value {
  if (args.count === 1) return folds.aggregate(source, undefined, args.method_(0));
  return folds.aggregate(source, args.value(0), args.method_(1), args.optionalMethod(2));
}

function join(source: Container, args: Arguments): Value {
  const inner = args.container(0);
  return regrouped.join(source, inner, args.method_(1), args.method_(2), args.method_(3), args.optionalMethod(4));
}

const METHODS: ReadonlyMap<string, Method> = new Map(
  Object.entries(TABLE).map(([name, [least, most, call]]) => [
    name,
    builtin(HELP[name] ?? name, (self, values) => {
      const source = containerOf(self);
      if (source === undefined) throw new ModelError("Object is not iterable");
      return call(source, new Arguments(name, values, least, most));
    }),
  ]),
);

/** The LINQ method of that name; call it with the container as `self`. */
export function linqMethod(name: string): Method | undefined {
  return METHODS.get(name);
}

/** All of them, sorted by name as they are listed. */
export function linqMethods(): ReadonlyMap<string, Method> {
  return METHODS;
}
