/** Printed addresses come with the command to type next, and that command answers. */
import { describe, expect, it } from "vitest";
import { CASES, open, type TestSession } from "../../tools/session";

const nextOf = (session: TestSession, line: string): string[] => {
  const { text } = session.run(line);
  const lines = text.split("\n").filter((one) => one.startsWith("next: "));
  expect(lines.length, line).toBeLessThanOrEqual(1);
  return lines.length === 0 ? [] : lines[0]!.slice("next: ".length).split(", ");
};

describe.each([
  ["two-cycle-7601-x64", "FontCache"],
  ["healthy-19041-x64", "TimeBroker"],
  ["two-cycle-2003sp2-x64", "FontCache"],
  ["in-service-xpsp3-x86", "\\RPC Control\\SpoolerRpc"],
  ["server-gone-14393-x64", "Backup"],
])("%s", (name, port) => {
  const session = open(`${CASES}${name}.json.gz`);
  const found = session.run("!alpcx /find *").text;
  const named = found.includes(port) ? port : /\\([^\\\s]+)  /.exec(found)![1]!;

  it("leads from the summary into everything that it prints, each answer without an error", () => {
    const seen = new Set<string>();
    const todo = [
      "!alpcx",
      "!alpcx /deadlock",
      "!alpcx /lp",
      "!alpcx /find *",
      `!alpcx /p "${named}"`,
      `!alpcx /sd "${named}"`,
    ];
    for (let line = todo.shift(); line !== undefined; line = todo.shift()) {
      if (seen.has(line)) continue;
      seen.add(line);
      const { text } = session.run(line);
      expect(text, line).not.toContain("alpcx: error");
      expect(text, line).toMatch(/^dx @\$[^\n]*\n?$/m);
      todo.push(...nextOf(session, line));
      // A command says where to go from here, not to itself.
      expect(nextOf(session, line)).not.toContain(line);
    }
    const kinds = new Set([...seen].map((line) => line.split(" ")[1]));
    for (const kind of ["/p", "/lpc", "/lpp", "/chain"]) expect(kinds).toContain(kind);
  });
  it("is text only: a document has no such line", () => {
    expect(session.run("!alpcx /deadlock /json").text).not.toContain("next:");
  });
});

it("goes from the gravest wait into its message, its port and its chain", () => {
  const session = open(CASES + "two-cycle-7601-x64.json.gz");
  const [chain, message, port] = nextOf(session, "!alpcx /deadlock");
  expect([chain, message, port].map((line) => line?.split(" ")[1])).toEqual(["/chain", "/m", "/p"]);
  expect(session.run(message!).text).toContain("has waited");
});
