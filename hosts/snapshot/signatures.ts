/** Models that scripts attach to the target's types by name. */
import type { Undo } from "../provider/backend.js";
import type { Concepts, ModelObject, NativeType } from "../provider/dataModel.js";
import { once } from "./model/state.js";

interface Registration {
  readonly how: "extension" | "visualizer";
  readonly matches: (type: NativeType) => boolean;
  readonly model: ModelObject;
}

interface Attached {
  readonly models: readonly ModelObject[];
  readonly concepts: Concepts | undefined;
}

const NONE: Attached = { models: [], concepts: undefined };

export class SignatureTable {
  private registrations: readonly Registration[] = [];
  private found = new Map<NativeType, Attached>();

  /** `signature` is a type name; `*` stands for any text between angle brackets, else for a pointer. */
  register(how: Registration["how"], signature: string, model: ModelObject, module?: string): Undo {
    const pattern = toPattern(signature);
    const matches = (type: NativeType): boolean =>
      pattern.test(type.name) && (module === undefined || sameModule(module, type.module));
    const registration: Registration = { how, matches, model };
    this.change([...this.registrations, registration]);
    return once(() => this.change(this.registrations.filter((known) => known !== registration)));
  }

  /** Models of objects of this type, in order of registration. */
  modelsOf(type: NativeType): readonly ModelObject[] {
    return this.attached(type).models;
  }

  /** Concepts of the visualizer that was registered last for this type. */
  conceptsOf(type: NativeType): Concepts | undefined {
    return this.attached(type).concepts;
  }

  private attached(type: NativeType): Attached {
    if (this.registrations.length === 0) return NONE;
    let known = this.found.get(type);
    if (known === undefined) {
      const fitting = this.registrations.filter((registration) => registration.matches(type));
      const visualizer = fitting.filter((registration) => registration.how === "visualizer").at(-1);
      known = { models: fitting.map((registration) => registration.model), concepts: visualizer?.model.concepts };
      this.found.set(type, known);
    }
    return known;
  }

  private change(registrations: readonly Registration[]): void {
    this.registrations = registrations;
    this.found = new Map();
  }
}

function toPattern(signature: string): RegExp {
  const text = signature.replace(/^[\w$]+!/, "").trim();
  const escaped = text.replace(/[.+?^${}()|[\]\\]/g, "\\$&");
  const body = text.includes("<") ? escaped.replace(/\*/g, ".*") : escaped.replace(/\s*\*/g, " \\*");
  return new RegExp(`^${body}$`);
}

/** A signature names the module's image file, the kernel's `ntoskrnl.exe`; `nt` names none. Measured on the engine. */
function sameModule(image: string, module: string): boolean {
  return image.toLowerCase() === (module === "nt" ? "ntoskrnl.exe" : module.toLowerCase());
}
