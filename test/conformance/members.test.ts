/** Every member of the model has lines that the engine answered: a new member fails here until it has one. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type * as Describe from "../../src/model/describe";
import { lineSets, readRecording } from "./tables";

/** Members of the classes of the model, by class, as the model describes them. */
const described = vi.hoisted(() => new Map<string, { members: readonly string[]; own: readonly string[] }>());
vi.mock("../../src/model/describe", async (original) => {
  const real = await original<typeof Describe>();
  return {
    ...real,
    describe(model: Parameters<typeof real.describe>[0], members: Parameters<typeof real.describe>[1]): void {
      const { prototype } = model as { prototype: { constructor: { name: string } } };
      const own = Object.getOwnPropertyNames(prototype).filter((name) => /^[A-Z]/.test(name));
      described.set(prototype.constructor.name, { members: Object.keys(members), own });
      real.describe(model, members);
    },
  };
});

/** One set of lines per era. */
const SETS = { ALPC: "82-alpc-members", LPC: "83-lpc-members" } as const;
type Era = keyof typeof SETS;
/** Where a value must have been seen: on any machine of the era; of LPC on one of 32 bits, as Windows XP was. */
const SEEN_ON: Readonly<Record<Era, RegExp>> = { ALPC: /./, LPC: /x86/ };

/** Classes of which only one era has objects. All others have lines in both. */
const ONLY: Readonly<Record<string, Era>> = {
  ThreadLpc: "LPC",
  LpcPortObject: "LPC",
  LpcMessageObject: "LPC",
  LpcQueueObject: "LPC",
  MsgQueueObject: "LPC",
  LpcConnectionObject: "LPC",
  PortObject: "ALPC",
  MessageObject: "ALPC",
  QueueObject: "ALPC",
  DataObject: "ALPC",
  ConnectionObject: "ALPC",
  WorkerObject: "ALPC",
  PortAttributesObject: "ALPC",
  CompletionListObject: "ALPC",
  SectionObject: "ALPC",
  RegionObject: "ALPC",
  ViewObject: "ALPC",
  ReserveObject: "ALPC",
  SecurityContextObject: "ALPC",
  MessageAttributesObject: "ALPC",
  HandleDataObject: "ALPC",
  DirectEventObject: "ALPC",
  WorkOnBehalfObject: "ALPC",
};

/** Never made itself, only the kinds of it. */
const ABSTRACT = ["ResourceObject"];

/** Members that show no value, and why. */
const NO_VALUE: Readonly<Record<string, string>> = {
  "ALPC ThreadAlpc.Lpc": "of Windows XP and Server 2003 only",
  "ALPC DataObject.Damage": "data are no list; what cannot be read is under Missing",
  "LPC ProcessReference.IsWow64": "32-bit kernels know no Wow64",
};

interface Section {
  readonly owner: string;
  readonly expression: string;
  readonly lines: string[];
}

/** The parts of a set of lines: `# of CLASS: EXPRESSION`, and the lines under it. */
function sections(era: Era): Section[] {
  const found: Section[] = [];
  for (const line of readFileSync(new URL(`./lines/${SETS[era]}.txt`, import.meta.url), "utf8").split("\n")) {
    const [, owner, expression] = /^# of (\w+): (.+)$/.exec(line) ?? [];
    if (owner !== undefined && expression !== undefined) found.push({ owner, expression, lines: [] });
    else found.at(-1)?.lines.push(line);
  }
  return found;
}

/** Names of the members that the engine listed, with their help, on the machines of the era. */
function listed(era: Era, { expression }: Section): ReadonlySet<string> {
  const names = new Set<string>();
  const set = lineSets().find(({ name }) => name === SETS[era]);
  for (const world of (set?.worlds ?? []).filter((name) => SEEN_ON[era].test(name))) {
    const answer = readRecording(world, SETS[era])?.entries.find(({ line }) => line === `dx -h ${expression}`);
    for (const [, name] of answer?.output.matchAll(/^ {4}([A-Z]\w*) .*\[.+\]$/gm) ?? []) names.add(name!);
  }
  return names;
}

const ERAS = Object.keys(SETS) as Era[];
const ofEra = (era: Era): string[] =>
  [...described.keys()].filter((name) => !ABSTRACT.includes(name) && (ONLY[name] ?? era) === era);
const membersOf = (name: string): readonly string[] => described.get(name)?.members ?? [];

beforeAll(async () => {
  await import("../../src/index");
  // Of the classes that extend the debugger's own objects only `Alpc` is there, which all lines go through.
  for (const name of ["SessionExtension", "ProcessExtension", "ThreadExtension", "TypeExtension"]) {
    expect(membersOf(name)).toEqual(["Alpc"]);
    described.delete(name);
  }
});

describe.each(ERAS)("%s", (era) => {
  const all = sections(era);

  it("has lines for an object of every class", () => {
    expect([...new Set(all.map(({ owner }) => owner))].sort()).toEqual(ofEra(era).sort());
  });

  it("has a line for every member", () => {
    const missing: string[] = [];
    for (const owner of ofEra(era)) {
      const own = all.filter((section) => section.owner === owner);
      for (const member of membersOf(owner)) {
        const isAsked = ({ expression, lines }: Section): boolean =>
          lines.some((line) => {
            const asked = line.replace(/^dx (?:-\w+ )*/, "");
            return asked === `${expression}.${member}` || asked.startsWith(`${expression}.${member}(`);
          });
        if (!own.some(isAsked)) missing.push(`dx ${own[0]?.expression ?? owner}.${member}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it("asks of each object only what its class has", () => {
    for (const section of all) {
      const names = [...listed(era, section)];
      expect(names, section.expression).not.toEqual([]);
      const strange = names.filter((name) => !membersOf(section.owner).includes(name));
      expect(strange, section.expression).toEqual([]);
    }
  });

  it("saw a value of every member in the engine, or says why there is none", () => {
    const never: string[] = [];
    for (const owner of ofEra(era)) {
      const seen = all.filter((section) => section.owner === owner).map((section) => listed(era, section));
      for (const member of membersOf(owner))
        if (!seen.some((names) => names.has(member))) never.push(`${era} ${owner}.${member}`);
    }
    expect(never.sort()).toEqual(
      Object.keys(NO_VALUE)
        .filter((name) => name.startsWith(`${era} `))
        .sort(),
    );
  });
});

it("every member of a class is described", () => {
  for (const [name, { members, own }] of described)
    expect(
      own.filter((member) => !members.includes(member)),
      name,
    ).toEqual([]);
});
