/** What is answered to requests about the mail queue. */
import { isUsualDirectory } from "../../analysis/model/whereabouts";
import type {
  QueueExplanation,
  QueueMessageNode,
  QueueNodes,
  QueueNodesParams,
  QueuePlanAnswer,
  QueuePlanParams,
  QueueState,
} from "../../contract/queue";
import { explainRecipient } from "../../tools/queue/explain";
import type { QueuedMessage, QueuedRecipient } from "../../tools/queue/listing";
import { planAction, type QueuePlan } from "../../tools/queue/plan";
import type { QueueProblem } from "../../tools/queue/programs";
import { currentText } from "../current-text";
import type { HandlerContext } from "../handlers/features";
import { pathToUri } from "../uris";
import type { KeptQueue } from "./keeper";

/** Why programs are not started. */
export function notStarted({ settings }: HandlerContext): QueueProblem {
  const isSwitchedOff = settings().host === "none";
  return {
    kind: isSwitchedOff ? "denied" : "untrusted",
    text: isSwitchedOff
      ? "Postfix's programs are not started here, because the setting postfix.host is none. With auto the queue can be listed."
      : "Postfix's programs are not started while the workspace is not trusted.",
  };
}

/** The state of a queue that cannot be listed. */
export function stateOfProblem(problem: QueueProblem, canExpire: boolean): QueueState {
  return { problem, count: 0, bytes: 0, changed: true, remarks: [], canExpire };
}

/** A part of a tree that has none. */
export function noNodes(problem: string): QueueNodes {
  return { groups: [], messages: [], recipients: [], total: 0, found: 0, problem };
}

/** There is nothing to do. */
export function noPlan(problem: string): QueuePlanAnswer {
  return {
    problem,
    token: 0,
    count: 0,
    question: "",
    details: [],
    button: "",
    isAsked: false,
    mustType: null,
    command: null,
  };
}

/** The nodes of a page. */
export async function nodesOf(
  queue: KeptQueue,
  { view, parent, offset, limit }: QueueNodesParams,
): Promise<QueueNodes> {
  const found = await queue.view(view);
  if (typeof found === "string") return noNodes(found);
  const nodes = { ...noNodes(""), found: found.messages.length };
  const page = <T>(all: readonly T[]) => all.slice(offset, offset + limit);
  if (parent === null) {
    const groups = page(found.groups).map(({ members, ...group }) => group);
    return { ...nodes, groups, total: found.groups.length };
  }
  if ("group" in parent) {
    const members = found.membersOf(parent.group, view.order);
    return { ...nodes, messages: page(members).map(messageNode), total: members.length };
  }
  const recipients = queue.message(parent.message)?.recipients ?? [];
  return { ...nodes, recipients: page(recipients), total: recipients.length };
}

function messageNode(message: QueuedMessage): QueueMessageNode {
  const { id, queue, sender, arrival, size, isExpired, recipients } = message;
  const [first] = recipients;
  return {
    ...{ id, queue, sender, arrival, size, isExpired },
    recipients: recipients.length,
    firstRecipient: first?.address ?? "",
    firstReason: first?.reason ?? "",
  };
}

/** The plan for the messages that are chosen. @returns in a sentence why there is none */
export async function planFor(
  { action, view, ids, groups, all }: QueuePlanParams,
  queue: KeptQueue,
): Promise<QueuePlan | string> {
  const found = await queue.view(view);
  if (typeof found === "string") return found;
  if (all) return planAction(action, queue.listing, found.messages);
  const wanted = new Set(ids);
  for (const group of groups) {
    for (const { id } of found.membersOf(group, view.order)) wanted.add(id);
  }
  const selected = queue.listing.messages.filter(({ id }) => wanted.has(id));
  // All mail to one domain can be asked for at once, but a search may have left some of it out.
  const isSite = groups.length === 1 && ids.length === 0 && view.grouping === "recipient-domain";
  const site = isSite && view.search === "" ? groups[0] : undefined;
  return planAction(action, queue.listing, selected, site);
}

/** Why a recipient waits, with the places of its configuration. */
export async function explain(
  recipient: QueuedRecipient,
  directory: string | null,
  { facts, runtime, workspace }: HandlerContext,
): Promise<QueueExplanation> {
  const path = directory ?? facts().defaults.get("config_directory") ?? "/etc/postfix";
  const [mainUri, masterUri] = [pathToUri(`${path}/main.cf`), pathToUri(`${path}/master.cf`)];
  const [main, master] = await Promise.all(
    [mainUri, masterUri].map((uri) => currentText(uri, workspace, runtime.files)),
  );
  const isNamed = !isUsualDirectory(facts(), path);
  const found = explainRecipient(recipient, { facts: facts(), whereabouts: { path, isNamed }, main, master });
  const { text, parameters, relay, isAboutUs, transport, lines } = found;
  return {
    ...recipient,
    text,
    parameters,
    relay: relay ?? null,
    isAboutUs,
    transport:
      transport === undefined
        ? null
        : {
            name: transport.name,
            parameter: transport.parameter,
            place: transport.line === undefined ? null : { uri: masterUri, line: transport.line },
          },
    places: Object.fromEntries([...lines].map(([name, line]) => [name, { uri: mainUri, line }])),
  };
}
