/** `Debugger.Utility.FileSystem` over the real file system. Source: host-api 1.9. */
import { existsSync, mkdirSync, readdirSync, statSync, unlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { ModelError, type ModelObject, type Value } from "../../provider/dataModel.js";
import { HostFile } from "./file.js";
import { makeReader, makeWriter } from "./textFile.js";
import { E_INVALIDARG, flag, KeyedObject, method, NOTHING, sequence, text, textOf } from "./values.js";

export function makeFileSystem(): ModelObject {
  return new KeyedObject()
    .define("CurrentDirectory", () => makeDirectory(process.cwd()))
    .define("TempDirectory", () => makeDirectory(tmpdir()))
    .with(
      "CreateFile",
      method(
        (args) => HostFile.create(resolve(name(args, "CreateFile")), disposition(args)).object,
        "CreateFile(path, [disposition]) - Creates a file. The disposition is one of 'CreateAlways', 'CreateNew' and 'OpenExisting'",
      ),
    )
    .with(
      "CreateTempFile",
      method(() => {
        const path = join(tmpdir(), `DBG${process.pid.toString(16)}${Date.now().toString(16)}.tmp`);
        return HostFile.create(path, "CreateNew").object;
      }, "CreateTempFile() - Creates a file in the temporary directory"),
    )
    .with(
      "OpenFile",
      method(
        (args) => HostFile.create(resolve(name(args, "OpenFile")), "OpenExisting").object,
        "OpenFile(path) - Opens an existing file",
      ),
    )
    .with(
      "CreateTextReader",
      method(
        (args) => makeReader(fileOf(args[0], "OpenExisting"), encoding(args[1])),
        "CreateTextReader(file | path, [encoding]) - Creates a text reader over a file. The encoding is one of 'Ascii', 'Utf8' and 'Utf16'",
      ),
    )
    .with(
      "CreateTextWriter",
      method(
        (args) => makeWriter(fileOf(args[0], "CreateAlways"), encoding(args[1])),
        "CreateTextWriter(file | path, [encoding]) - Creates a text writer over a file. The encoding is one of 'Ascii', 'Utf8' and 'Utf16'",
      ),
    )
    .with(
      "FileExists",
      method((args) => {
        const path = resolve(name(args, "FileExists"));
        return flag(existsSync(path) && statSync(path).isFile());
      }, "FileExists(path) - Returns whether a file exists"),
    )
    .with(
      "DeleteFile",
      method((args) => {
        attempt(() => unlinkSync(resolve(name(args, "DeleteFile"))));
        return NOTHING;
      }, "DeleteFile(path) - Deletes a file"),
    );
}

/** A directory with its files and the methods that take a name within it. */
function makeDirectory(path: string): ModelObject {
  const list = (wanted: "isFile" | "isDirectory"): string[] =>
    attempt(() => readdirSync(path, { withFileTypes: true }))
      .filter((entry) => entry[wanted]())
      .map((entry) => join(path, entry.name))
      .sort();
  return new KeyedObject({ display: () => path })
    .define("Name", () => text(basename(path)))
    .define("Path", () => text(path))
    .define("Files", () => sequence(list("isFile").map((file) => HostFile.closed(file).object)))
    .define("SubDirectories", () => sequence(list("isDirectory").map(makeDirectory)))
    .with(
      "CreateFile",
      method((args) => HostFile.create(join(path, name(args, "CreateFile")), disposition(args)).object),
    )
    .with(
      "OpenFile",
      method((args) => HostFile.create(join(path, name(args, "OpenFile")), "OpenExisting").object),
    )
    .with(
      "CreateSubDirectory",
      method((args) => {
        const inner = join(path, name(args, "CreateSubDirectory"));
        attempt(() => mkdirSync(inner));
        return makeDirectory(inner);
      }),
    );
}

function name(args: readonly Value[], of: string): string {
  const path = textOf(args[0]);
  if (path === undefined || path === "")
    throw new ModelError(`Invalid argument passed to method '${of}'`, E_INVALIDARG);
  return path;
}

const DISPOSITIONS = ["CreateAlways", "CreateNew", "OpenExisting"] as const;

function disposition(args: readonly Value[]): (typeof DISPOSITIONS)[number] {
  if (args[1] === undefined) return "CreateAlways";
  const known = DISPOSITIONS.find((candidate) => candidate === textOf(args[1]));
  if (known === undefined) throw new ModelError("Invalid argument passed to method 'CreateFile'", E_INVALIDARG);
  return known;
}

function encoding(value: Value | undefined): "ascii" | "utf8" | "utf16le" {
  if (value === undefined) return "ascii";
  const chosen = textOf(value)?.toLowerCase();
  if (chosen === "ascii" || chosen === "utf8") return chosen;
  if (chosen === "utf16") return "utf16le";
  throw new ModelError("The encoding must be one of 'Ascii', 'Utf8' and 'Utf16'", E_INVALIDARG);
}

function fileOf(value: Value | undefined, how: "OpenExisting" | "CreateAlways"): HostFile {
  const path = textOf(value);
  if (path !== undefined) return HostFile.create(resolve(path), how);
  const file = value?.kind === "object" ? HostFile.behind(value) : undefined;
  if (file === undefined) throw new ModelError("A file or a path is expected", E_INVALIDARG);
  return file;
}

/** Failures of the operating system reach scripts as those of the model. */
export function attempt<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new ModelError(error instanceof Error ? error.message : String(error));
  }
}
