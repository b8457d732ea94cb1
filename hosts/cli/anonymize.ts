/** `alpcx --anonymize OUT`: a snapshot to share, checked to give the same verdict. */
import { writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { anonymize, type Secrets } from "../anonymize/index.js";
import type { ModelObject, Value } from "../provider/dataModel.js";
import { openSnapshot, type SnapshotSession } from "../snapshot/session.js";
import { validateSnapshot, type LoadedSnapshot } from "../snapshot/validate.js";

/** The snapshot cannot be made anonymous; the message is one line. */
export class AnonymizeError extends Error {}

/**
 * Writes an anonymous copy of a snapshot; `script` is dist/alpc.js, which finds the ports and messages. A file that is
 * there already is kept. Gives a line that says what was done. @throws AnonymizeError
 */
export function writeAnonymous(loaded: LoadedSnapshot, out: string, script: string): string {
  const before = examine(loaded, script);
  const { snapshot, names, messages, identities } = anonymize(loaded, before.secrets);
  const text = JSON.stringify(snapshot);
  const after = examine(validateSnapshot(JSON.parse(text)), script);
  if (after.shape !== before.shape) {
    throw new AnonymizeError("the anonymous snapshot would give another verdict, so it is not written");
  }
  try {
    writeFileSync(out, out.endsWith(".gz") ? gzipSync(text) : text, { flag: "wx" });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new AnonymizeError(
      code === "EEXIST"
        ? `${out}: the file exists already, name another one`
        : `${out}: ${message.split("\n")[0] ?? ""}`,
    );
  }
  return `anonymized ${out}: ${names} names, data of ${messages} messages and ${identities} identities replaced`;
}

interface Examined {
  readonly secrets: Secrets;
  /** The verdict and everything that leads to it, without names. */
  readonly shape: string;
}

function examine(loaded: LoadedSnapshot, script: string): Examined {
  let output = "";
  const session = openSnapshot(loaded, { output: (text) => (output += text), error: (text) => (output += text) });
  try {
    session.runQuietly(`$$>a<"${script}"`);
    // First of all: what was read before is not read again.
    const needed: { address: bigint; size: number }[] = [];
    session.backend.memory.beforeRead = (address, size) => void needed.push({ address, size });
    output = "";
    const { failed } = session.run("!alpcx /deadlock /json");
    session.backend.memory.beforeRead = undefined;
    const names = strings(session, "@$cursession.Alpc.Ports.Select(p => p.FullName)").concat(
      strings(session, "@$cursession.Alpc.Ports.Select(p => p.Name)"),
    );
    const document: unknown = failed ? undefined : JSON.parse(output);
    const messages = numbers(session, "@$cursession.Alpc.Messages.Select(m => m.Address)");
    return {
      secrets: { names, messages: [...messages, ...messagesIn(document)], needed },
      shape: failed ? "" : shape(document),
    };
  } finally {
    session.close();
  }
}

/** The document without what names say: they are to change. */
function shape(document: unknown): string {
  return JSON.stringify(document, (key, value: unknown) =>
    key === "image" || key === "portName" || key === "text" ? undefined : value,
  );
}

/** Addresses of the messages that threads wait for, which need not be in a queue. */
function messagesIn(value: unknown): bigint[] {
  if (Array.isArray(value)) return value.flatMap(messagesIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    key === "message" && typeof inner === "string" ? [BigInt(inner)] : messagesIn(inner),
  );
}

function strings(session: SnapshotSession, expression: string): string[] {
  return items(session, expression).flatMap((value) =>
    value.kind === "intrinsic" && typeof value.value === "string" && value.value !== "" ? [value.value] : [],
  );
}

function numbers(session: SnapshotSession, expression: string): bigint[] {
  return items(session, expression).flatMap((value) =>
    value.kind === "intrinsic" && (typeof value.value === "bigint" || typeof value.value === "number")
      ? [BigInt.asUintN(64, BigInt(value.value))]
      : [],
  );
}

/** Items of a sequence; none where the snapshot has no such objects. */
function items(session: SnapshotSession, expression: string): Value[] {
  const found: Value[] = [];
  try {
    const sequence = session.backend.evaluate(expression) as ModelObject;
    const rows = sequence.concepts.iterate?.(sequence);
    for (let row = rows?.next(); row !== undefined && row.done !== true; row = rows?.next())
      found.push(row.value.value);
  } catch {
    return found;
  }
  return found;
}
