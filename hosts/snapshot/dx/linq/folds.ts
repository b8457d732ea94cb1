/** LINQ methods that return one value. Source: real-engine 2.4, 2.10; transcripts 11, 12. */
import { ModelError, type Item, type Method, type Value } from "../../../provider/dataModel.js";
import { binary, unary } from "../arithmetic.js";
import { compareItems } from "../compare.js";
import { attempt, bare, E_BOUNDS, E_FAIL, E_UNEXPECTED } from "../errors.js";
import { flag, integer, intrinsicOf, real } from "../intrinsic.js";
import { step, untilFailure, type Container } from "../iteration.js";
import { invoke, result, type Result, plainResult } from "../result.js";
import { argument, holds } from "./query.js";
import { equality } from "./regrouped.js";

function nothing(): ModelError {
  return new ModelError("", E_BOUNDS);
}

export function count(source: Container): Value {
  const items = untilFailure(source.iterate());
  let found = 0;
  while (items.next().done !== true) found++;
  return integer("UI8", found);
}

/** Throws E_BOUNDS when there is none, and the failure of the walk when that comes first. */
export function first(source: Container, predicate?: Method): Value {
  const items = source.iterate();
  for (let next = step(items); next !== undefined; next = step(items)) {
    if (next instanceof ModelError) throw bare(next);
    if (predicate === undefined || holds(predicate, argument(next))) return plainResult(argument(next));
  }
  throw nothing();
}

export function last(source: Container, predicate?: Method): Value {
  let found: Item | undefined;
  for (const item of untilFailure(source.iterate())) {
    if (predicate === undefined || holds(predicate, argument(item))) found = item;
  }
  if (found === undefined) throw nothing();
  return plainResult(argument(found));
}

/** The only one. Throws E_BOUNDS when there is none, and when there are several. */
export function single(source: Container, predicate?: Method): Value {
  let found: Item | undefined;
  for (const item of untilFailure(source.iterate())) {
    if (predicate !== undefined && !holds(predicate, argument(item))) continue;
    if (found !== undefined) throw new ModelError("More than one element was produced by this operation.");
    found = item;
  }
  if (found === undefined) throw nothing();
  return plainResult(argument(found));
}

/** The first or last match among the items that are no failures and whose predicate does not fail. */
export function nonError(source: Container, which: "first" | "last", predicate?: Method): Value {
  let found: Item | undefined;
  let failure: ModelError | undefined;
  for (const item of untilFailure(source.iterate())) {
    const isMatch = attempt(
      () => {
        if (item.value.kind === "error") throw new ModelError(item.value.message ?? "", item.value.code);
        return predicate === undefined || holds(predicate, argument(item));
      },
      (error) => {
        failure = error;
        return false;
      },
    );
    if (!isMatch) continue;
    found = item;
    if (which === "first") break;
  }
  if (found === undefined) throw failure ?? nothing();
  return plainResult(argument(found));
}

export function any(source: Container, predicate: Method): Value {
  for (const item of untilFailure(source.iterate())) if (holds(predicate, argument(item))) return flag(true);
  return flag(false);
}

export function all(source: Container, predicate: Method): Value {
  for (const item of untilFailure(source.iterate())) if (!holds(predicate, argument(item))) return flag(false);
  return flag(true);
}

/** As `all`, but items whose predicate fails count as matches. */
export function allNonError(source: Container, predicate: Method): Value {
  for (const item of untilFailure(source.iterate())) {
    if (
      !attempt(
        () => holds(predicate, argument(item)),
        () => true,
      )
    )
      return flag(false);
  }
  return flag(true);
}

function* projected(source: Container, projection: Method | undefined): Generator<Result> {
  for (const item of untilFailure(source.iterate())) {
    const found = projection === undefined ? argument(item) : invoke(projection, [argument(item)]);
    if (found.value.kind === "error") throw new ModelError(found.value.message ?? "", found.value.code);
    yield found;
  }
}

/** Throws for what cannot be added up. Measured on the engine. */
function checkNumber(value: Value): void {
  const found = intrinsicOf(value);
  if (found?.vt === "BSTR") throw new ModelError("", E_UNEXPECTED);
  if (found === undefined && value.kind === "object") throw new ModelError("", E_FAIL);
}

export function sum(source: Container, projection?: Method): Value {
  let total: Value | undefined;
  for (const { value } of projected(source, projection)) {
    checkNumber(value);
    total = total === undefined ? unary("+", value) : binary("+", total, value);
  }
  if (total === undefined) throw nothing();
  return total;
}

export function average(source: Container, projection?: Method): Value {
  let items = 0;
  let total = 0;
  for (const { value } of projected(source, projection)) {
    checkNumber(value);
    const number = intrinsicOf(unary("+", value));
    total += Number(number?.value);
    items++;
  }
  if (items === 0) throw nothing();
  return real(total / items);
}

/** The element itself, with its metadata. Source: real-engine 2.1 [Max]. */
export function extreme(source: Container, direction: 1 | -1, projection?: Method): Value {
  let found: Result | undefined;
  for (const candidate of projected(source, projection)) {
    if (found === undefined || direction * compareItems(candidate.value, found.value) > 0) found = candidate;
  }
  if (found === undefined) throw nothing();
  return plainResult(found);
}

/** (method), (seed, method) or (seed, method, selector). */
export function aggregate(source: Container, seed: Value | undefined, step_: Method, selector?: Method): Value {
  // Without a seed it starts with 0. Measured on the engine.
  let total = result(seed ?? integer("I4", 0));
  for (const item of untilFailure(source.iterate())) total = invoke(step_, [total, argument(item)]);
  return plainResult(selector === undefined ? total : invoke(selector, [total]));
}

export function contains(source: Container, wanted: Value, comparator?: Method): Value {
  const equal = equality(comparator);
  for (const item of untilFailure(source.iterate())) if (equal(item.value, wanted)) return flag(true);
  return flag(false);
}

export function sequenceEqual(source: Container, inner: Container, comparator?: Method): Value {
  const equal = equality(comparator);
  const others = untilFailure(inner.iterate());
  for (const item of untilFailure(source.iterate())) {
    const other = others.next();
    if (other.done === true || !equal(item.value, other.value.value)) return flag(false);
  }
  return flag(others.next().done === true);
}
