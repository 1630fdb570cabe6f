/** What is done to queued messages: planned, asked about, carried out here or in the terminal, and told. */
import * as vscode from "vscode";
import type { QueueAction, QueueParams, QueuePlanAnswer } from "../../../server/src/contract/queue";
import type { QueueClient } from "../queue-client";
import { awaitProgramInTerminal } from "../terminal";
import {
  buttonText,
  detailText,
  doingText,
  NOT_KNOWN_ANY_MORE,
  NOT_PLANNED,
  terminalProblem,
  typingPrompt,
} from "../views/queue-action-words";
import type { WantedMessages } from "../views/queue-nodes";
import type { QueueSource } from "../views/queue-source";
import { withoutLinks } from "../views/table-words";

/** One terminal for all of it. */
const TERMINAL = "Mail Queue";

type Asked = Pick<QueueClient, "plan" | "apply" | "handOver" | "handedOver" | "onProgress">;

/** Does something to messages, once the user agrees; the queue is listed anew afterwards. */
export async function actOnQueue(
  source: QueueSource,
  client: Asked,
  action: QueueAction,
  wanted: WantedMessages,
): Promise<void> {
  const { directory, view } = source;
  const plan = await client.plan({ directory, action, view, ...wanted });
  if (plan === undefined) return warn(NOT_PLANNED);
  if (plan.problem !== null) return warn(plan.problem);
  if (!(await isAgreed(plan))) return;
  const { token, count, command } = plan;
  const title = doingText(action, count);
  if (command === null) await apply(client, { directory, token }, title, count);
  else await applyInTerminal(client, { directory, token });
  await source.read();
}

/** Asks as far as the plan wants it. */
async function isAgreed(plan: QueuePlanAnswer): Promise<boolean> {
  if (plan.isAsked && !(await isConfirmed(plan))) return false;
  return plan.mustType === null || (await isTyped(plan.question, plan.mustType));
}

async function isConfirmed(plan: QueuePlanAnswer): Promise<boolean> {
  const button = buttonText(plan);
  const options = { modal: true, detail: detailText(plan) };
  return (await vscode.window.showWarningMessage(withoutLinks(plan.question), options, button)) === button;
}

async function isTyped(title: string, expected: string): Promise<boolean> {
  const typed = await vscode.window.showInputBox({
    title,
    prompt: typingPrompt(expected),
    placeHolder: expected,
    ignoreFocusOut: true,
    validateInput: (value) => (value.trim() === expected ? undefined : `Type ${expected} to go on.`),
  });
  return typed !== undefined;
}

type Plan = QueueParams & { readonly token: number };

async function apply(client: Asked, plan: Plan, title: string, count: number): Promise<void> {
  const location = vscode.ProgressLocation.Notification;
  const answer = await vscode.window.withProgress({ location, title }, async (progress) => {
    let before = 0;
    const listener = client.onProgress(({ token, done }) => {
      if (token !== plan.token) return;
      progress.report({ message: `${done} of ${count}`, increment: ((done - before) / count) * 100 });
      before = done;
    });
    return await client.apply(plan).finally(() => listener.dispose());
  });
  if (answer === undefined) return warn(NOT_KNOWN_ANY_MORE);
  const text = withoutLinks(answer.text);
  if (answer.isDone) void vscode.window.showInformationMessage(text);
  else void vscode.window.showWarningMessage(text);
}

/** Has a program do it that asks for the rights itself; the server keeps what it reads until it has ended. */
async function applyInTerminal(client: Asked, plan: Plan): Promise<void> {
  const handedOver = await client.handOver(plan);
  if (handedOver === undefined) return warn(NOT_KNOWN_ANY_MORE);
  try {
    const { program, args } = handedOver;
    const problem = terminalProblem(await awaitProgramInTerminal(TERMINAL, program, args, "/"));
    if (problem !== undefined) warn(problem);
  } finally {
    await client.handedOver(plan);
  }
}

function warn(text: string): void {
  void vscode.window.showWarningMessage(withoutLinks(text));
}
