/** Display hints of script objects: `host.metadata` and `get [Symbol.metadataDescriptor]()`. Source: host-api 1.8. */
import type { Metadata, Value } from "./dataModel.js";
import type { Realm } from "./realm.js";
import { Tag } from "./tag.js";

/** What `host.metadata.valueWithMetadata` returns. */
export const valuesWithMetadata = new Tag<{ readonly value: unknown; readonly metadata: object }>();

export class MetadataStore {
  private readonly defined = new WeakMap<object, object>();

  constructor(
    private readonly realm: Realm,
    private readonly toModel: (value: unknown) => Value,
  ) {}

  /** `defineMetadata(object, { Member: { ... } })`; a class stands for its instances. */
  define(object: object, descriptor: object): void {
    this.defined.set(object, { ...this.defined.get(object), ...descriptor });
  }

  /** Metadata of the members of `object`, by name. A descriptor that throws counts as none. */
  ofMembers(object: object): ReadonlyMap<string, Metadata> {
    const found = new Map<string, Metadata>();
    const take = (descriptor: unknown): void => {
      if (typeof descriptor !== "object" || descriptor === null) return;
      for (const [name, entry] of Object.entries(descriptor)) {
        if (!found.has(name) && typeof entry === "object" && entry !== null)
          found.set(name, this.marshal(entry as object));
      }
    };
    try {
      take((object as Record<symbol, unknown>)[this.realm.metadataDescriptor]);
    } catch {
      // Display hints are never worth a failure.
    }
    for (let holder: object | null = object; holder; holder = Object.getPrototypeOf(holder) as object | null) {
      take(this.defined.get(holder));
      const constructor: unknown = Object.getOwnPropertyDescriptor(holder, "constructor")?.value;
      if (typeof constructor === "function") take(this.defined.get(constructor));
      if (this.realm.builtinPrototypes.has(holder)) break;
    }
    return found;
  }

  marshal(entry: object): Metadata {
    const metadata: Record<string, Value> = {};
    for (const [name, value] of Object.entries(entry)) metadata[name] = this.toModel(value);
    return metadata;
  }
}
