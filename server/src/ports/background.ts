/** Work that may take seconds, done beside the thread that answers the client. */

/** How it went. */
export type BackgroundResult =
  | { readonly kind: "done"; readonly value: unknown }
  | { readonly kind: "timeout" | "failed"; readonly message: string };

/** Does one job after the other; never rejects. */
export interface Background {
  /**
   * Has a job done. Jobs and answers are plain data, as they may cross to another thread.
   *
   * @param timeout milliseconds after which the job is given up
   */
  run(job: unknown, timeout: number): Promise<BackgroundResult>;
}
