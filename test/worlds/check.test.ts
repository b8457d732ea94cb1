import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Snapshot } from "../../hosts/snapshot/format";
import { Reader } from "./reader";
import { checkWorld, world, type World } from "./world";

const CASES = fileURLToPath(new URL("../cases/", import.meta.url));

function sample(name: string): readonly string[] {
  const text = gunzipSync(readFileSync(CASES + name)).toString("utf8");
  return checkWorld(Reader.ofSnapshot(JSON.parse(text) as Snapshot));
}

const samples = readdirSync(CASES).filter((name) => name.endsWith(".json.gz"));
const damaged = samples.filter((name) => /^(cyclic|unreadable)/.test(name));

describe("the check agrees with machines that others laid out", () => {
  it.each(samples.filter((name) => !damaged.includes(name)))("%s is sound", (name) => {
    expect(sample(name)).toEqual([]);
  });

  it.each(damaged)("%s is not", (name) => {
    expect(sample(name)).not.toEqual([]);
  });
});

const MACHINE = `
  process svc.exe ; port Svc of svc.exe pool w1..w2 ; port Own of svc.exe waitqueue r1
  process app.exe ; threads t1..t4
  t1 calls Svc, in service of w1 ; t2 calls Svc, queued ; t4 calls Svc, canceled
  t3 waits mutant M owned by w1, event E, timeout
`;

/** Each changes one field of a sound machine. */
const DAMAGE: Record<string, (w: World) => unknown> = {
  "a cut process list": (w) => w.set("process", "svc.exe", "ActiveProcessLinks.Flink", 0),
  "a thread in one list only": (w) => w.set("thread", "t2", "Tcb.ThreadListEntry.Blink", 0x1000),
  "a thread of another process": (w) => w.set("thread", "t2", "Cid.UniqueProcess", 4),
  "a wrong counter": (w) => w.set("port", "Svc", "MainQueueLength", 7),
  "a looping queue": (w) => w.loop("PendingQueue", "port", "Svc"),
  "a queue type that is not the queue": (w) => w.set("message", "t1", "u1.s1.QueueType", 1),
  "a message at another port": (w) => w.set("message", "t1", "PortQueue", BigInt(w.port("Own"))),
  "a waiting thread that waits for something else": (w) => w.set("thread", "t1", "AlpcMessage", 0),
  "a canceled message that is not": (w) => w.set("message", "t4", "u1.s1.Canceled", 0),
  "a port in the wrong slot": (w) => w.set("port", "Svc", "u1.s1.Type", 2),
  "a message id of another": (w) => w.set("message", "t1", "PortMessage.MessageId", 0x40),
  "a mutant of another thread": (w) => w.set("mutant", "M", "OwnerThread", BigInt(w.thread("t1"))),
  "a wait block that is not listed": (w) =>
    w.set("mutant", "M", "Header.WaitListHead.Flink", BigInt(w.object("M")) + 8n),
  "a foreign wait block": (w) => w.set("thread", "t3", "Tcb.WaitBlock[1].Thread", BigInt(w.thread("t1"))),
  "a timer that is not set": (w) => w.set("thread", "t3", "Tcb.Timer.Header.Inserted", 0),
  "a receiver that is cut off": (w) => w.cut("WaitQueue", "port", "Own"),
  "a worker of another queue": (w) => w.set("thread", "w1", "Tcb.Queue", BigInt(w.object("E"))),
  "an overwritten thread": (w) => w.garbage("thread", "t2"),
  "an overwritten message": (w) => w.garbage("message", "t2"),
};

describe.each(["6.1.7601-x86", "10.0.19041.1706-x64"])("the check of %s notices", (layout) => {
  it.each(Object.keys(DAMAGE))("%s", (name) => {
    const w = world(layout, MACHINE);
    expect(w.check()).toEqual([]);
    DAMAGE[name]!(w);
    expect(w.check()).not.toEqual([]);
  });
});
