/** Scripts the engine loads through its own .scriptload and .scriptrun. */
import { ModelError } from "../provider/dataModel.js";
import type { LoadedScript, ScriptProvider } from "../provider/scriptHost.js";
import type { Link } from "./link.js";
import { Op, type Reader, type Writer } from "./protocol.js";

export class Scripts {
  private readonly loaded = new Map<number, LoadedScript>();
  /** Set once the session is open. */
  provider: ScriptProvider | undefined;

  constructor(private readonly link: Link) {}

  answer(op: number, q: Reader, a: Writer): void {
    const id = q.u32();
    if (op === Op.LoadScript) {
      const script = this.load(id, q.text(), q.text());
      this.link.writeValue(a, script.contents);
      a.u8(script.contents.key("invokeScript") ? 1 : 0);
    } else if (op === Op.UnloadScript) {
      this.loaded.get(id)?.unload();
      this.loaded.delete(id);
    } else {
      a.u8(this.loaded.get(id)?.invoke() ? 1 : 0);
    }
  }

  /** At the end of the session; the engine is not asked. */
  unloadAll(): void {
    for (const script of this.loaded.values()) script.unload();
    this.loaded.clear();
  }

  private load(id: number, path: string, source: string): LoadedScript {
    if (!this.provider) throw new ModelError("no script provider");
    const script = this.provider.load(path, source);
    this.loaded.set(id, script);
    return script;
  }
}
