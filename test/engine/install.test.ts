/** The README's "Install in WinDbg" typed step by step into the engine, and out again: nothing is left behind. */
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { createProvider } from "../../hosts/provider/index.js";
import { caseDump } from "./dump.js";
import { openRecorded, type Recorded } from "./session.js";

const repository = (name: string) => fileURLToPath(new URL("../../" + name, import.meta.url));
const windows = process.platform === "win32";
const home = mkdtempSync(join(tmpdir(), "alpcx-install-"));
const plain = join(home, "dbg");
const blank = join(home, "my tools");
/** As the engine names it. */
const named = (path: string) => (windows ? path : "Z:" + path.replaceAll("/", "\\"));

/** What the README says to type, with the folder of this test for C:\dbg. */
const section = /## Install in WinDbg\n([^]*?)\n## /.exec(readFileSync(repository("README.md"), "utf8"))![1]!;
const step = (begin: string): string => {
  const found = [...section.matchAll(/`([^`]+)`/g)].map((match) => match[1]!).find((code) => code.startsWith(begin));
  if (found === undefined) throw new Error("the README does not say to type " + begin);
  return found.replaceAll("C:\\dbg", named(plain));
};
const COMMAND_FILE = step("$$>a<");
const LOAD = step(".scriptload");
const UNLOAD = step(".scriptunload");

beforeAll(() => {
  for (const folder of [plain, blank]) cpSync(repository("dist"), folder, { recursive: true });
});
afterAll(() => rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 }));

let dbg: Recorded;
const fresh = (): Recorded => {
  const { dump, symbols, image } = caseDump("two-cycle-7601-x64");
  return (dbg = openRecorded(dump, { symbols, image, provider: (backend) => createProvider(backend) }));
};
afterEach(() => dbg.close());

/** Everything that a script may leave behind in a debugger. */
const traces = () =>
  [
    "al",
    ".scriptlist",
    "dx Debugger.State.Scripts",
    "dx Debugger.State.FunctionAliases",
    "dx -r1 @$cursession",
    "dx -r1 @$curprocess",
    "dx -r1 @$curthread",
  ]
    .map((line) => dbg.text(line))
    .join("\n");
const works = (line = "!alpcx /deadlock") => {
  expect(dbg.text(line)).toMatch(/^DEADLOCK: 1 proved/m);
};
const alias = () => / !alpcx +(.*?) ?$/m.exec(dbg.text("al"))?.[1];

describe("way 1, the command file", () => {
  it("installs the command in one line, twice the same, and unloading leaves nothing", () => {
    fresh();
    const before = traces();
    dbg.text(COMMAND_FILE);
    works();
    const installed = traces();
    dbg.text(COMMAND_FILE);
    expect(traces()).toBe(installed);
    works();
    dbg.text(UNLOAD);
    expect(traces()).toBe(before);
    dbg.text(COMMAND_FILE);
    works();
  });
  it("takes a path with blanks in quotes", () => {
    fresh();
    const before = traces();
    dbg.text(`$$>a<"${named(blank)}\\alpc.js"`);
    works();
    dbg.text(`.scriptunload ${named(blank)}\\alpc.js`);
    expect(traces()).toBe(before);
  });
});

describe("way 2, .scriptload", () => {
  it("has the command after the first look at anything of ours, and unloading leaves nothing", () => {
    fresh();
    const before = traces();
    dbg.text(LOAD);
    expect(dbg.text(step("dx "))).toContain("Ports");
    works();
    expect(dbg.text(LOAD)).toContain("already loaded");
    works();
    dbg.text(UNLOAD);
    expect(traces()).toBe(before);
  });
  it("loads again after it was unloaded, under a path with blanks too", () => {
    fresh();
    const before = traces();
    for (const folder of [plain, blank, plain]) {
      dbg.text(`.scriptload ${named(folder)}\\alpc.js`);
      works('dx @$alpcx("/deadlock")');
      works();
      dbg.text(`.scriptunload ${named(folder)}\\alpc.js`);
      expect(traces()).toBe(before);
    }
  });
  it("leaves an alias of the user's own under the same name alone", () => {
    fresh();
    dbg.text("aS !alpcx .echo mine");
    dbg.text(LOAD);
    works('dx @$alpcx("/deadlock")');
    expect(alias()).toBe(".echo mine");
    dbg.text(UNLOAD);
    expect(alias()).toBe(".echo mine");
  });
});

it("a folder that cannot be written is as good: nothing is written into it", () => {
  const list = () =>
    readdirSync(plain, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => name + " " + String(statSync(join(plain, name)).mtimeMs));
  const before = list();
  chmodSync(plain, 0o555);
  try {
    fresh();
    dbg.text(COMMAND_FILE);
    works();
    works("!alpcx");
    dbg.text(UNLOAD);
    expect(list()).toEqual(before);
  } finally {
    chmodSync(plain, 0o755);
  }
});

// `.settings save` writes the user's own settings; Wine has a place of its own for them.
describe.runIf(!windows)("way 3, the gallery", () => {
  beforeAll(() => {
    const prefix = join(home, "wine");
    mkdirSync(prefix);
    vi.stubEnv("ALPCX_WINEPREFIX", prefix);
    const config = join(plain, "config.xml");
    const text = readFileSync(config, "utf8");
    const edited = text.replace(/(LocalCacheRootFolder" Type="VT_BSTR" Value=")[^"]*/, `$1${named(plain)}\\Manifest`);
    expect(edited).not.toBe(text);
    writeFileSync(config, edited);
    fresh();
    expect(dbg.text(step(".settings load"))).toContain("has been loaded successfully");
    expect(dbg.text(step(".settings save"))).toContain("have been saved");
    dbg.close();
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it("is there in every later session, and loads the script with the first !alpcx", () => {
    fresh();
    expect(dbg.text("dx -r2 Debugger.State.ExtensionGallery")).toMatch(/: alpcx$/m);
    expect(dbg.text(".scriptlist")).not.toContain("alpc.js");
    expect(dbg.text("!alpcx")).toMatch(/^DEADLOCK/m);
    expect(dbg.text(".scriptlist")).toContain(named(plain) + "\\alpc.js");
    works();
  });
  it("takes a command in quotes at once, and loads again after it was unloaded", () => {
    fresh();
    works('!alpcx "/deadlock"');
    works();
    dbg.text(UNLOAD);
    expect(alias()).toBeUndefined();
    expect(dbg.text(".scriptlist")).not.toContain("alpc.js");
    // Where it loads a script for the second time in a session, this engine drops the quotes of that one call.
    expect(dbg.text("!alpcx")).toMatch(/^DEADLOCK/m);
    works('!alpcx "/deadlock"');
    works();
  });
  it("and way 1 go together", () => {
    fresh();
    dbg.text(COMMAND_FILE);
    works();
    dbg.text(UNLOAD);
    expect(dbg.text("!alpcx")).toMatch(/^DEADLOCK/m);
    works();
  });
});
