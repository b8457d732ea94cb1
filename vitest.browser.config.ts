import { defineConfig } from "vitest/config";
import { pagePlugin } from "./page/bundle.mjs";

// What needs a browser: npm run test:browser.
export default defineConfig({
  plugins: [pagePlugin()],
  test: {
    include: ["test/browser/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
  },
});
