// Unit tests: everything in test/ but the suites inside VS Code, which test/host runs by itself.
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/host/**", "**/node_modules/**"],
    // Comparisons with real programs are quick, but a busy build machine has only a few cores.
    testTimeout: 20_000,
    hookTimeout: 30_000,
    // A test that is left as the only one would hide the others on the build server.
    allowOnly: process.env.CI !== "true",
  },
});
