/** The reports of either era behind one name each, for the commands. */
import { hex } from "../target/address";
import { lpcConnections } from "../lpc/connections";
import { allLpcPorts } from "../lpc/ports";
import type { LpcPort } from "../lpc/port";
import { LpcRequest } from "../lpc/request";
import { isAlpcPort, type AnyPort } from "../model/era";
import type { Clock } from "../nt/clock";
import type { AnyMessage } from "../model/find";
import { lpcPortText } from "../model/lpcPort";
import { messageState } from "../model/message";
import { portText } from "../model/port";
import { connectionReport, ownerText } from "./connectionText";
import { messageDetailDocument, portDetailDocument } from "./detailDocument";
import { messageDetails, portDetails } from "./details";
import { messageDocument, portDocument } from "./documents";
import { lpcMessageDocument, lpcPortDocument } from "./lpcDocuments";
import { lpcMessageReport } from "./lpcMessageText";
import { lpcPortReport, lpcScanLine, messageLines } from "./lpcPortText";
import { pointerText } from "./lines";
import { messageReport } from "./messageText";
import { messageLine, portReport } from "./portText";

export function anyPortReport(found: AnyPort): string[] {
  return isAlpcPort(found) ? portReport(found) : lpcPortReport(found);
}

/** What /v adds. */
export function anyPortDetails(found: AnyPort): string[] {
  return isAlpcPort(found) ? portDetails(found) : [];
}

/** The same under /json: on top of the document. */
export function anyPortDetailDocument(found: AnyPort): object {
  return Object.assign(anyPortDocument(found), isAlpcPort(found) ? portDetailDocument(found) : {});
}

export function anyMessageDetailDocument(found: AnyMessage): object {
  return Object.assign(anyMessageDocument(found), found instanceof LpcRequest ? {} : messageDetailDocument(found));
}

export function anyMessageDetails(found: AnyMessage): string[] {
  return found instanceof LpcRequest ? [] : messageDetails(found);
}

export function anyPortDocument(found: AnyPort): object {
  return isAlpcPort(found) ? portDocument(found) : lpcPortDocument(found);
}

/** The one line of a port, verdict first. */
export function anyPortText(found: AnyPort): string {
  return isAlpcPort(found) ? portText(found) : lpcPortText(found);
}

export function anyMessageReport(found: AnyMessage): string[] {
  return found instanceof LpcRequest ? lpcMessageReport(found) : messageReport(found, messageState(found));
}

/** A message in a list. */
export function anyMessageLine(found: AnyMessage, clock: Clock): string[] {
  if (!(found instanceof LpcRequest)) return [messageLine(found, clock) + " " + messageState(found)];
  const block = found.message;
  if (block) return messageLines(block, 0, clock).concat("  " + found.state);
  return lpcMessageReport(found)
    .slice(0, 1 + found.servers.length)
    .concat("  " + found.state);
}

export function anyMessageDocument(found: AnyMessage): object {
  return found instanceof LpcRequest ? lpcMessageDocument(found) : messageDocument(found, messageState(found));
}

/** `/lpc` of a port: as `!alpc /lpc`, or as `!lpc scan`, of the era. */
export function anyConnectionReport(found: AnyPort): string[] {
  if (!isAlpcPort(found)) return scanReport(found);
  const end = found.kind === "ConnectionPort" ? found : found.connectionPort;
  return [""].concat(connectionReport("why" in end ? found : end, ""));
}

/** The port and those connected to it: of an end its peer, of a connection port all ends. Source: golden case G5. */
function scanReport(found: LpcPort): string[] {
  const all = allLpcPorts(found.kernel).ports;
  const peer = found.raw.pointer("ConnectedPort");
  const related =
    found.kind === "ConnectionPort"
      ? all.filter((one) => one === found || one.raw.pointer("ConnectionPort") === found.address)
      : all.filter((one) => one === found || one.address === peer);
  const list = related.indexOf(found) < 0 ? [found].concat(related) : related;
  return ["Scanning " + all.length + " objects"].concat(
    list.map((one) => lpcScanLine(one) + "  " + one.messageCount + " " + ownerText(one)),
  );
}

/** A connection port of a process with a line per connection, for `/lpp`. */
export function anyConnectionList(found: AnyPort, indent: string): string[] {
  if (isAlpcPort(found)) return connectionReport(found, indent);
  const size = found.kernel.pointerSize;
  const connections = lpcConnections(found);
  const name = found.isNamed ? "('" + found.name + "')" : "";
  const end = (port: LpcPort | undefined) =>
    pointerText(port && port.address, size).replace("?", "0") + " " + (port ? port.messageCount : 0);
  return [
    indent +
      pointerText(found.address, size) +
      name +
      " " +
      found.messageCount +
      ", " +
      connections.length +
      " connections",
  ].concat(
    connections.map(
      ({ server, client }) =>
        indent + "      " + end(server) + " ->" + end(client) + (client ? " " + ownerText(client) : ""),
    ),
  );
}

/** The dx expression of a port or message. */
export function dxOf(what: "Port" | "Message", found: AnyPort | AnyMessage): string {
  if (!(found instanceof LpcRequest)) return "@$cursession.Alpc." + what + "(" + hex(found.address) + ")";
  const id = found.messageId;
  const block = found.message;
  const argument = id !== undefined ? "0x" + id.toString(16) : block ? hex(block.address) : "0";
  return "@$cursession.Alpc.Message(" + argument + ")";
}
