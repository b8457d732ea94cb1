/** What a row of a wait chain says beyond who waits for whom. */
import { describe, expect, it } from "vitest";
import { lpcLayouts } from "../worlds/world";
import { machine, ONE_LAYOUT } from "./machine";

const SVC =
  "process svc.exe ; threads w v ; port Svc of svc.exe\nprocess app.exe ; thread t\nt calls Svc, in service of w, 40s\n";
const rows = (text: string) => machine(ONE_LAYOUT, SVC.replace("threads w v", "thread w ; thread v") + text).chain("t");

describe("a thread that waits for several objects", () => {
  it("any of them: the row of one says that another may come first", () => {
    expect(rows("w waits any of mutant M owned by v, event E, 30s")[1]).toMatch(/mutant .*, or for another object$/);
  });
  it("all of them: the row of one says that it is not all", () => {
    expect(rows("w waits all of mutant M owned by v, event E, 30s")[1]).toMatch(
      /mutant .*, and for other objects as well$/,
    );
  });
  it("one of them: nothing is said", () => {
    expect(rows("w waits mutant M owned by v, 30s")[1]).toMatch(/mutant \S+, 30\.0 s$/);
  });
  it("a resource that several share is one object", () => {
    const found = rows("w waits resource R shared by v shared by t, 3s");
    expect(found.join("\n")).not.toMatch(/other object/);
  });
});

describe.each(lpcLayouts)("a hop of LPC on %s", (layout) => {
  it("names the request and its port, though there is no message", () => {
    const m = machine(
      layout,
      "process svc.exe ; thread w ; port Svc of svc.exe\nprocess app.exe ; thread t\nt calls Svc, in service of w, id 0x500, 40s",
    );
    const hop = `@$cursession.Alpc.Thread(${m.world.thread("t")}).Alpc.WaitChain.First().Object`;
    expect(m.session.lines(`dx ${hop}`)[0]).toBe(`${hop} : message 0x500 at Svc (${m.world.port("Svc")})`);
  });
});
