/** What the documents point to is there. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = new URL("../../", import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), "utf8");
const FILES = [
  "README.md",
  "CHANGELOG.md",
  ...readdirSync(new URL("docs/", root)).map((name) => "docs/" + name),
].filter((file) => file.endsWith(".md"));

describe.each(FILES)("%s", (file) => {
  const text = read(file);
  const links = [...text.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map((match) => match[1]!);
  const named = [...text.matchAll(/`((?:docs|src|test|hosts|types|dist|page|bench|examples)(?:\/[\w.-]+)*)`/g)];
  it("links to files that are there", () => {
    const files = links.filter((link) => !/^https?:/.test(link));
    expect(files.filter((link) => !existsSync(fileURLToPath(new URL(link, new URL(file, root)))))).toEqual([]);
  });
  it("names files that are there", () => {
    expect(named.map((match) => match[1]!).filter((path) => !existsSync(new URL(path, root)))).toEqual([]);
  });
  it("names scripts that are there", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
    const used = [...text.matchAll(/npm run ([\w:]+)/g)].map((match) => match[1]!);
    expect(used.filter((name) => !(name in scripts))).toEqual([]);
  });
});
