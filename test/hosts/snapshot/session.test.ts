import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { smallSnapshot } from "./small.js";
import { sitDown } from "./open.js";

const lines = (...text: string[]): string => text.map((line) => line + "\n").join("");

describe("what dx lists of a kernel-mode snapshot", () => {
  const desk = sitDown(smallSnapshot());

  test("the current process, member by member as the engine names them", () => {
    expect(desk.type("dx @$curprocess")).toBe(
      lines(
        "@$curprocess     : printer.exe",
        "    KernelObject     [Type: _EPROCESS]",
        "    Name             : printer.exe",
        "    Id               : 0xc5c",
        "    Index            : 0x0",
        "    Handle           : 0xf0f0f0f0",
        "    Threads         ",
        "    Modules         ",
        "    Environment     ",
      ),
    );
  });

  test("processes by their identifier, threads by theirs", () => {
    expect(desk.type("dx @$cursession.Processes")).toBe(
      lines("@$cursession.Processes", "    [0x4]            : System", "    [0xc5c]          : printer.exe"),
    );
    expect(desk.type("dx @$cursession.Processes[4].Threads")).toBe(
      lines(
        "@$cursession.Processes[4].Threads",
        "    [0x8]            : nt!KiSwapContext+0x76",
        "    [0xc]            : <Unable to get stack trace>",
      ),
    );
    expect(desk.type("dx @$cursession.Processes[3164].Name")).toContain(": printer.exe\n");
  });

  test("an identifier nobody has, and an index that is none", () => {
    expect(desk.type("dx @$cursession.Processes[5]")).toBe("Error: <Unable to get error code text> (0x8000000b)\n");
    expect(desk.type('dx @$cursession.Processes["x"]')).toBe("Error: <Unable to get error code text> (0x8000000b)\n");
    expect(desk.failed).toBe(true);
  });

  test("the current thread and its frames", () => {
    expect(desk.type("dx @$cursession.Processes[4].Threads[8].Stack.Frames")).toBe(
      lines(
        "@$cursession.Processes[4].Threads[8].Stack.Frames",
        "    [0x0]            : nt!KiSwapContext + 0x76",
        "    [0x1]            : nt!KeWaitForSingleObject + 0x1a",
      ),
    );
    expect(desk.type("dx @$curthread.Id")).toBe("@$curthread.Id   : 0x15c4\n");
  });

  test("the session and what it says of the machine", () => {
    expect(desk.type("dx @$cursession.Attributes.Machine")).toBe(
      lines(
        "@$cursession.Attributes.Machine",
        "    FullName         : x64",
        "    AbbrevName       : AMD64",
        "    PageSize         : 0x1000",
        "    PointerSize      : 0x8",
        "    IsBigEndian      : false",
      ),
    );
    expect(desk.type("dx @$cursession.Attributes.Target.IsKernelTarget")).toContain(": true\n");
  });

  test("modules by number and by name", () => {
    expect(desk.type("dx @$curprocess.Modules")).toBe(
      lines("@$curprocess.Modules", "    [0x0]            : ntoskrnl.exe", "    [0x1]            : tcpip"),
    );
    expect(desk.type('dx @$curprocess.Modules["nt"].BaseAddress')).toContain(": 0xfffff80000000000\n");
  });

  test("handles with the header in front of the object", () => {
    expect(desk.type("dx @$cursession.Processes[4].Io.Handles[4]")).toBe(
      lines(
        "@$cursession.Processes[4].Io.Handles[4]",
        "    Handle           : 0x4",
        "    Type             : ALPC Port",
        "    GrantedAccess    : 0x1f0001",
        "    Object           [Type: _OBJECT_HEADER]",
        "    ObjectName       : ApiPort",
      ),
    );
    expect(desk.type("dx -r0 &@$cursession.Processes[4].Io.Handles[4].Object")).toContain("0xffff800000003000");
  });

  test("switching to a process leaves the thread, switching to a thread changes both", () => {
    const other = sitDown(smallSnapshot());
    other.type("dx @$cursession.Processes[4].SwitchTo()");
    expect(other.type("dx -r0 @$curprocess")).toBe("@$curprocess     : System\n");
    expect(other.type("dx @$curthread.Id")).toBe("@$curthread.Id   : 0x15c4\n");
    const third = sitDown(smallSnapshot());
    third.type("dx @$cursession.Processes[4].Threads[12].SwitchTo()");
    expect(third.type("dx -r0 @$curprocess")).toBe("@$curprocess     : System\n");
    expect(third.type("dx @$curthread.Id")).toBe("@$curthread.Id   : 0xc\n");
  });

  test("structures, bit fields, enumerations and arrays of the target", () => {
    const text = desk.type("dx @$cursession.Processes[4].KernelObject");
    expect(text).toContain("    [+0x000] UniqueProcessId  : 0x4 [Type: void *]\n");
    expect(text).toContain("    [+0x018 ( 2: 2)] Exiting          : 0x1 [Type: unsigned long]\n");
    expect(text).toContain("    [+0x018 (31:28)] Depth            : 0xc [Type: unsigned long]\n");
    expect(text).toContain("    [+0x030] Reason           : WrLpcReply (17) [Type: _KWAIT_REASON]\n");
    expect(desk.type("dx @$cursession.Processes[4].KernelObject.Usage[0]")).toContain(": 0x1122334455667788");
  });

  test("memory that is not there fails with its address", () => {
    expect(desk.type("dx *(int*)0x10")).toBe("Error: Unable to read memory at Address 0x10\n");
    expect(desk.type("dx @$curthread.KernelObject.Id")).toBe(
      "Error: Unable to read memory at Address 0xffff800000002200\n",
    );
  });

  test("without types a kernel object is a plain pointer", () => {
    const bare = smallSnapshot();
    bare.types = {};
    expect(sitDown(bare).type("dx @$curprocess.KernelObject")).toBe(
      "@$curprocess.KernelObject : 0xffff800000001040 [Type: void *]\n",
    );
  });

  test("an empty name is an unknown image", () => {
    const nameless = smallSnapshot();
    for (const process of nameless.processes) process.name = "";
    expect(sitDown(nameless).type("dx -r0 @$curprocess")).toBe("@$curprocess     : <Unknown Image>\n");
  });
});

describe("a user-mode snapshot", () => {
  const draft = smallSnapshot();
  draft.target.kind = "user";
  const desk = sitDown(draft);

  test("has no kernel objects and no handles", () => {
    expect(desk.type("dx @$curprocess")).toBe(
      lines(
        "@$curprocess     : printer.exe",
        "    Name             : printer.exe",
        "    Id               : 0xc5c",
        "    Index            : 0x0",
        "    Threads         ",
        "    Modules         ",
        "    Environment     ",
      ),
    );
    expect(desk.type("dx @$cursession.Processes[4].Io")).toBe("Error: Unable to bind name 'Io'\n");
    expect(desk.type("dx @$cursession.Attributes.Target.IsKernelTarget")).toContain(": false");
    expect(desk.type("dx (nt!_EPROCESS*)0")).toBe("Error: Unable to find module 'nt' for qualified type lookup.\n");
  });
});

describe("lists of the target", () => {
  const draft = smallSnapshot();
  const link = (flink: bigint, blink: bigint): string => {
    const bytes = Buffer.alloc(16);
    bytes.writeBigUInt64LE(flink, 0);
    bytes.writeBigUInt64LE(blink, 8);
    return bytes.toString("hex");
  };
  draft.memory = [
    { address: "0x1000", hex: link(0x2008n, 0x3008n) },
    { address: "0x2008", hex: link(0x3008n, 0x1000n) },
    { address: "0x3008", hex: link(0x1000n, 0x2008n) },
    { address: "0x4000", hex: link(0x5008n, 0x5008n) },
    { address: "0x5008", hex: link(0x4000n, 0x9999n) },
  ];
  const desk = sitDown(draft);
  const list = (head: string): string =>
    `Debugger.Utility.Collections.FromListEntry(*(nt!_LIST_ENTRY*)${head}, "nt!_EPROCESS", "Links")`;

  test("are walked to their head", () => {
    expect(desk.type(`dx ${list("0x1000")}.Count()`)).toContain(": 0x2\n");
    expect(desk.type(`dx -r0 &${list("0x1000")}.First()`)).toContain("0x2000");
  });

  test("end at a link that does not point back, with the engine's warning", () => {
    expect(desk.type(`dx ${list("0x4000")}.Count()`)).toBe(
      "WARNING: corrupted linked list found. Previous (_LIST_ENTRY*) 0x4000, current (_LIST_ENTRY*) 0x5008\n" +
        `${list("0x4000")}.Count() : 0x0\n`,
    );
  });
});

describe("ExecuteCommand", () => {
  const desk = sitDown(smallSnapshot());
  const execute = (command: string): string => desk.type(`dx Debugger.Utility.Control.ExecuteCommand(${command})`);

  test("gives the lines a command prints", () => {
    expect(execute('".echo a;.echo b"')).toBe(
      lines(
        'Debugger.Utility.Control.ExecuteCommand(".echo a;.echo b")',
        "    [0x0]            : a",
        "    [0x1]            : b",
      ),
    );
    expect(desk.failed).toBe(false);
  });

  test("gives what dx and unknown extensions answer, which is no failure of the line", () => {
    expect(execute('"dx 1/0"')).toContain("    [0x0]            : Error: Illegal division by zero\n");
    expect(execute('"!nosuch"')).toContain("    [0x1]            : No export nosuch found\n");
    expect(desk.failed).toBe(false);
  });

  test("an empty result is one empty line", () => {
    expect(execute('".echo"')).toBe(lines('Debugger.Utility.Control.ExecuteCommand(".echo")', "    [0x0]           "));
  });

  test("a command that cannot be parsed is an error, and its output is lost", () => {
    expect(execute('"nosuchcommand"')).toBe("Error: <Unable to get error code text> (0x80040205)\n");
    expect(desk.failed).toBe(true);
  });

  test("prints when it is told not to capture", () => {
    expect(execute('".echo a", false')).toBe(lines("a", 'Debugger.Utility.Control.ExecuteCommand(".echo a", false)'));
  });

  test("refuses other arguments in the engine's words", () => {
    expect(execute('".echo a", true, true')).toBe("Error: Incorrect number of arguments to method 'ExecuteCommand'\n");
    expect(execute("1")).toBe("Error: Invalid argument passed to method 'ExecuteCommand'\n");
  });
});

describe("scripts", () => {
  let folder = "";
  const write = (name: string, ...text: string[]): string => {
    const path = join(folder, name);
    writeFileSync(path, text.join("\n"));
    return path;
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "alpcx scripts "));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("are loaded, listed, called, unloaded", () => {
    const desk = sitDown(smallSnapshot());
    const path = write(
      "hello.js",
      "function greet(name) { host.diagnostics.debugLog('hello ' + name + '\\n'); }",
      "function initializeScript() { return [new host.functionAlias(greet, 'greet')]; }",
      "function invokeScript() { host.diagnostics.debugLog('invoked\\n'); }",
    );
    expect(desk.type(".scriptlist")).toBe(
      lines("Command Loaded Scripts:", "    <None Loaded>", "Other Clients' Scripts:", "    <None Loaded>"),
    );
    expect(desk.type(`.scriptload ${path}`)).toBe(`JavaScript script successfully loaded from '${path}'\n`);
    expect(desk.type(`.scriptload ${path}`)).toBe(`The script '${path}' has been already loaded\n`);
    expect(desk.type(".scriptlist")).toContain(`    JavaScript script from '${path}'\n`);
    expect(desk.type('!greet "you"')).toBe(lines("hello you", '@$greet("you")  '));
    expect(desk.type('dx -s @$greet("you")')).toBe("hello you\n");
    expect(desk.type('dx -s @$scriptContents.greet("all")')).toBe("hello all\n");
    expect(desk.type('dx -s Debugger.State.Scripts.hello.Contents.greet("it")')).toBe("hello it\n");
    expect(desk.type(`.scriptrun ${path}`)).toBe(
      lines(`JavaScript script successfully loaded from '${path}'`, "invoked"),
    );
    expect(desk.type(".scriptunload hello.js")).toBe(`JavaScript script unloaded from '${path}'\n`);
    expect(desk.type('!greet "you"')).toBe(lines("greet is not extension gallery command", "No export greet found"));
    expect(desk.failed).toBe(true);
  });

  test("what cannot be loaded says so and leaves nothing behind", () => {
    const desk = sitDown(smallSnapshot());
    const twice = write(
      "twice.js",
      "function f() {}",
      "function initializeScript() { return [new host.functionAlias(f, 'f'), new host.functionAlias(f, 'f')]; }",
    );
    desk.type(`.scriptload ${twice}`);
    expect(desk.failed).toBe(true);
    expect(desk.type("dx Debugger.State.FunctionAliases")).toBe("Debugger.State.FunctionAliases\n");
    expect(desk.type(".scriptlist")).toContain("    <None Loaded>\n");
    expect(desk.type(".scriptload nowhere.wds")).toBe(
      lines(
        "No script provider can be found for a '.wds' script extension",
        "Available Script Providers:",
        "    JavaScript (extension '.js')",
      ),
    );
    expect(desk.type(".scriptunload nowhere.js")).toBe("Error: Unable to find script 'nowhere.js'\n");
  });

  test("a line that a script marks as a failure is one, in pieces too; it goes where failures go", () => {
    const desk = sitDown(smallSnapshot());
    const path = write(
      "fail.js",
      "function f(how) {",
      "  const log = (text) => host.diagnostics.debugLog(text);",
      "  log('before\\n');",
      "  if (how === 'whole') log('alpcx: error: no such port\\n');",
      "  if (how === 'pieces') for (const c of 'alpcx: error: in pieces\\n') log(c);",
      "  if (how === 'inside') log('see alpcx: error: here\\n');",
      "  log('after\\n');",
      "}",
      "function initializeScript() { return [new host.functionAlias(f, 'f')]; }",
    );
    desk.type(`.scriptload ${path}`);
    desk.results = "";
    expect(desk.type('dx -s @$f("whole")')).toBe(lines("before", "alpcx: error: no such port", "after"));
    expect([desk.failed, desk.failures, desk.results]).toEqual([
      true,
      "alpcx: error: no such port\n",
      lines("before", "after"),
    ]);
    desk.failures = "";
    desk.type('dx -s @$f("pieces")');
    expect([desk.failed, desk.failures]).toEqual([true, "alpcx: error: in pieces\n"]);
    desk.type('dx -s @$f("inside")');
    expect(desk.failed).toBe(false);
  });

  test("text without a line end is not held back at the end of a line", () => {
    const desk = sitDown(smallSnapshot());
    const path = write("part.js", "function initializeScript() { host.diagnostics.debugLog('alpcx: '); }");
    expect(desk.type(`.scriptload ${path}`)).toBe(`alpcx: JavaScript script successfully loaded from '${path}'\n`);
  });

  test("files are written, read and deleted", () => {
    const desk = sitDown(smallSnapshot());
    const target = join(folder, "out.txt");
    const path = write(
      "files.js",
      "function f(path) {",
      "  const fs = host.namespace.Debugger.Utility.FileSystem;",
      "  const file = fs.CreateFile(path, 'CreateAlways');",
      "  const writer = fs.CreateTextWriter(file, 'Utf8');",
      "  writer.WriteLine('first'); writer.Write('se\\u00e9ond');",
      "  file.Close();",
      "  const again = fs.OpenFile(path);",
      "  const reader = fs.CreateTextReader(again, 'Utf8');",
      "  host.diagnostics.debugLog([reader.ReadLine(), reader.ReadLine()].join('|') + '\\n');",
      "  try { reader.ReadLine(); } catch (e) { host.diagnostics.debugLog(e.message + '\\n'); }",
      "  again.Close();",
      "  host.diagnostics.debugLog(fs.FileExists(path) + '\\n');",
      "}",
      "function initializeScript() { return [new host.functionAlias(f, 'f')]; }",
    );
    desk.type(`.scriptload ${path}`);
    const printed = desk.type(`dx -s @$f("${target.replace(/\\/g, "\\\\")}")`);
    expect(printed.replace("\u00e9", "e")).toBe(lines("first|seeond", "Cannot read past end of file", "true"));
    expect(readFileSync(target, "utf8")).toBe("first\r\nse\u00e9ond");
    desk.type(`dx Debugger.Utility.FileSystem.DeleteFile("${target.replace(/\\/g, "\\\\")}")`);
    expect(desk.type(`dx Debugger.Utility.FileSystem.FileExists("${target.replace(/\\/g, "\\\\")}")`)).toContain(
      ": false",
    );
    desk.type(`dx Debugger.Utility.FileSystem.OpenFile("${target.replace(/\\/g, "\\\\")}")`);
    expect(desk.failed).toBe(true);
  });
});

describe("variables and settings", () => {
  const desk = sitDown(smallSnapshot());

  test("what dx assigns is found again and listed", () => {
    expect(desk.type("dx @$answer = 42")).toContain("42");
    expect(desk.type("dx @$answer + 1")).toContain(": 43\n");
    expect(desk.type("dx @$vars")).toContain("    answer           : 42\n");
    expect(desk.type("dx @$nobody")).toBe("Error: Use of undefined variable\n");
  });

  test("pseudo-registers of the current process and thread", () => {
    expect(desk.type("dx @$proc")).toContain("0xffff800000001040");
    expect(desk.type("dx @$thread")).toContain("0xffff800000002200");
  });

  test("preferring DML widens the first line only", () => {
    expect(desk.type(".prefer_dml 1")).toBe("DML versions of commands on by default\n");
    expect(desk.type("dx -r0 @$curprocess")).toBe("@$curprocess                 : printer.exe\n");
    expect(desk.type(".prefer_dml 0")).toBe("DML versions of commands off by default\n");
    expect(desk.type("dx -r0 @$curprocess")).toBe("@$curprocess     : printer.exe\n");
  });
});
