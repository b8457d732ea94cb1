/** A model object of the fake debugger: keys in a map, concepts and parents as given. */
import type { Concepts, Key, Metadata, ModelObject, NativeView, Value } from "../../../hosts/provider/dataModel.js";

type Accessor = (self: ModelObject) => Value;

export class FakeObject implements ModelObject {
  readonly kind = "object";
  readonly concepts: Concepts;
  readonly native?: NativeView;
  readonly context: unknown;
  private readonly map = new Map<string, Key>();
  private readonly up: ModelObject[] = [];

  constructor(
    keys: Record<string, Value | Accessor>,
    more: { concepts?: Concepts; native?: NativeView; context?: unknown; parents?: ModelObject[] } = {},
  ) {
    for (const [name, value] of Object.entries(keys)) this.setKey(name, value);
    this.concepts = more.concepts ?? {};
    if (more.native) this.native = more.native;
    this.context = more.context;
    this.up.push(...(more.parents ?? []));
  }
  keys(): Iterable<Key> {
    return this.map.values();
  }
  key(name: string): Key | undefined {
    return this.map.get(name);
  }
  parents(): readonly ModelObject[] {
    return this.up;
  }
  addParent(parent: ModelObject): void {
    this.up.push(parent);
  }
  removeParent(parent: ModelObject): void {
    const at = this.up.indexOf(parent);
    if (at >= 0) this.up.splice(at, 1);
  }
  setKey(name: string, value: Value | Accessor | undefined, metadata?: Metadata): void {
    if (value === undefined) this.map.delete(name);
    else
      this.map.set(name, {
        name,
        ...(metadata && { metadata }),
        get: typeof value === "function" ? value : () => value,
      });
  }
}
