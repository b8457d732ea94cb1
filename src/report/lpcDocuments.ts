/** What /json prints for LPC ports and requests: the members of the ALPC documents where both have them, then LPC's own. */
import { hex, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { LpcPort } from "../lpc/port";
import { lpcReceivers } from "../lpc/receivers";
import type { LpcRequest } from "../lpc/request";
import { describeEnd } from "../nt/list";

function address(value: Address | undefined): string | undefined {
  return value === undefined || isNull(value) ? undefined : hex(value);
}

export function lpcPortDocument(found: LpcPort): object {
  const { owner, kind } = found;
  const peer = address(found.raw.pointer("ConnectedPort"));
  return {
    schema: "alpcx.port/1",
    port: hex(found.address),
    kind,
    name: found.name,
    fullName: found.fullName,
    ownerProcess: address(found.ownerAddress),
    ownerIsValid: found.ownerIsValid,
    ownerImage: owner instanceof Gap ? undefined : owner.image,
    connectionPort: address(found.raw.pointer("ConnectionPort")),
    clientPort: kind === "ClientCommunicationPort" ? hex(found.address) : peer,
    serverPort: kind === "ServerCommunicationPort" ? hex(found.address) : peer,
    flags: found.flags,
    flagNames: found.flagNames,
    creatorPid: found.creatorPid,
    creatorTid: found.creatorTid,
    handleCount: found.header.handleCount,
    semaphore: address(found.semaphore),
    semaphoreState: found.semaphoreState,
    receivers: lpcReceivers(found).threads.map((thread) => ({ thread: hex(thread.address), by: "Semaphore" })),
    replyChain: found.replyChain.items.map((thread) => hex(thread.address)),
    queues: [
      { name: "ReceiveHead", walk: found.messages },
      { name: "LpcDataInfoChainHead", walk: found.dataInfoMessages },
    ].map(({ name, walk }) => ({
      name,
      length: walk.items.length,
      end: describeEnd(walk.end),
      messages: walk.items.map((message) => hex(message.address)),
    })),
  };
}

export function lpcMessageDocument(found: LpcRequest): object {
  const block = found.message;
  const { senderPort, queuePort, client } = found;
  const connection = senderPort instanceof Gap ? senderPort : senderPort.connectionPort;
  return {
    schema: "alpcx.message/1",
    message: block && hex(block.address),
    messageId: found.messageId,
    callbackId: block && block.callbackId,
    type: block && block.type,
    dataLength: block && block.dataLength,
    totalLength: block && block.totalLength,
    state: found.state,
    queueType: found.list,
    queuePort: queuePort instanceof Gap ? undefined : hex(queuePort.address),
    ownerPort: senderPort instanceof Gap ? undefined : hex(senderPort.address),
    connectionPort: connection instanceof Gap ? undefined : hex(connection.address),
    waitingThread: client && hex(client.address),
    serverThread: found.server && hex(found.server.address),
    serverThreads: found.servers.map((thread) => hex(thread.address)),
    clientPid: client ? client.pid : block && block.clientPid,
    clientTid: client ? client.tid : block && block.clientTid,
  };
}
