// `npx alpcx` works from a packed tarball in an empty folder.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const shell = process.platform === "win32";
const folder = mkdtempSync(join(tmpdir(), "alpcx-package-"));
const run = (command, args, cwd) =>
  execFileSync(command, args, { cwd, encoding: "utf8", shell, stdio: ["ignore", "pipe", "pipe"] });
try {
  const [{ filename, files }] = JSON.parse(
    run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], process.cwd()),
  );
  const stray = files.map((file) => file.path).filter((path) => /^(src|test|hosts|bench)\//.test(path));
  if (stray.length > 0) throw new Error("the package carries " + stray.join(", "));
  writeFileSync(join(folder, "package.json"), "{}");
  run("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline", join(folder, filename)], folder);
  const output = run("npx", ["alpcx", "-c", "!alpcx /deadlock"], folder);
  if (!/^DEADLOCK/m.test(output)) throw new Error("the packed alpcx printed:\n" + output);
  console.log(`package: ${files.length} files, npx alpcx finds the deadlock of the bundled example`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
