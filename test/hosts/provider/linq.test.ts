import { describe, expect, test } from "vitest";
import { answer, thrown } from "./run.js";

/** The query over the words `b a c a`, as an array or a plain value. */
const words = (query: string): unknown =>
  answer(`const w = host.namespace.Debugger.Utility.Control.ExecuteCommand("b a c a"); const r = w.${query};
    return r && typeof r === "object" && Symbol.iterator in r ? [...r] : typeof r === "object" ? +r : r;`);

describe("queries over what the debugger iterates", () => {
  test.each<[string, unknown]>([
    ["Where((x) => x > 'a')", ["b", "c"]],
    ["Select((x) => x + x)", ["bb", "aa", "cc", "aa"]],
    ["OrderBy((x) => x)", ["a", "a", "b", "c"]],
    ["OrderByDescending((x) => x)", ["c", "b", "a", "a"]],
    ["Distinct()", ["b", "a", "c"]],
    ["Take(2)", ["b", "a"]],
    ["Take(new host.Int64(1))", ["b"]],
    ["Take(0)", []],
    ["TakeLast(1)", ["a"]],
    ["TakeLast(0)", []],
    ["TakeWhile((x) => x !== 'c')", ["b", "a"]],
    ["Skip(3)", ["a"]],
    ["SkipWhile((x) => x !== 'c')", ["c", "a"]],
    ["SkipLast(3)", ["b"]],
    ["SkipLast(0)", ["b", "a", "c", "a"]],
    ["Concat(w.Take(1))", ["b", "a", "c", "a", "b"]],
    ["Union(['z', 'a'])", ["b", "a", "c", "z"]],
    ["Intersect(['a', 'c'])", ["a", "c"]],
    ["Except(['a'])", ["b", "c"]],
    ["Reverse()", ["a", "c", "a", "b"]],
    ["ToArray()", ["b", "a", "c", "a"]],
    ["SelectMany((x) => [x, '1'])", ["b", "1", "a", "1", "c", "1", "a", "1"]],
    ["GroupBy((x) => x).Select((g) => g.Key + g.Count())", ["b1", "a2", "c1"]],
    ["Join(['a'], (x) => x, (y) => y, (x, y) => x + y)", ["aa", "aa"]],
    ["First()", "b"],
    ["First((x) => x > 'b')", "c"],
    ["Last()", "a"],
    ["Single((x) => x === 'c')", "c"],
    ["Any((x) => x === 'c')", true],
    ["All((x) => x === 'c')", false],
    ["Contains('c')", true],
    ["SequenceEqual(['b', 'a', 'c', 'a'])", true],
    ["SequenceEqual(['b'])", false],
    ["Count()", 4],
    ["Count((x) => x === 'a')", 2],
    ["Sum((x) => x.length)", 4],
    ["Sum((x) => 0.5)", 2],
    ["Sum((x) => -1)", -4],
    ["Average((x) => x.length)", 1],
    ["Min()", "a"],
    ["Max()", "c"],
    ["Aggregate('', (s, x) => s + x)", "baca"],
  ])("%s", (query, expected) => {
    expect(words(query)).toEqual(expected);
  });

  test.each([
    "Any()",
    "Where()",
    "Where(1)",
    "Single((x) => x === 'a')",
    "First((x) => false)",
    "Concat(5)",
    "Take('x')",
  ])("%s throws", (query) => {
    expect(thrown(`[...host.namespace.Debugger.Utility.Control.ExecuteCommand("b a c a").${query}]`)).toMatchObject({
      isError: true,
    });
  });

  test("they are lazy: what is not asked for is not computed", () => {
    expect(
      answer(`let n = 0; const w = host.namespace.Debugger.Utility.Control.ExecuteCommand("a b c");
        const q = w.Select((x) => { n++; return x; }); const before = n; q.First(); return [before, n];`),
    ).toEqual([0, 1]);
  });

  test("rows that are objects stay the debugger's objects", () => {
    expect(answer(`return host.namespace.Debugger.Processes.Where((p) => p.Id == 8).First().Name;`)).toBe("beta");
    expect(
      answer(`return [...host.namespace.Debugger.Processes.OrderByDescending((p) => p.Id)].map((p) => p.Name);`),
    ).toEqual(["user", "beta", "alpha"]);
  });

  test("what is not iterable has none", () => {
    expect(answer(`return [typeof host.currentProcess.Where, typeof host.currentProcess.Count];`)).toEqual([
      "undefined",
      "undefined",
    ]);
  });
});
