import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { DUMP_NAME, exportDump } from "../../hosts/dump/index.js";
import { enginePath, findEngine } from "../../hosts/engine/find.js";
import { createProvider, currentWinDbg } from "../../hosts/provider/index.js";
import { loadSnapshot } from "../../hosts/snapshot/load.js";
import { EXPECTED, SOURCE } from "../hosts/otherScripts";
import { openRecorded } from "./session";

const folder = mkdtempSync(join(tmpdir(), "alpcx-others-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a script of somebody else finds in the engine what it counts on", () => {
  const place = findEngine({});
  if (!place.ready) throw new Error(place.problem);
  const example = fileURLToPath(new URL("../../examples/deadlock.json.gz", import.meta.url));
  exportDump(loadSnapshot(example).snapshot, folder, "small");
  const session = openRecorded(join(folder, DUMP_NAME), {
    symbols: folder,
    image: folder,
    provider: (backend) => createProvider(backend, { variants: currentWinDbg }),
  });
  try {
    const path = join(folder, "others.js");
    writeFileSync(path, SOURCE);
    expect(session.text(`.scriptload ${enginePath(path, place)}`)).toContain("successfully loaded");
    expect(session.text("!others").replace(/ +$/gm, "")).toBe(EXPECTED);
  } finally {
    session.close();
  }
});
