import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // What needs Wine and Microsoft's engine is another command: npm run test:engine.
    exclude: ["test/engine/**", "node_modules/**"],
    testTimeout: 60_000,
  },
});
