/** A dump opened in Microsoft's engine, with scripts run by ours. */
import type { Backend } from "../provider/backend.js";
import type { ScriptProvider } from "../provider/scriptHost.js";
import { ModelError } from "../provider/dataModel.js";
import { EngineBackend } from "./backend.js";
import { Callbacks } from "./callbacks.js";
import { Connection, type Counters, EngineGone } from "./connection.js";
import { type EnginePlace, enginePath, findEngine } from "./find.js";
import { Link } from "./link.js";
import { LineOutput } from "./output.js";
import { startBridge } from "./pipes.js";
import { Op, Writer } from "./protocol.js";
import { Scripts } from "./scripts.js";

export interface EngineOptions {
  /** The dump's path in this system's form. */
  readonly dump: string;
  /** Symbol path: folders and `srv*` entries, separated by `;`. */
  readonly symbols?: string;
  /** Image path, likewise. */
  readonly image?: string;
  /** Folder of dbgeng.dll; found by itself when it is left out. */
  readonly enginePath?: string;
  /** The wine program; not used on Windows. */
  readonly wine?: string;
  print(text: string): void;
  printError(text: string): void;
  /** The JavaScript side; without one .scriptload says so. */
  provider?(backend: Backend): ScriptProvider;
}

export interface EngineSession {
  /** Runs one command line. Never throws for what the line does; EngineGone when the engine has ended. */
  run(line: string): { failed: boolean };
  close(): void;
  readonly backend: Backend;
  readonly isKernel: boolean;
  /** What the engine printed while it opened the dump. */
  readonly banner: string;
  readonly counters: Readonly<Counters>;
  /** The bridge's process (under Wine: Wine's). */
  readonly pid: number | undefined;
  /** Objects each side holds for the other. */
  held(): { engineObjects: number; nodeObjects: number; types: number };
}

/** Opens a dump. Throws an Error that says what is missing, or what the engine says against the dump. */
export function openEngine(options: EngineOptions): EngineSession {
  const place = findEngine(options);
  if (!place.ready) throw new Error(place.problem);
  const connection = start(place);
  try {
    return new Session(options, place, connection);
  } catch (e) {
    connection.close();
    throw e;
  }
}

const START_TRIES = 5;
const START_PAUSE_MS = 300;

/**
 * Starts the bridge and waits for its first words. Wine ends at once, within 10 ms and without a word, when it meets a
 * server of its own that is just leaving (seen once in 180 starts, three at a time); the next start brings a new one.
 */
function start(place: EnginePlace): Connection {
  for (let tries = 1; ; tries++) {
    const connection = new Connection(startBridge(place.command));
    try {
      connection.hello();
      return connection;
    } catch (e) {
      connection.close();
      if (!connection.isSilent || tries === START_TRIES) throw e;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, START_PAUSE_MS * tries);
    }
  }
}

class Session implements EngineSession {
  readonly backend: EngineBackend;
  readonly isKernel: boolean;
  readonly banner: string;
  private readonly link: Link;
  private readonly scripts: Scripts;
  private readonly lines: LineOutput;
  private opening: string[] | undefined = [];

  constructor(
    options: EngineOptions,
    place: EnginePlace,
    private readonly connection: Connection,
  ) {
    this.link = new Link(connection);
    this.scripts = new Scripts(this.link);
    this.backend = new EngineBackend(this.link);
    this.lines = new LineOutput(options);
    connection.listener = new Callbacks(this.link, this.scripts, (mask, text) => this.output(mask, text));
    const w = new Writer().text(enginePath(options.dump, place));
    w.text(enginePath(options.symbols ?? "", place)).text(enginePath(options.image ?? "", place));
    try {
      const r = this.link.ask(Op.Open, w);
      this.link.pointerSize = r.u8() === 4 ? 4 : 8;
      this.isKernel = r.u8() !== 0;
    } catch (e) {
      if (!(e instanceof ModelError)) throw e;
      throw new Error([`${options.dump}: ${e.message}`, this.said()].join("\n").trim(), { cause: e });
    }
    this.banner = this.said();
    this.opening = undefined;
    this.scripts.provider = options.provider?.(this.backend);
  }

  get pid(): number | undefined {
    return this.connection.pid;
  }

  get counters(): Readonly<Counters> {
    return this.connection.counters;
  }

  run(line: string): { failed: boolean } {
    // The engine takes an empty line for the last one again.
    if (line.trim() === "") return { failed: false };
    this.lines.begin();
    const hr = this.link.ask(Op.Run, new Writer().text(line)).u32();
    return { failed: this.lines.end() || hr >= 0x80000000 };
  }

  held(): { engineObjects: number; nodeObjects: number; types: number } {
    const r = this.link.ask(Op.Stats);
    return { engineObjects: r.u32(), types: r.u32(), nodeObjects: this.link.nodes.size };
  }

  close(): void {
    try {
      if (!this.connection.isGone) this.scripts.unloadAll();
    } catch (e) {
      if (!(e instanceof EngineGone)) throw e;
    } finally {
      this.connection.close();
    }
  }

  private output(mask: number, text: string): void {
    if (this.opening) this.opening.push(text);
    else this.lines.write(mask, text, this.backend.printing);
  }

  private said(): string {
    return (this.opening ?? []).join("");
  }
}
