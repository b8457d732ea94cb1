/** What a plain name means: a lambda's parameter, a member of `this`, a key of the root, a symbol. */
import { ModelError, type ModelObject } from "../../provider/dataModel.js";
import { lookupKey } from "../../provider/lookup.js";
import type { DxEnvironment } from "./environment.js";
import { valueOfType } from "./basicTypes.js";
import { cannotBind } from "./errors.js";
import { integer, isIntegerType } from "./intrinsic.js";
import { findMember, keyMember } from "./members.js";
import { result, type Result } from "./result.js";
import type { Expression } from "./syntax.js";

export interface Scope {
  readonly env: DxEnvironment;
  readonly locals: ReadonlyMap<string, Result>;
  /** The implicit `this`. */
  readonly self?: ModelObject | undefined;
  /** Only C++ names: the root's keys are unknown (`-n`). */
  readonly isNative?: boolean;
}

type Name = Expression & { kind: "name" };

/** The value of a name. Throws `Unable to bind name`. */
export function resolveName(name: Name, scope: Scope): Result {
  const found = find(name, scope);
  if (found === undefined) throw cannotBind(name.name);
  return found();
}

function find(name: Name, scope: Scope): (() => Result) | undefined {
  if (name.module !== undefined) return symbol(name, scope);
  const local = scope.locals.get(name.name);
  if (local !== undefined) return () => local;
  const { self } = scope;
  if (self !== undefined) {
    if (name.name === "this") return () => result(self);
    const member = findMember(self, name.name);
    if (member !== undefined) return () => member.get();
  }
  if (scope.isNative !== true) {
    const root = scope.env.root();
    const key = lookupKey(root, name.name);
    if (key !== undefined) return () => keyMember(root, key).get();
  }
  return symbol(name, scope);
}

function symbol(name: Name, scope: Scope): (() => Result) | undefined {
  const { env } = scope;
  if (name.module !== undefined && !env.hasModule(name.module)) {
    return () => {
      throw new ModelError(`Unable to find module '${name.module}' for qualified name lookup`);
    };
  }
  if (name.name.includes("::")) return () => constant(name, scope);
  if (env.type(name.module, name.name) !== undefined) {
    return () => {
      throw new ModelError("Illegal use of type name as an expression");
    };
  }
  const info = env.symbol(name.module, name.name);
  if (info === undefined) return undefined;
  return () => {
    if (info.type === undefined) {
      // Public symbols, which have no type, are found with their module only. Measured on the engine.
      if (name.module === undefined) throw cannotBind(name.name);
      // Source: kernel-dump "Engine behaviour" [dx nt!SYMBOL].
      throw new ModelError(`No type (or void) for object at Address 0x${info.address.toString(16)}`);
    }
    return { value: scope.env.createTyped(info.address, info.type) };
  };
}

/** `_ENUMERATION::Constant`. */
function constant(name: Name, { env }: Scope): Result {
  const at = name.name.lastIndexOf("::");
  const type = env.type(name.module, name.name.slice(0, at));
  const number = type?.constants?.get(name.name.slice(at + 2));
  if (type?.vt === undefined || !isIntegerType(type.vt) || number === undefined) {
    throw new ModelError(`Unable to bind expression '${name.name}'`);
  }
  return { value: valueOfType(type, integer(type.vt, number)) };
}

/** Throws for the first name in a lambda's body that nothing binds. Runs no accessor. */
export function checkNames(body: Expression, parameters: readonly string[], scope: Scope): void {
  for (const name of freeNames(body, new Set(parameters))) {
    if (name.name === "__iserror" && name.module === undefined) continue;
    if (find(name, scope) === undefined) throw cannotBind(name.name);
  }
}

function* freeNames(expression: Expression, bound: ReadonlySet<string>): Generator<Name> {
  switch (expression.kind) {
    case "name":
      if (expression.module !== undefined || !bound.has(expression.name)) yield expression;
      return;
    case "lambda":
      yield* freeNames(expression.body, new Set([...bound, ...expression.parameters]));
      return;
    default:
      for (const part of parts(expression)) yield* freeNames(part, bound);
  }
}

function parts(expression: Exclude<Expression, { kind: "name" | "lambda" }>): readonly Expression[] {
  switch (expression.kind) {
    case "literal":
    case "variable":
    case "register":
    case "sizeofType":
      return [];
    case "member":
      return [expression.object];
    case "index":
      return [expression.object, ...expression.indices];
    case "call":
      return [expression.callee, ...expression.args];
    case "unary":
    case "cast":
    case "sizeofValue":
      return [expression.operand];
    case "binary":
      return [expression.left, expression.right];
    case "conditional":
      return [expression.test, expression.yes, expression.no];
    case "assignment":
      return [expression.target, expression.value];
    case "comma":
      return [expression.first, expression.second];
    case "new":
      return expression.members.map((member) => member.value);
  }
}
