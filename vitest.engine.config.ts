import { defineConfig } from "vitest/config";

// What needs Microsoft's engine: npm run test:engine.
export default defineConfig({
  test: {
    include: ["test/engine/**/*.test.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Every file starts engines of its own; two at once are enough.
    maxWorkers: 2,
  },
});
