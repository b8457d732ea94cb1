/** Types, symbols, typed objects and expressions: the members of `host` that ask the target's symbols. Source: host-api 1.3. */
import { ModelError, type NativeType } from "./dataModel.js";
import type { SymbolInfo } from "./backend.js";
import {
  argument,
  contextArgument,
  invalid,
  isContext,
  locationArgument,
  moduleArgument,
  objectArgument,
  textArgument,
} from "./arguments.js";
import { resolveType } from "./nativeTypes.js";
import { writeObject } from "./nativeWrite.js";
import { makeType, types } from "./typeObject.js";
import type { World } from "./world.js";

export type HostFunction = (...args: unknown[]) => unknown;

/** A type by module and name, counted; undefined when there is none. */
export function findType(world: World, module: unknown, name: string, context: unknown): NativeType | undefined {
  world.counters.typeLookups++;
  return world.backend.type(moduleArgument(world, module), name, contextArgument(world, context));
}

/** `(typeObject, [context])` or `(module, name, [context])`. */
function typeArguments(world: World, [a, b, c]: readonly unknown[]): { type: NativeType; context: unknown } {
  const given = types.of(a);
  if (given) return { type: given, context: b };
  const name = textArgument(b, "type");
  const type = findType(world, a, name, c);
  if (!type) throw new ModelError(`Unable to find the type '${name}' in the module '${moduleArgument(world, a)}'`);
  return { type, context: c };
}

/** `([type], [context])` after module and symbol. The type may be a name or a type object. */
function symbolArguments(world: World, module: unknown, [a, b]: readonly unknown[]) {
  const given = types.of(a);
  const context = given || !isContext(world, a) ? b : a;
  if (typeof a !== "string") return { type: given, context };
  const type = findType(world, module, a, context);
  if (!type) throw new ModelError(`Unable to find the type '${a}' in the module '${moduleArgument(world, module)}'`);
  return { type, context };
}

function findSymbol(world: World, module: unknown, name: unknown, context: unknown): SymbolInfo | undefined {
  world.counters.symbolLookups++;
  return world.backend.symbol(
    moduleArgument(world, module),
    textArgument(name, "symbol"),
    contextArgument(world, context),
  );
}

/** What a missing symbol or type gives: null since API 1.1, an exception before. */
function missing(world: World, what: string, module: unknown, name: unknown): null {
  if (world.api.atLeast(1)) return null;
  throw new ModelError(`Unable to find the ${what} '${String(name)}' in the module '${moduleArgument(world, module)}'`);
}

function symbolObject(world: World, info: SymbolInfo, type: NativeType | undefined, context: unknown) {
  const known = type ?? info.type;
  if (!known) throw new ModelError(`No type (or void) for object at Address 0x${info.address.toString(16)}`);
  return world.backend.createTyped(info.address, known, contextArgument(world, context));
}

/** The members of `host` by name. */
export function symbolFunctions(world: World) {
  const { backend, counters, int64, marshal } = world;
  return {
    createTypedObject(location, ...rest) {
      const place = locationArgument(world, location);
      world.hostCall("createTypedObject", place.address, ...rest);
      const { type, context } = typeArguments(world, rest);
      counters.typedObjects++;
      return marshal.toScript(backend.createTyped(place.address, type, contextArgument(world, context, place.context)));
    },

    createPointerObject(location, ...rest) {
      const place = locationArgument(world, location);
      world.hostCall("createPointerObject", place.address, ...rest);
      const { type, context } = typeArguments(world, rest);
      if (resolveType(type).kind !== "pointer") throw invalid(`'${type.name}' is no pointer type`);
      counters.typedObjects++;
      return marshal.toScript(
        backend.createPointer(place.address, type, contextArgument(world, context, place.context)),
      );
    },

    getModuleType(module, name, context) {
      world.hostCall("getModuleType", module, name);
      const type = findType(world, module, textArgument(name, "type"), context);
      return type ? makeType(world, type) : missing(world, "type", module, name);
    },

    getModuleSymbol(module, name, ...rest) {
      world.hostCall("getModuleSymbol", module, name);
      const { type, context } = symbolArguments(world, module, rest);
      const info = findSymbol(world, module, name, context);
      if (!info) return missing(world, "symbol", module, name);
      return marshal.toScript(symbolObject(world, info, type, context));
    },

    getModuleSymbolAddress(module, name, ...rest) {
      world.hostCall("getModuleSymbolAddress", module, name);
      const { context } = symbolArguments(world, module, rest);
      const info = findSymbol(world, module, name, context);
      if (info) return int64.fromBigInt(info.address);
      const text = `Unable to find the symbol '${String(name)}' in the module '${moduleArgument(world, module)}'`;
      if (world.variants.missingSymbolAddress === "throws") throw new ModelError(text);
      return missing(world, "symbol", module, name);
    },

    setModuleSymbol(module, name, value, ...rest) {
      world.hostCall("setModuleSymbol", module, name, value);
      const { type, context } = symbolArguments(world, module, rest);
      const info = findSymbol(world, module, name, context);
      if (!info) throw new ModelError(`Unable to find the symbol '${String(name)}'`);
      writeObject(world, symbolObject(world, info, type, context), value);
    },

    getModuleContainingSymbol(location, context) {
      const place = locationArgument(world, location);
      world.hostCall("getModuleContainingSymbol", place.address);
      const within = contextArgument(world, context, place.context);
      counters.symbolLookups++;
      const found = backend.symbolAt(place.address, within);
      return found?.type ? marshal.toScript(backend.createTyped(found.address, found.type, within)) : null;
    },

    getModuleContainingSymbolInformation(location, context) {
      const place = locationArgument(world, location);
      world.hostCall("getModuleContainingSymbolInformation", place.address);
      const within = contextArgument(world, context, place.context);
      counters.symbolLookups++;
      const found = backend.symbolAt(place.address, within);
      if (!found) return null;
      const { name, address, type } = found;
      const information = Object.assign(world.realm.object(), {
        name,
        address: int64.fromBigInt(address),
        type: type ? makeType(world, type) : null,
      });
      const value = (): unknown =>
        world.guard(() => (type ? marshal.toScript(backend.createTyped(address, type, within)) : undefined));
      const get = world.realm.function("value", value);
      return Object.defineProperty(information, "value", { get, enumerable: true, configurable: true });
    },

    evaluateExpression(expression, context) {
      world.hostCall("evaluateExpression", expression);
      return marshal.toScript(
        backend.evaluate(textArgument(expression, "expression"), contextArgument(world, context)),
      );
    },

    evaluateExpressionInContext(self, expression) {
      world.hostCall("evaluateExpressionInContext", expression);
      const model = objectArgument(world, argument(self, "context"));
      if (!model) throw invalid("the context must be an object of the target");
      return marshal.toScript(backend.evaluate(textArgument(expression, "expression"), model.context, model));
    },
  } satisfies Record<string, HostFunction>;
}
