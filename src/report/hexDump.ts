/** Bytes as `db` prints them. */
import { add, digits, type Address } from "../target/address";

const WIDTH = 16;

/** `ffffa480`504000f0  72 65 71 75-...  request` lines, 16 bytes each. */
export function hexDump(address: Address, bytes: Uint8Array, pointerSize: 4 | 8): string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += WIDTH) {
    const row = Array.from(bytes.subarray(at, at + WIDTH));
    let left = "";
    for (let i = 0; i < WIDTH; i++) {
      const byte = row[i];
      left += (i === 8 && byte !== undefined ? "-" : " ") + (byte === undefined ? "  " : pair(byte));
    }
    lines.push(pointer(add(address, at), pointerSize) + " " + left + "  " + row.map(character).join(""));
  }
  return lines;
}

/** The first bytes on one line. */
export function preview(bytes: readonly number[]): string {
  if (bytes.length === 0) return "no data";
  const row = bytes.slice(0, WIDTH);
  const rest = bytes.length > WIDTH ? " ..." : "";
  return bytes.length + " bytes: " + row.map(pair).join(" ") + rest + "  " + row.map(character).join("");
}

/** With the backquote in the middle, as `db` has it. */
function pointer(address: Address, pointerSize: 4 | 8): string {
  const all = digits(address, pointerSize);
  return pointerSize === 4 ? all : all.slice(0, 8) + "`" + all.slice(8);
}

function pair(byte: number): string {
  return ("0" + byte.toString(16)).slice(-2);
}

function character(byte: number): string {
  return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : ".";
}
