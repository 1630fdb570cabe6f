/** Plans that a program in a terminal carries out, because it has the rights which are missing here. */
import { asObject } from "../../tools/queue/plain-listing";
import type { QueuePlan } from "../../tools/queue/plan";
import type { HandlerContext } from "../handlers/features";

/** A command line that carries a plan out, and the file that it reads. */
export interface HandOver {
  readonly words: readonly string[];
  /** Takes the file away. */
  release(): void;
}

/** Whether somebody else than this user has to carry a plan out. */
export function isRootMissing({ action }: QueuePlan, userId: number | undefined): boolean {
  return action !== "flush" && userId !== undefined && userId !== 0;
}

/** The words that name an instance. */
export function directoryWords(directory: string | undefined): string[] {
  return directory === undefined ? [] : ["-c", directory];
}

/** Writes the messages of a plan where a program in a terminal can read them. */
export async function prepare(
  { action, messages }: QueuePlan,
  directory: string | undefined,
  { runtime, guard }: HandlerContext,
): Promise<HandOver> {
  return await new Promise<HandOver>((resolve, reject) => {
    const lend = guard.notification("queueHandOver", () =>
      runtime.scratch.lend(async ({ path, write }) => {
        const text = messages.map((message) => `${asObject(message)}\n`).join("");
        await write("messages.json", new TextEncoder().encode(text));
        const file = `${path}/messages.json`;
        const words = [
          "sudo",
          ...runtime.cliCommand,
          "queue",
          action,
          ...directoryWords(directory),
          "--from",
          file,
          "--yes",
        ];
        // It is lent until somebody says that nobody reads it any more.
        await new Promise<void>((release) => resolve({ words, release }));
      }),
    );
    void lend(undefined).then(() => reject(new Error("there is no room for the list of messages")));
  });
}
