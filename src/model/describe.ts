/** Help and display hints of the model's members, in one table per class. */

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

/** Attaches the table to a class. The symbol is the provider's own; a host without it shows the members without help. */
export function describe(
  model: { readonly prototype: object },
  members: { readonly [name: string]: MemberHelp },
): void {
  const symbol = Symbol.metadataDescriptor as symbol | undefined;
  if (symbol) Object.defineProperty(model.prototype, symbol, { get: () => members, configurable: true });
}
