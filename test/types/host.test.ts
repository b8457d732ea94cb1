/** The typings are checked by compiling small scripts against them: what must compile, and what must not. */
import { describe, expect, test } from "vitest";
import { resolve } from "node:path";
import ts from "typescript";

const typings = resolve("types/host.d.ts");

/** Compiler messages for `source`, compiled as a script author would: ES2017, strict, no Node, no DOM. */
function errorsOf(source: string): string[] {
  const options: ts.CompilerOptions = {
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    target: ts.ScriptTarget.ES2017,
    lib: ["lib.es2017.d.ts"],
    types: [],
    noEmit: true,
    skipLibCheck: false,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (name) => name === "script.ts" || fileExists.call(host, name);
  host.getSourceFile = (name, version) =>
    name === "script.ts" ? ts.createSourceFile(name, source, version) : getSourceFile.call(host, name, version);
  const program = ts.createProgram([typings, "script.ts"], options, host);
  return ts.getPreEmitDiagnostics(program).map((d) => ts.flattenDiagnosticMessageText(d.messageText, "\n"));
}

describe("types/host.d.ts", () => {
  test("an ordinary extension compiles", () => {
    expect(
      errorsOf(`
        class ProcessExtension {
          get Alpc() {
            const kernel = (this as unknown as Host.Process).KernelObject;
            if (kernel === undefined) return undefined;
            const type = host.getModuleType("nt", "_EPROCESS");
            const offset = type && type.fields["UniqueProcessId"] ? type.fields["UniqueProcessId"].offset : undefined;
            if (!offset) return undefined;
            const bytes = host.memory.readMemoryValues(kernel.address.add(offset), 8);
            const low = bytes[0];
            return { Id: low, [Symbol.metadataDescriptor]: { Id: { PreferredRadix: 16, Help: "the id" } } };
          }
        }
        function entry(...args: unknown[]) {
          for (const line of host.namespace.Debugger.Utility.Control.ExecuteCommand("al")) host.diagnostics.debugLog(line, "\\n");
            const first = host.currentSession.Processes.Where((p) => p.Name === "lsass.exe").First().KernelObject;
          if (!first) return undefined;
          const quads: Host.Int64[] = host.memory.readMemoryValues(first.targetLocation, 2, 8);
          return quads.length + args.length;
        }
        function initializeScript(): Host.Registration[] {
          return [
            new host.apiVersionSupport(1, 7),
            new host.namedModelParent(ProcessExtension, "Debugger.Models.Process"),
            new host.functionAlias(entry, "x"),
            new host.optionalRecord(new host.typeSignatureExtension(ProcessExtension, "_EPROCESS")),
          ];
        }
        initializeScript();
      `),
    ).toEqual([]);
  });

  test("both kinds of integer have the methods, in one expression", () => {
    expect(
      errorsOf(`const f = (x: number | Host.Int64): boolean => x.bitwiseAnd(1).compareTo(0) === 0; f(1);`),
    ).toEqual([]);
  });

  const mistakes: [string, string, RegExp][] = [
    ["=== between Int64 and number", `host.currentSession.Processes.Count() === 0;`, /no overlap/],
    ["< on an Int64", `new host.Int64(1) < 2;`, /Operator '<'/],
    ["+ on an Int64", `const n: number = new host.Int64(1) + 1; n;`, /Operator '\+'/],
    ["a number where an Int64 is due", `const x: Host.Int64 = 5; x;`, /not assignable/],
    ["a module type used without asking for null", `host.getModuleType("nt", "_X").size;`, /possibly 'null'/],
    ["a field used without asking whether the build has it", `(t: Host.Type) => t.fields["X"].offset;`, /undefined/],
    ["a record that is none", `const r: Host.Registration = { name: "x" }; r;`, /not assignable|not exist/],
    ["array methods on a sequence", `host.currentSession.Processes.map((p: unknown) => p);`, /'map'/],
    ["a native member used without checking", `(o: Host.NativeObject) => o["Flink"].address;`, /unknown/],
    ["console", `console.log(1);`, /console/],
    ["BigInt", `const x = BigInt(1); x;`, /BigInt/],
  ];
  test.each(mistakes)("%s is refused", (_what, source, message) => {
    expect(errorsOf(source).join("\n")).toMatch(message);
  });
});
