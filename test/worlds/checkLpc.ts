/** Ports and reply chains of LPC. Source of the rules: alpc-semantics 8. */
import type { Census, Findings } from "./check";
import { hex } from "./memory";
import type { Reader } from "./reader";
import { entries } from "./checkHandles";

/** Flags & 0xF */
const CONNECTION = 1;
const SERVER = 3;
const CLIENT = 4;

export function checkLpc(reader: Reader, findings: Findings, census: Census): void {
  const type = reader.readPointer(reader.symbols.get("LpcPortObjectType")!);
  const waitable = reader.readPointer(reader.symbols.get("LpcWaitablePortObjectType")!);
  const body = BigInt(reader.structs.offset("_OBJECT_HEADER", "Body"));
  const ports = new Set<bigint>();
  for (const address of census.processes) {
    const table = reader.get({ type: "_EPROCESS", address }, "ObjectTable");
    if (table === 0n) continue;
    for (const header of entries(reader, table).values()) {
      const own = reader.get({ type: "_OBJECT_HEADER", address: header }, "Type");
      if (own === type || own === waitable) ports.add(header + body);
    }
  }
  for (const port of ports) findings.part(`port ${hex(port)}`, () => checkPort(reader, findings, port));
  for (const thread of census.threads) {
    findings.part(`thread ${hex(thread)}`, () => checkWaiter(reader, findings, thread));
  }
}

function checkPort(reader: Reader, findings: Findings, port: bigint): void {
  const place = { type: "_LPCP_PORT_OBJECT", address: port };
  const what = `port ${hex(port)}`;
  const kind = Number(reader.get(place, "Flags") & 0xfn);
  const connectionPort = reader.get(place, "ConnectionPort");
  const peer = reader.get(place, "ConnectedPort");
  findings.expect([CONNECTION, SERVER, CLIENT].includes(kind), `${what} is of no kind`);
  if (kind === CONNECTION) findings.expect(connectionPort === port, `${what} is not its own connection port`);
  else {
    const back = reader.get({ type: place.type, address: peer }, "ConnectedPort");
    findings.expect(back === port, `${what}: its peer has another one`);
    const flags = reader.get({ type: place.type, address: peer }, "Flags") & 0xfn;
    findings.expect(Number(flags) === SERVER + CLIENT - kind, `${what}: its peer is of the same kind`);
  }
  for (const thread of reader.list(reader.at(place, "LpcReplyChainHead"), "_ETHREAD", "LpcReplyChain")) {
    const union = reader.get({ type: "_ETHREAD", address: thread }, "LpcWaitingOnPort");
    findings.expect(
      (union & 3n) === 1n && (union & ~3n) === peer,
      `${what}: ${hex(thread)} does not wait for its peer`,
    );
  }
  const semaphore = reader.get(place, "MsgQueue.Semaphore");
  if (semaphore === 0n) return;
  const messages = reader.list(reader.at(place, "MsgQueue.ReceiveHead"), "_LPCP_MESSAGE", "Entry");
  const count = reader.get({ type: "_KSEMAPHORE", address: semaphore }, "Header.SignalState");
  findings.expect(Number(count) <= messages.length, `${what}: ${messages.length} messages, semaphore state ${count}`);
}

function checkWaiter(reader: Reader, findings: Findings, thread: bigint): void {
  const place = { type: "_ETHREAD", address: thread };
  const id = reader.get(place, "LpcReplyMessageId");
  const union = reader.get(place, "LpcWaitingOnPort");
  const what = `thread ${hex(thread)}`;
  findings.expect((id !== 0n) === ((union & 1n) === 1n), `${what}: its message id and its port disagree`);
  if (id === 0n) return;
  const client = { type: "_LPCP_PORT_OBJECT", address: union & ~3n };
  findings.expect((reader.get(client, "Flags") & 0xfn) === BigInt(CLIENT), `${what} waits on no client port`);
  const server = { type: client.type, address: reader.get(client, "ConnectedPort") };
  const chain = reader.list(reader.at(server, "LpcReplyChainHead"), "_ETHREAD", "LpcReplyChain");
  findings.expect(chain.includes(thread), `${what} is not in the reply chain of ${hex(server.address)}`);
}
