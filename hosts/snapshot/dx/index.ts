/** The `dx` command over the data model, with the engine's language, display and messages. */
import { ModelError, type ModelObject, type Value } from "../../provider/dataModel.js";
import { attempt, failureText } from "./errors.js";
import type { DxEnvironment } from "./environment.js";
import { evaluateIn } from "./evaluator.js";
import { printable } from "./format.js";
import { printGrid } from "./grid.js";
import { indexOf } from "./intrinsic.js";
import { printChildren, printRoot, type Listing } from "./listing.js";
import type { Scope } from "./names.js";
import { parseOptions, type DxOptions } from "./options.js";
import { parseLine, type IsType } from "./parser.js";
import { metaFlag, metaNumber, plainResult, result, type Result } from "./result.js";
import type { FormatSpecifiers } from "./syntax.js";
import { USAGE } from "./usage.js";

export type { DxEnvironment } from "./environment.js";
export { containerOf, type Container } from "./iteration.js";
export { attachLinq, findMember } from "./members.js";
export { lambdaMethod } from "./result.js";

/** Without an expression the root namespace is listed. Source: transcript 08. */
const ROOT_NAME = "@$debuggerRootNamespace";

/**
 * Carries out `dx ARGUMENT`: evaluates, prints. Errors are printed, unless the line says `-s`; `failed` tells of one.
 * Never throws for what the expression or the target does.
 */
export function runDx(argument: string, env: DxEnvironment): { failed: boolean } {
  const { options, expression } = parseOptions(argument);
  if (options.showUsage) {
    env.print(USAGE);
    return { failed: false };
  }
  return attempt(
    () => {
      // Options alone are an expression without its text.
      if (expression === "" && argument.trim() === "") showRoot(options, env);
      else runExpression(expression, options, env);
      return { failed: false };
    },
    (error) => {
      if (!options.isSilent) env.print(`Error: ${printable(failureText(error))}\n`);
      return { failed: true };
    },
  );
}

/** The value of a plain C++ expression, without modules and variables (engine-host 12), `self` being its implicit `this`. Throws a ModelError, also for a failure as value. */
export function evaluate(expression: string, env: DxEnvironment, self?: ModelObject): Value {
  const source = expression.trim();
  const { value, metadata } = evaluateIn(parseLine(source, isTypeOf(env), true).expression, {
    env,
    locals: new Map(),
    self,
  });
  if (value.kind === "error") throw new ModelError(value.message ?? "", value.code);
  return plainResult({ value, ...(metadata === undefined ? {} : { metadata }) });
}

function isTypeOf(env: DxEnvironment): IsType {
  return (module, name) => env.type(module, name) !== undefined;
}

function showRoot(options: DxOptions, env: DxEnvironment): void {
  display(ROOT_NAME, result(env.root()), { depth: 2, ...options }, {}, env);
}

function runExpression(expression: string, options: DxOptions, env: DxEnvironment): void {
  const parsed = parseLine(expression, isTypeOf(env));
  const scope: Scope = { env, locals: new Map(), isNative: options.nativeNames };
  const found = evaluateIn(parsed.expression, scope);
  if (found.value.kind === "error") throw new ModelError(found.value.message ?? "", found.value.code);
  const { length } = parsed.specifiers;
  const limit = length === undefined || typeof length === "number" ? length : indexOf(evaluateIn(length, scope).value);
  if (!options.isSilent)
    display(expression, found, options, { ...parsed.specifiers, ...(limit !== undefined && { length: limit }) }, env);
}

function display(
  name: string,
  found: Result,
  options: DxOptions,
  specifiers: FormatSpecifiers,
  env: DxEnvironment,
): void {
  const { radix, strings, length } = specifiers;
  const limit = options.isUnlimited ? Infinity : typeof length === "number" ? length : undefined;
  const listing: Listing = {
    radix,
    strings,
    isRaw: options.nativeView || specifiers.isRaw === true,
    isVerbose: options.isVerbose,
    withHelp: options.withHelp,
    preferDml: env.preferDml,
    skip: options.skip,
    limit,
    print: (text) => env.print(text),
  };
  const isTabular = metaFlag(found.metadata, "PreferTabularFormat") === true && !options.asTree;
  if (options.asReport) throw new ModelError("Report display requires a report displayable object!");
  if (options.asGrid || isTabular) {
    printGrid(found, listing, listing.print, options.cellWidth);
    return;
  }
  // `,!` shows the display string all the same, `-nv` does not. Measured on the engine.
  const first = { ...listing, isRaw: options.nativeView };
  const depth = options.depth ?? metaNumber(found.metadata, "PreferredExpansionDepth") ?? 1;
  printRoot(name, found, first);
  printChildren(found, depth, listing);
}
