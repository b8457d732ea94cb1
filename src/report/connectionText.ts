/** Connections as `!alpc /lpc` and `/lpp` print them. Source: golden cases G6 (c), G8. */
import { isNull, NULL, type Address } from "../target/address";
import { Gap } from "../target/layout";
import { port, type Port } from "../alpc/port";
import { describeEnd, isSound } from "../nt/list";
import { process } from "../nt/process";
import type { AnyPort } from "../model/era";
import type { Kernel } from "../nt/kernel";
import { pointerText } from "./lines";

/** A connection port with a line per connection. */
export function connectionReport(found: Port, indent: string): string[] {
  const size = found.kernel.pointerSize;
  const info = found.communicationInfo;
  const walk = info instanceof Gap ? undefined : info.connections;
  const count = walk ? walk.items.length : 0;
  const lines = [
    indent + pointerText(found.address, size) + named(found) + " " + found.messageCount + ", " + count + " connections",
  ];
  if (info instanceof Gap) lines.push(indent + "      (" + info.why + ")");
  for (const connection of walk ? walk.items : []) {
    const server = end(found.kernel, connection.serverCommunicationPort);
    const client = end(found.kernel, connection.clientCommunicationPort);
    const owner = client.port ? ownerText(client.port) : "";
    lines.push(indent + "      " + server.text + " ->" + client.text + (owner === "" ? "" : " " + owner));
  }
  if (walk && !isSound(walk.end)) lines.push(indent + "      (" + describeEnd(walk.end) + ")");
  return lines;
}

/** A connection that a process made: its client port, the connection port and who owns that. */
export function clientLine(client: AnyPort, connection: AnyPort | undefined): string {
  const own = pointerText(client.address, client.kernel.pointerSize) + " " + client.messageCount;
  if (!connection) return own + " -> (the connection port is gone)";
  const other =
    pointerText(connection.address, client.kernel.pointerSize) + named(connection) + " " + connection.messageCount;
  return own + " -> " + other + " " + ownerText(connection);
}

function named(found: AnyPort): string {
  const name = found.header.name;
  return name instanceof Gap || name === "" ? "" : "('" + name + "')";
}

function end(kernel: Kernel, address: Address | undefined): { text: string; port?: Port } {
  const text = pointerText(address === undefined ? NULL : address, kernel.pointerSize);
  if (address === undefined || isNull(address)) return { text: text + " 0" };
  const found = port(kernel, address);
  return found instanceof Gap ? { text: text + " ?" } : { text: text + " " + found.messageCount, port: found };
}

/** `ffffbb0f8206f300('System')`; with why where the owner cannot be read. */
export function ownerText(found: AnyPort): string {
  const address = found.ownerAddress;
  const text = pointerText(address, found.kernel.pointerSize);
  if (address === undefined || isNull(address)) return text;
  if (!found.ownerIsValid) return text + "(gone)";
  const owner = process(found.kernel, address);
  return owner instanceof Gap ? text + "(" + owner.why + ")" : text + "('" + owner.image + "')";
}
