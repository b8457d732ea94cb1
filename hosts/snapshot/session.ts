/** A debugger session over a recorded snapshot: what `alpcx` and the tests talk to. */
import { readFileSync } from "node:fs";
import { createProvider, type ProviderOptions } from "../provider/index.js";
import { ModelError, type Value } from "../provider/dataModel.js";
import type { ScriptProvider } from "../provider/scriptHost.js";
import { SnapshotBackend } from "./backend.js";
import { AliasTable } from "./commands/aliases.js";
import { Interpreter } from "./commands/interpreter.js";
import { describeTarget } from "./commands/version.js";
import { ScriptCommands } from "./commands/scripts.js";
import { makeDxEnvironment, type DxHost } from "./dxEnvironment.js";
import { evaluate, runDx } from "./dx/index.js";
import { E_SYNTAX } from "./model/values.js";
import { Output, type Sinks } from "./output.js";
import type { LoadedSnapshot } from "./validate.js";

export interface SessionOptions extends Partial<Sinks> {
  /** Path or name of the snapshot, for the session's title. */
  readonly file?: string;
  /** Called for `q`. */
  readonly quit?: () => void;
  /** How the script host behaves: variants, faults, counters. */
  readonly provider?: ProviderOptions;
}

export interface SnapshotSession {
  readonly backend: SnapshotBackend;
  readonly aliases: AliasTable;
  /** Runs a line as if it were typed at the prompt. Never throws for what the line does. */
  run(line: string): { failed: boolean };
  /** The lines a command prints. @throws ModelError when it cannot be parsed. */
  execute(line: string): string[];
  /** Runs a line and gives the failure messages instead of showing its results. */
  runQuietly(line: string): { failed: boolean; output: string };
  /** Unloads all scripts. */
  close(): void;
}

/** Opens a session over a loaded snapshot. Without sinks, output is dropped. */
export function openSnapshot(loaded: LoadedSnapshot, options: SessionOptions = {}): SnapshotSession {
  return new Session(loaded, options);
}

class Session implements SnapshotSession {
  readonly backend: SnapshotBackend;
  readonly aliases = new AliasTable();
  private readonly output: Output;
  private readonly interpreter: Interpreter;
  private readonly scripts: ScriptCommands;
  private provider: ScriptProvider | undefined;
  private readonly dxHost: DxHost;

  constructor(loaded: LoadedSnapshot, options: SessionOptions) {
    const drop = (): void => undefined;
    this.output = new Output({ output: options.output ?? drop, error: options.error ?? drop });
    const { output } = this;
    this.backend = new SnapshotBackend(loaded, {
      file: options.file ?? "snapshot.json",
      execute: (line) => this.execute(line),
      executeAloud: (line) => this.executeAloud(line),
      print: (text) => output.print(text),
      evaluate: (expression, self): Value => evaluate(expression, makeDxEnvironment(this.dxHost), self),
    });
    const out = (line: string): void => output.line(line);
    const fail = (line: string): void => output.failure(line);
    this.scripts = new ScriptCommands(
      () => (this.provider ??= createProvider(this.backend, options.provider)),
      () => this.backend.state,
      { out, fail, print: (text: string): void => output.failureText(text) },
    );
    const host = {
      aliases: this.aliases,
      scripts: this.scripts,
      preferDml: false,
      prompt: "kd> ",
      pointerSize: this.backend.pointerSize,
      about: describeTarget(loaded.snapshot),
      out,
      fail,
      print: (text: string): void => output.print(text),
      readFile,
      quit: options.quit ?? drop,
      dx: (argument: string): void => this.dx(argument),
      hasFunctionAlias: (name: string): boolean => this.backend.state.functionAliases.key(name) !== undefined,
      capture: (line: string): string => output.capture(() => this.interpreter.run(line)),
    };
    const print = (text: string): void => {
      // dx reports a failure as one line of its own. Source: real-engine 0.3 (7).
      if (text.startsWith("Error: ")) fail(text.replace(/\n$/, ""));
      else output.print(text);
    };
    this.dxHost = { backend: this.backend, print, prefersDml: () => host.preferDml };
    this.interpreter = new Interpreter(host);
  }

  run(line: string): { failed: boolean } {
    return { failed: this.output.watch(() => this.runGuarded(line)) };
  }

  runQuietly(line: string): { failed: boolean; output: string } {
    let failed = false;
    const output = this.output.capture(() => {
      failed = this.output.watch(() => this.runGuarded(line));
    });
    return { failed, output };
  }

  execute(line: string): string[] {
    let isParsed = true;
    const text = this.output.capture(() => {
      isParsed = this.interpreter.run(line);
    });
    if (!isParsed) throw new ModelError("", E_SYNTAX);
    return text.replace(/\n$/, "").split("\n");
  }

  close(): void {
    this.scripts.unloadAll();
  }

  private executeAloud(line: string): void {
    if (!this.interpreter.run(line)) throw new ModelError("", E_SYNTAX);
  }

  private dx(argument: string): void {
    if (runDx(argument, makeDxEnvironment(this.dxHost)).failed) this.output.fail();
  }

  /** A fault of this program itself must not end the session. */
  private runGuarded(line: string): void {
    try {
      this.interpreter.run(line);
    } catch (error) {
      this.output.failure(`alpcx: internal failure: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
}

function readFile(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
