/** The text of a `_UNICODE_STRING`, which WinDbg's own visualizer shows in quotes. Source: host-api 1.7. */
import { ModelError, type ModelObject } from "./dataModel.js";
import { addressOf } from "./arguments.js";
import { resolveType } from "./nativeTypes.js";
import type { World } from "./world.js";

const NAMES: ReadonlySet<string> = new Set(["_UNICODE_STRING", "UNICODE_STRING"]);

/** `"text"`; undefined for any other type, and when a part of it cannot be read. */
export function unicodeText(world: World, model: ModelObject): string | undefined {
  const { native } = model;
  if (!native || !NAMES.has(resolveType(native.type).name)) return undefined;
  const length = native.field("Length");
  const buffer = native.field("Buffer");
  if (!length?.native || !buffer) return undefined;
  try {
    const bytes = Number(world.marshal.proxies.read(length.native, length).value);
    if (bytes === 0) return '""';
    const start = addressOf(world, buffer);
    if (!Number.isInteger(bytes) || start === undefined) return undefined;
    world.counters.read(start, bytes, model.context);
    const text = world.backend.readMemory(start, bytes - (bytes % 2), model.context);
    return `"${Buffer.from(text).toString("utf16le")}"`;
  } catch (error) {
    if (error instanceof ModelError) return undefined;
    throw error;
  }
}
