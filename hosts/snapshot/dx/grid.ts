/** `-g`: items as rows, their keys as columns. Source: real-engine 0.3 rule 6, 2.8; transcripts 10, 11, 12. */
import { ModelError } from "../../provider/dataModel.js";
import { children, items, type Child, type ListOptions } from "./children.js";
import { containerOf } from "./iteration.js";
import { metaNumber, type Result } from "./result.js";

/** Room behind a cell's text. */
const GAP = 3;
const NARROWEST = 5;
/** Without -gc. Measured on the engine. */
const WIDEST = 60;

interface Row {
  readonly label: string;
  /** What the label takes: the name of the item, " : " and its value, also where it has none. */
  readonly labelWidth: number;
  readonly cells: ReadonlyMap<string, string>;
}

/** Prints the grid. Throws when the value cannot be iterated. */
export function printGrid(
  found: Result,
  options: ListOptions,
  print: (text: string) => void,
  cellWidth?: number,
): void {
  const container = containerOf(found.value);
  if (container === undefined) throw new ModelError("Grid display requires an iterable object!");
  const limit = options.limit ?? metaNumber(found.metadata, "PreferredLength");
  const rows: Row[] = [];
  for (const item of items(container, { ...options, limit })) rows.push(rowOf(item, options));
  if (rows.length === 0) {
    print("Warning: The specified container expression is empty.  There is no grid to display.\n");
    return;
  }
  const columns = [...new Set(rows.flatMap((row) => [...row.cells.keys()]))];
  for (const line of layOut(rows, columns, cellWidth)) print(`${line}\n`);
}

function rowOf(item: Child, options: ListOptions): Row {
  const { text } = item.shown;
  const label = text === undefined ? item.name : `${item.name} : ${text}`;
  const cells = new Map<string, string>();
  if (item.isContinuation !== true) {
    const { radix, strings, isRaw } = options;
    for (const child of children(item.found, { radix, strings, isRaw })) {
      if (child.isContinuation !== true && child.found.value.kind !== "method") cells.set(child.name, cell(child));
    }
  }
  return { label, labelWidth: item.name.length + GAP + (text?.length ?? 0), cells };
}

/** Headers are written as markup, also where it is not shown. Measured on the engine: `[&lt;Raw View&gt;]`. */
function escaped(name: string): string {
  return name.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/** Stands for an object without a value of its own. */
const NESTED = "{...}";

function cell(child: Child): string {
  return child.shown.text ?? (child.found.value.kind === "object" ? NESTED : "");
}

/** An object without a value takes no room of its own. Source: transcript 10 [dx -g T.holes]. */
function cellWidthOf(text: string | undefined): number {
  return text === undefined || text === NESTED ? 0 : text.length;
}

/** A header is cut to its column. */
function headed(text: string, room: number): string {
  return escaped(text.slice(0, room)).padEnd(room);
}

function layOut(rows: readonly Row[], columns: readonly string[], cellWidth: number | undefined): string[] {
  // A narrower cell than the narrowest column is not possible. Source: transcript 10 [dx -gc 3].
  const widest = cellWidth === undefined ? WIDEST : Math.max(cellWidth, NARROWEST + GAP);
  const width = (header: string, needs: readonly number[]): number =>
    Math.min(
      widest,
      needs.reduce((most, need) => Math.max(most, need), Math.max(NARROWEST, header.length)),
    );
  const first = width(
    "",
    rows.map((row) => row.labelWidth),
  );
  const widths = columns.map((name) =>
    width(
      name,
      rows.map((row) => cellWidthOf(row.cells.get(name)) + GAP),
    ),
  );
  const fit = (text: string, room: number): string => (text.length > room ? "... " : `${text.padEnd(room)} `);
  const line = (texts: readonly string[], separator: string): string =>
    `= ${texts.map((text, i) => fit(text, (i === 0 ? first : widths[i - 1]) ?? 0)).join(`${separator} `)}=`;
  const header = `= ${["", ...columns].map((text, i) => `${headed(text, (i === 0 ? first : widths[i - 1]) ?? 0)} `).join("= ")}=`;
  const rule = "=".repeat([first, ...widths].reduce((sum, room) => sum + room + 3, 1));
  const body = rows.map((row) => line([row.label, ...columns.map((name) => row.cells.get(name) ?? "")], "-"));
  return [rule, header, rule, ...body, rule];
}
