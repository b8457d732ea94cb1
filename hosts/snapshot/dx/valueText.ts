/** The value part of a line. Source: real-engine 0.3 rule 2, 2.3. */
import type { ModelObject, Value } from "../../provider/dataModel.js";
import { findConcept } from "../../provider/lookup.js";
import { attempt, failureText } from "./errors.js";
import { intrinsicText, printable, quoted } from "./format.js";
import { bareType } from "./basicTypes.js";
import { isMemoryString, nativeText, typeLabel, type TextOptions } from "./nativeText.js";
import { metaNumber, type Result } from "./result.js";

export interface ShowOptions extends TextOptions {
  /** Only what the target's types say: no display strings, no keys of models. */
  readonly isRaw?: boolean | undefined;
}

export interface Shown {
  readonly text?: string | undefined;
  readonly type?: string | undefined;
}

/** PreferredFormat: a string in quotes with escapes. Source: real-engine 2.2. */
const ESCAPED_WITH_QUOTES = 13;

/** What a line shows for a value. Reads memory; throws the ModelError of a typed object that cannot be read. */
export function show(found: Result, options: ShowOptions): Shown {
  const { value, metadata } = found;
  const radix = options.radix ?? metaNumber(metadata, "PreferredRadix");
  switch (value.kind) {
    case "none":
    case "method":
      return {};
    case "error":
      return { text: printable(failureText(value)) };
    case "intrinsic": {
      const isQuoted = value.vt === "BSTR" && metaNumber(metadata, "PreferredFormat") === ESCAPED_WITH_QUOTES;
      const text = isQuoted ? quoted(value.value) : intrinsicText(value, radix);
      return text === "" ? {} : { text: printable(text) };
    }
    case "object":
      return showObject(value, { ...options, radix });
  }
}

function showObject(object: ModelObject, options: ShowOptions): Shown {
  const type = object.native && typeLabel(object.native.type);
  const converted = options.isRaw === true && object.native !== undefined ? undefined : displayText(object);
  if (object.native?.type.kind === "pointer") {
    return { text: pointerDisplay(object, converted, options), type };
  }
  const text = converted ?? (object.native && nativeText(object.native, options));
  return { text: text === undefined ? undefined : printable(text), type };
}

/** A pointer shows its address first, then its display string or that of what it points to. */
function pointerDisplay(pointer: ModelObject, converted: string | undefined, options: ShowOptions): string | undefined {
  const view = pointer.native;
  if (view === undefined) return undefined;
  const target = view.type.baseType;
  if (converted === undefined && (target?.kind !== "udt" || options.isRaw === true)) return nativeText(view, options);
  const address = BigInt(view.value().value);
  const shown = `0x${address.toString(16)}`;
  if (address === 0n) return shown;
  const text =
    converted ??
    attempt(
      () => displayText(view.dereference()),
      () => undefined,
    );
  return text === undefined ? shown : `${shown} : ${printable(text)}`;
}

/** The display string of an object or its models; undefined when there is none, an empty one, or it fails. */
export function displayText(object: ModelObject, format?: string): string | undefined {
  const concept = findConcept(object, "display");
  const text =
    concept &&
    attempt(
      () => concept.display(object, format),
      () => undefined,
    );
  return text === "" ? undefined : text;
}

/** Whether a value can be converted to a string: `ToDisplayString` is there. Source: transcripts 10, 11 [dx -v]. */
export function isDisplayable(value: Value): boolean {
  if (value.kind === "intrinsic") return true;
  if (value.kind !== "object") return false;
  if (findConcept(value, "display") !== undefined) return true;
  if (value.native === undefined) return false;
  const { kind } = bareType(value.native.type);
  if (kind === "pointer" || kind === "array") return isMemoryString(value.native);
  return kind !== "udt" && kind !== "function";
}
