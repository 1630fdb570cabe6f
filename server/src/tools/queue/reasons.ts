/** What the reasons mean for which Postfix keeps mail in its queue, as `postqueue -j` lists them. */
import { OWN_REASONS, SUSPENDED } from "./own-reasons";
import type { KnownReason, ReasonHelp } from "./reason-help";
import { splitSuspended } from "./reason-shape";
import { REMOTE_REASONS } from "./remote-reasons";

export type { ReasonHelp } from "./reason-help";
export { type Relay, relayOf } from "./reason-relay";
export { reasonShape } from "./reason-shape";

/** In front of what another server has answered; a server that answers against the protocol is cited alike. */
const REPLY = /^(?:Protocol error: )?host .+? (?:said|refused to talk to me): /;

/**
 * What is known of a reason. What another server has answered is its own
 * wording, and recognized by a few words that most of them use.
 * @returns undefined where it is none of Postfix's own and says nothing that is known
 */
export function explainReason(reason: string): ReasonHelp | undefined {
  const { isSuspended, rest } = splitSuspended(reason);
  const reply = REPLY.exec(rest);
  const help = reply ? firstThatFits(REMOTE_REASONS, rest.slice(reply[0].length)) : undefined;
  return help ?? firstThatFits(OWN_REASONS, rest) ?? (isSuspended ? SUSPENDED : undefined);
}

function firstThatFits(reasons: readonly KnownReason[], text: string): ReasonHelp | undefined {
  return reasons.find(({ pattern }) => pattern.test(text));
}
