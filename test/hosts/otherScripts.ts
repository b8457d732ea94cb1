/**
 * What scripts of other people count on, each in a few lines of ours, with what both hosts must print.
 * Source: docs/engine-facts.md, the public scripts.
 */
export const SOURCE = `
const log = (name, make) => {
  let text;
  try { text = String(make()); } catch (e) { text = "throws " + e.message; }
  host.diagnostics.debugLog(name + ": " + text + "\\n");
};
class Part { constructor(process) { this.process = process; } get Title() { return "part of " + this.process.Name; } }
class ProcessModel {
  get Part() { return new Part(this); }
  get __Secret() { return "secret of " + this.Name; }
}
function invoke() {
  const p = host.currentProcess.KernelObject;
  const table = host.getModuleSymbol("nt", "ObTypeIndexTable", "_OBJECT_TYPE*[]");
  log("an array without a length", () => table.targetType.name + " " + table.targetSize);
  log("its elements", () => table[2].targetType.name + " " + table[3].address.subtract(table[2].address));
  log("it has none to walk", () => table.Count());
  log("a UNICODE_STRING", () => table[2].Name + table[3].Name);
  log("what a pointer to an unknown structure leads to", () => p.Session.SessionId);
  log("a number in one piece of a split text", () => host.parseInt64("ffffe001".split(" "), 16));
  log("no number", () => host.parseInt64(undefined));
  log("an object of its own by way of the debugger", () => host.currentProcess.Part.Title);
  log("a name of its own by way of the debugger", () => host.currentProcess.__Secret);
  log("the target's version", () => host.namespace.Debugger.Utility.Control.ExecuteCommand("version").First());
  log("a private name stays hidden", () => host.namespace.Debugger.Utility.Control.ExecuteCommand("dx @$curprocess.__Secret").First());
  log("an index from arithmetic", () => host.getModuleSymbol("nt", "ObpInfoMaskToOffset", "unsigned char[]")[(3).bitwiseAnd(2)] !== undefined);
  log("the library of today", () => [[1n], [2n]].flat().length + typeof globalThis);
}
function initializeScript() {
  return [
    new host.apiVersionSupport(1, 3),
    new host.namedModelParent(ProcessModel, "Debugger.Models.Process"),
    new host.functionAlias(invoke, "others"),
  ];
}
`;

/** Over the bundled example. */
export const EXPECTED = `an array without a length: _OBJECT_TYPE * [0] 0
its elements: _OBJECT_TYPE * 320
it has none to walk: 0x0
a UNICODE_STRING: "Type""Directory"
what a pointer to an unknown structure leads to: undefined
a number in one piece of a split text: 0xffffe001
no number: throws Invalid argument: text is missing
an object of its own by way of the debugger: part of spoolsv.exe
a name of its own by way of the debugger: secret of spoolsv.exe
the target's version: Windows 10 Kernel Version 19041 UP Free x64
a private name stays hidden: Error: Unable to bind name '__Secret'
an index from arithmetic: true
the library of today: 2object
@$others()
`;
