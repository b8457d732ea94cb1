/** The objects that dx begins at, over any look. */
import type { Address } from "../target/address";
import type { Look } from "./look";
import { ProcessAlpc } from "./processAlpc";
import { SessionAlpc } from "./sessionAlpc";
import { ThreadAlpc } from "./threadAlpc";

export interface Roots {
  session(look: Look): object;
  process(look: Look, address: Address): object;
  thread(look: Look, address: Address): object;
}

export const roots: Roots = {
  session: (look) => new SessionAlpc(look),
  process: (look, address) => new ProcessAlpc(look, address),
  thread: (look, address) => new ThreadAlpc(look, address),
};
