/** `object.name`, for every kind of value. */
import { ModelError, type Key, type Method, type ModelObject, type Value } from "../../provider/dataModel.js";
import { conceptOwner, lookupKey } from "../../provider/lookup.js";
import { Arguments, builtin } from "./builtin.js";
import { cannotBind } from "./errors.js";
import { text } from "./intrinsic.js";
import { containerOf } from "./iteration.js";
import { linqMethod, linqMethods } from "./linq/methods.js";
import { result, type Result } from "./result.js";
import { STRING_MEMBERS } from "./strings.js";
import { memoryString } from "./nativeText.js";
import { isDisplayable, show } from "./valueText.js";

/** A member that was found; `get` runs its accessor and may throw a ModelError. */
export interface Member {
  get(): Result;
  /** Undefined when it cannot be assigned to. */
  readonly set?: (value: Value) => void;
  /** Whether it is a property of the debugger's own that takes no value. */
  readonly isReadOnly?: boolean;
}

const RADIX: Readonly<Record<string, number>> = { x: 16, d: 10, o: 8, b: 2 };

const FORMATS = new Set(["x", "d", "o", "b", "en", "c", "s", "sb", "s8", "s8b", "su", "sub", "nd", "!"]);

/** Source for the text: transcript 10. */
const TO_DISPLAY_STRING = builtin(
  "ToDisplayString([FormatSpecifier]) - Method which converts the object to its display string representation according to an optional format specifier",
  (self, values) => {
    const args = new Arguments("ToDisplayString", values, 0, 1);
    const format = args.count === 0 ? undefined : args.string(0);
    const radix = format === undefined ? undefined : RADIX[format];
    if (self.kind === "intrinsic" && format !== undefined && !FORMATS.has(format)) {
      throw new ModelError("Unrecognized format specifier in call to method 'ToDisplayString'");
    }
    const string = self.kind === "object" && self.native !== undefined ? memoryString(self.native, format) : undefined;
    if (string !== undefined) return text(string);
    return text(show(result(self), { radix, strings: radix === undefined ? format : undefined }).text ?? "");
  },
);

const WRONG_OPERATOR = "-> must be used on pointers and . on structures";

/**
 * `value.name` or `value->name` of an expression. Keys of models are found with either; fields behind a pointer need the
 * arrow. Throws a ModelError when there is no such member. Measured on the engine.
 */
export function memberByOperator(value: Value, name: string, isArrow: boolean, source = name): Member {
  const pointer = value.kind === "object" && value.native?.type.kind === "pointer" ? value : undefined;
  const found = pointer === undefined ? findMember(value, name) : ownMember(pointer, name);
  if (found !== undefined) return found;
  if (isArrow === (pointer === undefined)) throw new ModelError(WRONG_OPERATOR);
  if (pointer === undefined) throw cannotBind(source);
  if (!isArrow) throw new ModelError(WRONG_OPERATOR);
  const behind = pointer.native?.dereference();
  const member =
    behind && (behind.native?.type.kind === "pointer" ? ownMember(behind, name) : findMember(behind, name));
  if (member === undefined) throw cannotBind(source);
  return member;
}

/** What a pointer has itself: keys of its models, and conversion to text. */
function ownMember(pointer: ModelObject, name: string): Member | undefined {
  const key = lookupKey(pointer, name);
  if (key !== undefined) return keyMember(pointer, key);
  const common = commonMember(pointer, name);
  return common && { get: () => common };
}

/** A member by name: keys of the object and its models, fields, those behind a pointer, then what all of its kind have. */
export function findMember(value: Value, name: string): Member | undefined {
  if (value.kind === "object") {
    const found = objectMember(value, name);
    if (found !== undefined) return found;
  }
  const common = commonMember(value, name);
  return common && { get: () => common };
}

function objectMember(object: ModelObject, name: string): Member | undefined {
  const key = lookupKey(object, name);
  if (key !== undefined) return keyMember(object, key);
  const view = object.native;
  if (view === undefined) return undefined;
  const field = view.field(name);
  if (field !== undefined) return { get: () => result(field) };
  const isPointer = view.type.kind === "pointer" && view.type.baseType?.kind === "udt";
  return isPointer ? findMember(view.dereference(), name) : undefined;
}

/** A key as a member of the object it was looked up on. */
export function keyMember(object: ModelObject, key: Key): Member {
  const get = (): Result => result(key.get(object), key.metadata);
  return key.set === undefined
    ? { get, isReadOnly: key.isComputed === true }
    : { get, set: (value) => key.set?.(object, value) };
}

function commonMember(value: Value, name: string): Result | undefined {
  if (value.kind === "intrinsic" && value.vt === "BSTR") {
    const member = STRING_MEMBERS.find((candidate) => candidate.name === name);
    if (member !== undefined) return result(member.get(value.value), member.metadata);
  }
  if (name === "ToDisplayString") return isDisplayable(value) ? result(TO_DISPLAY_STRING) : undefined;
  const method = linqMethod(name);
  return method !== undefined && containerOf(value) !== undefined ? result(method) : undefined;
}

/** The LINQ method `name` of an object that can be iterated, to be called with that object as `self`. */
export function attachLinq(object: ModelObject, name: string): Method | undefined {
  return containerOf(object) === undefined ? undefined : linqMethod(name);
}

/** What a value has beside its own keys, in the order `dx -v` lists it. */
export function* commonMembers(value: Value): Generator<{ name: string; found: Result; isMethod: boolean }> {
  if (value.kind === "intrinsic" && value.vt === "BSTR") {
    for (const member of STRING_MEMBERS) {
      const found = result(member.get(value.value), member.metadata);
      yield { name: member.name, found, isMethod: found.value.kind === "method" };
    }
  }
  if (isDisplayable(value)) yield { name: "ToDisplayString", found: result(TO_DISPLAY_STRING), isMethod: true };
  if (containerOf(value) !== undefined) {
    for (const [name, method] of linqMethods()) yield { name, found: result(method), isMethod: true };
  }
}

/** The model whose keys `ToDisplayString` follows in a listing: the one that gives the display string. */
export function displayOwner(object: ModelObject): ModelObject {
  return conceptOwner(object, "display") ?? object;
}
