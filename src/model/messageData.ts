/** The bytes of a message, as dx shows them. */
import { Gap } from "../target/layout";
import { messageData, type DataPart } from "../alpc/messageData";
import type { Message } from "../alpc/message";
import { hexDump, preview } from "../report/hexDump";
import { Collection } from "./collection";
import { describe, text } from "./describe";

/** The bytes that are present, one by one. */
export class DataObject extends Collection<number> {
  private readonly __message: Message;

  constructor(message: Message) {
    super(() => bytesOf(messageData(message)));
    this.__message = message;
  }
  get Where(): string {
    const places = messageData(this.__message).map((part) => part.where);
    return places.length === 0 ? "nowhere" : places.join(", ");
  }
  get Missing(): string | undefined {
    const gaps = messageData(this.__message).map((part) => (part.bytes instanceof Gap ? part.bytes.why : ""));
    return gaps.filter((why) => why !== "")[0];
  }
  get HexDump(): Collection<string> {
    return new Collection(() => dumpLines(this.__message));
  }
  override toString(): string {
    return preview(bytesOf(messageData(this.__message)));
  }
}
describe(DataObject, {
  Where: text("inline: behind the header; extension: in ExtensionBuffer"),
  Missing: text("Why bytes are missing"),
  HexDump: text("16 bytes a line"),
  Damage: text("How the walk over the list ended, when it did not reach the end"),
});

function bytesOf(parts: readonly DataPart[]): number[] {
  const all: number[] = [];
  for (const { bytes } of parts) if (!(bytes instanceof Gap)) for (const byte of Array.from(bytes)) all.push(byte);
  return all;
}

/** Lines of all parts, each with its address. */
export function dumpLines(message: Message): string[] {
  const lines: string[] = [];
  for (const { bytes, address } of messageData(message)) {
    if (bytes instanceof Gap) lines.push("(" + bytes.why + ")");
    else lines.push(...hexDump(address, bytes, message.kernel.pointerSize));
  }
  return lines;
}
