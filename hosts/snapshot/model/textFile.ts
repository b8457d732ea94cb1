/** Text readers and writers over a file of `Debugger.Utility.FileSystem`. */
import { ModelError, type ModelObject, type Value } from "../../provider/dataModel.js";
import type { HostFile } from "./file.js";
import { E_INVALIDARG, KeyedObject, method, NOTHING, text, textOf } from "./values.js";

export type Encoding = "ascii" | "utf8" | "utf16le";

// Lines end as on Windows, where scripts expect them to.
const LINE_END = "\r\n";
const CHUNK = 65536;

export function makeReader(file: HostFile, encoding: Encoding): ModelObject {
  let pending = "";
  let isAtEnd = false;
  // A character may lie across two chunks.
  const decoder = new TextDecoder(encoding === "ascii" ? "latin1" : encoding === "utf8" ? "utf-8" : "utf-16le");
  const nextLine = (): string | undefined => {
    while (!isAtEnd && !pending.includes("\n")) {
      const bytes = file.read(CHUNK);
      isAtEnd = bytes.length === 0;
      pending += decoder.decode(bytes, { stream: !isAtEnd });
    }
    if (pending === "") return undefined;
    const end = pending.indexOf("\n");
    const line = end < 0 ? pending : pending.slice(0, end);
    pending = end < 0 ? "" : pending.slice(end + 1);
    return line.replace(/\r$/, "");
  };
  return new KeyedObject()
    .with(
      "ReadLine",
      method(() => {
        const line = nextLine();
        if (line === undefined) throw new ModelError("Cannot read past end of file");
        return text(line);
      }, "ReadLine() - Reads a line of text"),
    )
    .with(
      "ReadLineContents",
      method(
        () =>
          new KeyedObject({
            dimensionality: () => 0,
            *iterate() {
              for (let line = nextLine(); line !== undefined; line = nextLine()) {
                yield { value: text(line), indices: [] };
              }
            },
          }),
        "ReadLineContents() - Reads the rest of the file, line by line",
      ),
    );
}

export function makeWriter(file: HostFile, encoding: Encoding): ModelObject {
  const put = (words: string): void => {
    const portable = encoding === "ascii" ? words.replace(/[^\u0000-\u00ff]/g, "?") : words;
    file.write(Buffer.from(portable, encoding === "ascii" ? "latin1" : encoding));
  };
  const each = (value: Value | undefined, of: string, end: string): Value => {
    if (value?.kind !== "object" || value.concepts.iterate === undefined) throw invalid(of);
    const items = value.concepts.iterate(value);
    for (let item = items.next(); item.done !== true; item = items.next()) put(words(item.value.value, of) + end);
    return NOTHING;
  };
  const one = (value: Value | undefined, of: string, end: string): Value => {
    put((value === undefined ? "" : words(value, of)) + end);
    return NOTHING;
  };
  return new KeyedObject()
    .with(
      "Write",
      method(([value]) => one(value, "Write", ""), "Write(text) - Writes text"),
    )
    .with(
      "WriteLine",
      method(([value]) => one(value, "WriteLine", LINE_END), "WriteLine(text) - Writes a line"),
    )
    .with(
      "WriteContents",
      method(([value]) => each(value, "WriteContents", "")),
    )
    .with(
      "WriteLineContents",
      method(([value]) => each(value, "WriteLineContents", LINE_END)),
    );
}

function words(value: Value, of: string): string {
  const plain = textOf(value);
  if (plain !== undefined) return plain;
  if (value.kind === "intrinsic") return String(value.value);
  const display = value.kind === "object" ? value.concepts.display?.(value) : undefined;
  if (display === undefined) throw invalid(of);
  return display;
}

function invalid(of: string): ModelError {
  return new ModelError(`Invalid argument passed to method '${of}'`, E_INVALIDARG);
}
