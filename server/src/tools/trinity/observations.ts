/** What was seen of an identity, before anything is made of it. */
import type { TrinityIdentity } from "../../contract/trinity";
import type { DnsAnswer, MxRecord, TlsaRecord } from "../../ports/dns";
import type { NetFailure, TlsSession } from "../../ports/net";
import type { SpfEvaluation } from "./spf/evaluate";

/** What a server said when it was greeted. */
export interface Greeting {
  readonly address: string;
  readonly port: number;
  /** The text of its greeting behind the code, its lines joined by a blank; undefined where there was none. */
  readonly banner: string | undefined;
  /** Its code, such as 220; undefined where there was none. */
  readonly bannerCode: number | undefined;
  /** The first word of its answer to EHLO; undefined where there was none. */
  readonly ehloName: string | undefined;
  /** The other lines of that answer, such as `SIZE 10240000`. */
  readonly extensions: readonly string[];
  /** What became of STARTTLS; undefined where it is not offered. */
  readonly tls: TlsSession | NetFailure | undefined;
  /** Why it ended before its end, in a sentence; undefined when it did not. */
  readonly problem: string | undefined;
}

/** An address of an identity. */
export interface AddressSeen {
  readonly address: string;
  /** The parameter that names it; undefined where its name in DNS does. */
  readonly source: string | undefined;
  /** The names it leads to. */
  readonly ptr: DnsAnswer<string>;
  /** The addresses that each of these names leads to, of the address's own kind. */
  readonly forward: ReadonlyMap<string, DnsAnswer<string>>;
  /** Undefined where nobody was to be greeted there. */
  readonly greeting: Greeting | undefined;
}

/** A mail exchanger of the domain. */
export interface ExchangeSeen {
  readonly mx: MxRecord;
  readonly a: DnsAnswer<string>;
  readonly aaaa: DnsAnswer<string>;
  readonly cname: DnsAnswer<string>;
  readonly tlsa: DnsAnswer<TlsaRecord>;
  /** Whether a certificate that was shown is one of these records; undefined where no server of this name was greeted. */
  readonly isTlsaMet: boolean | undefined;
  /** What a TLSA record for the certificate that was shown would hold, such as `3 1 1 5b08…`; undefined where that is. */
  readonly ownTlsa: string | undefined;
}

/** The record of a DKIM key. */
export interface DkimSeen {
  readonly answer: DnsAnswer<string>;
  /** The bits of an RSA key; undefined where there is none, or it cannot be read. */
  readonly bits: number | undefined;
}

/** Everything that was seen of an identity. */
export interface Observations {
  readonly identity: TrinityIdentity;
  readonly a: DnsAnswer<string>;
  readonly aaaa: DnsAnswer<string>;
  /** Whether the name is another name's alias. */
  readonly cname: DnsAnswer<string>;
  /** The addresses it sends from. */
  readonly addresses: readonly AddressSeen[];
  /** Servers greeted at addresses that are not among those it sends from. */
  readonly greetings: readonly Greeting[];
  /** The addresses that the names lead to under which servers answered, where these are not the identity's own. */
  readonly spoken: ReadonlyMap<string, readonly DnsAnswer<string>[]>;
  /** The domain of the users' addresses. */
  readonly domain: string;
  readonly mx: DnsAnswer<MxRecord>;
  readonly exchanges: readonly ExchangeSeen[];
  /** The texts of the domain, SPF among them. */
  readonly txt: DnsAnswer<string>;
  /** By address. */
  readonly spf: ReadonlyMap<string, SpfEvaluation>;
  /** With the name at which it was found: the domain's own, or that of a domain above it. */
  readonly dmarc: { readonly name: string; readonly answer: DnsAnswer<string> };
  /** By selector. */
  readonly dkim: ReadonlyMap<string, DkimSeen>;
  readonly mtaSts: DnsAnswer<string>;
  readonly tlsRpt: DnsAnswer<string>;
  /** Milliseconds since 1970. */
  readonly now: number;
}
