/** A snapshot, version 1, as text: piece by piece, ASCII only, the same bytes for the same target. */
import { hex, type Address } from "../target/address";
import type { Architecture } from "../target/machine";
import type { EnumShape, TypeShape } from "../target/typeShapes";
import type { Range } from "./memoryBook";

export interface ThreadRecord {
  readonly address: Address;
  readonly id: number;
  readonly frames: readonly string[] | undefined;
}

export interface HandleRecord {
  readonly handle: number;
  readonly object: Address;
  readonly type: string;
  readonly grantedAccess: number;
  readonly name?: string;
}

export interface ProcessRecord {
  readonly address: Address;
  readonly id: number;
  readonly name: string;
  readonly threads: readonly ThreadRecord[];
  readonly handles?: readonly HandleRecord[];
}

export interface Recording {
  readonly arch: Architecture;
  readonly pointerSize: 4 | 8;
  readonly build: string;
  readonly isLive: boolean;
  readonly module: { readonly base: Address; readonly size: number } | undefined;
  readonly symbols: ReadonlyMap<string, Address>;
  readonly types: readonly (readonly [string, TypeShape])[];
  readonly enums: readonly (readonly [string, EnumShape])[];
  readonly memory: readonly Range[];
  readonly processes: readonly ProcessRecord[];
  readonly current: { readonly process: Address; readonly thread: Address };
}

/** The document, in pieces. */
export function* snapshotText(recording: Recording): IterableIterator<string> {
  const { arch, pointerSize, build, isLive, module } = recording;
  yield '{ "format": "alpcx-snapshot", "version": 1, "origin": "recorded",\n';
  yield '"target": ' + json({ kind: "kernel", arch, pointerSize, build, isLive }) + ",\n";
  if (module) yield '"modules": ' + json([{ name: "nt", base: hex(module.base), size: module.size }]) + ",\n";
  const names = Array.from(recording.symbols.keys()).sort();
  yield* block("symbols", "{}", names, (name) => member(name, hex(recording.symbols.get(name) as Address)));
  yield* block("types", "{}", recording.types, ([name, { size, fields }]) =>
    member(name, { kind: isUnion(fields) ? "union" : "struct", size, fields }),
  );
  yield* block("enums", "{}", recording.enums, ([name, shape]) => member(name, shape));
  yield '"memory": [';
  let separator = "\n";
  for (const range of recording.memory) {
    yield separator + '{ "address": "' + hex(range.address) + '", "hex": "';
    for (const part of range.parts) yield* hexText(part);
    yield '" }';
    separator = ",\n";
  }
  yield "\n],\n";
  yield* block("processes", "[]", recording.processes, processText);
  const { process, thread } = recording.current;
  yield '"current": ' + json({ process: hex(process), thread: hex(thread) }) + " }\n";
}

/** One member of the document, an item to a line. */
function* block<T>(
  name: string,
  brackets: string,
  items: readonly T[],
  text: (item: T) => string,
): IterableIterator<string> {
  yield '"' + name + '": ' + brackets.charAt(0);
  for (let i = 0; i < items.length; i++) yield (i === 0 ? "\n" : ",\n") + text(items[i] as T);
  yield "\n" + brackets.charAt(1) + ",\n";
}

function processText(process: ProcessRecord): string {
  const threads = process.threads.map(({ address, id, frames }) =>
    frames ? { address: hex(address), id, frames: frames.map(frameText) } : { address: hex(address), id },
  );
  const handles =
    process.handles && process.handles.map((handle) => Object.assign({}, handle, { object: hex(handle.object) }));
  const { id, name } = process;
  return json(Object.assign({ address: hex(process.address), id, name, threads }, handles ? { handles } : {}));
}

/** `nt!KiSwapContext + 0x76`, as the debugger shows it, without the blanks. */
function frameText(frame: string): string {
  return frame.replace(/ \+ (0x[0-9a-f]+)$/i, "+$1");
}

/** A union has more than one member, and all at its start; a structure of bit fields alone is none. */
function isUnion(fields: TypeShape["fields"]): boolean {
  return fields.length > 1 && fields.every((field) => field.offset === 0 && !field.bitPos);
}

function member(name: string, value: unknown): string {
  return json(name) + ": " + json(value);
}

/** JSON in ASCII. */
function json(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (character) => "\\u" + ("000" + character.charCodeAt(0).toString(16)).slice(-4),
  );
}

const DIGITS: readonly string[] = Array.from({ length: 256 }, (_, byte) => ("0" + byte.toString(16)).slice(-2));
const STEP = 4096;

function* hexText(bytes: Uint8Array): IterableIterator<string> {
  for (let from = 0; from < bytes.length; from += STEP) {
    let text = "";
    for (let i = from; i < Math.min(from + STEP, bytes.length); i++) text += DIGITS[bytes[i] as number];
    yield text;
  }
}
