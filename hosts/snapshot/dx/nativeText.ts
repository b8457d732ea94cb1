/**
 * Text of typed objects: numbers with their character, enumerations, pointers, strings of characters.
 * Source: real-engine 2.1, 3; transcript 14 [PseudoRegisters, casts]; host-api 1.8.
 */
import { ModelError, type ModelObject, type NativeType, type NativeView } from "../../provider/dataModel.js";
import { bareType } from "./basicTypes.js";
import { attempt, failureText } from "./errors.js";
import { intrinsicText, quoted } from "./format.js";

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
      return isText(type.baseType, options, true)
        ? stringText(view, type.count ?? 0, type.baseType, options)
        : undefined;
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
  const code = Number(value.value);
  const isShown = CHARACTERS.has(type.name) && type.kind === "intrinsic" && isPrintable(code);
  if (options.strings === "c" && isPrintable(code)) return `'${String.fromCharCode(code)}'`;
  return isShown ? `${text} '${String.fromCharCode(code)}'` : text;
}

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
  if (address === 0n || target === undefined || target.size === 0) return shown;
  const there = attempt(
    () =>
      isText(target, options, false) ? stringText(view, LONGEST, target, options) : pointeeText(view, target, options),
    failureText,
  );
  return there === undefined ? shown : `${shown} : ${there}`;
}

function pointeeText(view: NativeView, target: NativeType, options: TextOptions): string | undefined {
  const isSingle = target.kind === "intrinsic" || target.kind === "enum";
  return isSingle ? textOf(view.dereference(), options) : undefined;
}

function textOf(object: ModelObject, options: TextOptions): string | undefined {
  return object.native && nativeText(object.native, options);
}

/** Whether elements of this type read as a string: unsigned characters do in an array only. */
function isText(element: NativeType | undefined, options: TextOptions, isArray: boolean): boolean {
  if (element === undefined) return false;
  const { name, size } = bareType(element);
  if (CHARACTERS.has(name) || (isArray && name === "unsigned char")) return true;
  const wanted = options.strings ?? "";
  if (!wanted.startsWith("s")) return false;
  return wanted.startsWith("su") ? size === 2 : size === 1;
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
      if (i === 0) throw code;
      break;
    }
    if (code === 0) break;
    codes.push(code & (element?.size === 1 ? 0xff : 0xffff));
    isCut = i === most - 1 && bareType(view.type).kind === "pointer";
  }
  // Bytes that are no text show as this. Source: transcript 14 [(char*)@rsp].
  if (!codes.every(isPrintable)) return `"???"`;
  const text = String.fromCharCode(...codes) + (isCut ? "..." : "");
  return options.strings?.endsWith("b") === true ? text : quoted(text);
}

function isPrintable(code: number): boolean {
  return code >= 0x20 && code < 0x7f;
}

/** The type as it is shown behind a value. */
export function typeLabel(type: NativeType): string {
  return type.kind === "bitfield" ? (type.baseType?.name ?? type.name) : type.name;
}
