/** Names in memory: counted strings wherever they lie, and known names in any other place. */
import type { MemoryImage } from "./image.js";
import { Pseudonyms } from "./pseudonyms.js";

const MAX_BYTES = 4096;
/** Shorter strings are only taken for names when they are known to be ones. */
const SAFE_LENGTH = 3;
/** Shorter names are not searched for: they would be found where they are none. */
const SWEEP_LENGTH = 5;

/** Where each `_UNICODE_STRING` of the memory has its text, and the text. */
export function unicodeStrings(image: MemoryImage, pointerSize: 4 | 8): Map<bigint, string> {
  const found = new Map<bigint, string>();
  const { bytes } = image;
  for (let at = 0; at + 2 * pointerSize <= bytes.length; at += pointerSize) {
    const length = bytes.readUInt16LE(at);
    if (length === 0 || length % 2 !== 0 || length > MAX_BYTES || bytes.readUInt16LE(at + 2) < length) continue;
    const buffer = pointerSize === 8 ? bytes.readBigUInt64LE(at + 8) : BigInt(bytes.readUInt32LE(at + 4));
    if (buffer === 0n) continue;
    const text = image.read(buffer, length)?.toString("utf16le");
    if (text !== undefined && !/[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/.test(text)) {
      const known = found.get(buffer);
      if (known === undefined || known.length < text.length) found.set(buffer, text);
    }
  }
  return found;
}

/** Replaces counted strings; `known` are texts that are names however short they are. */
export function replaceStrings(
  image: MemoryImage,
  pointerSize: 4 | 8,
  known: ReadonlySet<string>,
  names: Pseudonyms,
): void {
  for (const [address, text] of unicodeStrings(image, pointerSize)) {
    if (text.length < SAFE_LENGTH && !known.has(text)) continue;
    image.write(address, Buffer.from(names.of(text), "utf16le"));
  }
}

/** Replaces the parts of known names in all other places, longest first, in both encodings. */
export function sweep(image: MemoryImage, texts: Iterable<string>, names: Pseudonyms): void {
  const parts = new Set<string>();
  for (const text of texts) for (const part of Pseudonyms.parts(text)) if (part.length >= SWEEP_LENGTH) parts.add(part);
  const inOrder = [...parts].sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
  for (const part of inOrder) {
    for (const spelling of new Set([part, part.toLowerCase(), part.toUpperCase()])) {
      for (const encoding of ["utf16le", "latin1"] as const) {
        const wanted = Buffer.from(spelling, encoding);
        const other = Buffer.from(names.of(part), encoding);
        for (let at = image.bytes.indexOf(wanted); at >= 0; at = image.bytes.indexOf(wanted, at + wanted.length)) {
          other.copy(image.bytes, at);
        }
      }
    }
  }
}
