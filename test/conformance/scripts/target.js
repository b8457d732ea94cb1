"use strict";
// What a script sees of the target: memory, types, symbols, processes, Int64, evaluation.

const show = (value) => {
  try {
    const found = typeof value === "function" ? value() : value;
    if (found === undefined) return "undefined";
    if (found === null) return "null";
    return typeof found === "object" && !Array.isArray(found) ? "object " + String(found) : String(found);
  } catch (e) {
    return "threw " + String(e);
  }
};

class Target {
  get PointerSize() {
    return show(() => host.currentSession.Attributes.Machine.PointerSize);
  }
  get ProcessId() {
    return show(() => host.currentProcess.Id);
  }
  get ThreadId() {
    return show(() => host.currentThread.Id.toString(16));
  }
  get Names() {
    return [...host.currentSession.Processes].map((p) => p.Name);
  }
  get SymbolAddress() {
    return show(() => host.getModuleSymbolAddress("nt", "PsActiveProcessHead").toString(16).length > 7);
  }
  get NoSymbol() {
    return show(() => host.getModuleSymbolAddress("nt", "NoSuchSymbol"));
  }
  get NoModule() {
    return show(() => host.getModuleSymbolAddress("nosuch", "X"));
  }
  get TypeSize() {
    return show(() => host.getModuleType("nt", "_LIST_ENTRY").size);
  }
  get NoType() {
    return show(() => host.getModuleType("nt", "_NOSUCH"));
  }
  get Fields() {
    return Object.getOwnPropertyNames(host.getModuleType("nt", "_LIST_ENTRY").fields).join(" ");
  }
  get ListHead() {
    const head = host.createTypedObject(host.getModuleSymbolAddress("nt", "PsActiveProcessHead"), "nt", "_LIST_ENTRY");
    return head.Flink.isNull;
  }
  get Process() {
    return host.currentProcess.KernelObject;
  }
  get ImageName() {
    return host.memory.readString(host.currentProcess.KernelObject.ImageFileName.targetLocation);
  }
  get Unreadable() {
    return show(() => host.memory.readMemoryValues(host.parseInt64("0xdead0000", 16), 4, 1));
  }
  get UnreadableField() {
    return show(() => host.createTypedObject(host.parseInt64("0xdead0000", 16), "nt", "_LIST_ENTRY").Flink.address);
  }
  get Evaluated() {
    return show(() => host.evaluateExpression("1 + 2"));
  }
  get EvaluatedSize() {
    return show(() => host.evaluateExpression("sizeof(_LIST_ENTRY)"));
  }
  get EvaluatedBad() {
    return show(() => host.evaluateExpression("1 +"));
  }
  get EvaluatedName() {
    return show(() => host.evaluateExpression("nosuch"));
  }
  get EvaluatedQualified() {
    return show(() => host.evaluateExpression("sizeof(nt!_LIST_ENTRY)"));
  }
  get EvaluatedSymbol() {
    return show(() => host.evaluateExpression("nt!PsActiveProcessHead"));
  }
  get EvaluatedCast() {
    return show(() => host.evaluateExpression("(_LIST_ENTRY*)0x1000").address);
  }
  get EvaluatedVariable() {
    return show(() => host.evaluateExpression("@$curprocess"));
  }
  get EvaluatedThis() {
    return show(() => host.currentProcess.KernelObject.ActiveProcessLinks.Flink.isNull);
  }
  get EvaluatedIn() {
    return show(() => host.evaluateExpressionInContext(host.currentProcess.KernelObject, "Pcb.Header.Type"));
  }
  get Executed() {
    return [...host.namespace.Debugger.Utility.Control.ExecuteCommand(".echo hello;.echo world")];
  }
  get ExecutedDx() {
    return [...host.namespace.Debugger.Utility.Control.ExecuteCommand("dx 1+1")];
  }
  get ExecutedBad() {
    return show(() => [...host.namespace.Debugger.Utility.Control.ExecuteCommand("nosuch")]);
  }
  get Walk() {
    const head = host.createTypedObject(host.getModuleSymbolAddress("nt", "PsActiveProcessHead"), "nt", "_LIST_ENTRY");
    const list = host.namespace.Debugger.Utility.Collections.FromListEntry(head, "nt!_EPROCESS", "ActiveProcessLinks");
    return [...list].map((p) => p.UniqueProcessId.address);
  }
  get Pointer() {
    return show(() => host.currentProcess.KernelObject.Pcb.Header.WaitListHead.Flink.dereference().Blink.isNull);
  }
  get Offset() {
    return show(() => host.getModuleType("nt", "_LIST_ENTRY").fields.Blink.offset);
  }
}

function int64(value) {
  return show(() => value.toString(16)) + " " + show(() => value.toString(10)) + " " + typeof value;
}

class Sixty {
  get Parse() {
    return int64(host.parseInt64("0x10"));
  }
  get ParseHex() {
    return int64(host.parseInt64("10", 16));
  }
  get High() {
    return int64(host.parseInt64("0xffffe00123456789", 16));
  }
  get Sum() {
    return host.parseInt64("0xffffe00123456789", 16).add(1);
  }
  get Difference() {
    return host.parseInt64("5").subtract(7);
  }
  get Masked() {
    return host.parseInt64("0xffffe00123456789", 16).bitwiseAnd(0xfff);
  }
  get Number() {
    return host.parseInt64("77").asNumber();
  }
  get TooLarge() {
    return show(() => host.parseInt64("0xffffe00123456789", 16).asNumber());
  }
  get Text() {
    return "" + host.parseInt64("77");
  }
  get Compared() {
    return [host.parseInt64("5").compareTo(7), host.parseInt64("7").compareTo(host.parseInt64("5"))];
  }
  get Equal() {
    return host.parseInt64("5") == 5;
  }
}

function kinds(...values) {
  return values.map((value) => {
    if (value === null || value === undefined) return String(value);
    const kind = typeof value;
    return kind === "object" ? "object " + String(value) : kind + " " + String(value);
  });
}

function initializeScript() {
  return [
    new host.apiVersionSupport(1, 7),
    new host.functionAlias(() => new Target(), "target"),
    new host.functionAlias(() => new Sixty(), "sixty"),
    new host.functionAlias(kinds, "kinds"),
    new host.functionAlias((text) => host.diagnostics.debugLog(text), "say"),
    new host.functionAlias(() => {
      throw new Error("alias failed");
    }, "fails"),
  ];
}
