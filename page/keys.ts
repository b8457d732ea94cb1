/** The page without a mouse. */

export interface Keys {
  /** Keys that do the same everywhere. */
  readonly acts: { readonly [key: string]: () => void };
  /** Keys that go from one node to another; they work on a node, and where nothing has the focus. */
  readonly moves: { readonly [key: string]: () => void };
  /** Where keys are text, and what Escape does there. */
  readonly search: HTMLInputElement;
  leaveSearch(): void;
}

export function listenToKeys(keys: Keys): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const target = event.target instanceof Element ? event.target : document.body;
    if (target === keys.search) {
      if (event.key === "Escape") keys.leaveSearch();
      return;
    }
    const isNode = target.closest("[data-node]") !== null;
    const isFree = isNode || target === document.body;
    const act = (isFree ? keys.moves[event.key] : undefined) ?? keys.acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
