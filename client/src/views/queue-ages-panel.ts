/** "Postfix: Show Queue Ages": the grid of ages and domains in an editor of its own, and the way from a cell to its messages. */
import type * as vscode from "vscode";
import type { QueueClient } from "../queue-client";
import { type AgesBy, agesBody, agesProblem, cellSearch, type ShownAges } from "./queue-ages";
import type { QueueSource } from "./queue-source";
import { openWebPanel } from "./web-panel";

/** The editor with the grid; there is one at most. */
export interface QueueAgesPanel extends vscode.Disposable {
  /** Shows the ages of what the view finds. */
  show(): void;
}

/** How many domains have a row. */
const ROWS = 50;

const NO_ANSWER =
  "The ages are not known, because the language server did not answer. The output 'Postfix' says why.";

/** What the page says to the extension. */
type PageMessage =
  | { readonly kind: "ready" }
  | { readonly kind: "by"; readonly by: AgesBy }
  | { readonly kind: "filter"; readonly domain: string | null; readonly span: number | null };

/**
 * Makes it; nothing is shown yet.
 *
 * @param reveal brings the tree of the queue up
 */
export function createQueueAgesPanel(
  context: vscode.ExtensionContext,
  source: QueueSource,
  client: Pick<QueueClient, "ages">,
  reveal: () => unknown,
): QueueAgesPanel {
  let panel: vscode.WebviewPanel | undefined;
  let by: AgesBy = "recipient-domain";
  let search = "";
  let shown: ShownAges | undefined;
  let sent = 0;

  const bodyOf = async (): Promise<string> => {
    const { directory, state } = source;
    if (state?.problem) return agesProblem(state.problem.text);
    const asked = { by, search };
    const ages = await client.ages({ directory, ...asked, limit: ROWS }).catch(() => undefined);
    shown = ages && { ages, ...asked };
    return shown === undefined ? agesProblem(NO_ANSWER) : agesBody(shown);
  };

  /** Sends the page what it is to show; while nothing is known it says that the queue is being read. */
  const send = async () => {
    if (source.state === undefined) return;
    sent += 1;
    const own = sent;
    const body = await bodyOf();
    // What was asked for later is answered by itself.
    if (own === sent) await panel?.webview.postMessage({ body });
  };

  const hear = async (message: PageMessage) => {
    if (message.kind === "filter") {
      if (shown === undefined) return;
      await source.look({ search: cellSearch(shown, message.domain, message.span) });
      await reveal();
      return;
    }
    if (message.kind === "by") by = message.by;
    await send();
  };

  const open = () => {
    const opened = openWebPanel(context, {
      name: "queue-ages",
      title: "Queue Ages",
      waiting: "Reading the queue…",
    });
    opened.onDidDispose(() => {
      panel = undefined;
    });
    opened.webview.onDidReceiveMessage(hear);
    return opened;
  };

  // A page that is hidden asks by itself when it is seen again.
  const listener = source.onDidRead(() => {
    if (panel?.visible === true) void send();
  });
  return {
    show() {
      search = source.view.search;
      if (panel === undefined) panel = open();
      else panel.reveal();
    },
    dispose() {
      listener.dispose();
      panel?.dispose();
    },
  };
}
