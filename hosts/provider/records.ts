/** Registration records: what `initializeScript` returns, and what becomes of it. Source: host-api 1.2. */
import type { Undo } from "./backend.js";
import { ModelError, type Metadata } from "./dataModel.js";
import { integerArgument, invalid, textArgument } from "./arguments.js";
import { Tag } from "./tag.js";
import type { World } from "./world.js";

/** What a record does when it is applied; undefined when there is nothing to take back. */
type Apply = (world: World) => Undo | undefined;

interface RegistrationRecord {
  readonly kind: string;
  readonly apply: Apply;
}

const records = new Tag<RegistrationRecord>();

/** The constructors of records by name, as members of `host`. */
export function recordConstructors(world: World): Record<string, object> {
  const { realm } = world;
  const define = (kind: string, check: (args: readonly unknown[]) => Apply): [string, object] => {
    const make = (args: readonly unknown[]): object =>
      world.guard(() => records.put(realm.object(), { kind, apply: check(args) }));
    return [kind, realm.class(kind, make)];
  };
  return Object.fromEntries([
    define("functionAlias", ([method, name]) => {
      if (typeof method !== "function") throw invalid("a function is expected");
      const alias = nameArgument(name, "the alias");
      return ({ backend, marshal }) =>
        backend.registerFunctionAlias(alias, marshal.method(method), metadataOf(world, method as { name: string }));
    }),
    define("namedModelParent", ([model, name]) => {
      const [parent, target] = [world.marshal.parentModel(model), nameArgument(name, "the model")];
      return ({ backend }) => backend.addParent(backend.namedModel(target), parent);
    }),
    define("namedModelRegistration", ([model, name]) => {
      const [registered, as] = [world.marshal.parentModel(model), nameArgument(name, "the model")];
      return ({ backend }) => backend.registerNamedModel(as, registered);
    }),
    define("namespacePropertyParent", ([model, parent, modelName, property]) => {
      const attached = world.marshal.parentModel(model);
      const [to, as, under] = [
        nameArgument(parent, "parent"),
        nameArgument(modelName, "model"),
        nameArgument(property, "property"),
      ];
      return ({ backend }) => backend.registerNamespaceProperty(to, as, under, attached);
    }),
    define("typeSignatureRegistration", (args) => typeSignature(world, "visualizer", args)),
    define("typeSignatureExtension", (args) => typeSignature(world, "extension", args)),
    define("optionalRecord", ([inner]) => {
      const record = records.of(inner);
      if (!record) throw invalid("a registration record is expected");
      return () => {
        try {
          return record.apply(world);
        } catch {
          return undefined;
        }
      };
    }),
    define("apiVersionSupport", ([major, minor = 0]) => {
      const version = [integerArgument(world, major, "major"), integerArgument(world, minor, "minor")] as const;
      return ({ api }) => {
        [api.major, api.minor] = version;
        return undefined;
      };
    }),
    define("allowOutsidePropertyWrites", ([allow]) => {
      if (typeof allow !== "boolean") throw invalid("a boolean is expected");
      return () => {
        if (!world.api.atLeast(7)) throw new ModelError("allowOutsidePropertyWrites needs API version 1.7");
        world.outsideWrites = allow;
        return undefined;
      };
    }),
  ]);
}

/** `(model, signature, [module], [min], [max])` of the records and of the `register...` calls. */
export function typeSignature(world: World, how: "extension" | "visualizer", args: readonly unknown[]): Apply {
  const [model, signature, module, min, max] = args;
  const attached = world.marshal.parentModel(model);
  const name = nameArgument(signature, "the type signature");
  const optional = [module, min, max].map((value, i) =>
    value === undefined || value === null ? undefined : textArgument(value, ["module", "min", "max"][i] ?? ""),
  );
  return ({ backend }) => backend.registerTypeSignature(how, name, attached, ...optional);
}

/**
 * Applies what `initializeScript` returned. API versions come first: they decide how the others behave. When one fails
 * those before it are withdrawn.
 */
export function applyRecords(world: World, returned: unknown): Undo[] {
  if (returned === undefined) return [];
  if (!Array.isArray(returned)) throw invalid("initializeScript must return an array of registration records");
  const all = returned.map((value, i) => {
    const record = records.of(value);
    if (!record) throw invalid(`item ${i} of what initializeScript returned is no registration record`);
    return record;
  });
  const undos: Undo[] = [];
  const first = all.filter(({ kind }) => kind === "apiVersionSupport");
  const rest = all.filter(({ kind }) => kind !== "apiVersionSupport");
  try {
    for (const record of [...first, ...rest]) {
      const undo = record.apply(world);
      if (undo) undos.push(undo);
    }
  } catch (thrown) {
    withdraw(undos);
    throw thrown;
  }
  return undos;
}

/** Takes registrations back, the last one first. */
export function withdraw(undos: Undo[]): void {
  for (let undo = undos.pop(); undo; undo = undos.pop()) undo();
}

function nameArgument(value: unknown, what: string): string {
  const name = textArgument(value, what);
  if (name === "") throw invalid(`${what} has no name`);
  return name;
}

/** Metadata defined on the script's global object for the function of an alias. */
function metadataOf(world: World, { name }: { readonly name: string }): Metadata | undefined {
  return world.metadata.ofMembers(world.realm.global).get(name);
}
