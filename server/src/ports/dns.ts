/** Asking name servers. Nothing here is asked unless somebody has started a command that says so. */

/** The kinds of records that are asked for. */
export type DnsType = "A" | "AAAA" | "PTR" | "MX" | "TXT" | "CNAME" | "TLSA";

/** A mail exchanger. */
export interface MxRecord {
  readonly preference: number;
  /** Without a dot at the end; empty for the root, which says that the domain takes no mail (RFC 7505). */
  readonly exchange: string;
}

/** What binds a certificate to a name (RFC 6698). */
export interface TlsaRecord {
  readonly usage: number;
  readonly selector: number;
  readonly matchingType: number;
  /** In small hexadecimal digits. */
  readonly data: string;
}

/** What a record of a type holds. Names are without a dot at the end; the pieces of a TXT record are joined. */
export interface DnsRecords {
  readonly A: string;
  readonly AAAA: string;
  readonly PTR: string;
  readonly MX: MxRecord;
  readonly TXT: string;
  readonly CNAME: string;
  readonly TLSA: TlsaRecord;
}

/** Why there is no answer that counts. */
export type DnsFailure = "server-failure" | "refused" | "timeout" | "unreachable" | "malformed";

/** What the name server says. */
export type DnsAnswer<Record> =
  | {
      readonly kind: "found";
      readonly records: readonly Record[];
      /** Whether the name server vouches for it by DNSSEC; undefined where that was not asked. */
      readonly isAuthentic?: boolean;
    }
  /** There is no such name (NXDOMAIN), or there is one without records of this type. */
  | { readonly kind: "no-name" | "no-data" }
  | {
      readonly kind: "failed";
      readonly reason: DnsFailure;
      /** In a clause: `203.0.113.53 did not answer within 5 s`. */
      readonly text: string;
    };

/** One or several name servers that are asked for the same. */
export interface Resolver {
  /** Which servers those are, as `address` or `address:port`, `[address]:port` for IPv6; for people. */
  readonly servers: readonly string[];
  /** Never rejects. Names are as people write them: a name with letters beyond ASCII is asked for in its ASCII form. */
  ask<Type extends DnsType>(name: string, type: Type): Promise<DnsAnswer<DnsRecords[Type]>>;
}

/** Name servers. */
export interface Dns {
  /**
   * @param server `address`, `address:port` or `[address]:port`; undefined: those that this machine uses
   * @param timeout milliseconds that one question may take altogether
   * @throws Error in a sentence when `server` is no such thing
   */
  resolver(server: string | undefined, timeout: number): Resolver;
  /** A name as name servers have it, such as `xn--mller-kva.example`; undefined for what cannot be a name. */
  toAscii(name: string): string | undefined;
  /** A name as people write it, such as `müller.example`. */
  toUnicode(name: string): string;
}
