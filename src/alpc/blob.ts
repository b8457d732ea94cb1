/** `_BLOB`: the header in front of messages, communication infos and everything in a port's list of resources. */
import type { Prefix } from "../target/layout";
import type { Kernel } from "../nt/kernel";

/** `_BLOB_ID`. Source: layouts/enums [PDB]. */
export const BLOB = {
  connectionInfo: 1,
  message: 2,
  securityContext: 3,
  section: 4,
  region: 5,
  view: 6,
  reserve: 7,
  directTransfer: 8,
  handleData: 9,
} as const;

const KINDS: { readonly [id: number]: string } = {
  1: "ConnectionInfo",
  2: "Message",
  3: "SecurityContext",
  4: "Section",
  5: "Region",
  6: "View",
  7: "Reserve",
  8: "DirectTransfer",
  9: "HandleData",
};

/** The kind that a ResourceId stands for. */
export function blobKind(id: number | undefined): string | undefined {
  return id === undefined ? undefined : KINDS[id] || "blob " + id;
}

/** Reads the blob together with the structure behind it. Its members are `Blob.*`. */
export function blob(kernel: Kernel): Prefix | undefined {
  const layout = kernel.target.type("_BLOB");
  return layout && { name: "Blob", layout, size: layout.size, paths: ["ResourceId"] };
}
