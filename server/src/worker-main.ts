/** Composition root of the thread that tries patterns of users, in lookup tables and searches: jobs in, answers out. */
import { parentPort } from "node:worker_threads";
import { Pcre2 } from "./matching/pcre2/engine";
import { posixEngine } from "./matching/posix/engine";
import { readPcre2Module } from "./node/pcre2-module";
import { type ExpressionJob, runExpressionJob } from "./tools/queue/expression-job";
import type { TableJob } from "./tools/table-test/job";
import { runTableJob } from "./tools/table-test/run";

const engines = { pcre: new Pcre2(readPcre2Module()), regexp: posixEngine };

parentPort?.on("message", (job: TableJob | ExpressionJob) => {
  try {
    const value = job.kind === "expression" ? runExpressionJob(job) : runTableJob(job, engines);
    parentPort?.postMessage({ value });
  } catch (error) {
    parentPort?.postMessage({
      error: error instanceof Error ? (error.stack ?? error.message) : String(error),
    });
  }
});
