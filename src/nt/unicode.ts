/** `_UNICODE_STRING`: counted UTF-16 in target memory. */
import { isNull, type Address } from "../target/address";
import { Gap, type Structure } from "../target/layout";
import type { Kernel } from "./kernel";

/** The longest string read; a name of the object manager is a path of at most 32767 characters. */
const MAX_BYTES = 0xfffe;

/** The text of the `_UNICODE_STRING` at `path` in a structure whose reader was given `path.Length` and `path.Buffer`. */
export function unicodeString(kernel: Kernel, outer: Structure, path: string): string | Gap {
  const length = outer.unsigned(path + ".Length");
  const buffer = outer.pointer(path + ".Buffer");
  if (length === undefined || buffer === undefined) return new Gap(outer.address, "the name's header cannot be read");
  return readText(kernel, buffer, length);
}

/** `length` bytes of UTF-16 at `buffer`; an odd last byte is left out. */
export function readText(kernel: Kernel, buffer: Address, length: number): string | Gap {
  const size = Math.min(length, MAX_BYTES) & ~1;
  if (size === 0) return "";
  if (isNull(buffer)) return new Gap(buffer, "the name's buffer is null");
  // All ends of a port's connections ask for its name.
  return kernel.once("text " + size, buffer, () => {
    const bytes = kernel.bytes(buffer, size, "a name");
    return bytes instanceof Gap ? bytes : utf16(bytes);
  });
}

/** UTF-16, little-endian. */
export function utf16(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i + 1 < bytes.length; i += 2)
    text += String.fromCharCode((bytes[i] || 0) | ((bytes[i + 1] || 0) << 8));
  return text;
}

/** A fixed array of one-byte characters that ends at the first NUL, such as `_EPROCESS.ImageFileName`. */
export function ansi(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length && bytes[i] !== 0; i++) text += String.fromCharCode(bytes[i] as number);
  return text;
}
