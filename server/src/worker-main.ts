/** Composition root of the thread that tries lookup tables: jobs in, answers out. */
import { parentPort } from "node:worker_threads";
import { Pcre2 } from "./matching/pcre2/engine";
import { posixEngine } from "./matching/posix/engine";
import { readPcre2Module } from "./node/pcre2-module";
import type { TableJob } from "./tools/table-test/job";
import { runTableJob } from "./tools/table-test/run";

const engines = { pcre: new Pcre2(readPcre2Module()), regexp: posixEngine };

parentPort?.on("message", (job: TableJob) => {
  try {
    parentPort?.postMessage({ value: runTableJob(job, engines) });
  } catch (error) {
    parentPort?.postMessage({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});
