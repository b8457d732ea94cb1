/** The outcome of an expression: a value with the metadata of the key or call it came from. */
import { ModelError, type Metadata, type Method, type Value } from "../../provider/dataModel.js";
import { integerOf } from "./intrinsic.js";

export interface Result {
  readonly value: Value;
  readonly metadata?: Metadata;
}

/** Joins a value with metadata; what the key says goes before what the value carries itself. */
export function result(value: Value, metadata?: Metadata): Result {
  const own = ownMetadata(value);
  if (own === undefined) return metadata === undefined ? { value } : { value, metadata };
  return { value, metadata: metadata === undefined ? own : { ...own, ...metadata } };
}

function ownMetadata(value: Value): Metadata | undefined {
  return value.kind === "object" || value.kind === "intrinsic" || value.kind === "method" ? value.metadata : undefined;
}

/** The text of a metadata entry. */
export function metaText(metadata: Metadata | undefined, name: string): string | undefined {
  const value = metadata?.[name];
  return value?.kind === "intrinsic" && value.vt === "BSTR" ? value.value : undefined;
}

/** The number of a metadata entry. */
export function metaNumber(metadata: Metadata | undefined, name: string): number | undefined {
  const value = metadata?.[name];
  const number = value === undefined ? undefined : integerOf(value);
  return number === undefined ? undefined : Number(number);
}

/** A yes/no metadata entry. */
export function metaFlag(metadata: Metadata | undefined, name: string): boolean | undefined {
  const value = metadata?.[name];
  return value?.kind === "intrinsic" && value.vt !== "BSTR" ? Boolean(value.value) : undefined;
}

/** A result as a plain value; a number or string keeps the metadata it came with. */
export function plainResult({ value, metadata }: Result): Value {
  return value.kind === "intrinsic" && metadata !== undefined ? { ...value, metadata } : value;
}

type Callable = (args: readonly Result[]) => Result;

/** Lambdas take and give metadata, which a plain Method cannot. */
const LAMBDAS = new WeakMap<Method, Callable>();

/** Lambdas that call each other deeper than this have no end. */
const DEEPEST = 200;
let depth = 0;

/** Makes a method of a lambda, so that `invoke` can pass metadata through it. */
export function lambdaMethod(body: Callable): Method {
  const call: Callable = (args) => {
    if (depth >= DEEPEST) throw new ModelError("Lambda calls are nested too deeply");
    depth++;
    try {
      return body(args);
    } finally {
      depth--;
    }
  };
  const method: Method = {
    kind: "method",
    call: (_self, args) => plainResult(call(args.map((arg) => result(arg)))),
  };
  LAMBDAS.set(method, call);
  return method;
}

/** Calls a method or lambda. May throw a ModelError. */
export function invoke(method: Method, args: readonly Result[], self: Value = { kind: "none" }): Result {
  const lambda = LAMBDAS.get(method);
  if (lambda !== undefined) return lambda(args);
  return result(
    method.call(
      self,
      args.map((arg) => arg.value),
    ),
  );
}
