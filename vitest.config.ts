// Unit tests: everything in test/ but the suites inside VS Code, which test/host runs by itself.
import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Comparisons with real programs come first: they take longest, and the smaller a process of Node still is, the less
 * time it takes to start another program from it.
 */
class RealFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isReal = ({ moduleId }: TestSpecification) => moduleId.includes("/test/real/");
    return [...sorted.filter(isReal), ...sorted.filter((file) => !isReal(file))];
  }
}

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/host/**", "**/node_modules/**"],
    // What test files import, the whole engine, is loaded once in a process. No test leaves anything behind in it.
    isolate: false,
    // While one process waits for a real program, another one works. A third one only makes programs late.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    minWorkers: 1,
    sequence: { sequencer: RealFirst },
    // Comparisons with real programs are quick, but a busy build machine has only a few cores.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A test that is left as the only one would hide the others on the build server.
    allowOnly: process.env.CI !== "true",
  },
});
