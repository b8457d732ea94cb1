/**
 * What a debugger front end needs of the provider to carry out .scriptload and its kin. The snapshot host calls it from
 * its own commands; the engine host is called by the engine, as a registered script provider.
 */
import type { ModelObject } from "./dataModel.js";

export interface LoadedScript {
  readonly path: string;
  /** File name without extension, as in Debugger.State.Scripts.<name>. */
  readonly name: string;
  /** Global functions and values of the script that are visible outside (names without a leading `__`). */
  readonly contents: ModelObject;
  /** Calls invokeScript; false when the script has none. */
  invoke(): boolean;
  /** Calls uninitializeScript, then withdraws all registrations. Never throws; failures are printed. */
  unload(): void;
}

export interface ScriptProvider {
  /**
   * Runs the root code and initializeScript, applies the records it returned. On failure everything is withdrawn and a
   * ScriptLoadError is thrown whose message has the lines the debugger prints.
   */
  load(path: string, source: string): LoadedScript;
}

export class ScriptLoadError extends Error {}
