/** What /json prints for ports and messages: addresses as text, numbers as numbers, absent for "not known". */
import { hex, isNull, type Address } from "../target/address";
import { Gap } from "../target/layout";
import type { Message } from "../alpc/message";
import { QUEUES, type Port } from "../alpc/port";
import { receivers } from "../alpc/receivers";
import { describeEnd } from "../nt/list";
import { queueOf, queuePort } from "../alpc/queues";

function address(value: Address | undefined): string | undefined {
  return value === undefined || isNull(value) ? undefined : hex(value);
}

export function portDocument(found: Port): object {
  const info = found.communicationInfo;
  const owner = found.owner;
  return {
    schema: "alpcx.port/1",
    port: hex(found.address),
    kind: found.kind,
    name: found.name,
    fullName: found.fullName,
    ownerProcess: address(found.ownerAddress),
    ownerIsValid: found.ownerIsValid,
    ownerImage: owner instanceof Gap ? undefined : owner.image,
    connectionPort: info instanceof Gap ? undefined : address(info.connectionPort),
    clientPort: info instanceof Gap ? undefined : address(info.clientCommunicationPort),
    serverPort: info instanceof Gap ? undefined : address(info.serverCommunicationPort),
    sequenceNo: found.raw.unsigned("SequenceNo"),
    state: found.raw.unsigned("u1.State"),
    handleCount: found.header.handleCount,
    receivers: receivers(found).list.map((one) => ({ thread: hex(one.thread.address), by: one.by })),
    queues: QUEUES.map((name) => found.queue(name))
      .filter((queue) => queue !== undefined)
      .map((queue) => ({
        name: queue.name,
        length: queue.length,
        end: describeEnd(queue.walk.end),
        messages: queue.walk.items.map((message) => hex(message.address)),
      })),
  };
}

export function messageDocument(found: Message, state: string): object {
  const owner = queuePort(found);
  return {
    schema: "alpcx.message/1",
    message: hex(found.address),
    messageId: found.messageId,
    callbackId: found.callbackId,
    sequenceNo: found.sequenceNo,
    type: found.type,
    dataLength: found.dataLength,
    totalLength: found.totalLength,
    state,
    queueType: owner instanceof Gap ? found.queueByNumber : queueOf(found, owner),
    queuePort: address(found.queuePort),
    ownerPort: address(found.ownerPort),
    connectionPort: address(found.connectionPort),
    waitingThread: address(found.waitingThread),
    serverThread: address(found.serverThread),
    clientPid: found.clientPid,
    clientTid: found.clientTid,
    canceled: found.isCanceled,
    continuation: found.isContinuation,
  };
}
