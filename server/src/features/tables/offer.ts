/** What the kinds of completion in tables give, before it is put into a client's terms. */
import type { Proposal } from "../completion/proposal";

/** Something that can be put at the cursor, with what it means. */
export interface TableProposal extends Proposal {
  /** Markdown. */
  readonly documentation?: string | undefined;
}

/** Proposals in their order, for the text between two offsets of the document. */
export interface Offer {
  readonly start: number;
  readonly end: number;
  readonly proposals: readonly TableProposal[];
}
