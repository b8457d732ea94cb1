/** Values on their way across the border between the data model and the script. Source: host-api 1.4, engine-host. */
import { ModelError, type Intrinsic, type Method, type ModelObject, type Value } from "./dataModel.js";
import { resolveType } from "./nativeTypes.js";
import { NativeProxies } from "./nativeProxy.js";
import { marshalledAs } from "./typeSystem.js";
import { indexedValues } from "./scriptItems.js";
import { ScriptModel } from "./scriptModel.js";
import { valuesWithMetadata } from "./metadata.js";
import type { World } from "./world.js";

export const none: Value = { kind: "none" };

const TWO64 = 18446744073709551616;

export class Marshaller {
  readonly proxies: NativeProxies;
  /** Our own models of script objects, and back. */
  private readonly objects = new WeakMap<object, ScriptModel>();
  private readonly models = new WeakMap<object, ScriptModel>();
  private readonly methods = new WeakMap<object, Method>();
  private readonly functions = new WeakMap<Method, object>();

  constructor(private readonly world: World) {
    this.proxies = new NativeProxies(world);
  }

  /** `self` is the object a method was taken from. An error value is thrown. */
  toScript(value: Value, self: Value = none): unknown {
    switch (value.kind) {
      case "none":
        return undefined;
      case "error":
        throw this.world.errors.fromValue(value);
      case "intrinsic":
        return this.intrinsic(value);
      case "method":
        return this.functions.get(value) ?? this.proxies.method(value, self);
      case "object":
        return this.object(value);
    }
  }

  intrinsic(value: Intrinsic): unknown {
    switch (value.vt) {
      case "I8":
      case "UI8":
        return this.world.int64.fromBigInt(value.value);
      case "UI4":
        return this.world.variants.uint32 === "wrapped" ? value.value | 0 : value.value;
      default:
        return value.value;
    }
  }

  private object(model: ModelObject): unknown {
    if (model instanceof ScriptModel && model.world === this.world) return model.source;
    const { native } = model;
    if (native) {
      const { kind } = resolveType(native.type);
      if (kind === "intrinsic" || kind === "bitfield") return this.intrinsic(this.proxies.read(native, model));
      if (kind === "enum" && this.world.variants.enums === "number") {
        return this.intrinsic(this.proxies.read(native, model));
      }
    }
    return this.proxies.of(model);
  }

  toModel(value: unknown): Value {
    switch (typeof value) {
      case "undefined":
      case "symbol":
        return none;
      case "boolean":
        return { kind: "intrinsic", vt: "BOOL", value };
      case "string":
        return { kind: "intrinsic", vt: "BSTR", value };
      case "number":
        return numberToModel(value);
      case "function":
        return this.method(value);
      case "object":
        return value === null ? none : this.objectToModel(value);
      default:
        throw new ModelError("A BigInt is no value of the debugger");
    }
  }

  private objectToModel(value: object): Value {
    const { int64 } = this.world;
    if (int64.is(value)) {
      return { kind: "intrinsic", vt: int64.isNegative(value) ? "I8" : "UI8", value: int64.toBigInt(value) };
    }
    const native = this.proxies.modelOf(value);
    if (native) return native;
    const indexed = indexedValues.of(value);
    if (indexed) return this.toModel(indexed.value);
    const hinted = valuesWithMetadata.of(value);
    if (hinted) return this.withMetadata(hinted.value, hinted.metadata);
    const typed = marshalledAs.of(value);
    if (typed) return typed;
    return this.scriptObject(value);
  }

  /** The model of a script's object: the same one each time. */
  scriptObject(value: object): ScriptModel {
    let model = this.objects.get(value);
    if (!model) this.objects.set(value, (model = new ScriptModel(this.world, value, "object")));
    return model;
  }

  /** A class or object as a parent model: the members of its prototype, run with the child as `this`. */
  parentModel(value: unknown): ModelObject {
    if (typeof value === "object" && value !== null) {
      const native = this.proxies.modelOf(value);
      if (native) return native;
    }
    const source = typeof value === "function" ? (value as { prototype?: unknown }).prototype : value;
    if (typeof source !== "object" || source === null) {
      throw new ModelError("Invalid argument: a class or an object is expected");
    }
    let model = this.models.get(source);
    if (!model) this.models.set(source, (model = new ScriptModel(this.world, source, "parent")));
    return model;
  }

  /** The method of a script's function: the same one each time. */
  method(f: object): Method {
    let method = this.methods.get(f);
    if (!method) {
      const call = f as (...args: unknown[]) => unknown;
      method = {
        kind: "method",
        call: (self, args) =>
          this.world.enter(() => {
            const result: unknown = Reflect.apply(
              call,
              this.thisFor(self),
              args.map((argument) => this.toScript(argument)),
            );
            return this.toModel(result);
          }),
      };
      this.methods.set(f, method);
      this.functions.set(method, f);
    }
    return method;
  }

  isOwnFunction(method: Method): boolean {
    return this.functions.has(method);
  }

  /** What `this` is while script code runs for `self`. Never an instance made for the occasion. */
  thisFor(self: Value): unknown {
    if (self.kind !== "object") return self.kind === "none" ? undefined : this.toScript(self);
    return self instanceof ScriptModel && self.world === this.world ? self.source : this.proxies.of(self);
  }

  private withMetadata(value: unknown, metadata: object): Value {
    const model = this.toModel(value);
    if (model.kind !== "object") return model;
    return {
      kind: "object",
      keys: () => model.keys(),
      key: (name) => model.key(name),
      concepts: model.concepts,
      parents: () => model.parents(),
      ...(model.native && { native: model.native }),
      context: model.context,
      metadata: this.world.metadata.marshal(metadata),
    };
  }
}

/** Non-negative integers leave as unsigned, negative ones as signed 64 bit, others as double. Source: engine-host. */
function numberToModel(value: number): Value {
  if (!Number.isInteger(value) || value >= TWO64 || value < -TWO64 / 2) return { kind: "intrinsic", vt: "R8", value };
  return { kind: "intrinsic", vt: value < 0 ? "I8" : "UI8", value: BigInt(value) };
}
