import { describe, expect, it } from "vitest";
import { CASES, open } from "../../tools/session";

describe.each(["healthy-19041-x64.json.gz", "two-cycle-2003sp2-x64.json.gz"])("lists of ports of %s", (file) => {
  const session = open(CASES + file);
  const all = session.json<{ ports: unknown[]; lookedAt?: number }>("!alpcx /lp");

  it.each(["/lp", "/lp0", "/find *"])("%s looks at no more ports than the limit, and says so", (command) => {
    const { text } = session.run(`!alpcx ${command} /limit 2`);
    expect(text).toContain(`stopped at the limit: looked at 2 of ${all.ports.length} ports`);
    const document = session.json<{ ports: unknown[] }>(`!alpcx ${command} /limit 2`);
    expect(document).toMatchObject({ lookedAt: 2, of: all.ports.length });
    expect(document.ports.length).toBeLessThanOrEqual(2);
  });
  it("says nothing of a limit that is not reached", () => {
    expect(session.run(`!alpcx /lp /limit ${all.ports.length}`).text).toBe(session.run("!alpcx /lp").text);
    expect(all.lookedAt).toBeUndefined();
  });
});
