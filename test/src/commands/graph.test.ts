/** `/graph` as it is typed: files, refusals, /json. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { GraphDocument } from "../../../src/report/graphDocument";
import { CASES, open } from "../../tools/session";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "alpcx graph-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});
const session = open(CASES + "three-cycle-22000-x64.json.gz");

describe("/graph", () => {
  it("writes Graphviz text, says what it drew, and ends with the dx line", () => {
    const file = join(folder, "a.dot");
    const { text, failed } = session.run(`!alpcx /graph dot "${file}"`);
    expect(failed).toBe(false);
    expect(text).toContain("DEADLOCK: 1 proved");
    expect(text).toContain("3 waits of 3 threads, 3 ports and 3 processes.");
    expect(text.trimEnd().split("\n").pop()).toBe("dx @$cursession.Alpc.Deadlocks");
    expect(readFileSync(file, "utf8")).toMatch(/^\/\/ Made by alpcx[^]*digraph alpc \{[^]*\}\n$/);
  });
  it("writes one page with the graph that /json prints", () => {
    const file = join(folder, "a.html");
    const printed = session.json<GraphDocument>(`!alpcx /graph html "${file}"`);
    expect(printed.schema).toBe("alpcx.graph/1");
    expect(printed.deadlocks).toHaveLength(1);
    const data = /id="graph">([^]*?)<\/script>/.exec(readFileSync(file, "utf8"))![1]!;
    expect(JSON.parse(data)).toEqual(printed);
  });
  it("writes the same bytes twice", () => {
    const [a, b] = [join(folder, "b1.html"), join(folder, "b2.html")];
    session.run(`!alpcx /graph html "${a}"`);
    open(CASES + "three-cycle-22000-x64.json.gz").run(`!alpcx /graph html "${b}"`);
    expect(readFileSync(a, "utf8")).toBe(readFileSync(b, "utf8"));
  });
  it("replaces nothing without /force", () => {
    const file = join(folder, "mine.dot");
    writeFileSync(file, "mine");
    const { text, errors, failed } = session.run(`!alpcx /graph dot "${file}"`);
    expect(failed).toBe(true);
    expect(text + errors).toContain("/force");
    expect(readFileSync(file, "utf8")).toBe("mine");
    expect(session.run(`!alpcx /graph dot "${file}" /force`).failed).toBe(false);
    expect(readFileSync(file, "utf8")).toContain("digraph");
  });
  it("says why it cannot write, and leaves nothing", () => {
    const before = readdirSync(folder);
    const { text, errors, failed } = session.run(`!alpcx /graph html "${join(folder, "none", "a.html")}"`);
    expect(failed).toBe(true);
    expect(text + errors).toMatch(/cannot be created/);
    expect(readdirSync(folder)).toEqual(before);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
  it("wants to know what and where to", () => {
    for (const line of ["!alpcx /graph", "!alpcx /graph svg x", "!alpcx /graph dot"]) {
      const { text, errors, failed } = session.run(line);
      expect(failed, line).toBe(true);
      expect(text + errors, line).toContain("/graph");
    }
  });
  it("draws no more than /limit asks for", () => {
    const file = join(folder, "limit.html");
    const printed = session.json<GraphDocument>(`!alpcx /graph html "${file}" /limit 1`);
    expect(printed.edges.filter((edge) => edge.leg === "wait")).toHaveLength(1);
    expect(printed.omitted.waiting).toBe(2);
  });
});
