/** Evaluates parsed expressions. Source for the messages: real-engine 2.10; transcripts 08, 11, 14. */
import { ModelError, type Metadata, type Method, type ModelObject, type Value } from "../../provider/dataModel.js";
import { findConcept } from "../../provider/lookup.js";
import { binary, unary } from "./arithmetic.js";
import { attempt, cannotBind, E_NOTIMPL } from "./errors.js";
import { flag, NONE, truth } from "./intrinsic.js";
import { containerOf, itemAt } from "./iteration.js";
import { checkNames, resolveName, type Scope } from "./names.js";
import { memberByOperator, type Member } from "./members.js";
import {
  addressOf,
  cast,
  checkPointers,
  dereference,
  elementAt,
  offsetPointer,
  sizeOfType,
  sizeOfValue,
} from "./native.js";
import { invoke, lambdaMethod, result, type Result } from "./result.js";
import type { Expression } from "./syntax.js";

/** The value of an expression. Throws a ModelError; a failure that is a value is returned. */
export function evaluateIn(expression: Expression, scope: Scope): Result {
  switch (expression.kind) {
    case "literal":
      return { value: expression.value };
    case "name":
      return resolveName(expression, scope);
    case "variable":
      return variable(expression.name, scope);
    case "register": {
      const value = expression.name === "" ? undefined : scope.env.variable(expression.name);
      if (value === undefined) throw cannotBind(expression.source);
      return result(value);
    }
    case "member":
      return memberOf(expression, scope).get();
    case "index":
      return { value: index(evaluateIn(expression.object, scope).value, all(expression.indices, scope)) };
    case "call":
      return call(expression.callee, expression.args, scope);
    case "unary":
      return evaluateUnary(expression, scope);
    case "binary":
      return { value: evaluateBinary(expression, scope) };
    case "conditional":
      return evaluateIn(truth(evaluateIn(expression.test, scope).value) ? expression.yes : expression.no, scope);
    case "assignment":
      return assign(expression.target, expression.value, scope);
    case "comma":
      evaluateIn(expression.first, scope);
      return evaluateIn(expression.second, scope);
    case "lambda":
      return { value: lambda(expression.parameters, expression.body, scope) };
    case "new":
      return { value: anonymous(expression.members, scope) };
    case "cast":
      return { value: cast(expression.type, evaluateIn(expression.operand, scope).value, scope.env) };
    case "sizeofType":
      return { value: sizeOfType(expression.type, scope.env) };
    case "sizeofValue":
      return { value: sizeOfValue(evaluateIn(expression.operand, scope).value) };
  }
}

function all(expressions: readonly Expression[], scope: Scope): Value[] {
  return expressions.map((expression) => evaluateIn(expression, scope).value);
}

function variable(name: string, scope: Scope): Result {
  const value = scope.isNative === true ? undefined : (scope.env.variable(name) ?? scope.env.functionAlias(name));
  if (value === undefined) throw new ModelError("Use of undefined variable");
  return result(value);
}

function memberOf(expression: Expression & { kind: "member" }, scope: Scope): Member {
  const object = evaluateIn(expression.object, scope).value;
  return memberByOperator(object, expression.name, expression.isArrow === true, expression.source);
}

function index(object: Value, indices: readonly Value[]): Value {
  const element = elementAt(object, indices);
  if (element !== undefined) return element;
  if (object.kind === "object") {
    const container = containerOf(object);
    if (container !== undefined) return itemAt(container, indices);
    // An indexer alone is enough.
    const concept = findConcept(object, "index");
    if (concept !== undefined)
      return attempt(
        () => concept.index(object, indices),
        (error) => {
          throw new ModelError("", error.code);
        },
      );
  }
  throw new ModelError("Object does not support indexing with []");
}

function call(callee: Expression, args: readonly Expression[], scope: Scope): Result {
  if (callee.kind === "name" && callee.name === "__iserror" && callee.module === undefined && args.length === 1) {
    return { value: isError(args[0], scope) };
  }
  let self: Value = NONE;
  let target: Result;
  if (callee.kind === "member") {
    self = evaluateIn(callee.object, scope).value;
    target = memberByOperator(self, callee.name, callee.isArrow === true, callee.source).get();
  } else target = evaluateIn(callee, scope);
  if (target.value.kind !== "method") {
    throw new ModelError("Object on left side of a call operation is not callable");
  }
  return invoke(
    target.value,
    args.map((arg) => evaluateIn(arg, scope)),
    self,
  );
}

function isError(expression: Expression | undefined, scope: Scope): Value {
  const value = attempt(
    () => expression && evaluateIn(expression, scope).value,
    (): Value => ({ kind: "error", code: 0 }),
  );
  return flag(value?.kind === "error");
}

function evaluateUnary(expression: Expression & { kind: "unary" }, scope: Scope): Result {
  const { operator, operand } = expression;
  if (operator === "&") return { value: addressOf(placeOfAddress(operand, scope), scope.env) };
  const { value } = evaluateIn(operand, scope);
  if (operator === "*") return { value: dereference(value) };
  failed(value);
  return { value: unary(operator, value) };
}

/** The operand of `&`: a symbol without a type has an address all the same. */
function placeOfAddress(operand: Expression, scope: Scope): Value | { readonly address: bigint } {
  const isSymbol = operand.kind === "name" && operand.module !== undefined;
  const symbol = isSymbol ? scope.env.symbol(operand.module, operand.name) : undefined;
  return symbol !== undefined && symbol.type === undefined ? symbol : evaluateIn(operand, scope).value;
}

function evaluateBinary(expression: Expression & { kind: "binary" }, scope: Scope): Value {
  const { operator } = expression;
  // A variable is read when it is needed: a name on the right fails first. Source: transcript 07 [!foo-bar].
  const isLate = expression.left.kind === "variable" && operator !== "&&" && operator !== "||";
  const early = isLate ? evaluateIn(expression.right, scope).value : undefined;
  const left = evaluateIn(expression.left, scope).value;
  if (operator === "&&" || operator === "||") {
    failed(left);
    if (truth(left) === (operator === "||")) return flag(operator === "||");
    const right = evaluateIn(expression.right, scope).value;
    failed(right);
    return flag(truth(right));
  }
  const right = early ?? evaluateIn(expression.right, scope).value;
  failed(left);
  failed(right);
  checkPointers(operator, left, right);
  return offsetPointer(operator, left, right, scope.env) ?? binary(operator, left, right);
}

function failed(value: Value): void {
  if (value.kind === "error") throw new ModelError(value.message ?? "", value.code);
}

function assign(target: Expression, source: Expression, scope: Scope): Result {
  if (target.kind === "variable") {
    const assigned = evaluateIn(source, scope);
    failed(assigned.value);
    scope.env.setVariable(target.name, assigned.value);
    return assigned.value.kind === "intrinsic" ? (variableResult(target.name, scope) ?? assigned) : assigned;
  }
  if (target.kind === "member") {
    const member = memberOf(target, scope);
    const { value } = evaluateIn(source, scope);
    if (member.set === undefined) throw member.isReadOnly === true ? new ModelError("", E_NOTIMPL) : notAssignable();
    const { set } = member;
    attempt(
      () => set(value),
      // The words of a failure are lost. Measured on the engine.
      (error) => {
        throw new ModelError("", error.code);
      },
    );
    return member.get();
  }
  if (target.kind === "index") {
    const object = evaluateIn(target.object, scope).value;
    const indices = all(target.indices, scope);
    const concept = object.kind === "object" ? findConcept(object, "setAt") : undefined;
    const { value } = evaluateIn(source, scope);
    if (concept === undefined || object.kind !== "object") throw notAssignable();
    concept.setAt(object, indices, value);
    return { value: index(object, indices) };
  }
  evaluateIn(target, scope);
  throw notAssignable();
}

/** What a variable holds after an assignment: a temporary shows its type. */
function variableResult(name: string, scope: Scope): Result | undefined {
  const value = scope.env.variable(name);
  return value?.kind === "object" ? { value } : undefined;
}

function notAssignable(): ModelError {
  return new ModelError("Unable to assign to the object on the left side of an assignment operation");
}

function lambda(parameters: readonly string[], body: Expression, scope: Scope): Method {
  // Names are bound when the lambda is made: one that nobody knows fails the whole query. Source: transcript 11.
  checkNames(body, parameters, scope);
  return lambdaMethod((args) => {
    if (args.length !== parameters.length) {
      throw new ModelError(
        `Lambda argument count mismatch: expected ${parameters.length}, got ${args.length} instead.`,
      );
    }
    const locals = new Map(scope.locals);
    for (const [i, name] of parameters.entries()) locals.set(name, args[i] ?? { value: NONE });
    return evaluateIn(body, { ...scope, locals });
  });
}

function anonymous(members: readonly { name: string; value: Expression }[], scope: Scope): ModelObject {
  const values = new Map<string, Result>();
  for (const { name, value } of members) {
    const found = evaluateIn(value, scope);
    failed(found.value);
    values.set(name, found);
  }
  const keys = [...values].map(([name, found]) => ({
    name,
    get: () => found.value,
    ...metadataOf(found),
  }));
  return {
    kind: "object",
    keys: () => keys,
    key: (name) => keys.find((key) => key.name === name),
    concepts: {},
    parents: () => [],
  };
}

function metadataOf(found: Result): { metadata?: Metadata } {
  return found.metadata === undefined ? {} : { metadata: found.metadata };
}
