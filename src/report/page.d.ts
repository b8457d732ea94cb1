/** The bundled page: made by page/bundle.mjs while the script is built. */
declare module "alpcx:page" {
  /** Minified, ASCII, without `</script`. */
  export const SCRIPT: string;
  export const STYLE: string;
  /** `sha256-...`, as a Content-Security-Policy names them. */
  export const SCRIPT_HASH: string;
  export const STYLE_HASH: string;
  /** License of the layout library. */
  export const NOTICE: string;
}
