/** `_PORT_MESSAGE`: the header of every message, the same idea in both eras. */

/** `u2.s2.Type` without its flags. Source: phnt by way of layouts/enums; 1, 2, 3 and 10 also seen in `!alpc` and `!lpc`. */
const TYPES: { readonly [type: number]: string } = {
  1: "LPC_REQUEST",
  2: "LPC_REPLY",
  3: "LPC_DATAGRAM",
  4: "LPC_LOST_REPLY",
  5: "LPC_PORT_CLOSED",
  6: "LPC_CLIENT_DIED",
  7: "LPC_EXCEPTION",
  8: "LPC_DEBUG_EVENT",
  9: "LPC_ERROR_EVENT",
  10: "LPC_CONNECTION_REQUEST",
  11: "LPC_CONNECTION_REPLY",
  12: "LPC_CANCELED",
  13: "LPC_UNREGISTER_PROCESS",
};

/** The members of a `_PORT_MESSAGE` at `path` that are ever asked for. */
export function portMessageMembers(path: string): string[] {
  return [
    path,
    path + ".u1.s1.DataLength",
    path + ".u1.s1.TotalLength",
    path + ".u2.s2.Type",
    path + ".u2.s2.DataInfoOffset",
    path + ".ClientId.UniqueProcess",
    path + ".ClientId.UniqueThread",
    path + ".MessageId",
    path + ".CallbackId",
    path + ".ClientViewSize",
  ];
}

/** `LPC_REQUEST` ...; the number where it has no name. */
export function messageTypeName(type: number): string {
  return TYPES[type & 0xff] || "type 0x" + (type & 0xff).toString(16);
}
