/** The commands of `!alpc` with their labels and order: /p, /m, /lpc, /lpp. */
import { digits, hex, type Address } from "../target/address";
import { allPorts as walkPorts, connectionEnds, type AnyPort } from "../model/era";
import { endLines } from "./lists";
import { connectionsOf } from "../model/connections";
import { findMessage, findPort, findProcess } from "../model/find";
import {
  anyConnectionList,
  anyConnectionReport,
  anyMessageDocument,
  anyMessageDetailDocument,
  anyMessageDetails,
  anyMessageReport,
  anyPortDocument,
  anyPortDetailDocument,
  anyPortDetails,
  anyPortReport,
  dxOf,
} from "../report/anyText";
import { clientLine } from "../report/connectionText";
import { argumentOf, type Command, type Context, type Output } from "./command";
import { fromMessage, fromPort, toConnections, toPort, toProcess } from "./next";
import { parseNumber } from "./parse";

export const port: Command = {
  name: "p",
  argument: "PORT",
  summary: "one port, as !alpc /p (!lpc port) prints it, with how long its messages wait",
  examples: ["/p ffffe001`23456789", '/p "\\RPC Control\\lsasspirpc"', "/p lsasspirpc /v"],
  detail: ["/v adds attributes, receivers with what they are busy with, resources and the security descriptor."],
  run(context: Context): Output {
    const found = findPort(context.look(), argumentOf(context.parsed));
    const dx = dxOf("Port", found);
    const next = fromPort(found);
    if (!context.parsed.switches.has("v"))
      return { lines: anyPortReport(found), document: anyPortDocument(found), next, dx };
    const lines = anyPortReport(found).concat(anyPortDetails(found));
    return { lines, document: anyPortDetailDocument(found), next, dx };
  },
};

export const message: Command = {
  name: "m",
  argument: "MESSAGE",
  summary: "one message, as !alpc /m (!lpc message) prints it, with its state and its two threads",
  examples: ["/m fffff880`0f4cc950", "/m bfc", "/m 0n3068", "/m bfc /v"],
  detail: ["/v adds the attributes and the data that are in kernel memory."],
  run(context: Context): Output {
    const found = findMessage(context.look(), parseNumber(argumentOf(context.parsed)));
    const dx = dxOf("Message", found);
    const next = fromMessage(found);
    if (!context.parsed.switches.has("v"))
      return { lines: anyMessageReport(found), document: anyMessageDocument(found), next, dx };
    return {
      lines: anyMessageReport(found).concat(anyMessageDetails(found)),
      document: anyMessageDetailDocument(found),
      next,
      dx,
    };
  },
};

export const connections: Command = {
  name: "lpc",
  argument: "PORT",
  summary: "the connections of a port (!lpc scan)",
  examples: ["/lpc ffff810a`851b1d20", "/lpc lsasspirpc"],
  run(context: Context): Output {
    const found = findPort(context.look(), argumentOf(context.parsed));
    const end = found.kind === "ConnectionPort" ? found : found.connectionPort;
    const target = "why" in end ? found : end;
    return {
      lines: anyConnectionReport(found),
      document: anyPortDocument(target),
      next: toPort(target).concat(toProcess(firstClient(target))),
      dx: dxOf("Port", target) + ".Connections",
    };
  },
};

/** The process of the first client. */
function firstClient(found: AnyPort): Address | undefined {
  const [ends] = found.kind === "ConnectionPort" ? connectionEnds(found) : [];
  return ends && ends.client && ends.client.ownerIsValid ? ends.client.ownerAddress : undefined;
}

export const processPorts: Command = {
  name: "lpp",
  argument: "PROCESS",
  summary: "the ports a process created, and the ports it is connected to",
  examples: ["/lpp ffffbb0f`858e9080", "/lpp 250"],
  run(context: Context): Output {
    const look = context.look();
    const found = findProcess(look, parseNumber(argumentOf(context.parsed)));
    const title = digits(found.address, look.kernel.pointerSize);
    const owned = look.portsOf(found.address);
    const lines = ["", "Ports created by the process " + title + ":", ""];
    for (const own of owned) if (own.kind === "ConnectionPort") lines.push(...anyConnectionList(own, "      "), "");
    lines.push("Ports the process " + title + " is connected to:", "");
    const facts = connectionsOf(look, found.address);
    const created = owned.filter((own) => own.kind === "ConnectionPort")[0];
    const used = facts.filter((fact) => fact.direction === "connected")[0];
    for (const fact of facts) {
      if (fact.direction === "connected") lines.push("      " + clientLine(fact.own, fact.connectionPort));
    }
    lines.push(...endLines(walkPorts(look.kernel).end));
    const pid = found.pid;
    return {
      lines,
      document: {
        schema: "alpcx.ports/1",
        process: hex(found.address),
        image: found.image,
        ports: owned.map(anyPortDocument),
      },
      next: toConnections(created).concat(toPort(used && used.connectionPort)),
      dx:
        pid === undefined
          ? "@$cursession.Alpc.Ports"
          : "@$cursession.Processes[0x" + pid.toString(16) + "].Alpc.Connections",
    };
  },
};
