/** What is said before, while and after something is done to queued messages. No VS Code here. */
import type { QueueAction, QueuePlanAnswer } from "../../../server/src/contract/queue";
import { counted, visible } from "./queue-words";

const DOING: Readonly<Record<QueueAction, string>> = {
  hold: "Putting on hold",
  release: "Releasing",
  requeue: "Requeueing",
  flush: "Having delivery tried",
  expire: "Expiring",
  delete: "Deleting",
};

/** What is being done, for the notification that shows how far it is. */
export function doingText(action: QueueAction, count: number): string {
  return `${DOING[action]}: ${counted(count, "message")}`;
}

/** The button of the question where the terminal does it. */
export function buttonText({ button, command }: QueuePlanAnswer): string {
  return command === null ? button : `${button} in the Terminal`;
}

/** What stands below the question: what is known beforehand, and who does it. */
export function detailText({ details, command }: QueuePlanAnswer): string {
  const lines = details.map(visible).join("\n");
  if (command === null) return lines;
  const how = `You do not have the rights for this here, so this command runs in the terminal. It may ask for your password there; the extension does not see it.\n\n${visible(command)}`;
  return lines === "" ? how : `${lines}\n\n${how}`;
}

/** What is said above the box in which a number, or a word, has to be typed. */
export function typingPrompt(expected: string): string {
  return `Nothing is left in the queue after this, and it cannot be undone. Type ${expected} to go on.`;
}

/** How the command in the terminal ended, where it did not do what it was to do; undefined where it did. */
export function terminalProblem(exitCode: number | undefined): string | undefined {
  if (exitCode === 0) return undefined;
  const how = exitCode === undefined ? "was stopped before it ended" : `failed (exit code ${exitCode})`;
  return `The command in the terminal ${how}, so some or all of the messages may be as they were. The terminal says why.`;
}

/** That the server does not answer, or does not know a plan any more. */
export const NOT_PLANNED =
  "Nothing was done: the language server did not answer. The output 'Postfix' says why.";
export const NOT_KNOWN_ANY_MORE =
  "Nothing was done: the plan is not known any more, because the queue was listed anew or the language server was restarted. Start it again.";
