/** What is asked of the server about the mail queue. Undefined: the server has failed, and said so in its log. */
import * as vscode from "vscode";
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
  type QueueProgressParams,
  type QueueState,
} from "../../server/src/contract/queue";
import { type Asked, asker } from "./ask";

/** The part of a language client that is needed for it. */
export interface Connection extends Asked {
  sendNotification(method: string, params?: unknown): Promise<void>;
  onNotification(method: string, listener: (params: QueueProgressParams) => void): vscode.Disposable;
}

/** The mail queue as the server knows it. */
export interface QueueClient extends vscode.Disposable {
  /** Lists the queue anew. */
  read(params: QueueParams): Promise<QueueState | undefined>;
  nodes(params: QueueNodesParams): Promise<QueueNodes | undefined>;
  /** Undefined also where the message is not listed. */
  explain(params: QueueExplainParams): Promise<QueueExplanation | undefined>;
  plan(params: QueuePlanParams): Promise<QueuePlanAnswer | undefined>;
  apply(params: QueueApplyParams): Promise<QueueApplyAnswer | undefined>;
  /** Undefined also where the plan is not known any more. */
  handOver(params: QueueApplyParams): Promise<QueueHandOverAnswer | undefined>;
  handedOver(params: QueueApplyParams): Promise<void>;
  message(params: QueueMessageParams): Promise<QueueMessageText | undefined>;
  ages(params: QueueAgesParams): Promise<QueueAges | undefined>;
  instances(): Promise<readonly QueueInstance[] | undefined>;
  /** How far a plan is that is being carried out. */
  readonly onProgress: vscode.Event<QueueProgressParams>;
}

/** Makes it on a connection. */
export function createQueueClient(connection: Connection): QueueClient {
  const progress = new vscode.EventEmitter<QueueProgressParams>();
  const listener = connection.onNotification(QUEUE_PROGRESS_NOTIFICATION, (params) => progress.fire(params));
  const ask = asker(connection);
  return {
    read: ask(QUEUE_READ_REQUEST),
    nodes: ask(QUEUE_NODES_REQUEST),
    explain: ask(QUEUE_EXPLAIN_REQUEST),
    plan: ask(QUEUE_PLAN_REQUEST),
    apply: ask(QUEUE_APPLY_REQUEST),
    handOver: ask(QUEUE_HAND_OVER_REQUEST),
    handedOver: (params) => connection.sendNotification(QUEUE_HANDED_OVER_NOTIFICATION, params),
    message: ask(QUEUE_MESSAGE_REQUEST),
    ages: ask(QUEUE_AGES_REQUEST),
    async instances() {
      const answer = connection.sendRequest<readonly QueueInstance[] | null>(QUEUE_INSTANCES_REQUEST);
      return (await answer) ?? undefined;
    },
    onProgress: progress.event,
    dispose() {
      listener.dispose();
      progress.dispose();
    },
  };
}
