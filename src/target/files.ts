/** Text files beside the debugger, through `Debugger.Utility.FileSystem`. Source: host-api 1.9. */
import { UsageError } from "./target";
import { attempt, messageOf } from "./windbg";

/** Characters collected before the host is called: each call costs. */
const CHUNK = 32768;

/** A new file. Either `close` or `discard` ends it. */
export interface TextFile {
  /** Path as the debugger resolved it. */
  readonly path: string;
  /** ASCII only; no line ends are added. */
  write(text: string): void;
  /** Throws when the last of it cannot be written; the file is then still to be discarded. */
  close(): void;
  /** Closes and deletes it, as far as the host lets. */
  discard(): void;
}

/**
 * Creates a file. A file that is there already is only replaced with `replace`. Throws a UsageError where the debugger
 * has no file system (its extensions bring it), where the file exists, and where it cannot be created.
 */
export function createTextFile(path: string, replace: boolean): TextFile {
  const system = systemFor(path, replace);
  let file: Host.File;
  try {
    // CreateNew refuses a file that came into being meanwhile.
    file = system.CreateFile(path, replace ? "CreateAlways" : "CreateNew");
  } catch (error) {
    throw new UsageError(
      path + " cannot be created: " + messageOf(error) + ". Name a file in a folder that you may write to",
    );
  }
  return new HostTextFile(system, file, path);
}

/**
 * Says before the work what would be in the way after it. Throws a UsageError where the debugger has no file system and
 * where the file exists.
 */
export function checkTextFile(path: string, replace: boolean): void {
  systemFor(path, replace);
}

/** Writes a whole file, or leaves none behind. Gives its path. Throws a UsageError. */
export function writeTextFile(path: string, replace: boolean, pieces: Iterable<string>): string {
  const file = createTextFile(path, replace);
  try {
    for (const piece of pieces) file.write(piece);
    file.close();
  } catch (error) {
    file.discard();
    throw new UsageError(file.path + " cannot be written: " + messageOf(error) + ". Nothing of it was kept");
  }
  return file.path;
}

function systemFor(path: string, replace: boolean): Host.FileSystem {
  const system = fileSystem();
  if (path.trim() === "") throw new UsageError("the name of the file is empty");
  if (!replace && attempt(() => system.FileExists(path)) === true) {
    throw new UsageError(path + " exists already. Name another file, or add /force to replace it");
  }
  return system;
}

function fileSystem(): Host.FileSystem {
  const system = attempt(() => host.namespace.Debugger.Utility.FileSystem);
  if (!system || !attempt(() => typeof system.CreateFile === "function")) {
    throw new UsageError(
      "this debugger lets scripts write no files (it has no Debugger.Utility.FileSystem). Use WinDbg, or cdb and kd with their extensions",
    );
  }
  return system;
}

class HostTextFile implements TextFile {
  readonly path: string;
  private writer: Host.TextWriter | undefined;
  private pending: string[] = [];
  private length = 0;

  constructor(
    private readonly system: Host.FileSystem,
    private readonly file: Host.File,
    path: string,
  ) {
    this.path = attempt(() => String(file.Path)) || path;
  }

  write(text: string): void {
    this.pending.push(text);
    this.length += text.length;
    if (this.length >= CHUNK) this.flush();
  }

  close(): void {
    this.flush();
    this.file.Close();
  }

  discard(): void {
    // A file that is open cannot be deleted.
    attempt(() => this.file.Close());
    if (attempt(() => (this.file.Delete(), true)) === undefined) attempt(() => this.system.DeleteFile(this.path));
  }

  private flush(): void {
    const writer = this.writer || (this.writer = this.system.CreateTextWriter(this.file, "Ascii"));
    if (!attempt(() => typeof writer.Write === "function")) throw new Error("the debugger gave nothing to write with");
    if (this.length > 0) writer.Write(this.pending.join(""));
    this.pending = [];
    this.length = 0;
  }
}
