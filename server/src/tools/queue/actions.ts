/** What can be done to messages in a queue, and which messages it leaves alone; postsuper(1) and postqueue(1) do it. */
import type { QueueAction } from "../../contract/queue";
import type { QueuedMessage } from "./listing";

/** An action, as data. */
export interface ActionRow {
  /** At the start of a sentence that asks for it. */
  readonly verb: string;
  /** What messages are afterwards, behind their number. */
  readonly past: string;
  /** The option of postsuper, and the queues that it names besides; undefined where postqueue does it. */
  readonly postsuper?: { readonly option: string; readonly queues: readonly string[] };
  /** Whether one message alone is asked about as well: what is done cannot be undone. */
  readonly isFinal: boolean;
  /** Why a message is left alone, to stand behind `are left alone:`; undefined where it is not. */
  readonly objectionTo: (message: QueuedMessage) => string | undefined;
}

const NOT_PICKED_UP = "not picked up yet";

const unlessNew = ({ queue }: QueuedMessage) => (queue === "maildrop" ? NOT_PICKED_UP : undefined);

/** All of them. */
export const ACTIONS: Readonly<Record<QueueAction, ActionRow>> = {
  hold: {
    verb: "Hold",
    past: "put on hold",
    postsuper: { option: "-h", queues: [] },
    isFinal: false,
    objectionTo: (message) => (message.queue === "hold" ? "on hold already" : unlessNew(message)),
  },
  release: {
    verb: "Release",
    past: "released",
    postsuper: { option: "-H", queues: [] },
    isFinal: false,
    objectionTo: ({ queue }) => (queue === "hold" ? undefined : "not on hold"),
  },
  requeue: {
    verb: "Requeue",
    past: "requeued",
    postsuper: { option: "-r", queues: [] },
    isFinal: false,
    objectionTo: unlessNew,
  },
  flush: {
    verb: "Deliver",
    past: "sent to delivery",
    isFinal: false,
    objectionTo: ({ queue }) => {
      if (queue === "hold") return "on hold, to be released first";
      return queue === "deferred" ? undefined : "on their way already";
    },
  },
  expire: {
    verb: "Expire",
    past: "expired",
    postsuper: { option: "-e", queues: [] },
    isFinal: true,
    objectionTo: (message) => (message.isExpired ? "expired already" : unlessNew(message)),
  },
  delete: {
    verb: "Delete",
    past: "deleted",
    // Without names postsuper looks into all of these but the last.
    postsuper: { option: "-d", queues: ["hold", "incoming", "active", "deferred", "maildrop"] },
    isFinal: true,
    objectionTo: () => undefined,
  },
};
