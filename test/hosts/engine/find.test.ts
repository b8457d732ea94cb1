import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { enginePath, engineFolder, findEngine, packageFolder } from "../../../hosts/engine/find.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "alpcx-find-"));
  vi.stubEnv("NUGET_PACKAGES", folder);
  vi.stubEnv("ALPCX_ENGINE", "");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function install(version: string): string {
  const dlls = join(folder, "microsoft.debugging.platform.dbgeng", version, "content", "amd64");
  mkdirSync(dlls, { recursive: true });
  writeFileSync(join(dlls, "dbgeng.dll"), "");
  return dlls;
}

describe("where the engine is", () => {
  test("the newest package by number, not by spelling", () => {
    install("9.1.0.0");
    const newest = install("20260109.1235.0");
    install("20260109.99.0");
    expect(engineFolder()).toBe(newest);
  });

  test("no package, and a folder that was named and has no engine", () => {
    expect(packageFolder()).toBeUndefined();
    expect(engineFolder(folder)).toBeUndefined();
    const found = findEngine({ enginePath: folder });
    expect(found.ready ? "" : found.problem).toContain(`there is no dbgeng.dll in ${folder}`);
  });

  test("what is missing names the package and how to restore it", () => {
    const found = findEngine();
    expect(found.ready).toBe(false);
    if (!found.ready) expect(found.problem).toMatch(/NuGet package Microsoft\.Debugging\.Platform\.DbgEng.*dotnet/);
  });

  test("ALPCX_ENGINE goes before the packages", () => {
    install("1.0.0");
    const other = install("0.1.0");
    vi.stubEnv("ALPCX_ENGINE", other);
    expect(engineFolder()).toBe(other);
  });
});

describe("paths under Wine", () => {
  const wine = { underWine: true };
  test("a path becomes one below Z:, every part of a symbol path for itself", () => {
    expect(enginePath("/a/b c.dmp", wine)).toBe("Z:\\a\\b c.dmp");
    expect(enginePath("/sym;srv*/cache*https://example.org/symbols", wine)).toBe(
      "Z:\\sym;srv*Z:\\cache*https://example.org/symbols",
    );
    expect(enginePath("C:\\sym;cache*/c", wine)).toBe("C:\\sym;cache*Z:\\c");
    expect(enginePath("", wine)).toBe("");
  });
  test("on Windows it stays as it is", () => {
    expect(enginePath("srv*C:\\s*https://example.org", { underWine: false })).toBe("srv*C:\\s*https://example.org");
  });
});
