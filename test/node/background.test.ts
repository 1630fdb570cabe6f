import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createBackground } from "../../server/src/node/background";

let directory: string;
let file: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "background-"));
  file = join(directory, "worker.cjs");
  writeFileSync(
    file,
    `const { parentPort } = require("node:worker_threads");
     let count = 0;
     parentPort.on("message", (job) => {
       count += 1;
       if (job === "hang") for (;;) {}
       if (job === "die") throw new Error("out of order");
       parentPort.postMessage(job === "object" ? { error: "no such thing" } : { value: [job, count] });
     });`,
  );
});

afterAll(() => rmSync(directory, { recursive: true }));

it("does jobs one after the other, in one thread", async () => {
  const background = createBackground(file);
  const answers = await Promise.all(["a", "b", "object", "c"].map((job) => background.run(job, 20_000)));
  expect(answers).toEqual([
    { kind: "done", value: ["a", 1] },
    { kind: "done", value: ["b", 2] },
    { kind: "failed", message: "no such thing" },
    { kind: "done", value: ["c", 4] },
  ]);
});

it("gives a job up that takes too long, and does the next one in a new thread", async () => {
  const background = createBackground(file);
  await background.run("first", 20_000);
  const answers = await Promise.all([background.run("hang", 300), background.run("b", 20_000)]);
  expect(answers).toEqual([
    { kind: "timeout", message: "did not end within 0.3 seconds" },
    { kind: "done", value: ["b", 1] },
  ]);
});

it("says what a thread died of, and goes on", async () => {
  const background = createBackground(file);
  const answers = await Promise.all([background.run("die", 20_000), background.run("b", 20_000)]);
  expect(answers).toEqual([
    { kind: "failed", message: "out of order" },
    { kind: "done", value: ["b", 1] },
  ]);
});
