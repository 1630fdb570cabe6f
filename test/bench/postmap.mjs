// What the installed postmap takes for a message, to hold our own figure against.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { generateMessage, generatePcreTable } from "./documents/tables.mjs";

const POSTMAP = "/usr/sbin/postmap";

/** How many copies of the message's headers one run gets, so that its start does not count. */
const COPIES = 50;

/** @param directory where the table goes. @returns a function that calls `note` with the figure; it does nothing where there is no postmap */
export function createPostmapBench(directory) {
  if (!existsSync(POSTMAP)) return () => {};
  const table = join(directory, "header_checks.pcre");
  writeFileSync(table, generatePcreTable(2_000).text);
  const headers = generateMessage(50).split("\n\n")[0];
  const timed = (copies) => {
    const input = `${Array.from({ length: copies }, () => headers).join("\n")}\n\n`;
    const begun = performance.now();
    const { status, stderr } = spawnSync(POSTMAP, ["-h", "-q", "-", `pcre:${table}`], { input });
    if (status > 1 || /fatal/.test(stderr)) throw new Error(`postmap failed:\n${stderr}`);
    return performance.now() - begun;
  };
  return (note) => note("postmap-message", (timed(COPIES + 1) - timed(1)) / COPIES);
}
