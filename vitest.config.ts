import { defineConfig } from "vitest/config";
import { pagePlugin } from "./page/bundle.mjs";

export default defineConfig({
  plugins: [pagePlugin()],
  test: {
    include: ["test/**/*.test.ts"],
    // What needs Wine and Microsoft's engine, or a browser, are other commands: npm run test:engine, test:browser.
    exclude: ["test/engine/**", "test/browser/**", "node_modules/**"],
    setupFiles: ["test/tools/seed.ts"],
    testTimeout: 60_000,
  },
});
