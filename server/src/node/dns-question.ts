/** A question to name servers and what comes of it, before it is put into words. */
import type { DnsFailure, DnsRecords, DnsType } from "../ports/dns";
import type { ServerAddress } from "./dns-servers";

/** What is asked, and whom; milliseconds for all of it. */
export interface DnsQuestion {
  readonly name: string;
  readonly type: DnsType;
  readonly servers: readonly ServerAddress[];
  readonly timeout: number;
}

/** What came of it. */
export type DnsResult =
  | {
      readonly kind: "found";
      readonly records: readonly DnsRecords[DnsType][];
      readonly isAuthentic?: boolean;
    }
  | { readonly kind: "no-name" | "no-data" }
  | { readonly kind: DnsFailure };
