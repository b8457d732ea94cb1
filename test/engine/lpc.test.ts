/** LPC on a 32-bit and a 64-bit target in Microsoft's engine: the lines print what the snapshot host prints. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createProvider } from "../../hosts/provider/index.js";
import { CASES, open, SCRIPT } from "../tools/session.js";
import { caseDump } from "./dump.js";
import { openRecorded, type Recorded } from "./session.js";

const cases = [
  { name: "in-service-xpsp3-x86", port: "LogonPort", end: "e2a807e8", id: "a99e5", thread: "1444" },
  { name: "two-cycle-2003sp2-x64", port: "FontCache", end: "fffffa80`03b30d50", id: "e98e3", thread: "1784" },
];

describe.each(cases)("$name", ({ name, port, end, id, thread }) => {
  const { dump, symbols, image } = caseDump(name);
  let dbg: Recorded;
  beforeAll(() => {
    dbg = openRecorded(dump, { symbols, image, provider: (backend) => createProvider(backend) });
    dbg.run(`$$>a<${SCRIPT}`);
  });
  afterAll(() => dbg.close());
  const snapshot = open(CASES + name + ".json.gz");
  const address = "0x" + end.replace("`", "");

  test.each([
    `!alpcx /p ${port}`,
    `!alpcx /p ${end}`,
    `!alpcx /m ${id}`,
    `!alpcx /id ${id}`,
    `!alpcx /lpc ${port}`,
    `!alpcx /lpc ${end}`,
    `!alpcx /find ${port}`,
    `!alpcx /chain ${thread} /json`,
    `dx @$cursession.Alpc.Port("${port}")`,
    `dx @$cursession.Alpc.Message(0x${id})`,
    `dx @$cursession.Alpc.Thread(0x${thread}).Alpc.Lpc`,
    `dx ((nt!_LPCP_PORT_OBJECT*)${address})->Alpc.Kind`,
    `dx ((nt!_LPCP_PORT_OBJECT*)${address})->Alpc`,
    "dx @$curthread.Alpc",
    "dx @$curthread.Alpc.WaitingFor",
    "dx @$curprocess.Alpc.Connections",
    "dx @$cursession.Alpc.Deadlocks",
  ])("%s", (line) => {
    const there = snapshot.run(line);
    expect(there.errors).toBe("");
    expect(dbg.text(line)).toBe(there.text);
  });
});
