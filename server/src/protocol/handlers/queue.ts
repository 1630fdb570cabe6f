/** Requests about the mail queue: listing it, pages of its tree, plans and what becomes of them. */
import { decodeText } from "../../base/decode";
import { shellWords } from "../../base/shell-words";
import {
  QUEUE_AGES_REQUEST,
  QUEUE_APPLY_REQUEST,
  QUEUE_EXPLAIN_REQUEST,
  QUEUE_HAND_OVER_REQUEST,
  QUEUE_HANDED_OVER_NOTIFICATION,
  QUEUE_INSTANCES_REQUEST,
  QUEUE_MESSAGE_REQUEST,
  QUEUE_NODES_REQUEST,
  QUEUE_PLAN_REQUEST,
  QUEUE_PROGRESS_NOTIFICATION,
  QUEUE_READ_REQUEST,
  type QueueAges,
  type QueueAgesParams,
  type QueueApplyAnswer,
  type QueueApplyParams,
  type QueueExplainParams,
  type QueueExplanation,
  type QueueHandOverAnswer,
  type QueueInstance,
  type QueueMessageParams,
  type QueueMessageText,
  type QueueNodes,
  type QueueNodesParams,
  type QueueParams,
  type QueuePlanAnswer,
  type QueuePlanParams,
  type QueueState,
} from "../../contract/queue";
import { compareVersions, parseVersion } from "../../knowledge/version";
import { agesOf } from "../../tools/queue/ages";
import { applyPlan, isDone, resultText } from "../../tools/queue/apply";
import type { ExpressionJob } from "../../tools/queue/expression-job";
import { findInstances } from "../../tools/queue/instances";
import { bytesOf } from "../../tools/queue/listing";
import { printMessage } from "../../tools/queue/message-text";
import { buttonOf, detailsOf, isAsked, mustType, nothingToDo, questionOf } from "../../tools/queue/plan";
import { isProblem, type QueueHost, type QueueProblem } from "../../tools/queue/programs";
import { readQueue } from "../../tools/queue/read-queue";
import type { FindMatches } from "../../tools/queue/search";
import { explain, nodesOf, noNodes, noPlan, notStarted, planFor, stateOfProblem } from "../queue/answers";
import { directoryWords, type HandOver, isRootMissing, prepare } from "../queue/hand-over";
import { isUnchanged, type KeptPlan, KeptQueue } from "../queue/keeper";
import type { HandlerContext } from "./features";

/** How long a regular expression of a search may take. */
const PATIENCE_MS = 5_000;

/** Bytes of a message that an editor shows. */
const MESSAGE_LIMIT = 4 * 1024 * 1024;

/** How often at most the client hears how far a plan is, in milliseconds. */
const PROGRESS_MS = 200;

/** When Postfix learnt to expire messages. */
const EXPIRES_SINCE = parseVersion("3.5")!;

/** Registers the handlers. */
export function registerQueue(context: HandlerContext): void {
  const { connection, guard, runtime } = context;
  /** One queue is looked at at a time. */
  let kept: { readonly directory: string | undefined; readonly queue: KeptQueue } | undefined;
  /** Nobody is asked about two plans at once, but one may be being carried out. */
  let pending: (KeptPlan & { readonly token: number }) | undefined;
  const handedOver = new Map<number, HandOver>();
  let tokens = 0;

  const hostOf = ({ directory }: QueueParams): QueueHost => ({
    exec: runtime.exec,
    directory: directory ?? undefined,
  });

  const findMatches: FindMatches = async (source, texts) => {
    const job: ExpressionJob = { kind: "expression", source, texts };
    const result = await runtime.background.run(job, PATIENCE_MS);
    if (result.kind === "done") return new Set(result.value as readonly string[]);
    return `/${source}/ ${result.message}: it is too slow for this queue. Write it more simply.`;
  };

  /** Lists a queue anew, and keeps it. */
  const list = async (host: QueueHost): Promise<{ queue: KeptQueue; isOld: boolean } | QueueProblem> => {
    if (!context.mayStartPrograms()) return notStarted(context);
    const listing = await readQueue(host);
    if (isProblem(listing)) {
      kept = undefined;
      return listing;
    }
    const { directory } = host;
    const before = kept?.directory === directory ? kept?.queue.listing : undefined;
    const isOld = before !== undefined && isUnchanged(before, listing);
    // Of two long lists that say the same, the one that is there already costs nothing more.
    const queue = new KeptQueue(isOld ? before : listing, secondsNow(), findMatches);
    kept = { directory, queue };
    return { queue, isOld };
  };

  /** The queue as it was listed last; it is listed where it was not. */
  const queueOf = async (params: QueueParams): Promise<KeptQueue | QueueProblem> => {
    const host = hostOf(params);
    if (kept !== undefined && kept.directory === host.directory) return kept.queue;
    const listed = await list(host);
    return isProblem(listed) ? listed : listed.queue;
  };

  const canExpire = () => {
    const { version, voice } = context.facts();
    return voice !== "installed" || compareVersions(version, EXPIRES_SINCE) >= 0;
  };

  const onRequest = <Params, Answer extends object | null>(
    request: string,
    fallback: Answer,
    answer: (params: Params) => Promise<Answer>,
  ) =>
    connection.onRequest(
      request,
      guard.request<Params, object | null>(request, fallback, async (params) => {
        await context.ready();
        return await answer(params);
      }),
    );

  onRequest<QueueParams, QueueState>(QUEUE_READ_REQUEST, stateOfProblem(OWN_FAULT, false), async (params) => {
    const listed = await list(hostOf(params));
    if (isProblem(listed)) return stateOfProblem(listed, canExpire());
    const { messages, remarks } = listed.queue.listing;
    return {
      problem: null,
      count: messages.length,
      bytes: bytesOf(messages),
      changed: !listed.isOld,
      remarks,
      canExpire: canExpire(),
    };
  });

  onRequest<QueueNodesParams, QueueNodes>(QUEUE_NODES_REQUEST, noNodes(OWN_FAULT.text), async (params) => {
    const queue = await queueOf(params);
    return isProblem(queue) ? noNodes(queue.text) : await nodesOf(queue, params);
  });

  onRequest<QueueAgesParams, QueueAges>(
    QUEUE_AGES_REQUEST,
    { ...agesOf([], "recipient-domain", 0), problem: OWN_FAULT.text },
    async ({ by, search, limit, ...params }) => {
      const queue = await queueOf(params);
      const found = isProblem(queue) ? queue.text : await queue.search(search);
      const messages = typeof found === "string" ? [] : found;
      const ages = agesOf(messages, by, secondsNow(), limit);
      return { ...ages, problem: typeof found === "string" ? found : "" };
    },
  );

  onRequest<QueueExplainParams, QueueExplanation | null>(QUEUE_EXPLAIN_REQUEST, null, async (params) => {
    const queue = await queueOf(params);
    const message = isProblem(queue) ? undefined : queue.message(params.id);
    const recipient =
      message?.recipients.find(({ address }) => address === params.recipient) ?? message?.recipients[0];
    return recipient === undefined ? null : await explain(recipient, params.directory, context);
  });

  onRequest<QueuePlanParams, QueuePlanAnswer>(QUEUE_PLAN_REQUEST, noPlan(OWN_FAULT.text), async (params) => {
    const queue = await queueOf(params);
    if (isProblem(queue)) return noPlan(queue.text);
    const plan = await planFor(params, queue);
    if (typeof plan === "string") return noPlan(plan);
    const nothing = nothingToDo(plan);
    if (nothing !== undefined) return noPlan(nothing);
    pending?.handOver?.release();
    const token = ++tokens;
    const { directory } = hostOf(params);
    const handOver = isRootMissing(plan, runtime.machine().userId)
      ? await prepare(plan, directory, context)
      : undefined;
    pending = { plan, directory, handOver, token };
    return {
      problem: null,
      token,
      count: plan.messages.length,
      question: questionOf(plan),
      details: detailsOf(plan, secondsNow()),
      button: buttonOf(plan),
      isAsked: isAsked(plan) || handOver !== undefined,
      mustType: mustType(plan) ?? null,
      command: handOver === undefined ? null : shellWords(handOver.words),
    };
  });

  /** A plan that is to be carried out; it is not known any more afterwards. */
  const take = (token: number): KeptPlan | undefined => {
    if (pending?.token !== token) return undefined;
    const taken = pending;
    pending = undefined;
    return taken;
  };

  onRequest<QueueApplyParams, QueueApplyAnswer>(QUEUE_APPLY_REQUEST, FORGOTTEN, async ({ token }) => {
    const taken = take(token);
    if (taken === undefined || !context.mayStartPrograms()) return FORGOTTEN;
    let told = 0;
    const result = await applyPlan(taken.plan, { exec: runtime.exec, directory: taken.directory }, (done) => {
      const now = Date.now();
      if (now - told < PROGRESS_MS) return;
      told = now;
      void connection.sendNotification(QUEUE_PROGRESS_NOTIFICATION, { token, done });
    });
    return { text: resultText(result), isDone: isDone(result) };
  });

  onRequest<QueueApplyParams, QueueHandOverAnswer | null>(
    QUEUE_HAND_OVER_REQUEST,
    null,
    async ({ token }) => {
      const handOver = take(token)?.handOver;
      if (handOver === undefined) return null;
      handedOver.set(token, handOver);
      const [program = "", ...args] = handOver.words;
      return { program, args };
    },
  );

  connection.onNotification(
    QUEUE_HANDED_OVER_NOTIFICATION,
    guard.notification<QueueApplyParams>("queueHandedOver", ({ token }) => {
      handedOver.get(token)?.release();
      handedOver.delete(token);
    }),
  );

  onRequest<QueueMessageParams, QueueMessageText>(
    QUEUE_MESSAGE_REQUEST,
    { text: "", problem: OWN_FAULT.text, terminal: null },
    async (params) => {
      if (!context.mayStartPrograms()) {
        return { text: "", problem: notStarted(context).text, terminal: null };
      }
      const host = hostOf(params);
      const printed = await printMessage(params.id, host, { limit: MESSAGE_LIMIT });
      if (!isProblem(printed)) {
        const problem = printed.isCut ? "The message is long, and only its beginning is shown." : "";
        return { text: decodeText(printed.bytes), problem, terminal: null };
      }
      const isRights = printed.kind === "denied" && runtime.machine().userId !== 0;
      const words = [
        "sudo",
        ...runtime.cliCommand,
        "queue",
        "show",
        params.id,
        ...directoryWords(host.directory),
      ];
      const [program = "", ...args] = words;
      return { text: "", problem: printed.text, terminal: isRights ? { program, args } : null };
    },
  );

  onRequest<unknown, readonly QueueInstance[]>(QUEUE_INSTANCES_REQUEST, [], async () =>
    context.mayStartPrograms() ? await findInstances(runtime.exec) : [],
  );
}

const OWN_FAULT: QueueProblem = {
  kind: "failed",
  text: "The language server could not do that. The output 'Postfix' says why.",
};

const FORGOTTEN: QueueApplyAnswer = {
  text: "Nothing was done: another plan was made meanwhile, or programs may not be started here. Choose the messages again.",
  isDone: false,
};

function secondsNow(): number {
  return Math.floor(Date.now() / 1000);
}
