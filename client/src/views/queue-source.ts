/** The mail queue that is looked at: whose it is, what the server last said of it, and how somebody looks at it. */
import * as vscode from "vscode";
import type { QueueState, QueueView } from "../../../server/src/contract/queue";
import { oneAtATime } from "../one-at-a-time";
import type { QueueClient } from "../queue-client";
import { dayOf, GROUPING_CHOICES, ORDER_CHOICES } from "./queue-words";

/** One queue at a time. */
export interface QueueSource extends vscode.Disposable {
  readonly view: QueueView;
  /** The configuration directory of the instance; null for the one that is built in. */
  readonly directory: string | null;
  /** As it was listed last; undefined until then. */
  readonly state: QueueState | undefined;
  /** The queue was listed anew; false where nothing that is shown is other than before. */
  readonly onDidRead: vscode.Event<boolean>;
  /** Somebody looks otherwise. */
  readonly onDidLook: vscode.Event<void>;
  /** Lists the queue anew. Whoever asks while that is going on has it listed once more afterwards. */
  read(): Promise<void>;
  /** Waits until the queue has been listed once. */
  listed(): Promise<void>;
  look(change: Partial<QueueView>): Promise<void>;
  /** Takes the queue of this instance, or, where it is undefined, of the one that the setting names. */
  useInstance(directory: string | null | undefined): Promise<void>;
  /** The instance that the setting names; null for the one that is built in. */
  readonly configuredDirectory: string | null;
}

/** Where it is remembered in the state of the workspace. */
const VIEW_KEY = "postfix.queueView";
const INSTANCE_KEY = "postfix.queueInstance";

/** While something is looked for, so that the command that ends it is offered. */
const SEARCHED_CONTEXT = "postfix.queueSearched";

const NO_LIST = { count: 0, bytes: 0, changed: true, remarks: [], canExpire: false } as const;

/** Without the workspace's trust the server is not even asked. */
const UNTRUSTED: QueueState = { ...NO_LIST, problem: { kind: "untrusted", text: "" } };

const SILENT: QueueState = {
  ...NO_LIST,
  problem: {
    kind: "failed",
    text: "The queue was not listed, because the language server did not answer. The output 'Postfix' says why; refresh the queue to try again.",
  },
};

/** Makes it; nothing is listed yet. */
export function createQueueSource(client: Pick<QueueClient, "read">, memory: vscode.Memento): QueueSource {
  const didRead = new vscode.EventEmitter<boolean>();
  const didLook = new vscode.EventEmitter<void>();
  let view = rememberedView(memory);
  let state: QueueState | undefined;
  /** Of what is shown: times are told otherwise on another day. */
  let shown: { readonly directory: string | null; readonly day: string } | undefined;

  const readOnce = async () => {
    const directory = directoryOf(memory);
    const answer = await answerOf(client, directory);
    // Another instance was chosen meanwhile, and whoever chose it has it listed.
    if (directory !== directoryOf(memory)) return;
    const day = dayOf(new Date());
    const isOther = shown?.directory !== directory || shown.day !== day;
    const isChanged = answer.changed || isOther || problemOf(state) !== problemOf(answer);
    state = answer;
    shown = { directory, day };
    didRead.fire(isChanged);
  };

  const { again: read, current } = oneAtATime(readOnce);

  return {
    get view() {
      return view;
    },
    get directory() {
      return directoryOf(memory);
    },
    get configuredDirectory() {
      return configuredDirectory();
    },
    get state() {
      return state;
    },
    onDidRead: didRead.event,
    onDidLook: didLook.event,
    read,
    async listed() {
      if (state === undefined) await current();
    },
    async look(change) {
      view = { ...view, ...change };
      await memory.update(VIEW_KEY, { grouping: view.grouping, order: view.order });
      await vscode.commands.executeCommand("setContext", SEARCHED_CONTEXT, view.search !== "");
      didLook.fire();
    },
    async useInstance(directory) {
      await memory.update(INSTANCE_KEY, directory === undefined ? undefined : { directory });
      if (shown === undefined || shown.directory === directoryOf(memory)) return;
      // What is shown is another queue's, and nothing must be done to it any more.
      state = undefined;
      shown = undefined;
      didRead.fire(true);
    },
    dispose() {
      didRead.dispose();
      didLook.dispose();
    },
  };
}

async function answerOf(client: Pick<QueueClient, "read">, directory: string | null): Promise<QueueState> {
  if (!vscode.workspace.isTrusted) return UNTRUSTED;
  // A server that is just restarting is said to be silent, like one that has failed.
  return (await client.read({ directory }).catch(() => undefined)) ?? SILENT;
}

const problemOf = (state: QueueState | undefined) => state?.problem?.text;

/** What was chosen in this workspace, or else the instance that the setting names. */
function directoryOf(memory: vscode.Memento): string | null {
  const chosen = memory.get<{ readonly directory: string | null }>(INSTANCE_KEY);
  return chosen === undefined ? configuredDirectory() : chosen.directory;
}

function configuredDirectory(): string | null {
  const directory = vscode.workspace.getConfiguration("postfix").get<string>("queue.directory", "").trim();
  return directory === "" ? null : directory;
}

/** The view of the last time; what is looked for is not kept, so that nothing seems to be missing. */
function rememberedView(memory: vscode.Memento): QueueView {
  const { grouping, order } = memory.get<Partial<QueueView>>(VIEW_KEY, {});
  return {
    grouping: GROUPING_CHOICES.find(({ value }) => value === grouping)?.value ?? "queue",
    order: ORDER_CHOICES.find(({ value }) => value === order)?.value ?? "oldest",
    search: "",
  };
}
