/** Every command on every recorded case: text that ends with the dx line for the same, or one JSON document. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { DeadlockDocument } from "../../src/waits/document";
import { problemsOf } from "../fuzz/schema";
import { CASES, open } from "../tools/session";

const folder = mkdtempSync(join(tmpdir(), "alpcx-commands-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
/** Nothing in the model gives the same. */
const WITHOUT_DX = ["/?", "/selftest", "/record", "/graph"];

function commandsOf({ deadlocks, chains }: DeadlockDocument): string[] {
  const all = [...deadlocks, ...chains].flatMap(({ waits }) => waits);
  const wait = all.find((one) => one.messageId !== undefined && one.process !== undefined);
  const { thread, tid, pid, process, port, portName, message, messageId } = wait!;
  const id = messageId!.toString(16);
  const apart = port!.replace(/([0-9a-f]{8})$/, "`$1").replace("0x`", "0x");
  return [
    ...["", "/deadlock", "/deadlock /quick", "/lp", "/lp0", "/find *", "/find zzz", "/id 7fffff", "/selftest", "/?"],
    ...[`/chain ${thread}`, `/chain ${thread.slice(2)}`, `/chain 0n${tid}`, `/chain ${tid.toString(16)}`],
    ...[`/p ${port}`, `/p ${apart}`, `/p ${portName}`, `/lpc ${port}`, `/sd ${port}`],
    ...[`/m ${message ?? id}`, `/m ${id}`, `/m 0n${messageId}`, `/id ${id}`, `/id 0n${messageId}`],
    ...[`/lpp ${process}`, `/lpp ${pid.toString(16)}`, `/lpp 0n${pid}`, "/pool"],
  ];
}

describe.each(readdirSync(CASES).filter((file) => file.endsWith(".gz")))("%s", (file) => {
  const session = open(CASES + file);
  const document = session.json<DeadlockDocument>("!alpcx /deadlock");
  const written = ["dot", "html"].map((kind) => `/graph ${kind} ${join(folder, file)}.${kind}`);
  const commands = [...commandsOf(document), ...written, `/record ${join(folder, file)}.json`];

  it.each(commands)("!alpcx %s", (command) => {
    const { text, errors, failed } = session.run(`!alpcx ${command}`);
    expect({ errors, failed }).toEqual({ errors: "", failed: false });
    const last = text.trimEnd().split("\n").pop()!;
    if (!WITHOUT_DX.some((name) => command.startsWith(name))) expect(last).toMatch(/^dx @\$/);
    if (last.startsWith("dx ")) expect(session.run(last)).toMatchObject({ errors: "", failed: false });
  });

  it.each(commands)("!alpcx %s /json", (command) => {
    const isFile = /^\/(record|graph)/.test(command);
    const line = isFile ? `!alpcx ${command}.again /json` : `!alpcx /json ${command} /v`;
    const { text, errors, failed } = session.run(line);
    expect({ errors, failed }).toEqual({ errors: "", failed: false });
    expect(text.split("\n")).toHaveLength(2);
    expect(problemsOf(JSON.parse(text))).toEqual([]);
  });
});
