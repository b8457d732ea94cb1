import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "build/**",
      "dist/**",
      "coverage/**",
      "node_modules/**",
      ".cache/**",
      "examples/**/*.js",
      "**/scripts/*.js",
    ],
  },
  ...tseslint.configs.strict,
  {
    files: ["**/*.ts"],
    rules: {
      "@typescript-eslint/consistent-type-imports": ["error", { fixStyle: "inline-type-imports" }],
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/no-non-null-assertion": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", caughtErrors: "none" }],
      // Members that begin with two underscores are private to the debugger; see types/host.d.ts.
      "@typescript-eslint/no-extraneous-class": "off",
      eqeqeq: "error",
      "no-console": "error",
    },
  },
  {
    // The script runs on engines without BigInt and without anything of Node's.
    files: ["src/**/*.ts"],
    rules: {
      "no-restricted-globals": ["error", "console", "process", "require", "globalThis", "setTimeout", "BigInt"],
      "no-restricted-syntax": [
        "error",
        { selector: "Literal[bigint]", message: "ES2017 has no BigInt" },
        {
          selector: "ObjectPattern > RestElement",
          message: "object rest needs a helper library in ES2017",
        },
      ],
    },
  },
  {
    // Only the target room calls the debugger; registrations and the front end use what phase 1 and aliases need.
    files: ["src/**/*.ts"],
    ignores: ["src/target/**", "src/index.ts", "src/frontEnd/**", "src/model/look.ts"],
    rules: { "no-restricted-globals": ["error", "host", "console", "process", "require", "globalThis"] },
  },
  {
    files: ["**/*.mjs", "hosts/cli/**/*.ts", "bench/**/*.ts", "test/**/*.ts", "examples/**/*.ts"],
    rules: { "no-console": "off" },
  },
  {
    // A test that is wrong about what is there fails by itself.
    files: ["test/**/*.ts", "bench/**/*.ts", "examples/**/*.ts"],
    rules: { "@typescript-eslint/no-non-null-assertion": "off" },
  },
  {
    // Overloads are told apart by their documentation.
    files: ["types/**/*.d.ts"],
    rules: { "@typescript-eslint/unified-signatures": "off" },
  },
);
