/** The sound machines that are damaged: the recorded cases, and every situation of the library on every layout. */
import { readdirSync } from "node:fs";
import { loadSnapshot } from "../../hosts/snapshot/load";
import { validateSnapshot, type LoadedSnapshot } from "../../hosts/snapshot/validate";
import type { DeadlockDocument } from "../../src/waits/document";
import { CASES } from "../tools/session";
import { alpcLayouts, lpcLayouts, world } from "../worlds/world";
import { alpcOnly, everywhere } from "../worlds/library";
import { FILE, drive, type Driven } from "./drive";
import { takeInventory, type Inventory } from "./inventory";

/** A machine with what it gives while it is sound. */
export interface Base {
  readonly name: string;
  readonly loaded: LoadedSnapshot;
  readonly inventory: Inventory;
  readonly lines: readonly string[];
  /** Expressions whose values are walked beside the three properties of the debugger's objects. */
  readonly expressions: readonly string[];
  /** What each line printed on the sound machine. */
  readonly printed: Driven["printed"];
  /** Reads of each line on the sound machine. */
  readonly reads: ReadonlyMap<string, number>;
  readonly mostReads: number;
  readonly document: DeadlockDocument | undefined;
  /** What broke a promise before anything was damaged. */
  readonly failures: readonly string[];
}

const situations: Readonly<Record<string, string>> = { ...everywhere, ...alpcOnly };

/** `case:NAME` for the recorded cases, `world:LAYOUT:SITUATION` for the others. */
export function caseNames(): string[] {
  return readdirSync(CASES)
    .filter((file) => file.endsWith(".json.gz"))
    .map((file) => `case:${file.replace(".json.gz", "")}`)
    .sort();
}

/** Every layout, with the situations of its era in turn. */
export function worldNames(): string[] {
  const turn = (names: readonly string[], texts: readonly string[]): string[] =>
    names.map((layout, i) => `world:${layout}:${texts[i % texts.length]!}`);
  const everywhereNames = Object.keys(everywhere);
  return [...turn(lpcLayouts, everywhereNames), ...turn(alpcLayouts, [...everywhereNames, ...Object.keys(alpcOnly)])];
}

const known = new Map<string, Base>();

/** @throws when there is no such machine, or the situation does not work on the layout. */
export function base(name: string): Base {
  let made = known.get(name);
  if (made === undefined) known.set(name, (made = prepare(name, load(name))));
  return made;
}

/** Forgets a base: a long run over all layouts would keep them all. */
export function forget(name: string): void {
  known.delete(name);
}

export function load(name: string): LoadedSnapshot {
  const [kind, first = "", second = ""] = name.split(":");
  if (kind === "case") return loadSnapshot(`${CASES}${first}.json.gz`);
  const text = situations[second];
  if (kind !== "world" || typeof text !== "string") throw new Error(`there is no machine ${name}`);
  return validateSnapshot(world(first, text).snapshot);
}

function prepare(name: string, loaded: LoadedSnapshot): Base {
  const first = drive(loaded, { lines: ["/deadlock /json", "/lp"], keepLog: true });
  const found = takeInventory(loaded, first.log);
  const lines = linesFor(found);
  const expressions = expressionsFor(found);
  const whole = drive(loaded, { lines, expressions, keepLog: true });
  const inventory = takeInventory(loaded, whole.log);
  return {
    name,
    loaded,
    inventory,
    lines,
    expressions,
    printed: whole.printed,
    reads: whole.reads,
    mostReads: Math.max(...whole.reads.values()),
    document: whole.document,
    failures: whole.failures,
  };
}

/** Addresses of some places of a type, spread over all. */
function someOf(inventory: Inventory, pattern: RegExp, count: number): string[] {
  const all = inventory.places.filter((place) => pattern.test(place.type));
  const step = Math.max(1, Math.floor(all.length / count));
  return all
    .filter((_, i) => i % step === 0)
    .slice(0, count)
    .map((place) => place.address.toString(16));
}

/** What is reached by a typed pointer, and through the methods of the session's object. */
function expressionsFor(inventory: Inventory): string[] {
  const typed = ["_ALPC_PORT", "_KALPC_MESSAGE", "_LPCP_PORT_OBJECT", "_LPCP_MESSAGE"].flatMap((type) =>
    someOf(inventory, new RegExp(`^${type}$`), 2).map((address) => `((nt!${type} *)0x${address})->Alpc`),
  );
  const methods = [
    "Port:_ALPC_PORT",
    "Port:_LPCP_PORT_OBJECT",
    "Message:_KALPC_MESSAGE",
    "Message:_LPCP_MESSAGE",
  ].concat("Thread:_ETHREAD");
  const called = methods.flatMap((pair) => {
    const [method = "", type = ""] = pair.split(":");
    return someOf(inventory, new RegExp(`^${type}$`), 1).map((address) => `@$cursession.Alpc.${method}(0x${address})`);
  });
  return [...typed, ...called, '@$cursession.Alpc.Port("Svc")', "@$cursession.Alpc.Message(0x1000)"];
}

/** Every command over objects of the machine, as text and as a document. */
function linesFor(inventory: Inventory): string[] {
  const some = (pattern: RegExp, count: number): string[] => someOf(inventory, pattern, count);
  const ports = some(/^_ALPC_PORT$|^_LPCP_PORT_OBJECT$/, 3);
  const commands = [
    "/deadlock",
    "",
    "/deadlock /quick",
    "/deadlock /v",
    "/lp",
    "/lp0",
    "/lp /limit 3",
    "/find *",
    "/id 1000",
    "/selftest",
    "/?",
    ...ports.flatMap((port) => [`/p ${port}`, `/p ${port} /v`, `/lpc ${port}`, `/sd ${port}`]),
    ...ports.slice(0, 1).map((port) => `/pool ${port}`),
    `/record ${FILE} /force`,
    `/record ${FILE} /all /force`,
    `/graph html ${FILE} /force`,
    `/graph dot ${FILE} /force`,
    ...some(/^_KALPC_MESSAGE$|^_LPCP_MESSAGE$/, 3).flatMap((message) => [`/m ${message}`, `/m ${message} /v`]),
    ...some(/^_ETHREAD$/, 3).map((thread) => `/chain ${thread}`),
    ...some(/^_EPROCESS$/, 3).map((process) => `/lpp ${process}`),
  ];
  return commands.flatMap((command) => [command, `${command} /json`.trim()]);
}
