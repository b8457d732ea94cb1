/** `.scriptload` and its kin. Source: real-engine 3, host-api 1.1, engine-host 8, 10. */
import { readFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import type { ModelObject } from "../../provider/dataModel.js";
import { ScriptLoadError, type LoadedScript, type ScriptProvider } from "../../provider/scriptHost.js";
import type { State } from "../model/state.js";
import { KeyedObject } from "../model/values.js";

interface Entry {
  readonly script: LoadedScript;
  readonly withdraw: () => void;
}

interface ScriptOutput {
  out(line: string): void;
  fail(line: string): void;
  /** Text of a failure without a line end. */
  print(text: string): void;
}

const EXTENSION = ".js";

export class ScriptCommands {
  private readonly loaded = new Map<string, Entry>();

  constructor(
    private readonly provider: () => ScriptProvider,
    private readonly state: () => State,
    private readonly output: ScriptOutput,
  ) {}

  /** `.scriptload FILE`: a second load of the same file does nothing. */
  load(file: string): void {
    if (!this.isOurs(file)) return;
    const path = resolve(file);
    if (this.loaded.has(path)) return this.output.out(`The script '${path}' has been already loaded`);
    this.start(path, file);
  }

  /** `.scriptrun FILE`: loads it, anew when it is loaded, then calls invokeScript. Measured on the engine. */
  run(file: string): void {
    if (!this.isOurs(file)) return;
    const path = resolve(file);
    const known = this.loaded.get(path);
    if (known !== undefined) this.stop(path, known);
    const entry = this.start(path, file);
    if (entry === undefined) return;
    try {
      if (!entry.script.invoke()) this.output.print(`JavaScript script '${path}' has no main function to invoke!`);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.output.fail(`"${path}": Error (0x80004005): ${text}`);
      this.output.fail(`JavaScript script '${path}' failed to execute main function!`);
    }
  }

  /** `.scriptunload FILE`: by path, or by file name. */
  unload(file: string): void {
    const path = resolve(file);
    const found =
      this.loaded.get(path) ?? [...this.loaded.values()].find((entry) => basename(entry.script.path) === file);
    if (found === undefined) return this.output.fail(`Error: Unable to find script '${file}'`);
    this.stop(found.script.path, found);
    this.output.out(`JavaScript script unloaded from '${found.script.path}'`);
  }

  list(): void {
    this.output.out("Command Loaded Scripts:");
    if (this.loaded.size === 0) this.output.out("    <None Loaded>");
    for (const path of this.loaded.keys()) this.output.out(`    JavaScript script from '${path}'`);
    this.output.out("Other Clients' Scripts:");
    this.output.out("    <None Loaded>");
  }

  providers(): void {
    this.listProviders((line) => this.output.out(line));
  }

  /** Unloads everything, last loaded first. */
  unloadAll(): void {
    for (const [path, entry] of [...this.loaded].reverse()) this.stop(path, entry);
  }

  private listProviders(print: (line: string) => void): void {
    print("Available Script Providers:");
    print("    JavaScript (extension '.js')");
  }

  private isOurs(file: string): boolean {
    const extension = extname(file);
    if (extension.toLowerCase() === EXTENSION) return true;
    this.output.fail(`No script provider can be found for a '${extension}' script extension`);
    this.listProviders((line) => this.output.fail(line));
    return false;
  }

  private start(path: string, typed: string): Entry | undefined {
    const source = readSource(path);
    if (source === undefined) {
      this.output.fail(`Error: Unable to open file '${typed}'`);
      return undefined;
    }
    let script: LoadedScript;
    try {
      script = this.provider().load(path, source);
    } catch (error) {
      if (!(error instanceof ScriptLoadError)) throw error;
      for (const line of error.message.replace(/\n$/, "").split("\n")) this.output.fail(line);
      return undefined;
    }
    const entry: Entry = { script, withdraw: this.publish(script) };
    this.loaded.set(path, entry);
    this.output.out(`JavaScript script successfully loaded from '${path}'`);
    return entry;
  }

  private stop(path: string, entry: Entry): void {
    this.loaded.delete(path);
    entry.script.unload();
    entry.withdraw();
  }

  /** Shows the script in Debugger.State.Scripts and its contents in `@$scriptContents`. */
  private publish(script: LoadedScript): () => void {
    const state = this.state();
    const object: ModelObject = new KeyedObject().with("Contents", script.contents);
    state.scripts.setKey(script.name, object);
    const withdraw = state.addContents(script.contents);
    return () => {
      state.scripts.setKey(script.name, undefined);
      withdraw();
    };
  }
}

/** The engine reads scripts byte by byte and drops a byte-order mark. Source: engine-host 9. */
function readSource(path: string): string | undefined {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    return undefined;
  }
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  return new TextDecoder("windows-1252").decode(hasMark ? bytes.subarray(3) : bytes);
}
