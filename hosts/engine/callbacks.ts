/** What the engine asks of the objects, methods and scripts that live in Node. */
import { ModelError } from "../provider/dataModel.js";
import type { Item, Key, Method, ModelObject, Value } from "../provider/dataModel.js";
import type { EngineListener } from "./connection.js";
import type { Link } from "./link.js";
import { Op, type Reader, type Writer } from "./protocol.js";
import type { Scripts } from "./scripts.js";

export class Callbacks implements EngineListener {
  constructor(
    private readonly link: Link,
    private readonly scripts: Scripts,
    readonly output: (mask: number, text: string) => void,
  ) {}

  released(ids: readonly number[]): void {
    for (const id of ids) this.link.nodes.release(id);
  }

  symbolsChanged(): void {
    this.link.symbolsChanged();
  }

  answer(op: number, q: Reader, a: Writer): void {
    switch (op) {
      case Op.LoadScript:
      case Op.UnloadScript:
      case Op.InvokeScript:
        this.scripts.answer(op, q, a);
        return;
      case Op.NextItem:
        this.nextItem(q, a);
        return;
      case Op.Invoke: {
        const method = this.link.nodes.get(q.u32()) as Method;
        const self = this.link.readValue(q);
        this.result(a, method.call(self, this.link.readList(q)));
        return;
      }
      default: {
        const object = this.link.nodes.get(q.u32()) as ModelObject;
        const self = this.link.readValue(q);
        this.askObject(op, object, self.kind === "object" ? self : object, q, a);
      }
    }
  }

  private askObject(op: number, object: ModelObject, self: ModelObject, q: Reader, a: Writer): void {
    const { concepts } = object;
    switch (op) {
      case Op.HasKey: {
        const key = object.key(q.text());
        a.u8(key ? 1 : 0);
        if (key) this.link.writeMetadata(a, key.metadata);
        return;
      }
      case Op.ReadKey:
        this.result(a, keyOf(object, q.text()).get(self));
        return;
      case Op.WriteKey: {
        const key = keyOf(object, q.text());
        if (!key.set) throw new ModelError(`${key.name} cannot be written`, 0x80004001);
        key.set(self, this.link.readValue(q));
        return;
      }
      case Op.NewKey: {
        const name = q.text();
        if (!object.setKey) throw new ModelError(`${name} cannot be added`, 0x80004001);
        object.setKey(name, this.link.readValue(q));
        return;
      }
      case Op.ListKeys: {
        const keys = [...object.keys()];
        a.u32(keys.length);
        for (const key of keys) this.link.writeMetadata(a.text(key.name), key.metadata);
        return;
      }
      case Op.ShowObject: {
        const text = concepts.display?.(self);
        a.u8(text === undefined ? 0 : 1).text(text ?? "");
        return;
      }
      case Op.Dimensionality:
        a.u32(concepts.dimensionality?.(self) ?? 0);
        return;
      case Op.StartIteration:
        a.u32(this.link.nodes.send(need(concepts.iterate)(self)));
        return;
      case Op.ItemAt:
        this.result(a, need(concepts.index)(self, this.link.readList(q)));
        return;
      case Op.SetItemAt: {
        const indices = this.link.readList(q);
        need(concepts.setAt)(self, indices, this.link.readValue(q));
        return;
      }
      case Op.CompareObjects:
        a.u32(Math.sign(need(concepts.compareTo)(self, this.link.readValue(q))) >>> 0);
        return;
      case Op.EqualObjects:
        a.u8(need(concepts.equals)(self, this.link.readValue(q)) ? 1 : 0);
        return;
      default:
        throw new Error(`unknown operation ${op}`);
    }
  }

  private nextItem(q: Reader, a: Writer): void {
    const next = (this.link.nodes.get(q.u32()) as Iterator<Item>).next();
    a.u8(next.done ? 0 : 1);
    if (next.done) return;
    const { value, metadata, indices } = next.value;
    this.link.writeMetadata(this.link.writeValue(a, value), metadata);
    this.link.writeList(a, indices);
  }

  private result(a: Writer, value: Value): void {
    const metadata = value.kind === "object" || value.kind === "method" ? value.metadata : undefined;
    this.link.writeMetadata(this.link.writeValue(a, value), metadata);
  }
}

function keyOf(object: ModelObject, name: string): Key {
  const key = object.key(name);
  // It was there when the engine looked; a script may have taken it away since.
  if (!key) throw new ModelError(`Unable to bind name '${name}'`);
  return key;
}

function need<F>(concept: F | undefined): F {
  if (!concept) throw new ModelError("", 0x80004001);
  return concept;
}
