/** Scripts the engine loads through its own .scriptload and .scriptrun. */
import { ModelError } from "../provider/dataModel.js";
import { type LoadedScript, ScriptLoadError, type ScriptProvider } from "../provider/scriptHost.js";
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
      try {
        const script = this.load(id, q.text(), q.text());
        a.u8(1).u8(script.contents.key("invokeScript") ? 1 : 0);
        this.link.writeNode(a, script.contents);
      } catch (e) {
        if (!(e instanceof ScriptLoadError)) throw e;
        const { message, line, column } = reason(e.message);
        a.u8(0).text(message).u32(line).u32(column);
      }
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

/**
 * The engine itself puts file, place and code in front of a script's error, and says after it that the script could not
 * be executed. The provider's message has all of that for hosts that print it as it is; here only the rest is wanted.
 */
function reason(text: string): { message: string; line: number; column: number } {
  const whole = /^"[^"]*"(?: \(line (\d+) \(@ (\d+)\)\))?: Error \(0x[0-9a-f]{8}\): ([^]*)$/i.exec(text);
  const message = (whole?.[3] ?? text).replace(/\nError: Unable to execute JavaScript script '[^']*'\s*$/, "");
  return { message, line: Number(whole?.[1] ?? 0), column: Number(whole?.[2] ?? 0) };
}
