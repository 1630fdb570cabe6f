/**
 * Messages between client and server about the mail queue. The server keeps
 * the last list of each queue: it may have a hundred thousand messages, of
 * which the client asks for as many as somebody looks at.
 */

/** What is done to messages in a queue. */
export const QUEUE_ACTIONS = ["hold", "release", "requeue", "flush", "expire", "delete"] as const;

/** One of {@link QUEUE_ACTIONS}. */
export type QueueAction = (typeof QUEUE_ACTIONS)[number];

/** What messages can be put together by. */
export const QUEUE_GROUPINGS = ["queue", "recipient-domain", "sender-domain", "reason"] as const;

/** One of {@link QUEUE_GROUPINGS}. */
export type QueueGrouping = (typeof QUEUE_GROUPINGS)[number];

/** The orders of messages. */
export const QUEUE_ORDERS = ["oldest", "newest", "largest"] as const;

/** One of {@link QUEUE_ORDERS}. */
export type QueueOrder = (typeof QUEUE_ORDERS)[number];

/** How somebody looks at a queue. */
export interface QueueView {
  readonly grouping: QueueGrouping;
  readonly order: QueueOrder;
  /** What is looked for, as a user writes it, such as `to:*@example.org older:2h`; empty: all messages. */
  readonly search: string;
}

/** Which queue it is about. */
export interface QueueParams {
  /** The configuration directory of the instance; null for the one that Postfix's programs have built in. */
  readonly directory: string | null;
}

/** Client → server: list the queue anew; the answer is a {@link QueueState}. The parameters are {@link QueueParams}. */
export const QUEUE_READ_REQUEST = "postfix/queueRead";

/** What is known of a queue. */
export interface QueueState {
  /** Why there is no list; null when there is one. */
  readonly problem: {
    /** `untrusted`: programs may not be started; `missing`: Postfix is not installed. */
    readonly kind: "untrusted" | "missing" | "denied" | "failed";
    /** In sentences. */
    readonly text: string;
  } | null;
  /** How many messages there are. */
  readonly count: number;
  /** What they take, in bytes. */
  readonly bytes: number;
  /** Whether anything is other than in the answer before. */
  readonly changed: boolean;
  /** What to know about the list, in sentences, such as that it is cut off. */
  readonly remarks: readonly string[];
  /** Whether the Postfix that is installed can expire messages: 3.5 and later. */
  readonly canExpire: boolean;
}

/** Client → server: a part of the tree of a queue; the answer is {@link QueueNodes}. */
export const QUEUE_NODES_REQUEST = "postfix/queueNodes";

/** Parameters of {@link QUEUE_NODES_REQUEST}. */
export interface QueueNodesParams extends QueueParams {
  readonly view: QueueView;
  /** What the nodes are below of: the tree itself, a group by its key, or a message by its queue ID. */
  readonly parent: { readonly group: string } | { readonly message: string } | null;
  /** How many nodes to leave out at the start. */
  readonly offset: number;
  /** How many nodes to give at most. */
  readonly limit: number;
}

/** A part of the tree; one of the three lists holds the nodes, the others are empty. */
export interface QueueNodes {
  readonly groups: readonly QueueGroup[];
  readonly messages: readonly QueueMessageNode[];
  readonly recipients: readonly QueueRecipientNode[];
  /** How many nodes the parent has. */
  readonly total: number;
  /** How many messages of the whole queue are found by what is looked for. */
  readonly found: number;
  /** What is wrong with what is looked for, in a sentence; empty when nothing is. */
  readonly problem: string;
}

/** Messages that have something in common. */
export interface QueueGroup {
  /** By which it is told from others of its grouping; stays the same when the queue is listed again. */
  readonly key: string;
  /** The name of a queue, a domain, or a reason without what differs from message to message. */
  readonly label: string;
  readonly messages: number;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly oldest: number;
}

/** A message in a queue. */
export interface QueueMessageNode {
  readonly id: string;
  readonly queue: string;
  /** `MAILER-DAEMON` for the null sender, as Postfix lists it. */
  readonly sender: string;
  /** Seconds since 1970. */
  readonly arrival: number;
  /** Bytes. */
  readonly size: number;
  /** Whether the sender gets it back when it is tried next. */
  readonly isExpired: boolean;
  /** How many there are; they are the nodes below. */
  readonly recipients: number;
  readonly firstRecipient: string;
  /** Why it is not delivered yet; empty where that is not known. */
  readonly firstReason: string;
}

/** A recipient of a message who has not got it yet. */
export interface QueueRecipientNode {
  readonly address: string;
  /** Why not; empty where that is not known. */
  readonly reason: string;
}

/** Client → server: what is to be said of a message, or of one of its recipients; the answer is a {@link QueueExplanation}, or null when the message is not listed. */
export const QUEUE_EXPLAIN_REQUEST = "postfix/queueExplain";

/** Parameters of {@link QUEUE_EXPLAIN_REQUEST}. */
export interface QueueExplainParams extends QueueParams {
  readonly id: string;
  /** Which recipient; the first one when it is null. */
  readonly recipient: string | null;
}

/** Why a recipient has not got a message, and what decides it. */
export interface QueueExplanation {
  readonly address: string;
  /** As Postfix has it. */
  readonly reason: string;
  /** In sentences: what that means, and what can be done; empty where that is not known. */
  readonly text: string;
  /** The parameters that govern it. */
  readonly parameters: readonly { readonly name: string; readonly summary: string }[];
  /** The server that the mail was to go to; null where the reason names none. */
  readonly relay: string | null;
  /** Whether the reason complains of the name or the address of this server, so that a check of A, PTR and EHLO explains it. */
  readonly isAboutUs: boolean;
  /** By which transport of master.cf it goes; null where that is not known without asking tables. */
  readonly transport: {
    readonly name: string;
    /** The parameter that says so. */
    readonly parameter: string;
    /** Where the transport is defined; null where it is not. */
    readonly place: QueuePlace | null;
  } | null;
  /** Where the parameters are set, those that are: by name. */
  readonly places: Readonly<Record<string, QueuePlace>>;
}

/** A place in a file. */
export interface QueuePlace {
  readonly uri: string;
  /** From 0. */
  readonly line: number;
}

/** Client → server: what an action would do; the answer is a {@link QueuePlanAnswer}. */
export const QUEUE_PLAN_REQUEST = "postfix/queuePlan";

/** Parameters of {@link QUEUE_PLAN_REQUEST}. */
export interface QueuePlanParams extends QueueParams {
  readonly action: QueueAction;
  readonly view: QueueView;
  /** The messages with these queue IDs. */
  readonly ids: readonly string[];
  /** The messages of these groups of the view. */
  readonly groups: readonly string[];
  /** All messages that the view finds; the two lists do not matter then. */
  readonly all: boolean;
}

/** An action before it is done. */
export interface QueuePlanAnswer {
  /** Why there is nothing to do, in sentences; null when there is something. What follows is empty then. */
  readonly problem: string | null;
  /** By which the plan is named when it is carried out. */
  readonly token: number;
  /** How many messages it is about. */
  readonly count: number;
  /** Such as `Delete 12 messages?` */
  readonly question: string;
  /** What to know beforehand, a line each: oldest and newest, examples, what is left alone. */
  readonly details: readonly string[];
  /** What the button says, such as `Delete 12 Messages`. */
  readonly button: string;
  /** Whether to ask first. */
  readonly isAsked: boolean;
  /** What has to be typed first, because nothing would be left; null otherwise. */
  readonly mustType: string | null;
  /** The command that does it where the rights for it are missing here; null where they are not. */
  readonly command: string | null;
}

/** Client → server: carry a plan out; the answer is a {@link QueueApplyAnswer}. */
export const QUEUE_APPLY_REQUEST = "postfix/queueApply";

/** Parameters of {@link QUEUE_APPLY_REQUEST}. */
export interface QueueApplyParams extends QueueParams {
  readonly token: number;
}

/** What became of a plan. */
export interface QueueApplyAnswer {
  /** In a sentence or two: how many are done, are gone already, or failed. */
  readonly text: string;
  /** Whether all of it was done. */
  readonly isDone: boolean;
}

/** Server → client: how far a plan is; the parameters are {@link QueueProgressParams}. */
export const QUEUE_PROGRESS_NOTIFICATION = "postfix/queueProgress";

/** Parameters of {@link QUEUE_PROGRESS_NOTIFICATION}. */
export interface QueueProgressParams {
  readonly token: number;
  /** How many messages are done, of the plan's. */
  readonly done: number;
}

/**
 * Client → server: have a plan ready for a program in a terminal that has the
 * rights which are missing here; the answer is a {@link QueueHandOverAnswer},
 * or null when the plan is not known any more. What the program reads is there
 * until {@link QUEUE_HANDED_OVER_NOTIFICATION}. The parameters are
 * {@link QueueApplyParams}.
 */
export const QUEUE_HAND_OVER_REQUEST = "postfix/queueHandOver";

/** What to run in a terminal. */
export interface QueueHandOverAnswer {
  readonly program: string;
  readonly args: readonly string[];
}

/** Client → server: the program in the terminal has ended; the parameters are {@link QueueApplyParams}. */
export const QUEUE_HANDED_OVER_NOTIFICATION = "postfix/queueHandedOver";

/** Client → server: a message with its envelope, as postcat prints it; the answer is a {@link QueueMessageText}. */
export const QUEUE_MESSAGE_REQUEST = "postfix/queueMessage";

/** Parameters of {@link QUEUE_MESSAGE_REQUEST}. */
export interface QueueMessageParams extends QueueParams {
  readonly id: string;
}

/** A message as a text. */
export interface QueueMessageText {
  readonly text: string;
  /** Why there is none, or not all of it, in sentences; empty when there is. */
  readonly problem: string;
  /** What shows it in a terminal where the rights for it are missing here; null where they are not. */
  readonly terminal: QueueHandOverAnswer | null;
}

/** Client → server: how many recipients wait how long; the answer is {@link QueueAges}. */
export const QUEUE_AGES_REQUEST = "postfix/queueAges";

/** Parameters of {@link QUEUE_AGES_REQUEST}. */
export interface QueueAgesParams extends QueueParams {
  readonly by: "recipient-domain" | "sender-domain";
  /** As in {@link QueueView}. */
  readonly search: string;
  /** How many domains to give at most, those with the most mail. */
  readonly limit: number;
}

/** Recipients, or messages, by domain and age; qshape(1) prints the same. */
export interface QueueAges {
  /** Where a span of ages ends, in minutes, the first one first; the last span has no end, so there is one span more than ends. */
  readonly ends: readonly number[];
  readonly total: QueueAgesRow;
  /** The most mail first. */
  readonly rows: readonly QueueAgesRow[];
  /** How many domains there are. */
  readonly domains: number;
  /** What is wrong with what is looked for, in a sentence; empty when nothing is. */
  readonly problem: string;
}

/** A domain's mail by age. */
export interface QueueAgesRow {
  /** `MAILER-DAEMON` for the null sender. */
  readonly domain: string;
  readonly total: number;
  /** One for each span of ages, the youngest first. */
  readonly counts: readonly number[];
}

/** Client → server: the instances of Postfix on this machine; the answer is a list of {@link QueueInstance}. */
export const QUEUE_INSTANCES_REQUEST = "postfix/queueInstances";

/** An instance of Postfix. */
export interface QueueInstance {
  /** Its configuration directory. */
  readonly directory: string;
  /** Whether it is the one that Postfix's programs have built in. */
  readonly isDefault: boolean;
}
