/**
 * Text of typed objects: numbers with their character, enumerations, pointers, strings of characters.
 * Source: real-engine 2.1, 3; transcript 14 [PseudoRegisters, casts]; host-api 1.8.
 */
import { ModelError, type ModelObject, type NativeType, type NativeView } from "../../provider/dataModel.js";
import { bareType } from "./basicTypes.js";
import { attempt, E_BOUNDS, E_FAIL, failureText } from "./errors.js";
import { intrinsicText, printable, quoted } from "./format.js";

export interface TextOptions {
  readonly radix?: number | undefined;
  /** `s`, `sb`, `su`, `sub`, `s8`, `s8b`, `c`, `en`. */
  readonly strings?: string | undefined;
}

/** Characters of a string that are shown: Debugger.Settings.Display.MaxStringConversionDisplayLength. */
const LONGEST = 0x200;
const CHARACTERS = new Set(["char", "wchar_t"]);

/** The value part of a typed object; undefined for a structure or array. Reads memory; throws a ModelError. */
export function nativeText(view: NativeView, options: TextOptions): string | undefined {
  const type = bareType(view.type);
  switch (type.kind) {
    case "udt":
    case "function":
      return undefined;
    case "array":
      return isText(type.baseType) ? stringText(view, longestOf(type), type.baseType, options) : undefined;
    case "pointer":
      return pointerText(view, type, options);
    case "enum":
      return enumText(view, type, options);
    default:
      return type.vt === undefined ? undefined : numberText(view, type, options);
  }
}

function numberText(view: NativeView, type: NativeType, options: TextOptions): string {
  const value = view.value();
  const text = intrinsicText(value, options.radix);
  const isCharacter = CHARACTERS.has(type.name) && type.kind === "intrinsic" && options.radix === undefined;
  if (!isCharacter && options.strings !== "c") return text;
  const code = Number(value.value) & (type.size === 1 ? 0xff : 0xffff);
  const character = ESCAPES[code] ?? (isPrintable(code, type.size) ? String.fromCharCode(code) : undefined);
  return character === undefined ? text : `${text} '${character}'`;
}

/** Characters shown by an escape. */
const ESCAPES: Readonly<Record<number, string>> = { 10: "\\n", 13: "\\r", 9: "\\t" };

/** The constant's name and its value; the plain value when it has no name. */
function enumText(view: NativeView, type: NativeType, options: TextOptions): string {
  const value = view.value();
  const number = Number(value.value);
  for (const [name, constant] of type.constants ?? []) {
    if (constant === number)
      return options.strings === "en" ? name : `${name} (${intrinsicText(value, options.radix)})`;
  }
  return intrinsicText(value, options.radix);
}

/** The address, then what is there when that is one value or a string. */
function pointerText(view: NativeView, type: NativeType, options: TextOptions): string {
  const address = BigInt(view.value().value);
  const shown = `0x${address.toString(16)}`;
  const target = type.baseType && bareType(type.baseType);
  // Source: measured [Type: void (__cdecl*)()].
  if (target?.kind === "function") return `${shown} : ${shown}`;
  if (address === 0n || target === undefined || target.size === 0) return shown;
  const there = attempt(
    () => (isText(target) ? stringText(view, LONGEST, target, options) : pointeeText(view, target, options)),
    failureText,
  );
  return there === undefined ? shown : `${shown} : ${there}`;
}

function pointeeText(view: NativeView, target: NativeType, options: TextOptions): string | undefined {
  if (target.kind === "intrinsic" || target.kind === "enum" || (target.kind === "array" && isText(target.baseType))) {
    return textOf(view.dereference(), options);
  }
  // A pointer there is read, but not shown.
  if (target.kind === "pointer") view.dereference().native?.value();
  return undefined;
}

function textOf(object: ModelObject, options: TextOptions): string | undefined {
  return object.native && nativeText(object.native, options);
}

/** Whether elements of this type read as a string. Unsigned characters never do: ImageFileName of a process. Measured. */
function isText(element: NativeType | undefined): boolean {
  return element !== undefined && CHARACTERS.has(bareType(element).name);
}

/** The text in an array ends with it; one without a length (`char []`) is read like what a pointer leads to. Measured. */
function longestOf(type: NativeType): number {
  return (type.kind === "array" && type.count) || LONGEST;
}

/** Whether this is an array of characters or a pointer to them. */
export function isMemoryString(view: NativeView): boolean {
  const type = bareType(view.type);
  return (type.kind === "pointer" || type.kind === "array") && isText(type.baseType);
}

/** What ToDisplayString gives for a string in memory: it wants to know the form. Undefined for others. Measured. */
export function memoryString(view: NativeView, format: string | undefined): string | undefined {
  if (!isMemoryString(view)) return undefined;
  if (format === undefined) throw new ModelError("", E_FAIL);
  if (!format.startsWith("s")) throw new ModelError("", E_BOUNDS);
  const type = bareType(view.type);
  return stringText(view, longestOf(type), type.baseType, { strings: format });
}

function stringText(view: NativeView, most: number, element: NativeType | undefined, options: TextOptions): string {
  const codes: number[] = [];
  let isCut = false;
  for (let i = 0; i < most; i++) {
    const code = attempt(
      () => Number(view.element(i).native?.value().value ?? 0),
      (error) => error,
    );
    if (code instanceof ModelError) {
      if (i === 0) return quoted(`--- memory read error at address ${placeText(view)} ---`);
      break;
    }
    if (code === 0) break;
    codes.push(code & (element?.size === 1 ? 0xff : 0xffff));
    isCut = i === most - 1 && bareType(view.type).kind === "pointer";
  }
  // From the first character on that is no text, this is shown. Source: transcript 14 [(char*)@rsp].
  const bad = codes.findIndex((code) => !isPrintable(code, element?.size ?? 1));
  const text = String.fromCharCode(...(bad < 0 ? codes : codes.slice(0, bad)));
  return framed(text + (bad >= 0 ? "???" : isCut ? "..." : ""), options);
}

function framed(text: string, options: TextOptions): string {
  return options.strings?.endsWith("b") === true ? text : quoted(text);
}

/** Where a string lies, as commands write addresses: `0xffffc48d`8376f000`. */
function placeText(view: NativeView): string {
  const address = bareType(view.type).kind === "pointer" ? BigInt(view.value().value) : (view.address ?? 0n);
  const digits = address.toString(16).padStart(8, "0");
  return `0x${digits.length > 8 ? digits.padStart(16, "0").replace(/(?=.{8}$)/, "`") : digits}`;
}

function isPrintable(code: number, size: number): boolean {
  if (code < 0x80) return code >= 0x20 && code < 0x7f;
  const character = String.fromCharCode(code);
  return size > 1 && !/\p{M}/u.test(character) && printable(character) !== ".";
}

/** The type as it is shown behind a value. */
export function typeLabel(type: NativeType): string {
  return type.kind === "bitfield" ? (type.baseType?.name ?? type.name) : type.name;
}
