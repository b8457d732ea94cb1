/** What page/bundle.mjs gives to tests. */
export function bundlePage(): Promise<{
  readonly SCRIPT: string;
  readonly STYLE: string;
  readonly SCRIPT_HASH: string;
  readonly STYLE_HASH: string;
  readonly NOTICE: string;
}>;
export function pagePlugin(): { readonly name: string };
