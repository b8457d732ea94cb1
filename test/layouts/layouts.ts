/**
 * The type layouts of the Windows builds in this folder. INDEX.md says where each comes from. Layouts of which only a
 * part was published are completed from the nearest complete build; what is completed is no fact about that build.
 */
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import type { SnapshotArch, SnapshotEnum, SnapshotType } from "../../hosts/snapshot/format";
import { complete, type Completion } from "./complete";

export type Types = Record<string, SnapshotType>;

/** A layout file as it is stored. */
export interface LayoutFile {
  readonly build: string;
  readonly arch: string;
  readonly pointerSize: 4 | 8;
  readonly types: Types;
  readonly enums: Record<string, SnapshotEnum>;
  /** Name -> RVA. */
  readonly symbols: Record<string, number>;
  readonly partial?: boolean;
}

export interface Layout {
  /** Such as `10.0.19041.1706-x64`. */
  readonly name: string;
  /** Such as `10.0.19041.1706`: what a snapshot calls the build. */
  readonly build: string;
  readonly arch: SnapshotArch;
  readonly pointerSize: 4 | 8;
  /** What symbols of this build tell. */
  readonly types: Types;
  readonly enums: Record<string, SnapshotEnum>;
  readonly symbols: Record<string, number>;
  /** Types the kernel has but its symbols do not tell (Vista RTM): memory is laid out by them, a snapshot lacks them. */
  readonly untold: Types;
  /** The layout that a partial one was completed from. */
  readonly completedFrom?: string;
}

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

/** From which complete build a partial one takes what was not published. */
const NEIGHBOURS: Record<string, Completion> = {
  "10.0.22631-23H2-x64": { from: "10.0.22000.2003-x64" },
  "10.0.26100-24H2-x64": { from: "10.0.22000.2003-x64" },
  "10.0.29531-insider-x64": { from: "10.0.26100-24H2-x64", dropped: { _ALPC_PORT: /^Direct/ } },
  "10.0.18272-insider-arm64": { from: "10.0.18362-x64" },
};

/** ALPC is there (`_ETHREAD.AlpcMessage`) but the symbols of Vista RTM have no `_ALPC_PORT`. Source: layouts/INDEX.md. */
const UNTOLD_FROM: Record<string, string> = {
  "6.0.6000-x64": "6.0.6001-x64",
  "6.0.6000-x86": "6.0.6001-x86",
};

const files = readdirSync(FOLDER)
  .filter((name) => /^\d.*\.json\.gz$/.test(name))
  .map((name) => name.replace(/\.json\.gz$/, ""))
  .sort((a, b) => a.localeCompare(b, "en", { numeric: true }));
const cache = new Map<string, Layout>();

/** Names of all layouts, oldest build first. */
export function layouts(): readonly string[] {
  return files;
}

/** Windows XP and Server 2003. */
export const lpcLayouts: readonly string[] = files.filter((name) => name.startsWith("5."));
/** Vista RTM: threads tell of ALPC, the symbols do not know ports and messages. */
export const threadOnlyLayouts: readonly string[] = files.filter((name) => name in UNTOLD_FROM);
/** Vista SP1 and later. */
export const alpcLayouts: readonly string[] = files.filter((name) => !name.startsWith("5.") && !(name in UNTOLD_FROM));
/** One for each kind of difference; enough for a test that would take long on all. */
export const standardLayouts: readonly string[] = [
  "6.1.7601.24540-x64",
  "6.1.7601-x86",
  "6.3.9600.20666-x64",
  "10.0.14393.5006-x64",
  "10.0.19041.1706-x64",
  "10.0.22000.739-x64",
  "10.0.26100-24H2-x64",
];

/**
 * A layout by name, or by a part of its name that only one file has or that starts one (`19041-x64`). Loaded once.
 * Throws for a name that fits none.
 */
export function layout(name: string): Layout {
  const found = files.includes(name) ? name : files.find((file) => file.includes(name));
  if (found === undefined) throw new Error(`no layout is called ${name}; test/layouts holds ${files.join(", ")}`);
  let loaded = cache.get(found);
  if (!loaded) cache.set(found, (loaded = load(found)));
  return loaded;
}

function load(name: string): Layout {
  const file = JSON.parse(gunzipSync(readFileSync(`${FOLDER}${name}.json.gz`)).toString("utf8")) as LayoutFile;
  const base = {
    name,
    build: file.build.replace(/-.*$/, ""),
    arch: (file.arch.includes("x64") ? "x64" : file.arch) as SnapshotArch,
    pointerSize: file.pointerSize,
    symbols: file.symbols,
  };
  const completion = NEIGHBOURS[name];
  if (completion) {
    const neighbour = layout(completion.from);
    const types = complete(file.types, neighbour.types, completion);
    return { ...base, types, enums: neighbour.enums, untold: {}, completedFrom: completion.from };
  }
  const untold: Types = {};
  const source = UNTOLD_FROM[name];
  if (source !== undefined) {
    for (const [type, value] of Object.entries(layout(source).types)) if (!(type in file.types)) untold[type] = value;
  }
  return { ...base, types: file.types, enums: sizedEnums(file.enums), untold };
}

/** Files made from overlays name some enumerations of which they do not know the size: such are not told by symbols. */
function sizedEnums(enums: LayoutFile["enums"]): Layout["enums"] {
  return Object.fromEntries(Object.entries(enums).filter(([, value]) => Number.isInteger(value.size)));
}
