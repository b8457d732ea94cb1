/** What is listed under a value: fields, keys, items. Source: real-engine 0.3 rules 3, 4; 2.3, 2.4, 2.6, 2.7. */
import { ModelError, type Metadata, type ModelObject, type NativeField, type Value } from "../../provider/dataModel.js";
import { lineage } from "../../provider/lookup.js";
import { bareType } from "./basicTypes.js";
import { attempt, failureText } from "./errors.js";
import { intrinsicText, quoted } from "./format.js";
import { containerOf, step, type Container } from "./iteration.js";
import { commonMembers, displayOwner, keyMember } from "./members.js";
import { metaFlag, metaNumber, result, type Result } from "./result.js";
import { show, type ShowOptions, type Shown } from "./valueText.js";

/** One line below a value; its accessor has run. */
export interface Child {
  /** The offset of a field: `[+0x010]`. */
  readonly prefix?: string;
  readonly name: string;
  readonly found: Result;
  readonly shown: Shown;
  /** `[...]`: there is more. */
  readonly isContinuation?: boolean;
}

export interface ListOptions extends ShowOptions {
  readonly isVerbose?: boolean;
  /** Items left out. */
  readonly skip?: number;
  /** Most items shown. */
  readonly limit?: number | undefined;
}

export const DEFAULT_LIMIT = 100;
const CLOSED: Metadata = { PreferAutoExpand: { kind: "intrinsic", vt: "BOOL", value: false } };
const NOTHING: Result = { value: { kind: "none" } };

/** The children of a value, each made when it is asked for. */
export function* children(found: Result, options: ListOptions): Generator<Child> {
  const isContinued = (options.skip ?? 0) > 0;
  if (!isContinued) yield* members(found.value, options, new Set());
  const container = listedContainer(found.value, options);
  if (container !== undefined) {
    yield* items(container, { ...options, limit: options.limit ?? metaNumber(found.metadata, "PreferredLength") });
  }
}

/** The container whose items are listed: the value's, or that of the structure it points to. */
function listedContainer(value: Value, options: ListOptions): Container | undefined {
  if (value.kind !== "object" || isString(value)) return undefined;
  if (options.isRaw === true) return value.native === undefined ? undefined : containerOf(value);
  const pointee = pointeeOf(value);
  return containerOf(value) ?? (pointee && containerOf(pointee));
}

/** The structure a pointer points to; undefined for a null pointer and everything else. */
function pointeeOf(object: ModelObject): ModelObject | undefined {
  const view = object.native;
  if (view?.type.kind !== "pointer" || view.type.baseType?.kind !== "udt") return undefined;
  return attempt(
    () => (BigInt(view.value().value) === 0n ? undefined : view.dereference()),
    () => undefined,
  );
}

/** An array of characters is shown as a string and not listed. Source: transcript 14 [*(char(*)[8])@rsp]. */
function isString(value: ModelObject): boolean {
  const type = value.native?.type;
  if (type?.kind !== "array" || type.baseType === undefined) return false;
  return ["char", "wchar_t"].includes(bareType(type.baseType).name);
}

function* members(value: Value, options: ListOptions, seen: Set<string>): Generator<Child> {
  if (value.kind === "intrinsic") yield* common(value, options, seen);
  if (value.kind !== "object") return;
  yield* nativeMembers(value, options, seen);
  if (options.isRaw !== true) yield* keys(value, options, seen);
}

/** Fields of a structure, or what a pointer points to. */
function* nativeMembers(object: ModelObject, options: ListOptions, seen: Set<string>): Generator<Child> {
  const view = object.native;
  if (view === undefined) return;
  const type = bareType(view.type);
  const { raw } = view;
  if (raw !== undefined && options.isRaw !== true) {
    // A visualizer hides the fields. Measured on the engine.
    yield { name: "[<Raw View>]", found: result(raw, CLOSED), shown: show(result(raw), { isRaw: true }) };
    return;
  }
  if (type.kind === "udt") {
    for (const field of type.fields()) {
      const member = view.field(field.name);
      if (member !== undefined) yield child(field.name, () => result(member), options, offset(field));
    }
    return;
  }
  const target = type.kind === "pointer" && type.baseType !== undefined ? bareType(type.baseType) : undefined;
  if (target === undefined || target.size === 0 || target.kind === "function") return;
  const address = attempt(
    () => view.value().value,
    () => 0,
  );
  if (BigInt(address) === 0n) return;
  const pointee = attempt(
    () => view.dereference(),
    () => undefined,
  );
  if (pointee === undefined) return;
  // A string is shown with its pointer.
  if (target.kind === "array" && isString(pointee)) return;
  if (target.kind !== "udt") yield child("", () => result(pointee), options);
  else yield* members(pointee, options, seen);
}

function offset(field: NativeField): string {
  const at = `+0x${field.offset.toString(16).padStart(3, "0")}`;
  const { bits } = field.type;
  if (bits === undefined) return `[${at}] `;
  const pad = (bit: number): string => String(bit).padStart(2);
  return `[${at} (${pad(bits.lsb + bits.length - 1)}:${pad(bits.lsb)})] `;
}

/** Keys of the object and its models; what all objects of its kind have comes behind the model that displays it. */
function* keys(object: ModelObject, options: ListOptions, seen: Set<string>): Generator<Child> {
  const owner = displayOwner(object);
  for (const model of lineage(object)) {
    // Two keys of one name in one model are both listed: the contents of two scripts. Measured on the engine.
    const here = new Set(seen);
    for (const key of model.keys()) {
      if (here.has(key.name)) continue;
      seen.add(key.name);
      if (options.isVerbose !== true && metaFlag(key.metadata, "PreferShow") === false) continue;
      const listed = child(key.name, () => keyMember(object, key).get(), options, undefined, key.metadata);
      const { value, metadata } = listed.found;
      if (value.kind === "none" && listed.shown.text === undefined) continue;
      const isShown = options.isVerbose === true || metaFlag(metadata, "PreferShow") === true;
      if (value.kind === "method" && !isShown) continue;
      yield listed;
    }
    if (model === owner) yield* common(object, options, seen);
  }
}

function* common(value: Value, options: ListOptions, seen: Set<string>): Generator<Child> {
  for (const member of commonMembers(value)) {
    if ((member.isMethod && options.isVerbose !== true) || seen.has(member.name)) continue;
    seen.add(member.name);
    yield { name: member.name, found: member.found, shown: show(member.found, options) };
  }
}

/** Runs the accessor and converts the value; either failure becomes the text. */
function child(name: string, get: () => Result, options: ShowOptions, prefix?: string, metadata?: Metadata): Child {
  const found = attempt(get, (error) => error);
  if (found instanceof ModelError) {
    // Without a message a getter's failure has this text in a listing. Source: real-engine 2.6.
    const text = found.message === "" ? "Unexpected failure to dereference object" : failureText(found);
    const failed = result({ kind: "error", code: found.code, message: text }, metadata);
    return withPrefix({ name, found: failed, shown: show(failed, options) }, prefix);
  }
  return withPrefix({ name, found, shown: showOrFailure(found, options) }, prefix);
}

function withPrefix(made: Child, prefix: string | undefined): Child {
  return prefix === undefined ? made : { ...made, prefix };
}

function showOrFailure(found: Result, options: ShowOptions): Shown {
  return attempt(
    () => show(found, options),
    // Of what cannot be read no type is shown. Measured on the engine.
    (error) => ({ text: failureText(error) }),
  );
}

/** The items of a container, at most `limit`, then `[...]`. */
export function* items(container: Container, options: ListOptions): Generator<Child> {
  const walk = container.iterate();
  const limit = options.limit ?? DEFAULT_LIMIT;
  const skip = options.skip ?? 0;
  let listed = 0;
  let silentFailures = 0;
  for (let ordinal = 0; ;) {
    const item = step(walk);
    if (item === undefined) return;
    if (item instanceof ModelError) {
      // A failure without a message is passed over and uses up no ordinal. Source: transcript 11 [T.iterr0n].
      if (item.message === "") {
        if (++silentFailures > Math.min(limit, DEFAULT_LIMIT)) return;
        continue;
      }
      const failed = result({ kind: "error", code: item.code, message: item.message });
      if (ordinal++ < skip) continue;
      if (listed++ >= limit) return yield more(container);
      yield { name: `[${ordinalText(ordinal - 1, options.radix)}]`, found: failed, shown: show(failed, options) };
      continue;
    }
    silentFailures = 0;
    const position = ordinal++;
    if (position < skip || item.value.kind === "none") continue;
    const found = result(item.value, item.metadata);
    // The item behind the last is converted too. Source: transcript 12 [T.counted.G3,1].
    const shown = showOrFailure(found, options);
    if (listed++ >= limit) return yield more(container);
    yield { name: label(item.indices, position, found, options), found, shown };
  }
}

/** The row behind the last; of an array of the target it carries its type. */
function more({ object }: Container): Child {
  const type = object.native?.type;
  return { name: "[...]", found: NOTHING, shown: { type: type?.name }, isContinuation: true };
}

/** `[0x4]`, `[4]`, `["name"]`, `[0x0, "a"]`. Source: real-engine 0.3 rule 4. */
function label(indices: readonly Value[], ordinal: number, found: Result, options: ShowOptions): string {
  const radix = options.radix ?? metaNumber(found.metadata, "PreferredRadix");
  if (indices.length === 0) return `[${ordinalText(ordinal, radix)}]`;
  return `[${indices.map((index) => indexText(index, radix)).join(", ")}]`;
}

function ordinalText(ordinal: number, radix: number | undefined): string {
  return intrinsicText({ kind: "intrinsic", vt: "UI8", value: BigInt(ordinal) }, radix);
}

function indexText(index: Value, radix: number | undefined): string {
  if (index.kind === "intrinsic" && index.vt === "BSTR") return quoted(index.value);
  return show(result(index), { radix }).text ?? "";
}
