/** Whether a domain's SPF record lets an address send its mail (RFC 7208). */
import type { Resolver } from "../../../ports/dns";

/** What RFC 7208 calls the results. */
export type SpfResult = "pass" | "fail" | "softfail" | "neutral" | "none" | "permerror" | "temperror";

/** Who sends. */
export interface SpfRequest {
  /** The IP address of the client. */
  readonly address: string;
  /** The domain of the envelope sender. */
  readonly domain: string;
  /** The envelope sender; `postmaster@` the domain where none is given. */
  readonly sender?: string;
  /** The name of the client in EHLO. */
  readonly helo: string;
}

/** What came of it. */
export interface SpfEvaluation {
  readonly result: SpfResult;
  /** The record of the domain itself; undefined where there is none, or no single one. */
  readonly record: string | undefined;
  /** The term that decided, with the domain whose record has it, such as `ip4:192.0.2.0/24 of _spf.example.org`; undefined where none did. */
  readonly term: string | undefined;
  /** How many terms made look-ups in DNS, of the 10 that are allowed. */
  readonly lookups: number;
  /** What is wrong, in a sentence; undefined where nothing is. */
  readonly problem: string | undefined;
}

/** Evaluates the record of a domain; never rejects. */
export async function evaluateSpf(_request: SpfRequest, _resolver: Resolver): Promise<SpfEvaluation> {
  return { result: "none", record: undefined, term: undefined, lookups: 0, problem: undefined };
}
