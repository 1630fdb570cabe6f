/** "Postfix: Check A – PTR – EHLO (Trinity)…" and "Postfix: Explain What the Other Side Said…". */
import * as vscode from "vscode";
import { isLanguageId } from "../../../server/src/contract/languages";
import type {
  TrinityPlanAnswer,
  TrinityPlanParams,
  TrinityStartParams,
} from "../../../server/src/contract/trinity";
import { configurationDirectory } from "../configuration-files";
import { awaitInTerminal, runInTerminal } from "../terminal";
import type { TrinityClient } from "../trinity-client";
import { withoutLinks } from "../views/table-words";
import type { TrinityPanel } from "../views/trinity-panel";
import {
  confirmationText,
  foundText,
  hostProblem,
  identityChoices,
  isPort,
  nameServerProblem,
  refusalIn,
} from "../views/trinity-words";

/** What the command is told by whoever runs it; nothing when it comes from the palette. */
export interface TrinityPlace {
  /** A file of the configuration. */
  readonly uri?: string;
  /** The identity that is offered first. */
  readonly name?: string;
  /** A host to check, whatever is configured here. */
  readonly host?: string;
}

/** What a check needs. */
export interface TrinityTools {
  readonly context: vscode.ExtensionContext;
  readonly client: TrinityClient;
  readonly panel: TrinityPanel;
}

const TITLE = "Check A – PTR – EHLO";
const NO_ANSWER = "Nothing was checked: the language server did not answer. The output 'Postfix' says why.";
const NO_REPORT = "The check has left no report. What stands in the terminal says why.";

/** Buttons. */
const CHECK = "Check";
const OTHER_SERVER = "Use Another Name Server…";
const OTHER_HOST = "Check Another Host…";
const SHOW = "Show Picture";

/** Asks what to check and whom to ask, checks it in the terminal, and offers the picture. */
export async function checkTrinity(tools: TrinityTools, given: unknown): Promise<void> {
  const place = placeOf(given);
  const host = place.host ?? null;
  const directory = host === null ? await directoryOf(place) : null;
  if (directory === undefined) return;
  const start = await decide(tools.client, { directory, host, ...settings() }, place.name);
  if (start !== undefined) await run(tools, start, offer);
}

/** A menu of the editor gives the document's address. */
function placeOf(given: unknown): TrinityPlace {
  if (given instanceof vscode.Uri) return { uri: given.toString() };
  return (given as TrinityPlace | undefined) ?? {};
}

/** The URI of the directory with the configuration; undefined where the user does not choose one. */
async function directoryOf({ uri }: TrinityPlace): Promise<string | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const file =
    uri !== undefined
      ? vscode.Uri.parse(uri, true)
      : active && isLanguageId(active.languageId)
        ? active.uri
        : undefined;
  if (file !== undefined) return vscode.Uri.joinPath(file, "..").toString();
  const path = await configurationDirectory(TITLE);
  return path && vscode.Uri.file(path).toString();
}

function settings(): Pick<TrinityPlanParams, "dns" | "port"> {
  const section = vscode.workspace.getConfiguration("postfix.trinity");
  const dns = section.get<string>("nameServer", "").trim();
  const port = section.get<number>("port", 25);
  return { dns: dns === "" ? null : dns, port: isPort(port) ? port : 25 };
}

/** Has a plan made, and changed until the user agrees; undefined where that does not happen. */
async function decide(
  client: TrinityClient,
  wanted: TrinityPlanParams,
  preferred?: string,
): Promise<TrinityStartParams | undefined> {
  const answer = await client.plan(wanted);
  if (answer === undefined) return void warn(NO_ANSWER);
  const another = async () => {
    const host = await askForHost();
    return host === undefined ? undefined : await decide(client, { ...wanted, host });
  };
  if (answer.problem !== null) return (await isAnotherWanted(answer.problem)) ? await another() : undefined;
  const chosen = await chooseIdentities(answer, preferred);
  if (chosen === OTHER_HOST) return await another();
  if (chosen === undefined) return undefined;
  const choice = await confirm(chosen);
  if (choice === CHECK) return { directory: wanted.directory, plan: chosen.plan };
  if (choice === OTHER_HOST) return await another();
  const dns = choice === OTHER_SERVER ? await askForNameServer(wanted.dns) : undefined;
  return dns === undefined ? undefined : await decide(client, { ...wanted, dns }, preferred);
}

/** Says why there is no plan; where programs may be started, a host may still be checked. */
async function isAnotherWanted(problem: string): Promise<boolean> {
  const buttons = vscode.workspace.isTrusted ? [OTHER_HOST] : [];
  return (await vscode.window.showWarningMessage(withoutLinks(problem), ...buttons)) === OTHER_HOST;
}

/** Leaves in the plan what the user chooses. */
async function chooseIdentities(
  answer: TrinityPlanAnswer,
  preferred: string | undefined,
): Promise<TrinityPlanAnswer | typeof OTHER_HOST | undefined> {
  const { plan } = answer;
  if (plan.identities.length < 2) return answer;
  const items: (vscode.QuickPickItem & { readonly value: TrinityPlanAnswer | typeof OTHER_HOST })[] = [
    ...identityChoices(plan.identities, preferred).map(({ identity, ...item }) => ({
      ...item,
      value: { ...answer, plan: { ...plan, identities: [identity] } },
    })),
    { label: "All of Them", value: answer },
    { label: "Another Host…", value: OTHER_HOST },
  ];
  const chosen = await vscode.window.showQuickPick(items, {
    title: TITLE,
    placeHolder: "Under which name does this server send?",
    matchOnDescription: true,
    matchOnDetail: true,
  });
  return chosen?.value;
}

async function confirm(answer: TrinityPlanAnswer): Promise<string | undefined> {
  const text = withoutLinks(confirmationText(answer));
  return await vscode.window.showInformationMessage(text, CHECK, OTHER_SERVER, OTHER_HOST);
}

async function askForHost(): Promise<string | undefined> {
  const host = await vscode.window.showInputBox({
    title: TITLE,
    prompt: "The name of a mail server",
    placeHolder: "mail.example.org",
    validateInput: hostProblem,
  });
  return host?.trim();
}

async function askForNameServer(current: string | null): Promise<string | undefined> {
  const server = await vscode.window.showInputBox({
    title: TITLE,
    prompt: "The address of a name server",
    placeHolder: "192.0.2.53 or 192.0.2.53:53",
    value: current ?? "",
    validateInput: (text) => nameServerProblem(text.trim()),
  });
  return server?.trim();
}

/** Carries a plan out in the terminal. `tell` is given what it has found. */
async function run(
  tools: TrinityTools,
  start: TrinityStartParams,
  tell: (tools: TrinityTools, found: Found) => unknown,
): Promise<void> {
  const { context, client, panel } = tools;
  const started = await client.start(start);
  if (started === undefined) return warn(NO_ANSWER);
  // The server keeps what it lends until it is told that the program has ended, however that went.
  const picture = await awaitInTerminal(context, TITLE, started.args, undefined).then(
    () => client.end({ token: started.token }),
    async (error) => {
      await client.end({ token: started.token });
      throw error;
    },
  );
  if (picture === undefined) return warn(NO_REPORT);
  const again = () => run(tools, start, (_, found) => found.show());
  tell(tools, { text: foundText(picture.report), show: () => panel.show(picture, again) });
}

/** What a check has found, in a sentence and as a picture. */
interface Found {
  readonly text: string;
  show(): void;
}

async function offer(_: TrinityTools, { text, show }: Found): Promise<void> {
  if ((await vscode.window.showInformationMessage(withoutLinks(text), SHOW)) === SHOW) show();
}

/** Asks for an answer of another mail server, and explains it in the terminal. */
export async function explainRefusal(context: vscode.ExtensionContext): Promise<void> {
  const line = await vscode.window.showInputBox({
    title: "Explain What the Other Side Said",
    prompt: "The answer of a mail server, as it stands in the log or in a bounce",
    placeHolder: "550 5.7.25 The IP address sending this message does not have a PTR record",
    value: refusalIn(await vscode.env.clipboard.readText()),
    validateInput: (text) =>
      text.trim() === "" ? "Write or paste what the other mail server said." : undefined,
  });
  if (line === undefined) return;
  await runInTerminal(context, "What the Other Side Said", ["trinity", "--said", line.trim()], undefined);
}

function warn(text: string): void {
  void vscode.window.showWarningMessage(withoutLinks(text));
}
