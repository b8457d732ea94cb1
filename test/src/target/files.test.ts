import { afterEach, describe, expect, it } from "vitest";
import { writeTextFile } from "../../../src/target/files";
import { UsageError } from "../../../src/target/target";

/** A debugger's file system in memory, with the faults a disk has. */
class Disk {
  readonly files = new Map<string, string>();
  readonly open = new Set<string>();
  full = Infinity;
  canDeleteFile = true;

  install(): void {
    const { files, open } = this;
    const FileSystem = {
      FileExists: (path: string) => files.has(path),
      CreateFile: (path: string, how: string) => {
        if (path.startsWith("\\nowhere")) throw new Error("The system cannot find the path specified");
        if (how === "CreateNew" && files.has(path)) throw new Error("The file exists");
        files.set(path, "");
        open.add(path);
        return {
          Path: path,
          Close: () => void open.delete(path),
          Delete: () => {
            if (open.has(path) || !this.canDeleteFile) throw new Error("sharing violation");
            files.delete(path);
          },
        };
      },
      CreateTextWriter: (file: { Path: string }, encoding: string) => ({
        Write: (text: string) => {
          expect(encoding).toBe("Ascii");
          const all = files.get(file.Path)! + text;
          if (all.length > this.full) throw new Error("There is not enough space on the disk");
          files.set(file.Path, all);
        },
      }),
      DeleteFile: (path: string) => void (open.has(path) || files.delete(path)),
    };
    (globalThis as { host?: unknown }).host = { namespace: { Debugger: { Utility: { FileSystem } } } };
  }
}

afterEach(() => delete (globalThis as { host?: unknown }).host);

function disk(): Disk {
  const made = new Disk();
  made.install();
  return made;
}

describe("a file", () => {
  it("holds what was written, in order, and is closed", () => {
    const d = disk();
    const pieces = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`);
    expect(writeTextFile("a.json", false, pieces)).toBe("a.json");
    expect(d.files.get("a.json")).toBe(pieces.join(""));
    expect(d.open.size).toBe(0);
  });
  it("may be empty", () => {
    const d = disk();
    writeTextFile("a.json", false, []);
    expect(d.files.get("a.json")).toBe("");
  });
  it("is not replaced without being asked, and replaced when asked", () => {
    const d = disk();
    d.files.set("a.json", "mine");
    expect(() => writeTextFile("a.json", false, ["x"])).toThrow(/exists already.*\/force/);
    expect(d.files.get("a.json")).toBe("mine");
    writeTextFile("a.json", true, ["x"]);
    expect(d.files.get("a.json")).toBe("x");
  });
  it("is not left half written when the disk is full", () => {
    const d = disk();
    d.full = 100000;
    const pieces = Array.from({ length: 50 }, () => "x".repeat(10000));
    expect(() => writeTextFile("a.json", false, pieces)).toThrow(/not enough space.*Nothing of it was kept/);
    expect([...d.files.keys()]).toEqual([]);
    expect(d.open.size).toBe(0);
  });
  it("is deleted by the file system where it cannot delete itself", () => {
    const d = disk();
    d.full = 1;
    d.canDeleteFile = false;
    expect(() => writeTextFile("a.json", false, ["xx"])).toThrow(UsageError);
    expect(d.files.size).toBe(0);
  });
  it("is not left behind when what makes the text fails", () => {
    const d = disk();
    const pieces = function* (): Iterable<string> {
      yield "x";
      throw new Error("no memory");
    };
    expect(() => writeTextFile("a.json", false, pieces())).toThrow(/no memory/);
    expect(d.files.size).toBe(0);
  });
  it("says where a folder is not there", () => {
    disk();
    expect(() => writeTextFile("\\nowhere\\a.json", false, [])).toThrow(
      /cannot be created: The system cannot find the path/,
    );
    expect(() => writeTextFile("  ", false, [])).toThrow(/empty/);
  });
});

describe("a debugger without a file system", () => {
  it.each([
    ["none at all", { namespace: { Debugger: { Utility: {} } } }],
    [
      "an error instead",
      {
        namespace: {
          Debugger: {
            Utility: {
              get FileSystem(): never {
                throw new Error("Unable to bind name 'FileSystem'");
              },
            },
          },
        },
      },
    ],
  ])("is told as such: %s", (_, host) => {
    (globalThis as { host?: unknown }).host = host;
    expect(() => writeTextFile("a.json", false, [])).toThrow(/this debugger lets scripts write no files/);
  });
});
