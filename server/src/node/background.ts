/** A worker thread behind the {@link Background} port. */
import { Worker } from "node:worker_threads";
import type { Background, BackgroundResult } from "../ports/background";

interface Waiting {
  readonly job: unknown;
  readonly timeout: number;
  readonly resolve: (result: BackgroundResult) => void;
}

/** What a worker answers: the value, or the text of an error that was thrown. */
type Answer = { readonly value: unknown } | { readonly error: string };

/**
 * Starts the worker with the first job, and anew after one that had to be
 * given up: a thread that is inside WebAssembly can only be ended.
 *
 * @param file the worker's program
 */
export function createBackground(file: string): Background {
  const queue: Waiting[] = [];
  let worker: Worker | undefined;
  let current: { waiting: Waiting; timer: NodeJS.Timeout } | undefined;

  const finish = (result: BackgroundResult) => {
    if (!current) return;
    const { waiting, timer } = current;
    clearTimeout(timer);
    current = undefined;
    waiting.resolve(result);
    next();
  };
  const giveUp = (result: BackgroundResult) => {
    void worker?.terminate();
    worker = undefined;
    finish(result);
  };
  const start = (): Worker => {
    const started = new Worker(file);
    // Nobody waits for a thread that has nothing to do.
    started.unref();
    started.on("message", (answer: Answer) => {
      if (started !== worker) return;
      if ("error" in answer) finish({ kind: "failed", message: answer.error });
      else finish({ kind: "done", value: answer.value });
    });
    started.on("error", (error) => {
      if (started === worker) giveUp({ kind: "failed", message: error.message });
    });
    return started;
  };
  const next = () => {
    const waiting = current ? undefined : queue.shift();
    if (!waiting) return;
    const { job, timeout } = waiting;
    const message = `did not end within ${timeout / 1000} seconds`;
    current = { waiting, timer: setTimeout(() => giveUp({ kind: "timeout", message }), timeout) };
    worker ??= start();
    worker.postMessage(job);
  };
  return {
    run: (job, timeout) =>
      new Promise((resolve) => {
        queue.push({ job, timeout, resolve });
        next();
      }),
  };
}
