/** The protocol methods of a script's object (`toString`, iterator, indexer, comparison) as concepts. */
import { ModelError, type Concepts, type Intrinsic, type ModelObject, type Value } from "./dataModel.js";
import { E_BOUNDS, E_INVALIDARG } from "./errors.js";
import { items } from "./scriptItems.js";
import type { ScriptModel } from "./scriptModel.js";

type Method = (...args: unknown[]) => unknown;

/** Concepts of a plain object or of an instance of a class; of a class's prototype when it is a parent model. */
export function objectConcepts(model: ScriptModel): Concepts {
  const { world, source } = model;
  const member = (name: PropertyKey): Method | undefined => {
    try {
      const value = (source as Record<PropertyKey, unknown>)[name];
      return typeof value === "function" ? (value as Method) : undefined;
    } catch {
      return undefined;
    }
  };
  /** Calls the method of that name of today with `this` as the script expects it. */
  const call = (self: ModelObject, name: PropertyKey, args: readonly unknown[] = []): unknown => {
    const method = member(name);
    if (!method) throw new ModelError(`Object has no '${String(name)}'`);
    return Reflect.apply(method, world.marshal.thisFor(self), args);
  };
  const toScript = (values: readonly Value[]): unknown[] => values.map((value) => world.marshal.toScript(value));
  const dimensionality = (self: ModelObject): number => {
    if (!member("getValueAt")) return 0;
    return member("getDimensionality") ? world.enter(() => Number(call(self, "getDimensionality"))) : 1;
  };

  const concepts: { -readonly [K in keyof Concepts]: Concepts[K] } = {};
  if (displays(model, member("toString")))
    concepts.display = (self) => world.enter(() => String(call(self, "toString")));
  if (member(Symbol.iterator)) {
    concepts.iterate = (self) => items(world, () => call(self, Symbol.iterator), dimensionality(self));
  }
  if (member("getValueAt")) {
    concepts.dimensionality = dimensionality;
    concepts.index = (self, indices) =>
      worded(() => world.enter(() => world.marshal.toModel(call(self, "getValueAt", toScript(indices)))));
  }
  if (member("setValueAt")) {
    concepts.setAt = (self, indices, value) => {
      world.enter(() => call(self, "setValueAt", [world.marshal.toScript(value), ...toScript(indices)]));
    };
  }
  if (world.api.atLeast(2) && member("compareTo")) {
    concepts.compareTo = (self, other) =>
      // What is no number compares as equal: it leaves as a 32-bit integer.
      world.enter(() => Number(call(self, "compareTo", [world.marshal.toScript(other)])) || 0);
  }
  if (world.api.atLeast(2) && member("equals")) {
    concepts.equals = (self, other) =>
      world.enter(() => Boolean(call(self, "equals", [world.marshal.toScript(other)])));
  }
  return concepts;
}

/** An indexer that fails gives its failure as a value: thrown, it would lose its words. Source: real-engine 2.5. */
function worded(index: () => Value): Value {
  try {
    return index();
  } catch (thrown) {
    if (!(thrown instanceof ModelError) || thrown.message === "") throw thrown;
    return { kind: "error", code: thrown.code, message: thrown.message };
  }
}

/** Every object has a display string, be it `[object Object]`; a parent model only when its class defines one. */
function displays(model: ScriptModel, toString: Method | undefined): boolean {
  if (!toString) return false;
  const library = (model.world.realm.builtins.Object as unknown as { prototype: object }).prototype.toString;
  return model.role === "object" || toString !== library;
}

/** Concepts of an array or typed array: items by index. */
export function arrayConcepts({ world, source }: ScriptModel): Concepts {
  const array = source as ArrayLike<unknown>;
  return {
    *iterate() {
      for (let i = 0; i < array.length; i++) {
        yield { value: world.marshal.toModel(array[i]), indices: [{ kind: "intrinsic", vt: "UI8", value: BigInt(i) }] };
      }
    },
    dimensionality: () => 1,
    index: (_self, indices) => {
      return worded(() => {
        const i = indexOf(indices);
        if (i < 0 || i >= array.length) throw new ModelError("Index out of range", E_BOUNDS);
        return world.marshal.toModel(array[i]);
      });
    },
  };
}

function indexOf(indices: readonly Value[]): number {
  const [index] = indices as readonly [Intrinsic];
  if (indices.length !== 1 || index.kind !== "intrinsic" || !/^U?I/.test(index.vt)) {
    throw new ModelError("Invalid parameter. (0x80070057)", E_INVALIDARG);
  }
  return Number(index.value);
}
