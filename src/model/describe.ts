/** Help and display hints of the model's members, in one table per class; and what a member shows that fails. */
import { UsageError } from "../target/target";
import { messageOf } from "../target/windbg";

/** Help text of a member; `decimal` for counts and times. */
export interface MemberHelp {
  readonly Help: string;
  readonly PreferredRadix?: 10;
  readonly PreferShow?: boolean;
}

export function text(help: string): MemberHelp {
  return { Help: help };
}

export function decimal(help: string): MemberHelp {
  return { Help: help, PreferredRadix: 10 };
}

/**
 * Attaches the table to a class. The symbol is the provider's own; a host without it shows the members without help.
 * No exception leaves a getter of the class: what fails shows why in its place.
 */
export function describe(
  model: { readonly prototype: object },
  members: { readonly [name: string]: MemberHelp },
): void {
  guardMembers(model.prototype);
  const symbol = Symbol.metadataDescriptor as symbol | undefined;
  if (symbol) Object.defineProperty(model.prototype, symbol, { get: () => members, configurable: true });
}

/** What a failure is called to the user: missing symbols in their own words, anything else as what it is. */
export function failureText(error: unknown): string {
  return (
    messageOf(error) + (error instanceof UsageError ? "" : " (a defect of alpcx or an odd answer of the debugger)")
  );
}

function guardMembers(prototype: object): void {
  for (const name of Object.getOwnPropertyNames(prototype)) {
    const member = Object.getOwnPropertyDescriptor(prototype, name) as PropertyDescriptor;
    if (member.get) Object.defineProperty(prototype, name, Object.assign({}, member, { get: guarded(member.get) }));
    else if (name === "toString") Object.defineProperty(prototype, name, { value: guarded(member.value) });
  }
}

function guarded(get: () => unknown): () => unknown {
  return function (this: unknown): unknown {
    try {
      return get.call(this);
    } catch (error) {
      return failureText(error);
    }
  };
}
