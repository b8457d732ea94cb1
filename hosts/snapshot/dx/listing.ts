/** The lines of a value and what is under it. Source: real-engine 0.3 rules 1, 5; 2.3, 2.7, 2.9. */
import type { ModelObject } from "../../provider/dataModel.js";
import { conceptOwner, lineage } from "../../provider/lookup.js";
import { children, type Child, type ListOptions } from "./children.js";
import { attempt } from "./errors.js";
import { containerOf } from "./iteration.js";
import { metaFlag, metaText, type Result } from "./result.js";
import { show, type Shown } from "./valueText.js";

const NAME_WIDTH = 16;
const INDENT = 4;

export interface Listing extends ListOptions {
  readonly withHelp: boolean;
  readonly preferDml: boolean;
  print(text: string): void;
}

/** Prints the line of a whole expression. Throws when its value cannot be read. */
export function printRoot(name: string, found: Result, listing: Listing): void {
  const shown = show(found, listing);
  const isWide = listing.preferDml && isExpandable(found);
  const padded = isWide ? name + " ".repeat(NAME_WIDTH) : name.padEnd(NAME_WIDTH);
  listing.print(`${padded}${tail(found, shown, listing)}${isWide ? action(found) : ""}\n`);
}

/** Prints what is under a value, `depth` levels deep. */
export function printChildren(found: Result, depth: number, listing: Listing, level = 1): void {
  if (depth <= 0) return;
  for (const child of children(found, listing)) {
    printChild(child, level, listing);
    const isOpen = metaFlag(child.found.metadata, "PreferAutoExpand") !== false;
    if (depth > 1 && isOpen) printChildren(child.found, depth - 1, nested(listing), level + 1);
  }
}

/** Limits that were asked for hold for the root's items only. */
function nested(listing: Listing): Listing {
  return listing.skip === undefined && listing.limit === undefined
    ? listing
    : { ...listing, skip: 0, limit: undefined };
}

function printChild(child: Child, level: number, listing: Listing): void {
  const indent = " ".repeat(INDENT * level);
  const rest = tail(child.found, child.shown, listing);
  // Without a name there is no column of names. Source: real-engine 2.2 [T.names].
  const line =
    child.name === "" ? rest.replace(/^ (?:: )?/, "") : `${child.prefix ?? ""}${child.name.padEnd(NAME_WIDTH)}${rest}`;
  listing.print(`${indent}${line}\n`);
}

/** ` : value [help] [Type: T]`, each where there is one. */
function tail(found: Result, shown: Shown, listing: Listing): string {
  const value = shown.text === undefined ? "" : ` : ${shown.text}`;
  const type = shown.type === undefined ? "" : ` [Type: ${shown.type}]`;
  const withHelp = listing.withHelp || found.value.kind === "method";
  const help = withHelp ? metaText(found.metadata, "Help") : undefined;
  return `${value}${help === undefined ? "" : ` [${help}]`}${type}`;
}

/** Whether there is anything to open under an object. Runs no accessor. */
function isExpandable({ value }: Result): boolean {
  if (value.kind !== "object") return false;
  if (containerOf(value) !== undefined || conceptOwner(value, "iterate") !== undefined) return true;
  const type = value.native?.type;
  if (type?.kind === "udt") return true;
  if (type?.kind === "pointer") return type.baseType?.kind === "udt" && isNotNull(value);
  for (const model of lineage(value)) for (const _ of model.keys()) return true;
  return false;
}

function isNotNull(object: ModelObject): boolean {
  return attempt(
    () => BigInt(object.native?.value().value ?? 0) !== 0n,
    () => false,
  );
}

/** The default action of a model's methods, when DML is preferred: ` [Switch To]`. Source: real-engine 2.7, 2.9. */
function action({ value }: Result): string {
  if (value.kind !== "object") return "";
  for (const model of lineage(value)) {
    // An object's own methods are not searched: a script's actions do not show. Source: engine-host 5.
    if (model === value) continue;
    for (const key of model.keys()) {
      const name = metaText(key.metadata, "ActionName");
      if (name !== undefined && metaFlag(key.metadata, "ActionIsDefault") === true) return ` [${name}]`;
    }
  }
  return "";
}
