/** The `host` object in its two phases. Source: host-api 1.1, 1.3. */
import type { Undo } from "./backend.js";
import { ModelError } from "./dataModel.js";
import { argument, invalid, objectArgument, textArgument } from "./arguments.js";
import { safeString } from "./errors.js";
import { makeMemory } from "./memory.js";
import { valuesWithMetadata } from "./metadata.js";
import type { HostCallName } from "./options.js";
import { recordConstructors, typeSignature } from "./records.js";
import { indexedValues } from "./scriptItems.js";
import { symbolFunctions, type HostFunction } from "./symbols.js";
import type { World } from "./world.js";

/** Makes `host`. Members of the second phase fail until `world.phase` is 2. */
export function makeHost(world: World): object {
  const host = world.realm.object();
  for (const [name, value] of Object.entries(firstPhase(world))) {
    Object.defineProperty(host, name, { value, enumerable: true, configurable: false, writable: false });
  }
  for (const [name, get] of Object.entries(secondPhase(world))) {
    const getter = world.realm.function(name, () => {
      if (world.phase === 2) return world.guard(get);
      if (world.variants.phase1 === "absent") return undefined;
      throw new world.realm.builtins.Error(`host.${name} is not available before initializeScript has returned`);
    });
    Object.defineProperty(host, name, { get: getter, enumerable: true, configurable: false });
  }
  return host;
}

function firstPhase(world: World): Record<string, unknown> {
  const { realm, int64 } = world;
  const version = (minor: number): object => Object.assign(realm.object(), { major: 1, minor });
  return {
    currentApiVersionSupported: version(9),
    currentApiVersionInitialized: Object.defineProperties(realm.object(), {
      major: { get: realm.function("major", () => world.api.major), enumerable: true },
      minor: { get: realm.function("minor", () => world.api.minor), enumerable: true },
    }),
    diagnostics: makeDiagnostics(world),
    metadata: makeMetadata(world),
    ...recordConstructors(world),
    Int64: int64.constructor64,
    parseInt64: realm.function("parseInt64", (_self, [text, radix]) =>
      world.guard(() => {
        world.hostCall("parseInt64", text, radix);
        // Whatever it is counts as its text: scripts pass an Int64, or the one piece of a split text.
        return int64.parse(String(argument(text, "text")), radix === undefined ? undefined : Number(radix));
      }),
    ),
    resourceFileName: undefined,
    resourceLookup: realm.function("resourceLookup", (_self, [id]) => {
      throw int64.error(`The script has no resource '${safeString(id)}'`);
    }),
  };
}

function secondPhase(world: World): Record<string, () => unknown> {
  const { realm, backend, marshal, variants } = world;
  const functions: Record<string, HostFunction> = { ...symbolFunctions(world), ...modelFunctions(world) };
  const constant = (make: () => unknown): (() => unknown) => {
    const value = make();
    return () => value;
  };
  const current = (what: "Session" | "Process" | "Thread") => (): unknown => {
    world.hostCall(`current${what}`);
    if (what === "Thread" && variants.currentThread === "throws") throw new ModelError("Unknown exception");
    return marshal.toScript(backend.current(what));
  };
  return {
    namespace: () => {
      world.hostCall("namespace");
      return marshal.toScript(backend.root());
    },
    currentSession: current("Session"),
    currentProcess: current("Process"),
    currentThread: current("Thread"),
    memory: constant(() => makeMemory(world)),
    typeSystem: () => world.typeSystem,
    indexedValue: constant(() =>
      realm.class("indexedValue", ([value, indices]) => {
        if (!Array.isArray(indices)) throw int64Error(world, "the indices must be an array");
        return indexedValues.put(realm.object(), { value, indices: [...(indices as unknown[])] });
      }),
    ),
    ...Object.fromEntries(
      Object.entries(functions).map(([name, call]) => [
        name,
        constant(() => realm.function(name, (_self, args) => world.guard(() => call(...args)))),
      ]),
    ),
  };
}

function int64Error(world: World, text: string): Error {
  return new world.realm.builtins.Error(`Invalid argument: ${text}`);
}

/** Named models and registrations at run time. What a script registers so it must withdraw itself. */
function modelFunctions(world: World): Record<string, HostFunction> {
  const { backend, marshal, imperative } = world;
  const register = (key: string, undo: Undo): void => {
    imperative.set(key, [...(imperative.get(key) ?? []), undo]);
  };
  const unregister = (key: string, what: string): void => {
    const undo = imperative.get(key)?.pop();
    if (!undo) throw new ModelError(`The script has not registered ${what}`);
    undo();
  };
  const signatures = (verb: "Prototype" | "Extension", how: "visualizer" | "extension") => ({
    [`register${verb}ForTypeSignature`]: (...args: unknown[]): void => {
      world.hostCall(`register${verb}ForTypeSignature`, ...args);
      const undo = typeSignature(world, how, args)(world);
      if (undo) register(`${how} ${String(args[1])}`, undo);
    },
    [`unregister${verb}ForTypeSignature`]: (...args: unknown[]): void => {
      world.hostCall(`unregister${verb}ForTypeSignature`, ...args);
      unregister(`${how} ${String(args[1])}`, `the type signature '${String(args[1])}'`);
    },
  });
  return {
    getNamedModel(name) {
      world.hostCall("getNamedModel", name);
      return marshal.toScript(backend.namedModel(textArgument(name, "the model")));
    },
    createInstance(model, ...args) {
      world.hostCall("createInstance", model, ...args);
      if (!backend.createInstance) throw new ModelError("Object is not constructable");
      const given = typeof model === "string" ? model : objectArgument(world, argument(model, "model"));
      if (given === undefined) throw invalid("a model or its name is expected");
      return marshal.toScript(
        backend.createInstance(
          given,
          args.map((value) => marshal.toModel(value)),
        ),
      );
    },
    registerNamedModel(model, name) {
      world.hostCall("registerNamedModel", name);
      const as = textArgument(name, "the model");
      register(`model ${as}`, backend.registerNamedModel(as, marshal.parentModel(model)));
    },
    unregisterNamedModel(name) {
      world.hostCall("unregisterNamedModel", name);
      unregister(`model ${textArgument(name, "the model")}`, `the model '${String(name)}'`);
    },
    ...signatures("Prototype", "visualizer"),
    ...signatures("Extension", "extension"),
  };
}

function makeDiagnostics(world: World): object {
  const { realm, backend } = world;
  const diagnostics = realm.object();
  diagnostics["debugLog"] = realm.function("debugLog", (_self, args) => {
    // Converted outside the guard: what a toString of the script throws is the script's.
    const text = args.map((value) => String(value)).join("");
    world.guard(() => {
      world.hostCall("debugLog" satisfies HostCallName, text);
      backend.print(text);
    });
  });
  for (const name of ["debugBreak", "logObjectCollection"]) diagnostics[name] = realm.function(name, () => undefined);
  return Object.defineProperty(diagnostics, "logUnhandledExceptions", {
    get: realm.function("logUnhandledExceptions", () => world.logUnhandledExceptions),
    set: realm.function("logUnhandledExceptions", (_self, [value]) => {
      world.logUnhandledExceptions = Boolean(value);
    }),
    enumerable: true,
  });
}

function makeMetadata(world: World): object {
  const { realm } = world;
  const isObject = (value: unknown): value is object =>
    (typeof value === "object" && value !== null) || typeof value === "function";
  return Object.assign(realm.object(), {
    defineMetadata: realm.function("defineMetadata", (_self, [object, descriptor]) =>
      world.guard(() => {
        if (!isObject(object) || !isObject(descriptor)) throw invalid("an object and a descriptor are expected");
        world.metadata.define(object, descriptor);
      }),
    ),
    valueWithMetadata: realm.function("valueWithMetadata", (_self, [value, metadata]) =>
      world.guard(() => {
        if (!isObject(metadata)) throw invalid("metadata must be an object");
        return valuesWithMetadata.put(realm.object(), { value, metadata });
      }),
    ),
  });
}
