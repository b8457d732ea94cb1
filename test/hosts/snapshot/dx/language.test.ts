/** What the recorded sessions leave out: types of results, laziness over endless containers, hostile input. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelError } from "../../../../hosts/provider/dataModel";
import { attachLinq, evaluate, findMember } from "../../../../hosts/snapshot/dx/index";
import { I, method, P, Probe, S, Sample } from "./builders";
import { DebuggerStub } from "./debuggerStub";

function open(): DebuggerStub {
  const stub = new DebuggerStub();
  stub.makeRoot();
  return stub;
}

describe("arithmetic takes the types of C++", () => {
  it.each([
    ["(char)1 + (char)2", "I4", 3],
    ["1u - 2", "UI4", 0xffffffff],
    ["1 - 2ull", "UI8", 2n ** 64n - 1n],
    ["-1 >> 1", "I4", -1],
    ["0x7fffffff + 1", "I4", -0x80000000],
    ["0xffffffff + 1", "I8", 0x100000000n],
    ["7 % 4 | 8", "I4", 11],
    ["1.5 * 2", "R8", 3],
    ["true + true", "I4", 2],
  ])("%s", (text, vt, value) => {
    expect(evaluate(text, open().environment())).toEqual({ kind: "intrinsic", vt, value });
  });

  it("any two 64 bit numbers add, and compare, as unsigned ones", () => {
    const env = open().environment();
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (a, b) => {
        expect(evaluate(`${a}ull + ${b}ull`, env)).toEqual(I("UI8", a + b));
        expect(evaluate(`${a}ull < ${b}ull`, env)).toEqual({ kind: "intrinsic", vt: "BOOL", value: a < b });
      }),
    );
  });
});

describe("LINQ over a container without end", () => {
  it.each(["T.inf0.Take(3)", "T.inf0.Where(p => p.Count > 5).Take(3)", "T.inf0.SkipWhile(p => p.Count < 9).Take(3)"])(
    "%s asks for no more than it shows",
    (text) => {
      const stub = open();
      stub.probe.reset();
      expect(stub.dx(text).split("\n")).toHaveLength(5);
      expect(stub.probe.nexts).toBeLessThanOrEqual(7);
    },
  );

  it("stops Any, All and Contains at the answer", () => {
    const stub = open();
    expect(stub.dx("T.inf0.Any(p => p.Count == 3)")).toContain(": true");
    expect(stub.dx("T.inf0.All(p => p.Count < 30)")).toContain(": false");
    expect(stub.dx("T.inf0.Select(p => p.Count).Contains(12)")).toContain(": true");
    expect(stub.probe.nexts).toBe(2 + 11 + 5);
  });
});

describe("a container that fails at every step", () => {
  it.each(["", "broken"])("does not hang a listing (%s)", (message) => {
    const stub = open();
    const endless = new Sample(stub.probe).iterates(0, () => {
      throw new ModelError(message);
    });
    stub.variables.set("x", endless);
    expect(stub.dx("@$x").split("\n").length).toBeLessThan(110);
    expect(stub.dx("@$x.Count()")).toContain("0x0");
  });
});

it("a join pairs items by key", () => {
  const line = "T.nums0.Join(T.ints0, a => a, b => b, (a, b) => a + b)";
  expect(open().dx(line)).toBe(
    `${line}\n    [0x0]            : 0x6\n    [0x1]            : 0x14\n    [0x2]            : 0x14\n`,
  );
});

it("a lambda that calls itself for ever is an error", () => {
  const stub = open();
  stub.dx("@$f = (x => @$f(x))");
  expect(stub.dx("@$f(1)")).toBe("Error: Lambda calls are nested too deeply\n");
});

it("whatever is typed, dx answers with a line or an error", () => {
  const stub = open();
  const word = fc.constantFrom(
    ..."T ports Name Where Select ( ) [ ] { } . , => = == + - * & ! ~ ? : \" 'x' 0x1f 12 new @$v @ nt!X p (int*) ->".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(word, { maxLength: 12 }), (words) => {
      // Side effects of one line must not make another one endless.
      stub.variables.clear();
      expect(stub.dx(`-r1 ${words.join(" ")},3`)).toMatch(/\n$/);
    }),
    { numRuns: 500 },
  );
});

it("deep nesting is refused, not a crash", () => {
  const stub = open();
  expect(stub.dx(`${"(".repeat(5000)}1${")".repeat(5000)}`)).toBe("Error: Expression is nested too deeply\n");
  expect(stub.dx(`1${"+1".repeat(5000)}`)).toBe("Error: Expression is too long\n");
  expect(stub.dx(`-s 1${"+1".repeat(1900)}`)).toBe("");
  expect(stub.dx(`${"!".repeat(5000)}1`)).toBe("Error: Expression is nested too deeply\n");
});

describe("for hosts", () => {
  it("LINQ methods can be taken from any container and called with a host's function", () => {
    const stub = open();
    const ports = stub.samples.ports();
    const where = attachLinq(ports, "Where");
    const count = method(([row]) => (row === undefined ? S("") : (findMember(row, "Ok")?.get().value ?? S(""))));
    const found = where?.call(ports, [count]);
    expect(found?.kind === "object" && attachLinq(found, "Count")?.call(found, [])).toEqual(I("UI8", 3));
    expect(attachLinq(new Sample(new Probe()), "Where")).toBeUndefined();
  });

  it("a key goes before a method of its name", () => {
    const both = new Sample(new Probe(), { Count: [P(() => I("I4", 9))] }).iterates(0, () => undefined);
    expect(findMember(both, "Count")?.get().value).toEqual(I("I4", 9));
  });
});
