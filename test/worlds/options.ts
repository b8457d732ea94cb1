/** What can be said of the parts of a machine. Nothing said: the builder chooses, always the same. */
import type { Placement } from "./kernel";
import type { Connection, Thread, ThreadState } from "./model";
import type { SecurityDescriptor } from "./security";

export interface BuilderOptions {
  /** Address of the System process, which every machine has from the start. */
  readonly systemAt?: bigint | undefined;
}

export interface ProcessOptions extends Placement {
  readonly name: string;
  /** Where the image name is not the name. */
  readonly image?: string | undefined;
  readonly pid?: number | undefined;
  readonly parent?: number | undefined;
  /** Seconds since it was created; 20 minutes when nothing is said. */
  readonly age?: number | undefined;
}

export interface ThreadOptions extends Placement {
  readonly name: string;
  readonly tid?: number | undefined;
  readonly state?: ThreadState | undefined;
}

export interface PortOptions extends Placement {
  /** Full path. Without a name the port has none. */
  readonly path?: string | undefined;
  readonly maxMessageLength?: number | undefined;
  readonly infoAt?: bigint | undefined;
  readonly security?: SecurityDescriptor | undefined;
  readonly noHandle?: boolean | undefined;
  /** LPC and waitable ALPC ports. */
  readonly waitable?: boolean | undefined;
}

export interface ConnectOptions {
  readonly name?: string | undefined;
  readonly clientAt?: bigint | undefined;
  readonly serverAt?: bigint | undefined;
  readonly infoAt?: bigint | undefined;
  /** Handle of the client to its end, instead of the next free one. */
  readonly clientHandle?: number | undefined;
}

export interface MessageOptions extends Placement {
  readonly name?: string | undefined;
  readonly id?: number | undefined;
  readonly callbackId?: number | undefined;
  readonly sequence?: number | undefined;
  readonly type?: number | undefined;
  readonly dataLength?: number | undefined;
  readonly totalLength?: number | undefined;
  /** Sent through the server's end of this connection, so it is queued at the client's. */
  readonly throughServerOf?: Connection | undefined;
}

/** Where a request is. */
export type Delivery =
  | { readonly state: "queued"; readonly queue: "MainQueue" | "LargeMessageQueue" | "DirectQueue" }
  | { readonly state: "inService" | "parked"; readonly by: Thread | undefined }
  | { readonly state: "ready" | "replied" | "canceled" | "lost" };
