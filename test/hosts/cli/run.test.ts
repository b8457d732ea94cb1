import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable, Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli, type Surroundings } from "../../../hosts/cli/run.js";
import { smallSnapshot } from "../snapshot/small.js";

// The header of dist/alpc.js, so that one file is command file and script. Source: real-engine 0.1.
const SCRIPT = `$$ /*
.if (\${/d:$arg1}) { dx -s @$alpcx() } .else { .scriptload \${$arg0}; aS \${/v:!alpcx} $$>a<"\${$arg0}" run }
* */;
var $$;
function words() {
  const found = [];
  for (const line of host.namespace.Debugger.Utility.Control.ExecuteCommand("al")) {
    const match = /^ \\$arg(\\d+) +(.*) $/.exec(line);
    if (match && Number(match[1]) >= 2) found.push(match[2]);
  }
  return found;
}
function alpcx() {
  const [option] = words();
  host.diagnostics.debugLog(option === "/fail" ? "alpcx: error: it failed\\n" : "words " + words().join("|") + "\\n");
}
function initializeScript() { return [new host.functionAlias(alpcx, "alpcx")]; }
`;

let folder = "";
let example = "";
let script = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alpcx run "));
  example = join(folder, "example.json.gz");
  writeFileSync(example, gzipSync(JSON.stringify(smallSnapshot())));
  script = join(folder, "alpc.js");
  writeFileSync(script, SCRIPT);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function alpcx(args: readonly string[], changes: Partial<Surroundings> = {}, typed = "") {
  let out = "";
  let err = "";
  const status = await runCli(args, {
    output: (text) => (out += text),
    error: (text) => (err += text),
    terminal: { input: Readable.from([typed]), output: new Writable(), isInteractive: false },
    version: "1.2.3",
    script,
    example,
    ...changes,
  });
  return { status, out, err };
}

describe("alpcx", () => {
  test("runs lines on the example as at a prompt; loading the script prints nothing", async () => {
    expect(await alpcx(["-c", '!alpcx /p "a b"', "-c", "dx -r0 @$curprocess"])).toEqual({
      status: 0,
      out: "words /p|a b\n@$curprocess     : printer.exe\n",
      err: "",
    });
  });

  test("runs all lines and says 1 when one of them failed; failures go to the other stream", async () => {
    expect(await alpcx(["-c", "dx nope", "-c", ".echo after"])).toEqual({
      status: 1,
      out: "after\n",
      err: "Error: Unable to bind name 'nope'\n",
    });
    expect(await alpcx(["-c", "!alpcx /fail", "-c", "!alpcx"])).toEqual({
      status: 1,
      out: "words \n",
      err: "alpcx: error: it failed\n",
    });
    expect((await alpcx(["-c", "!nosuch"])).status).toBe(1);
    expect((await alpcx(["-c", "nosuch"])).err).toBe("        ^ Syntax error in 'nosuch'\n");
    expect((await alpcx(["-c", "$$>a<nowhere.wds"])).status).toBe(1);
    expect((await alpcx(["-c", "dx -s nope"])).status).toBe(1);
  });

  test("user aliases live from one line to the next", async () => {
    const { out } = await alpcx(["-c", "aS say .echo said:", "-c", "say it", "-c", "al", "-c", "ad say"]);
    expect(out).toContain("said: it\n");
    expect(out).toContain(" say              .echo said: \n");
    expect(out).toContain(` !alpcx           $$>a<"${script}" run`);
  });

  test("opens the snapshot it is told to", async () => {
    const named = smallSnapshot();
    named.processes.forEach((process) => (process.name = "other.exe"));
    const path = join(folder, "other.json");
    writeFileSync(path, JSON.stringify(named));
    expect((await alpcx(["--snapshot", path, "-c", "dx -r0 @$curprocess"])).out).toContain(": other.exe\n");
  });

  test("an unusable file or argument is 2 and one line", async () => {
    const missing = await alpcx(["--snapshot", join(folder, "none.json"), "-c", ".echo x"]);
    expect([missing.status, missing.out, missing.err.split("\n").length]).toEqual([2, "", 2]);
    const broken = join(folder, "broken.json");
    writeFileSync(broken, JSON.stringify({ ...smallSnapshot(), memory: [{ address: "12", hex: "" }] }));
    expect((await alpcx(["--snapshot", broken])).err).toBe(
      `alpcx: ${broken}: memory[0].address: must be an address: "0x" and 1 to 16 hexadecimal digits\n`,
    );
    expect(await alpcx(["--sideways"])).toEqual({ status: 2, out: "", err: "alpcx: unknown option '--sideways'\n" });
    expect((await alpcx(["-c", "al"], { script: join(folder, "none.js") })).status).toBe(2);
  });

  test("a script that cannot be loaded is a failure that is shown", async () => {
    const bad = join(folder, "bad.js");
    writeFileSync(bad, SCRIPT.replace("function initializeScript()", "function initializeScript( {"));
    const { status, err } = await alpcx(["-c", ".echo still"], { script: bad });
    expect(status).toBe(1);
    expect(err).toContain("bad.js");
  });

  test("help and version go to the results", async () => {
    expect(await alpcx(["--version"])).toEqual({ status: 0, out: "1.2.3\n", err: "" });
    expect((await alpcx(["--help"])).out).toContain("Usage: alpcx");
  });

  test("without -c lines come from the input until q", async () => {
    const typed = ".echo one\ndx nope\nq\n.echo never\n";
    expect(await alpcx([], {}, typed)).toEqual({ status: 1, out: "one\n", err: "Error: Unable to bind name 'nope'\n" });
    expect((await alpcx([], {}, "")).status).toBe(0);
  });

  test("exports a dump and is done", async () => {
    const target = join(folder, "dump");
    const cases = new URL("../../cases/two-cycle-7601-x64.json.gz", import.meta.url).pathname;
    const { status, out } = await alpcx(["--snapshot", cases, "--export-dump", target]);
    expect(status).toBe(0);
    expect(readdirSync(target).length).toBe(3);
    expect(out).toContain(target);
  });

  test("a snapshot that cannot be exported is unusable", async () => {
    const user = smallSnapshot();
    user.target.kind = "user";
    const path = join(folder, "user.json");
    writeFileSync(path, JSON.stringify(user));
    const { status, err } = await alpcx(["--snapshot", path, "--export-dump", join(folder, "no")]);
    expect([status, err.split("\n").length]).toEqual([2, 2]);
  });

  test("a dump that is not there is unusable", async () => {
    const { status, err } = await alpcx(["--dump", join(folder, "none.dmp"), "-c", "al"]);
    expect([status, err.split("\n").length, err.startsWith("alpcx: ")]).toEqual([2, 2, true]);
  });
});

describe("the echo of lines", () => {
  test("comes before what a line prints", async () => {
    let order = "";
    await runCli(["-c", ".echo a", "-c", ".echo b"], {
      output: (text) => (order += text),
      error: (text) => (order += text),
      terminal: { input: Readable.from([]), output: new Writable(), isInteractive: false },
      version: "1",
      script,
      example,
      echo: (line) => (order += `kd> ${line}\n`),
    });
    expect(order).toBe("kd> .echo a\na\nkd> .echo b\nb\n");
  });
});
