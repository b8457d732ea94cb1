/** The gallery manifest as it is shipped. What the engine makes of it is tested there: test/engine/install.test.ts. */
import { existsSync, readFileSync } from "node:fs";
import { win32 } from "node:path";
import { describe, expect, it } from "vitest";

const dist = new URL("../../../dist/", import.meta.url);
const read = (name: string) => readFileSync(new URL(name, dist), "utf8");
const config = read("config.xml");
const manifest = read("Manifest/manifest.1.xml");

/** The elements of a small XML text in their order, each with its attributes; throws where it is not well formed. */
function elements(text: string): { name: string; depth: number; attributes: Record<string, string> }[] {
  const found: ReturnType<typeof elements> = [];
  const open: string[] = [];
  const bare = text.replace(/<!--(?:(?!--)[^])*-->|<!\[CDATA\[[^]*?\]\]>|<\?xml[^>]*\?>/g, "");
  for (const [, slash, name = "", rest = "", self] of bare.matchAll(
    /<(\/?)([A-Za-z]+)((?:\s+[A-Za-z]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (slash) {
      if (open.pop() !== name) throw new Error("</" + name + "> closes something else");
      continue;
    }
    const attributes = Object.fromEntries([...rest.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]));
    found.push({ name, depth: open.length, attributes });
    if (!self) open.push(name);
  }
  if (open.length > 0) throw new Error("not closed: " + open.join(", "));
  if (/[<&]/.test(bare.replace(/<\/?[A-Za-z]+(?:\s+[A-Za-z]+="[^"<]*")*\s*\/?>/g, ""))) throw new Error("not XML");
  return found;
}

describe("config.xml", () => {
  const all = elements(config);
  const settings = all.filter(({ name }) => name === "Setting").map(({ attributes }) => attributes);
  it("adds one repository of its own to the user's settings", () => {
    expect(all.filter(({ name }) => name === "Namespace").map(({ attributes }) => attributes["Name"])).toEqual([
      "Extensions",
      "ExtensionRepositories",
      "alpcx",
    ]);
    expect(settings.map(({ Name, Type }) => `${String(Name)} ${String(Type)}`)).toEqual([
      "ExtensionRepository VT_BSTR",
      "Id VT_BSTR",
      "LocalCacheRootFolder VT_BSTR",
      "IsEnabled VT_BOOL",
    ]);
  });
  it("has an id of its own, and the folder Manifest of wherever it lies", () => {
    const value = (name: string) => settings.find(({ Name }) => Name === name)?.["Value"];
    expect(value("Id")).toMatch(/^[0-9A-F]{8}-(?:[0-9A-F]{4}-){3}[0-9A-F]{12}$/);
    expect(value("LocalCacheRootFolder")).toMatch(/^[A-Z]:\\.*\\Manifest$/);
    expect(value("IsEnabled")).toBe("true");
  });
});

describe("manifest.1.xml", () => {
  const all = elements(manifest);
  const one = (name: string) => {
    const found = all.filter((element) => element.name === name);
    expect(found).toHaveLength(1);
    return found[0]!.attributes;
  };
  it("names the script beside the folder, which is there", () => {
    const { File, FilePathKind, Type, Name } = one("ScriptComponent");
    expect({ FilePathKind, Type, Name }).toEqual({ FilePathKind: "RepositoryRelative", Type: "Engine", Name: "alpc" });
    const file = win32.normalize("Manifest\\" + String(File));
    expect(file).toBe("alpc.js");
    expect(existsSync(new URL(file, dist))).toBe(true);
  });
  it("promises the function that the script registers, and no object: those would hide the script's own", () => {
    expect(one("FunctionAlias")["Name"]).toBe("alpcx");
    expect(read("alpc.js")).toMatch(/functionAlias\([^)]*"alpcx"\)/);
    expect(manifest).not.toContain("NamedExtension");
  });
  it("has the version of the package, in four numbers", () => {
    const { version } = JSON.parse(readFileSync(new URL("../package.json", dist), "utf8")) as { version: string };
    expect(/<Version>([^<]*)<\/Version>/.exec(manifest)?.[1]).toBe(version.replace(/-.*/, "") + ".0");
  });
  it("is the version that the folder names", () => {
    const [, , number] = read("Manifest/ManifestVersion.txt").trim().split(/\s+/);
    expect(existsSync(new URL(`Manifest/manifest.${String(number)}.xml`, dist))).toBe(true);
  });
});
