// The command line on a long queue, beside the program that lists it: a stand-in, because nobody has a hundred thousand
// messages at hand. It is faster than any postqueue, which opens a file for each message.
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { inRoot } from "../setup/project.mjs";
import { generateQueue } from "./documents/queue.mjs";

const LENGTH = 100_000;

/** @param directory where the queue goes. @returns a function that calls `note` with each figure */
export function createQueueBench(directory) {
  const programs = join(directory, "programs");
  const queue = join(directory, "queue.json");
  const postqueue = join(programs, "postqueue");
  const hook = join(directory, "memory.cjs");
  mkdirSync(programs);
  writeFileSync(queue, generateQueue(LENGTH, Math.floor(Date.now() / 1000)));
  writeFileSync(postqueue, `#!/bin/sh\nexec cat '${queue}'\n`, { mode: 0o755 });
  writeFileSync(
    hook,
    `process.on("exit", () => require("node:fs").writeSync(3, String(process.resourceUsage().maxRSS)));\n`,
  );
  const env = { ...process.env, PATH: `${programs}${delimiter}${process.env.PATH}` };
  const timed = (program, args, stdio) => {
    const begun = performance.now();
    const { status, output, error } = spawnSync(program, args, { env, stdio, encoding: "utf8" });
    if (status !== 0) throw error ?? new Error(`${program} ${args.join(" ")}:\n${output?.[2]}`);
    return { time: performance.now() - begun, output };
  };
  return (note) => {
    note("queue-alone", timed(postqueue, ["-j"], "ignore").time);
    const list = [inRoot("dist", "cli.js"), "queue", "list", "--by", "recipient-domain"];
    const { time, output } = timed(
      process.execPath,
      ["--require", hook, ...list],
      ["ignore", "pipe", "pipe", "pipe"],
    );
    if (!output[1].includes(`${LENGTH} messages`)) throw new Error(`the list is another one:\n${output[1]}`);
    note("queue-list", time);
    // Kilobytes of 1024.
    note("queue-memory", Number(output[3]) * 1024);
    note("queue-reasons", timed(process.execPath, [...list.slice(0, -1), "reason"], "ignore").time);
  };
}
