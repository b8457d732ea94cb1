/** Whole types of `nt` as plain data: every member the debugger names, with the types that lie inside. */
import { toNumber } from "./int64";
import { attempt } from "./windbg";

export interface FieldShape {
  readonly name: string;
  readonly offset: number;
  /** A type name, a C basic type, `X *` or `X[n]`. */
  readonly type: string;
  readonly bitPos?: number;
  readonly bitLen?: number;
}

export interface TypeShape {
  readonly size: number;
  readonly fields: readonly FieldShape[];
}

export interface EnumShape {
  readonly size: number;
  readonly constants: { readonly [name: string]: number };
}

interface Draft {
  readonly size: number;
  readonly fields: Map<string, FieldShape>;
}

/** Basic types under the names that every host knows. */
const BASIC = /^(unsigned )?(char|short|int|long|__int64)$|^(signed char|wchar_t|bool|float|double|void|long long)$/;
const UNSIGNED: { readonly [size: number]: string } = {
  1: "unsigned char",
  2: "unsigned short",
  4: "unsigned long",
  8: "unsigned __int64",
};
/** Names that compilers make up; two types may share one. */
const MADE_UP = /[<>`]|unnamed|anonymous/i;
/** What `parseTypeName` of a snapshot's reader takes. */
const PLAIN_NAME = /^[A-Za-z_$][\w$.:]*( [A-Za-z_$][\w$.:]*)*$/;

/** Collects types; each once, however often it is asked for or embedded. */
export class TypeShapes {
  private readonly drafts = new Map<string, Draft>();
  private readonly enumShapes = new Map<string, EnumShape>();

  constructor(private readonly session: Host.Session) {}

  /**
   * Adds a type of `nt` with everything it embeds. `paths` are members known to be there: older hosts cannot list the
   * members of a type, and then these are what is recorded. A type the symbols lack is left out.
   */
  add(name: string, paths: Iterable<string>): void {
    const type = attempt(() => host.getModuleType("nt", name, this.session));
    if (!type) return;
    this.record(name, type);
    for (const path of paths) this.addPath(name, type, path.split("."));
  }

  /** By name, in the order of names. */
  get types(): readonly (readonly [string, TypeShape])[] {
    return sorted(this.drafts).map(([name, draft]): [string, TypeShape] => [
      name,
      { size: draft.size, fields: Array.from(draft.fields.values()) },
    ]);
  }

  get enums(): readonly (readonly [string, EnumShape])[] {
    return sorted(this.enumShapes);
  }

  private record(name: string, type: Host.Type): Draft {
    const known = this.drafts.get(name);
    if (known) return known;
    const draft: Draft = { size: toNumber(attempt(() => type.size)) || 0, fields: new Map() };
    this.drafts.set(name, draft);
    for (const member of memberNames(type)) this.member(name, type, member);
    return draft;
  }

  /** One member of a type; its own type when it is a structure. */
  private member(owner: string, type: Host.Type, name: string): { name: string; type: Host.Type } | undefined {
    const draft = this.record(owner, type);
    const field = attempt(() => type.fields[name]);
    const inner = attempt(() => field && field.type);
    const offset = toNumber(attempt(() => field && field.offset));
    if (!inner || offset === undefined) return undefined;
    const text = this.text(inner, owner + "." + name);
    if (!draft.fields.has(name)) {
      const bits = attempt(() => inner.isBitField) === true ? attempt(() => inner.bitFieldPositions) : undefined;
      const place = { name, offset, type: text };
      draft.fields.set(
        name,
        bits ? Object.assign(place, { bitPos: Number(bits.lsb), bitLen: Number(bits.length) }) : place,
      );
    }
    return this.drafts.has(text) ? { name: text, type: inner } : undefined;
  }

  private addPath(owner: string, type: Host.Type, steps: readonly string[]): void {
    let at: { name: string; type: Host.Type } | undefined = { name: owner, type };
    for (const step of steps) at = at && this.member(at.name, resolved(at.type), step);
  }

  /** The text of a member's type; `path` names it where it has no name of its own. */
  private text(outer: Host.Type, path: string): string {
    const type = resolved(outer);
    const size = toNumber(attempt(() => type.size)) || 0;
    const name = String(attempt(() => type.name) || "");
    if (attempt(() => type.isBitField) === true) return BASIC.test(name) ? name : unit(size);
    switch (attempt(() => type.typeKind)) {
      case "udt": {
        const own = MADE_UP.test(name) || !PLAIN_NAME.test(name) ? path : name;
        this.record(own, type);
        return own;
      }
      case "enum": {
        const own = MADE_UP.test(name) || !PLAIN_NAME.test(name) ? path : name;
        if (!this.enumShapes.has(own)) this.enumShapes.set(own, { size, constants: constantsOf(type) });
        return own;
      }
      case "pointer":
        return pointerText(name);
      case "array":
      case "extendedArray":
        return this.arrayText(type, path);
      case "function":
        return "function";
      default:
        return BASIC.test(name) ? name : unit(size);
    }
  }

  private arrayText(outer: Host.Type, path: string): string {
    let dimensions = "";
    let type = outer;
    while (attempt(() => type.typeKind) === "array" || attempt(() => type.typeKind) === "extendedArray") {
      const element: Host.Type | undefined = attempt(() => type.baseType);
      if (!element) return unit(toNumber(attempt(() => outer.size)) || 0);
      const size = toNumber(attempt(() => element.size)) || 0;
      dimensions += "[" + (size === 0 ? 0 : Math.floor((toNumber(attempt(() => type.size)) || 0) / size)) + "]";
      type = resolved(element);
    }
    return this.text(type, path) + dimensions;
  }
}

/** What a typedef stands for. */
function resolved(type: Host.Type): Host.Type {
  let found = type;
  for (let depth = 0; depth < 8 && attempt(() => found.typeKind) === "typedef"; depth++) {
    const base = attempt(() => found.baseType);
    if (!base) break;
    found = base;
  }
  return found;
}

/** Names of the members of a structure, in the debugger's order; empty where it cannot list them. */
function memberNames(type: Host.Type): string[] {
  return attempt(() => Object.keys(type.fields)) || [];
}

/** Constants of an enumeration, where the debugger lists them; negative ones are left out. */
function constantsOf(type: Host.Type): { [name: string]: number } {
  const constants: { [name: string]: number } = {};
  for (const name of memberNames(type)) {
    const value = toNumber(attempt(() => type.fields[name] && (type.fields[name] as Host.Field).value));
    if (value !== undefined && Number.isSafeInteger(value) && value >= 0) constants[name] = value;
  }
  return constants;
}

/** `X *` where X has a plain name; what else it points to does not matter to its size. */
function pointerText(name: string): string {
  const match = /^(?:[\w$]+!)?(.*?)\s*((?:\*\s*)+)$/.exec(name);
  const base = match ? (match[1] as string) : "";
  if (!match || MADE_UP.test(base) || !PLAIN_NAME.test(base)) return "void *";
  return base + " " + (match[2] as string).replace(/\s+/g, "").split("").join(" ");
}

/** Plain bytes of a size. */
function unit(size: number): string {
  return UNSIGNED[size] || "unsigned char[" + size + "]";
}

function sorted<T>(map: ReadonlyMap<string, T>): [string, T][] {
  return Array.from(map.entries()).sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
