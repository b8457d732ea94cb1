// Puts the gallery manifest beside dist/alpc.js. Its form is that of the gallery in microsoft/WinDbg-Samples, folder Manifest.
import { readFileSync } from "node:fs";

const here = (name) => readFileSync(new URL(name, import.meta.url), "utf8");

export function galleryPlugin(version) {
  return {
    name: "gallery",
    generateBundle() {
      const emit = (fileName, source) => this.emitFile({ type: "asset", fileName, source });
      emit("config.xml", here("config.xml"));
      // The gallery takes four numbers.
      emit("Manifest/manifest.1.xml", here("manifest.1.xml").replace("@version@", `${version.replace(/-.*/, "")}.0`));
      emit("Manifest/ManifestVersion.txt", here("ManifestVersion.txt"));
    },
  };
}
