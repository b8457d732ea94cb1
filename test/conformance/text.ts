/** What makes a recording the same on every machine: places instead of paths. */
import { ROOT, type Places } from "./worlds";

/**
 * A line with the addresses and paths of this world and machine; `edge` is where a readable range ends, `scripts` the folder in
 * the host's form of paths, with a separator behind it, `alpc` dist/alpc.js.
 */
export function fillIn(line: string, world: Places, edge: string, scripts: string, alpc: string): string {
  const places: Record<string, string> = { root: ROOT, edge, scripts, alpc, ...world };
  return line.replace(/\{(\w+)\}/g, (token, name: string) => places[name] ?? token);
}

/**
 * Output with `{root}` instead of the checkout's path, in whichever form the host writes it, and slashes behind it.
 * Wine shows `/a/b` as `Z:\a\b`.
 */
export function withoutPaths(text: string): string {
  const root = new RegExp(`(?:[A-Za-z]:)?(?:${segments(ROOT)})((?:[\\\\/]+[\\w.-]+)*)`, "gi");
  return (
    text
      // Where in alpcx itself an error was raised changes with every line of it.
      .replace(/\[at alpc \(line \d+ col \d+\)\]/g, "[at alpc]")
      .replace(root, (_all, rest: string) => `{root}${rest.replace(/[\\/]+/g, "/")}`)
      .replace(/\S*[\\/]alpcx-conformance-\w+[\\/]+/g, "{dump}/")
  );
}

/** The path with either kind of slash, also doubled. */
function segments(path: string): string {
  const parts = path.replace(/^[A-Za-z]:/, "").split(/[\\/]/);
  return parts.map((part) => part.replace(/[.*+?^${}()|[\]]/g, "\\$&")).join("[\\\\/]+");
}
