import { defineConfig } from "vitest/config";
import { pagePlugin } from "./page/bundle.mjs";

export default defineConfig({
  plugins: [pagePlugin()],
  test: {
    include: ["test/**/*.test.ts"],
    // What needs Wine and Microsoft's engine is another command: npm run test:engine.
    exclude: ["test/engine/**", "node_modules/**"],
    testTimeout: 60_000,
  },
});
