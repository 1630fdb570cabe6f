/** What the tables of reasons are made of. */

/** Why a recipient has not got its mail, in words that help. */
export interface ReasonHelp {
  /** One to three sentences: what it means, and what the administrator of the sending server can do. */
  readonly text: string;
  /** The parameters that govern it, the most useful first; all of them in the registry. At most five. */
  readonly parameters: readonly string[];
}

/** A row of a table: the first one whose pattern fits explains a reason. */
export interface KnownReason extends ReasonHelp {
  readonly pattern: RegExp;
}
