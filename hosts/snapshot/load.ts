/** Reads a snapshot file: `.json`, or `.json.gz` (told by its first bytes, not by its name). */
import { readFileSync, statSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { SnapshotError, validateSnapshot, type LoadedSnapshot } from "./validate.js";

/** Sizes in bytes beyond which a file is refused instead of exhausting the machine. */
export interface LoadLimits {
  readonly file: number;
  readonly inflated: number;
}

// One string holds the document, and V8's strings end just below 2^29 characters.
const DEFAULT_LIMITS: LoadLimits = { file: 500 * 2 ** 20, inflated: 500 * 2 ** 20 };

/**
 * Reads and checks a snapshot file. Nothing half-loads.
 * @throws SnapshotError when the file cannot be read, is too large, is no JSON or is malformed; its message is one line.
 */
export function loadSnapshot(path: string, limits: Partial<LoadLimits> = {}): LoadedSnapshot {
  return validateSnapshot(parse(readText(path, { ...DEFAULT_LIMITS, ...limits })));
}

function readText(path: string, limits: LoadLimits): string {
  const bytes = readBytes(path, limits.file);
  const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isCompressed ? inflate(bytes, limits.inflated) : bytes;
  if (plain.length > limits.inflated) throw new SnapshotError("", `the file holds more than ${limits.inflated} bytes`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(plain);
  } catch {
    throw new SnapshotError("", "the file is not UTF-8 text");
  }
}

function readBytes(path: string, limit: number): Uint8Array {
  let size: number;
  try {
    const status = statSync(path);
    if (status.isDirectory()) throw new Error("it is a directory");
    size = status.size;
    if (size <= limit) return readFileSync(path);
  } catch (error) {
    throw new SnapshotError("", `the file cannot be read: ${reason(error)}`);
  }
  throw new SnapshotError("", `the file has ${size} bytes, more than ${limit}`);
}

function inflate(bytes: Uint8Array, limit: number): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ERR_BUFFER_TOO_LARGE") throw new SnapshotError("", `the file inflates to more than ${limit} bytes`);
    throw new SnapshotError("", `the file is damaged: ${reason(error)}`);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SnapshotError("", `the file is not JSON: ${reason(error)}`);
  }
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ");
}
