/** Security ids that tell whose machine it is: those of domains, services and packages. All others stay. */
import type { MemoryImage } from "./image.js";

/** First sub-authorities whose rest is made from names or from a machine's identity. Source: MS-DTYP 2.4.2.4. */
const MADE: readonly { readonly authority: number; readonly first: number; readonly words: number }[] = [
  { authority: 5, first: 21, words: 3 },
  { authority: 5, first: 80, words: 5 },
  { authority: 5, first: 82, words: 5 },
  { authority: 5, first: 83, words: 5 },
  { authority: 5, first: 84, words: 5 },
  { authority: 5, first: 87, words: 5 },
  { authority: 12, first: 1, words: 4 },
  { authority: 15, first: 2, words: 7 },
  { authority: 15, first: 3, words: 4 },
];
/** Relative ids below are the same in every domain. */
const FIRST_OWN_RID = 1000;

/** Replaces them consistently, in place. Gives how many identities were replaced. */
export function replaceSids(image: MemoryImage): number {
  const { bytes } = image;
  const identities = new Map<string, number>();
  const accounts = new Map<number, number>();
  for (const { authority, first, words } of MADE) {
    const head = Buffer.alloc(10);
    head.writeUInt8(authority, 5);
    head.writeUInt32LE(first, 6);
    for (let at = bytes.indexOf(head); at >= 0; at = bytes.indexOf(head, at + 1)) {
      // Revision and number of sub-authorities stand before the six bytes of the authority.
      const start = at - 2;
      const count = start < 0 ? 0 : bytes.readUInt8(start + 1);
      if (start < 0 || bytes.readUInt8(start) !== 1 || count < words + 1 || count > 15) continue;
      if (start + 8 + 4 * count > bytes.length) continue;
      const rest = bytes.subarray(at + 10, at + 10 + 4 * words);
      const key = `${authority}-${first}-${rest.toString("hex")}`;
      const number = identities.get(key) ?? identities.size + 1;
      identities.set(key, number);
      for (let i = 0; i < words; i++) rest.writeUInt32LE(i === 0 ? number : i, 4 * i);
      if (first !== 21 || count < 5) continue;
      const rid = bytes.readUInt32LE(at + 22);
      if (rid < FIRST_OWN_RID) continue;
      const own = accounts.get(rid) ?? FIRST_OWN_RID + accounts.size;
      accounts.set(rid, own);
      bytes.writeUInt32LE(own, at + 22);
    }
  }
  return identities.size;
}
