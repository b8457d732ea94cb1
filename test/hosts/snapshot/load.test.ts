import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSnapshot } from "../../../hosts/snapshot/load.js";
import { smallSnapshot } from "./small.js";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alpcx-load-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe("reading a snapshot file", () => {
  const text = JSON.stringify(smallSnapshot());

  test("plain and compressed files give the same snapshot, whatever their names", () => {
    const plain = loadSnapshot(file("a.json", text));
    expect(loadSnapshot(file("a.json.gz", gzipSync(text)))).toEqual(plain);
    expect(loadSnapshot(file("b.json", gzipSync(text)))).toEqual(plain);
    expect(plain.snapshot.processes[1]?.name).toBe("printer.exe");
  });

  test("a byte-order mark does no harm", () => {
    expect(loadSnapshot(file("bom.json", "\ufeff" + text)).snapshot.version).toBe(1);
  });

  test("a file that is too large is refused before it is read", () => {
    expect(() => loadSnapshot(file("large.json", text), { file: 100 })).toThrow(
      /^the file has \d+ bytes, more than 100$/,
    );
  });

  test("a file that inflates beyond the limit is refused", () => {
    const bomb = file("bomb.json.gz", gzipSync(" ".repeat(1_000_000)));
    expect(() => loadSnapshot(bomb, { inflated: 500_000 })).toThrow("the file inflates to more than 500000 bytes");
  });

  test.each([
    ["cut.json.gz", () => gzipSync(text).subarray(0, 200), /^the file is damaged: /],
    ["noise.json", () => "{", /^the file is not JSON: /],
    ["latin.json", () => Uint8Array.of(0x22, 0xff, 0x22), /^the file is not UTF-8 text$/],
    ["empty.json", () => "", /^the file is not JSON: /],
  ])("%s is refused in one line", (name, content, message) => {
    expect(() => loadSnapshot(file(name, content()))).toThrow(message);
  });

  test("so is a file that is not there, and a folder", () => {
    expect(() => loadSnapshot(join(folder, "nowhere.json"))).toThrow(/^the file cannot be read: .*ENOENT/);
    expect(() => loadSnapshot(folder)).toThrow("the file cannot be read: it is a directory");
  });
});
