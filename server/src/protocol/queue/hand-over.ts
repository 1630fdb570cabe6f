/** Plans that a program in a terminal carries out, because it has the rights which are missing here. */
import { asObject } from "../../tools/queue/plain-listing";
import type { QueuePlan } from "../../tools/queue/plan";
import type { HandlerContext } from "../handlers/features";
import type { Lent } from "../lent";

/** A command line that carries a plan out, and the file that it reads. */
export interface HandOver extends Pick<Lent, "release"> {
  readonly words: readonly string[];
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
  context: HandlerContext,
): Promise<HandOver> {
  const name = "messages.json";
  const text = messages.map((message) => `${asObject(message)}\n`).join("");
  const { path, release } = await context.lender.lend({ [name]: text });
  const options = [...directoryWords(directory), "--from", `${path}/${name}`, "--yes"];
  return { words: ["sudo", ...context.runtime.cliCommand, "queue", action, ...options], release };
}
