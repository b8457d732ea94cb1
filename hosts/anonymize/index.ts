/**
 * A snapshot without what tells whose it is: names of images and ports, data of messages, identities of accounts. Lengths
 * and structure stay, so that the analysis gives the same verdict.
 */
import type { LoadedSnapshot } from "../snapshot/validate.js";
import type { Snapshot, SnapshotHandle } from "../snapshot/format.js";
import { field } from "./fields.js";
import { anonymousFrame } from "./frames.js";
import { MemoryImage } from "./image.js";
import { clearPayloads } from "./payloads.js";
import { Pseudonyms } from "./pseudonyms.js";
import { replaceSids } from "./sids.js";
import { replaceStrings, sweep } from "./strings.js";

/** What the analysis found in the snapshot and must not stay. */
export interface Secrets {
  /** Full names of ports. */
  readonly names: readonly string[];
  readonly messages: readonly bigint[];
  /** What the verdict rests on: it stays, also where a damaged length claims it for a message. */
  readonly needed: readonly { readonly address: bigint; readonly size: number }[];
}

export interface Anonymized {
  readonly snapshot: Snapshot;
  /** Names, messages with data, and security identities that were replaced. */
  readonly names: number;
  readonly messages: number;
  readonly identities: number;
}

const IMAGE_NAME_BYTES = 15;

export function anonymize(loaded: LoadedSnapshot, secrets: Secrets): Anonymized {
  const { snapshot } = loaded;
  const names = new Pseudonyms();
  const image = new MemoryImage(loaded.ranges);
  for (const { address, size } of secrets.needed) image.keep(address, size);
  const messages = clearPayloads(image, snapshot, secrets.messages);
  const identities = replaceSids(image);
  const processes = snapshot.processes.map((process) => ({
    ...process,
    name: names.of(process.name),
    threads: process.threads.map((thread) =>
      thread.frames === undefined
        ? thread
        : { ...thread, frames: thread.frames.map((frame) => anonymousFrame(frame, names)) },
    ),
    ...(process.handles === undefined ? {} : { handles: process.handles.map((handle) => renamed(handle, names)) }),
  }));
  replaceImageNames(image, snapshot, names);
  replaceStrings(image, snapshot.target.pointerSize, new Set(secrets.names.flatMap(withParts)), names);
  sweep(image, [...snapshot.processes.map((process) => process.name), ...secrets.names], names);
  // The description may say anything.
  const rest: Snapshot & { description?: string } = { ...snapshot };
  delete rest.description;
  return {
    snapshot: {
      ...rest,
      ...(snapshot.modules === undefined
        ? {}
        : { modules: snapshot.modules.map((one) => (one.name === "nt" ? one : { ...one, name: names.of(one.name) })) }),
      memory: image.ranges().map(({ address, bytes }) => ({
        address: `0x${address.toString(16)}`,
        hex: Buffer.from(bytes).toString("hex"),
      })),
      processes,
    },
    names: names.count,
    messages,
    identities,
  };
}

/** `_EPROCESS.ImageFileName` holds the beginning of the image's name. */
function replaceImageNames(image: MemoryImage, snapshot: Snapshot, names: Pseudonyms): void {
  const place = field(snapshot, "_EPROCESS", "ImageFileName");
  if (place === undefined) return;
  for (const process of snapshot.processes) {
    const address = BigInt(process.address) + BigInt(place.offset);
    const bytes = image.read(address, IMAGE_NAME_BYTES);
    if (bytes === undefined) continue;
    const end = bytes.indexOf(0);
    const text = bytes.toString("latin1", 0, end < 0 ? bytes.length : end);
    if (text === "") continue;
    const whole = process.name.toLowerCase().startsWith(text.toLowerCase()) ? process.name : text;
    image.write(address, Buffer.from(names.of(whole).slice(0, text.length), "latin1"));
  }
}

function renamed(handle: SnapshotHandle, names: Pseudonyms): SnapshotHandle {
  return handle.name === undefined ? handle : { ...handle, name: names.of(handle.name) };
}

/** A full name and its last part: both occur as the name of an object. */
function withParts(name: string): string[] {
  return [name, ...name.split("\\")];
}
