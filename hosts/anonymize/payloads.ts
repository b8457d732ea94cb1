/** What users sent: the data behind the header of each message, and the buffers messages point to. */
import type { Snapshot } from "../snapshot/format.js";
import { field, sizeOf } from "./fields.js";
import type { MemoryImage } from "./image.js";

/** A message holds no more: DataLength is a 16-bit number. */
const MAX_EXTENSION = 0x1000000;

/** Clears the data of messages, but for bytes that the image keeps. Lengths stay. Gives how many had some. */
export function clearPayloads(image: MemoryImage, snapshot: Snapshot, messages: Iterable<bigint>): number {
  const alpc = sizeOf(snapshot, "_KALPC_MESSAGE") !== undefined && field(snapshot, "_KALPC_MESSAGE", "PortMessage");
  const type = alpc ? "_KALPC_MESSAGE" : "_LPCP_MESSAGE";
  const header = alpc || field(snapshot, "_LPCP_MESSAGE", "Request");
  const size = header && sizeOf(snapshot, header.type);
  const length = header && field(snapshot, header.type, "u1.s1.DataLength");
  const total = header && field(snapshot, header.type, "u1.s1.TotalLength");
  if (!header || size === undefined || !length) return 0;
  const { pointerSize } = snapshot.target;
  const buffer = field(snapshot, type, "ExtensionBuffer");
  const bufferSize = field(snapshot, type, "ExtensionBufferSize");
  let cleared = 0;
  for (const address of new Set(messages)) {
    const start = address + BigInt(header.offset);
    const claimed = Number(image.number(start + BigInt(length.offset), 2) ?? 0n);
    const whole = total && Number(image.number(start + BigInt(total.offset), 2) ?? 0n);
    // A damaged header must not cost what lies behind it.
    const data = whole === undefined || claimed + size <= whole ? claimed : 0;
    const extension = buffer && image.number(address + BigInt(buffer.offset), pointerSize);
    const count = bufferSize && Number(image.number(address + BigInt(bufferSize.offset), pointerSize) ?? 0n);
    // Data that does not fit behind the header lies in a buffer instead.
    if (extension && count && count <= MAX_EXTENSION) image.clear(extension, count);
    else image.clear(start + BigInt(size), data);
    if (data > 0 || count) cleared++;
  }
  return cleared;
}
