/** A frozen thread is suspended like one that another thread suspended, on every build that counts it. */
import { expect, it } from "vitest";
import { alpcLayouts, lpcLayouts, world } from "../worlds/world";
import { Machine } from "./machine";

it.each([...alpcLayouts, ...lpcLayouts])("%s", (layout) => {
  const w = world(
    layout,
    "process svc.exe ; thread w ; port Svc of svc.exe\nprocess app.exe ; thread t\n" +
      "t calls Svc, in service of w, 5s ; w waits event 3s",
  );
  if (!w.builder.kernel.has("_KTHREAD", "FreezeCount")) {
    // Nothing tells on this build; the root is what the thread waits for.
    expect(new Machine(w).answer.chains[0]?.root.why).toBe("other wait");
    return;
  }
  w.set("thread", "w", "Tcb.FreezeCount", 1);
  const { answer } = new Machine(w);
  expect(answer.chains[0]?.root).toMatchObject({ why: "suspended", thread: w.thread("w") });
  expect(answer.findings.map(({ rule }) => rule)).toEqual(["suspended-server"]);
});
