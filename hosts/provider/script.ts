/** One loaded script: its world, its life from the root code to uninitializeScript. Source: host-api 1.1. */
import vm from "node:vm";
import type { Backend, Undo } from "./backend.js";
import { HostCounters } from "./counters.js";
import { ModelError, type ModelObject } from "./dataModel.js";
import { Errors, safeString } from "./errors.js";
import { makeHost } from "./hostObject.js";
import { Int64Space } from "./int64.js";
import { Locations } from "./location.js";
import { Marshaller } from "./marshal.js";
import { MetadataStore } from "./metadata.js";
import { installNumberMethods } from "./numberMethods.js";
import { defaultVariants, type FaultHook, type ProviderOptions, type Variants } from "./options.js";
import { Realm } from "./realm.js";
import { applyRecords, withdraw } from "./records.js";
import { ScriptLoadError, type LoadedScript } from "./scriptHost.js";
import { ScriptModel } from "./scriptModel.js";
import { makeTypeSystem } from "./typeSystem.js";
import { World } from "./world.js";

export class Script extends World implements LoadedScript {
  readonly name: string;
  readonly realm: Realm;
  readonly variants: Variants;
  readonly counters: HostCounters;
  readonly errors: Errors;
  readonly int64: Int64Space;
  readonly metadata: MetadataStore;
  readonly locations: Locations;
  readonly marshal: Marshaller;
  readonly typeSystem: object;
  readonly contents: ModelObject;
  protected readonly faults: FaultHook | undefined;
  private registrations: Undo[] = [];

  constructor(
    readonly backend: Backend,
    readonly path: string,
    options: ProviderOptions,
  ) {
    super();
    this.name = scriptName(path);
    this.variants = { ...defaultVariants, ...options.variants };
    this.counters = options.counters ?? new HostCounters(false);
    this.faults = options.faults;
    this.realm = new Realm(this.variants.sort, this.variants.library);
    this.errors = new Errors(this.realm, path, this.name, this.variants);
    const hasEquals = (): boolean => this.api.atLeast(2);
    this.int64 = new Int64Space(this.realm, this.variants, hasEquals);
    installNumberMethods(this.realm, this.int64, this.variants, hasEquals);
    this.marshal = new Marshaller(this);
    this.metadata = new MetadataStore(this.realm, (value) => this.marshal.toModel(value));
    this.locations = new Locations(this);
    this.typeSystem = makeTypeSystem(this);
    const host = makeHost(this);
    Object.defineProperty(this.realm.global, "host", { value: host, enumerable: true, configurable: true });
    this.contents = new ScriptModel(this, this.realm.global, "object", this.realm.builtinNames);
  }

  /** Root code, initializeScript, records. On failure nothing is left behind. */
  run(source: string): void {
    try {
      const code = new vm.Script(source.replace(/^\ufeff/, ""), { filename: this.path });
      code.runInContext(this.realm.context, { displayErrors: false });
      const records = this.callGlobal("initializeScript");
      this.phase = 2;
      this.registrations = this.guard(() => applyRecords(this, records));
    } catch (thrown) {
      this.withdrawAll();
      throw new ScriptLoadError(this.loadErrorText(thrown));
    } finally {
      this.int64.settle();
    }
  }

  invoke(): boolean {
    if (!this.global("invokeScript")) return false;
    this.enter(() => this.callGlobal("invokeScript"));
    return true;
  }

  unload(): void {
    try {
      this.enter(() => this.callGlobal("uninitializeScript"));
    } catch (thrown) {
      this.backend.print(`Error: ${thrown instanceof ModelError ? thrown.message : safeString(thrown)}\n`);
    }
    try {
      withdraw(this.registrations);
    } catch (thrown) {
      this.backend.print(`Error: ${safeString(thrown)}\n`);
    }
  }

  /** A function that is an own property of the script's global object. */
  private global(name: string): ((...args: unknown[]) => unknown) | undefined {
    const value: unknown = Object.getOwnPropertyDescriptor(this.realm.global, name)?.value;
    return typeof value === "function" ? (value as (...args: unknown[]) => unknown) : undefined;
  }

  private callGlobal(name: string): unknown {
    const call = this.global(name);
    return call && Reflect.apply(call, this.realm.global, []);
  }

  private withdrawAll(): void {
    for (const undos of this.imperative.values()) withdraw(undos);
    withdraw(this.registrations);
  }

  /** The two lines the debugger prints. Source: host-api 1.1 (the text of the first is from the time of Chakra). */
  private loadErrorText(thrown: unknown): string {
    const place = this.errors.placeOf(thrown);
    const where = place ? ` (line ${place.line} (@ ${place.column}))` : "";
    return (
      `"${this.path}"${where}: Error (0x80004005): ${safeString(thrown)}\n` +
      `Error: Unable to execute JavaScript script '${this.path}'`
    );
  }
}

/** File name without folder and last extension. */
export function scriptName(path: string): string {
  const file = path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
  return file.replace(/(?<=.)\.[^.]*$/, "");
}
