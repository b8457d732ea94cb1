/**
 * Scripts that others wrote for WinDbg, run in both hosts over the bundled example: what docs/engine-facts.md tells of.
 *   npx tsx test/tools/publicScripts.ts FOLDER [PART_OF_A_NAME]
 * FOLDER holds the repositories as OWNER/NAME/…; none of them is part of this one, and nothing is fetched.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DUMP_NAME, exportDump } from "../../hosts/dump/index.js";
import { enginePath, findEngine } from "../../hosts/engine/find.js";
import { openEngine } from "../../hosts/engine/index.js";
import { createProvider, currentWinDbg } from "../../hosts/provider/index.js";
import { loadSnapshot } from "../../hosts/snapshot/load.js";
import { openSnapshot } from "../../hosts/snapshot/session.js";

const WORLD = new URL("../../examples/deadlock.json.gz", import.meta.url).pathname;
/** An `_ALPC_PORT` of the example. */
const PORT = "0xffffc48d80248940";

/** A script and lines that call what it brings. */
const SCRIPTS: Readonly<Record<string, readonly string[]>> = {
  "AvivShabtay/WinDbgScripts/scripts/alpc.js": ["dx @$scriptContents.displayAlpcConnections()"],
  "AvivShabtay/WinDbgScripts/scripts/processes.js": [
    "dx -g @$scriptContents.pslist().Where(p => p.PID == 0xa2c).Select(p => new { PID = p.PID, Sess = p.Sess, Start = p.Start })",
  ],
  "AvivShabtay/WinDbgScripts/scripts/handles.js": ["dx -g @$scriptContents.currentProcessHandles()"],
  "AvivShabtay/WinDbgScripts/ObjectHeader.js": [
    "dx -r0 @$curprocess.ObjectHeader",
    "dx @$curprocess.KernelObject.ObjectHeader->TypeIndex",
  ],
  "AvivShabtay/WinDbgScripts/Address.js": [`dx @$scriptContents.readByteAsHex(${PORT})`],
  "hugsy/windbg_js_scripts/scripts/ObjectExplorer.js": [
    "dx @$cursession.Objects.Children",
    'dx @$cursession.Objects.Children.Where(c => c.TypeName == "Directory").First().Children',
  ],
  "hugsy/windbg_js_scripts/scripts/EnumApc.js": [
    "dx @$curprocess.APCs",
    "dx @$cursession.APCs[0x28c]",
    "dx @$curthread.APCs",
  ],
  "hugsy/windbg_js_scripts/scripts/VadExplorer.js": ["dx @$curprocess.KernelObject.Vads"],
  "hugsy/windbg_js_scripts/scripts/PageExplorer.js": [`!pte2 ${PORT}`],
  "0vercl0k/windbg-scripts/telescope/telescope.js": ["!telescope", `!telescope ${PORT}`],
  "0vercl0k/windbg-scripts/parse_eh_win64/parse_eh_win64.js": ["dx @$curprocess.Functions", "!ehhandlers"],
  "microsoft/WinDbg-Samples/DataModelHelloWorld/JavaScript/SimpleIntro.js": ["dx @$curprocess.Hello"],
  "microsoft/WinDbg-Samples/ImageInfo/ImageInfo.js": [
    "dx @$curprocess.Modules.First().ImageType",
    "dx -r3 @$curprocess.Modules.First().Contents.Headers.FileHeader",
  ],
  "microsoft/WinDbg-Samples/SyntheticTypes/SynTypes.js": ["dx -v Debugger.Utility.Analysis.SyntheticTypes"],
  "lowleveldesign/lldext/scripts/lldext.js": [
    '!dbgEval "sizeof(void*)"',
    '!dbgExec "vertarget"',
    "!readString (&@$curprocess.KernelObject.ImageFileName)",
    "!range 1,4",
  ],
  "tandasat/hvext/hvext_intel.js": [`!indexes ${PORT}`],
  "tandasat/hvext/hvext_amd.js": [`!indexes ${PORT}`],
  "shakreiner/windbg-scripts/BreakOnProcess/BreakOnProcess.js": ['!breakonprocess "svchost.exe"'],
};

interface Host {
  path(file: string): string;
  text(line: string): string;
  close(): void;
}

function inEngine(): Host | undefined {
  const place = findEngine({});
  if (!place.ready) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "alpcx-public-"));
  exportDump(loadSnapshot(WORLD).snapshot, folder, "small");
  let printed = "";
  const print = (text: string): void => void (printed += text);
  const session = openEngine({
    dump: join(folder, DUMP_NAME),
    symbols: folder,
    image: folder,
    print,
    printError: print,
    provider: (backend) => createProvider(backend, { variants: currentWinDbg }),
  });
  return {
    path: (file) => enginePath(file, place),
    text(line) {
      printed = "";
      session.run(line);
      return printed;
    },
    close() {
      session.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function inSnapshot(): Host {
  let printed = "";
  const print = (text: string): void => void (printed += text);
  const provider = { variants: currentWinDbg };
  const session = openSnapshot(loadSnapshot(WORLD), { file: WORLD, output: print, error: print, provider });
  return {
    path: (file) => file,
    text(line) {
      printed = "";
      session.run(line);
      return printed;
    },
    close: () => session.close(),
  };
}

/** What the script and its lines print: first what loading says. */
function played(host: Host, file: string, lines: readonly string[]): string[] {
  try {
    return [`.scriptload ${host.path(file)}`, ...lines].map((line) => host.text(line));
  } finally {
    host.close();
  }
}

function main(folder: string, part = ""): void {
  for (const [file, lines] of Object.entries(SCRIPTS)) {
    const path = resolve(folder, file);
    if (!file.includes(part) || !existsSync(path)) continue;
    const engine = inEngine();
    const there = engine && played(engine, path, lines);
    const here = played(inSnapshot(), path, lines);
    console.log(`\n## ${file}`);
    ["(load)", ...lines].forEach((line, i) => {
      const same = there?.[i]?.replace(/Z:/g, "").replace(/\\/g, "/") === here[i]?.replace(/\\/g, "/");
      console.log(`kd> ${line}`);
      if (there && !same) console.log(`--- engine\n${there[i] ?? ""}--- snapshot`);
      console.log((here[i] ?? "") + (there && same ? "--- the same in both hosts" : ""));
    });
  }
}

const [folder, part] = process.argv.slice(2);
if (folder === undefined) console.log("publicScripts.ts FOLDER [PART_OF_A_NAME]");
else main(folder, part);
