/** How the mail queue is looked at: grouped, ordered, searched, and whose it is. */
import * as vscode from "vscode";
import type { QueueInstance } from "../../../server/src/contract/queue";
import type { QueueClient } from "../queue-client";
import type { QueueSource } from "../views/queue-source";
import {
  GROUPING_CHOICES,
  ORDER_CHOICES,
  type QueueChoice,
  SEARCH_SYNTAX,
  searchNote,
} from "../views/queue-words";

/** How long after a keystroke it is tried what is looked for, in milliseconds. */
const PAUSE_MS = 200;

/** Asks by what messages are put together. */
export async function groupQueue(source: QueueSource): Promise<void> {
  const grouping = await choose("Group Queue", "By what?", GROUPING_CHOICES, source.view.grouping);
  if (grouping !== undefined) await source.look({ grouping });
}

/** Asks for the order of messages. */
export async function orderQueue(source: QueueSource): Promise<void> {
  const order = await choose("Order Queue", "Which messages first?", ORDER_CHOICES, source.view.order);
  if (order !== undefined) await source.look({ order });
}

async function choose<Value>(
  title: string,
  placeHolder: string,
  choices: readonly QueueChoice<Value>[],
  current: Value,
): Promise<Value | undefined> {
  const items = choices.map((choice) => ({
    ...choice,
    ...(choice.value === current && { description: "now" }),
  }));
  return (await vscode.window.showQuickPick(items, { title, placeHolder, matchOnDetail: true }))?.value;
}

/** Asks what is looked for, and says below the box what that finds while it is written. */
export function searchQueue(source: QueueSource, client: Pick<QueueClient, "nodes">): Promise<void> {
  const box = vscode.window.createInputBox();
  box.title = "Search Queue";
  box.placeholder = "Such as to:*@example.org older:2h; empty: all messages";
  box.prompt = SEARCH_SYNTAX;
  box.value = source.view.search;
  let pause: NodeJS.Timeout | undefined;
  const tryOut = async () => {
    const { value } = box;
    const { prompt, problem } = await noteOn(value, source, client);
    // What was written meanwhile is tried by itself.
    if (value !== box.value) return false;
    box.prompt = prompt;
    box.validationMessage = problem;
    return problem === "";
  };
  return new Promise((resolve) => {
    box.onDidChangeValue(() => {
      clearTimeout(pause);
      pause = setTimeout(tryOut, PAUSE_MS);
    });
    box.onDidAccept(async () => {
      if (!(await tryOut())) return;
      const search = box.value.trim();
      box.hide();
      await source.look({ search });
    });
    box.onDidHide(() => {
      clearTimeout(pause);
      box.dispose();
      resolve();
    });
    box.show();
  });
}

/** What is said of a search; only how to search where all messages are shown, or the server does not answer. */
async function noteOn(
  value: string,
  { view, directory, state }: QueueSource,
  client: Pick<QueueClient, "nodes">,
): Promise<ReturnType<typeof searchNote>> {
  const silent = { prompt: SEARCH_SYNTAX, problem: "" };
  if (value.trim() === "" || state === undefined || state.problem !== null) return silent;
  const search = { ...view, search: value.trim() };
  const nodes = await client
    .nodes({ directory, view: search, parent: null, offset: 0, limit: 1 })
    .catch(() => undefined);
  return nodes === undefined ? silent : searchNote(nodes, state.count);
}

/** Asks which instance's queue is shown; true when it is another one than before. */
export async function chooseQueueInstance(
  source: QueueSource,
  client: Pick<QueueClient, "instances">,
): Promise<boolean> {
  const { directory: before } = source;
  const instances = await client.instances();
  if (instances === undefined || instances.length === 0) {
    void vscode.window.showWarningMessage(
      "No instance of Postfix was found on this machine. If there is one, name its configuration directory in the setting postfix.queue.directory.",
    );
    return false;
  }
  const chosen = await vscode.window.showQuickPick(instanceItems(instances, source), {
    title: "Choose Instance of Queue",
    placeHolder: "Whose queue is shown in this workspace?",
    matchOnDetail: true,
  });
  if (chosen === undefined) return false;
  await source.useInstance(chosen.value);
  return source.directory !== before;
}

/** The setting comes first: whoever takes it follows it again. */
function instanceItems(
  instances: readonly QueueInstance[],
  { configuredDirectory, directory: current }: QueueSource,
): (vscode.QuickPickItem & { readonly value: string | null | undefined })[] {
  const configured = configuredDirectory ?? "the one that Postfix's programs have built in";
  return [
    { label: "As the Setting Says", detail: `postfix.queue.directory: ${configured}`, value: undefined },
    ...instances.map(({ directory, isDefault }) => {
      const value = isDefault ? null : directory;
      const notes = [...(isDefault ? ["built in"] : []), ...(value === current ? ["now"] : [])];
      return { label: directory, description: notes.join(", "), value };
    }),
  ];
}
