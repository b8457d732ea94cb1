/** What /quick leaves out changes no deadlock, no chain, and none of the findings that it does make. */
import { describe, expect, it } from "vitest";
import { machine, standardLayouts } from "./machine";

const APP = "\nprocess app.exe ; threads t1..t2\n";
const NEEDS_ALL_PORTS = ["orphan-port", "counter-mismatch", "corrupt-list"];

const MACHINES = {
  "a server that is idle at another port's semaphore":
    "process svc.exe ; thread w ; port Svc of svc.exe ; port Other of svc.exe waitable" +
    APP +
    "t1 calls Svc, in service of w, 40s ; w waits semaphore of Other 5s",
  "the same, where taking it for busy would close a circle":
    "process svc.exe ; thread w ; port Svc of svc.exe ; port Other of svc.exe waitable" +
    APP +
    "t1 calls Svc, in service of w, 40s ; w waits all of semaphore of Other and thread t1 5s",
  "a server that is read before its own waitable port":
    "process svc.exe ; thread w ; port Svc of svc.exe waitable" +
    APP +
    "t1 calls Svc, in service of w, 40s ; w waits semaphore of Svc 5s",
  "nobody receives, but a thread of the owner works on what nobody waits for":
    "process svc.exe ; thread w ; port Svc of svc.exe" +
    APP +
    "t1 calls Svc, queued 40s ; t2 sends Svc, in service of w ; w waits event 50s",
  "nobody receives":
    "process svc.exe ; thread w ; port Svc of svc.exe" + APP + "t1 calls Svc, queued 40s ; w waits event 50s",
};

describe.each(standardLayouts)("on %s", (layout) => {
  it.each(Object.entries(MACHINES))("%s", (_, text) => {
    const m = machine(layout, text);
    const quick = m.ask("/deadlock /quick");
    expect(quick.deadlocks).toEqual(m.answer.deadlocks);
    expect(quick.chains).toEqual(m.answer.chains);
    expect(quick.findings).toEqual(m.answer.findings.filter(({ rule }) => !NEEDS_ALL_PORTS.includes(rule)));
  });
});

describe("of these machines", () => {
  const roots = (name: keyof typeof MACHINES) => machine("9600.20666", MACHINES[name]).roots;
  it("an idle server leaves its request parked", () => {
    expect(roots("a server that is idle at another port's semaphore")).toEqual(["parked <- t1"]);
    expect(roots("the same, where taking it for busy would close a circle")).toEqual(["parked <- t1"]);
    expect(roots("a server that is read before its own waitable port")).toEqual(["parked <- t1"]);
  });
  it("the last one alone has no receiver", () => {
    const alarms = (name: keyof typeof MACHINES) => machine("9600.20666", MACHINES[name]).alarms;
    expect(alarms("nobody receives, but a thread of the owner works on what nobody waits for")).toEqual([]);
    expect(alarms("nobody receives")).toEqual(["no-receiver"]);
  });
});
