/**
 * What can be right and wrong with the name, the addresses and the records of
 * a mail server, each as a domain of its own: how it differs from a server
 * with which all is well, and which checks notice.
 */
import type { Socket } from "node:net";
import type { TrinityCheckId, TrinityVerdict } from "../../server/src/contract/trinity";

/**
 * A situation. In all texts `<domain>` is its domain, `<address>` its address,
 * `<key>` the SHA-256 digest of the public key of all certificates.
 */
export interface Situation {
  /** Its file in `golden/trinity`; its domain is `NAME.test`. */
  readonly name: string;
  /** Its address, which is that of no other one; {@link SOUND} where there is none. */
  readonly address?: string;
  /**
   * Records that take the place of those of a sound domain: by `owner TYPE`,
   * relative to the domain.
   */
  readonly records?: Readonly<Record<string, readonly string[]>>;
  /** The names its address leads to; `mail.<domain>` unless told. */
  readonly ptr?: readonly string[];
  /** Lines of the zone `test.` beside these; those that belong to a reverse zone say so. */
  readonly zone?: readonly string[];
  /** Parameters of the Postfix that answers; `nobody`: nobody answers; or somebody else does. */
  readonly server?: Readonly<Record<string, string>> | "nobody" | ((socket: Socket) => void);
  /** The words of the command line; without them its host, with a configuration none. */
  readonly words?: readonly string[];
  /** A configuration directory to start from, on a machine with one address. */
  readonly configuration?: {
    readonly main: string;
    readonly master?: string;
    readonly ownAddress: string;
  };
  /** Whether no name server answers, so that nothing was checked. */
  readonly isUnanswered?: true;
  /** The checks that end otherwise than {@link SOUND_VERDICTS} says; those of a second identity behind `2 `. */
  readonly noticed: Readonly<Record<string, TrinityVerdict>>;
}

/**
 * The address of the server that others leave their mail to. Addresses for
 * documentation are not ones that others see, and the check says so; these
 * here are, but belong to nobody (AS112, RFC 7535).
 */
export const SOUND = "192.31.196.1";

/** How checks of a sound server end that do not pass: it has no IPv6, and uses neither DKIM nor DANE. */
export const SOUND_VERDICTS: Readonly<Partial<Record<TrinityCheckId, TrinityVerdict>>> = {
  aaaa: "skipped",
  dkim: "skipped",
  tlsa: "skipped",
};

/** The records of a domain with which all is well. */
export const SOUND_RECORDS: Readonly<Record<string, readonly string[]>> = {
  "@ MX": ["10 mail"],
  "@ TXT": ['"v=spf1 mx -all"'],
  "mail A": ["<address>"],
  "_dmarc TXT": ['"v=DMARC1; p=reject; rua=mailto:dmarc@<domain>"'],
  "_mta-sts TXT": ['"v=STSv1; id=1"'],
  "_smtp._tls TXT": ['"v=TLSRPTv1; rua=mailto:tls@<domain>"'],
};

/** Says one thing and then nothing more. */
function saying(...lines: readonly string[]): (socket: Socket) => void {
  return (socket) => void socket.write(lines.map((line) => `${line}\r\n`).join(""), "latin1");
}

/** Says one thing and leaves. */
function leaving(...lines: readonly string[]): (socket: Socket) => void {
  return (socket) => void socket.end(lines.map((line) => `${line}\r\n`).join(""), "latin1");
}

/** Answers each line that comes with what there is for its first word. */
function answering(greeting: string, answers: Readonly<Record<string, string>>): (socket: Socket) => void {
  return (socket) => {
    socket.write(`${greeting}\r\n`);
    socket.on("data", (text: string) => {
      for (const line of text.split("\r\n").slice(0, -1)) {
        const [word = ""] = line.split(" ");
        socket.write(`${answers[word.toUpperCase()] ?? "502 5.5.2 Error: command not recognized"}\r\n`);
      }
    });
  };
}

const MEBIBYTE = 1024 * 1024;

/** Sends without end, as fast as the other side takes it. */
function flooding(socket: Socket): void {
  const piece = Buffer.alloc(MEBIBYTE, "220-x\r\n");
  let left = 10;
  const send = () => {
    while (left-- > 0) if (!socket.write(piece)) return;
    socket.end();
  };
  socket.on("drain", send);
  send();
}

type Verdicts = Partial<Record<TrinityCheckId, TrinityVerdict>>;

/** Where no server answers. */
const UNHEARD: Verdicts = { ehlo: "skipped", banner: "skipped", starttls: "skipped", certificate: "skipped" };

/** Where no address of the server is known. */
const NO_ADDRESS: Verdicts = {
  "public-address": "skipped",
  ptr: "skipped",
  "forward-confirmed": "skipped",
  ...UNHEARD,
  spf: "skipped",
};

/** Where nothing is known of the domain. */
const NO_DOMAIN: Verdicts = {
  mx: "skipped",
  spf: "skipped",
  dmarc: "skipped",
  "mta-sts": "skipped",
  "tls-rpt": "skipped",
};

/** For servers and name servers that stay silent, which others are given the time for. */
const IMPATIENT = ["mail.<domain>", "--timeout", "3"];

/** A situation of a domain whose mail the sound server takes and sends. */
function ofDomain({
  words = [],
  records,
  ...situation
}: Pick<Situation, "name" | "records" | "zone" | "words" | "noticed">): Situation {
  return {
    ...situation,
    records: { "@ MX": ["10 mail.all-right.test."], "mail A": [], ...records },
    words: ["mail.all-right.test", "--domain", "<domain>", ...words],
  };
}

const NAMES: readonly Situation[] = [
  { name: "all-right", address: SOUND, noticed: {} },
  {
    name: "no-ptr",
    address: "192.31.196.2",
    ptr: [],
    noticed: { ptr: "fail", "forward-confirmed": "skipped" },
  },
  {
    name: "several-ptr",
    address: "192.31.196.3",
    ptr: ["www.<domain>", "mail.<domain>"],
    records: { "www A": ["192.31.196.200"] },
    noticed: { ptr: "warning" },
  },
  {
    name: "ptr-not-confirmed",
    address: "192.31.196.4",
    ptr: ["old.<domain>"],
    records: { "old A": ["192.31.196.200"] },
    noticed: { "forward-confirmed": "fail", ehlo: "warning" },
  },
  {
    name: "ptr-without-address",
    address: "192.31.196.5",
    ptr: ["gone.<domain>"],
    noticed: { "forward-confirmed": "fail", ehlo: "warning" },
  },
  {
    name: "other-ptr",
    address: "192.31.196.6",
    ptr: ["server.<domain>"],
    records: { "server A": ["<address>"] },
    noticed: { ehlo: "warning" },
  },
  {
    name: "wildcard-ptr",
    address: "198.51.100.7",
    ptr: [],
    zone: ["*.100.51.198.in-addr.arpa. PTR customer.<domain>."],
    records: { "customer A": ["<address>"] },
    noticed: { "public-address": "warning", ehlo: "warning" },
  },
  {
    name: "generic-ptr",
    address: "192.31.196.8",
    ptr: ["host-192-31-196-8.dyn.<domain>"],
    records: { "host-192-31-196-8.dyn A": ["<address>"] },
    noticed: { ptr: "warning", ehlo: "warning" },
  },
  {
    name: "no-address",
    address: "192.31.196.9",
    records: { "mail A": [] },
    noticed: { ...NO_ADDRESS, a: "fail", mx: "fail" },
  },
  {
    name: "no-such-name",
    words: ["mail.nowhere.test"],
    records: {},
    noticed: {
      ...NO_ADDRESS,
      a: "fail",
      mx: "fail",
      dmarc: "warning",
      "mta-sts": "skipped",
      "tls-rpt": "skipped",
    },
  },
  {
    name: "alias-name",
    address: "192.31.196.10",
    records: { "mail A": [], "mail CNAME": ["server"], "server A": ["<address>"] },
    ptr: ["server.<domain>"],
    server: { myhostname: "mail.<domain>" },
    noticed: { a: "warning", ehlo: "warning", mx: "fail" },
  },
  {
    name: "two-addresses",
    address: "192.31.196.11",
    records: { "mail A": ["<address>", "192.31.196.211"] },
    noticed: { ptr: "fail", banner: "warning" },
  },
  {
    name: "ipv6-without-ptr",
    address: "192.31.196.12",
    records: { "mail AAAA": ["2620:4f:8000::c"] },
    noticed: { aaaa: "pass", ptr: "fail", banner: "warning" },
  },
  {
    name: "underscore",
    address: "192.31.196.13",
    words: ["my_mail.<domain>"],
    records: { "my_mail A": ["<address>"] },
    noticed: { name: "fail" },
  },
  {
    name: "single-label",
    words: ["mailhost"],
    noticed: {
      ...NO_ADDRESS,
      name: "fail",
      a: "fail",
      mx: "skipped",
      dmarc: "skipped",
      "mta-sts": "skipped",
      "tls-rpt": "skipped",
    },
  },
  {
    name: "international",
    address: "192.31.196.14",
    words: ["mail.m\u00fcller.test"],
    records: {},
    zone: [
      "mail.xn--mller-kva A <address>",
      "xn--mller-kva MX 10 mail.xn--mller-kva",
      'xn--mller-kva TXT "v=spf1 mx -all"',
    ],
    ptr: ["mail.xn--mller-kva.test"],
    server: {
      myhostname: "mail.xn--mller-kva.test",
      smtpd_tls_cert_file: "<shared>/international.pem",
    },
    noticed: { dmarc: "warning", "mta-sts": "skipped", "tls-rpt": "skipped" },
  },
  {
    name: "address-literal",
    words: ["192.31.196.1"],
    noticed: { ...NO_DOMAIN, name: "skipped", a: "skipped" },
  },
];

const SERVERS: readonly Situation[] = [
  {
    name: "other-ehlo",
    address: "192.31.196.20",
    server: { myhostname: "box.<domain>" },
    noticed: { ehlo: "fail", banner: "warning" },
  },
  {
    name: "local-ehlo",
    address: "192.31.196.21",
    server: { myhostname: "localhost.localdomain" },
    noticed: { ehlo: "fail", banner: "warning" },
  },
  {
    name: "short-ehlo",
    address: "192.31.196.22",
    server: { myhostname: "mail" },
    noticed: { ehlo: "fail", banner: "warning" },
  },
  {
    name: "other-banner",
    address: "192.31.196.23",
    server: { smtpd_banner: "other.<domain> ESMTP" },
    noticed: { banner: "warning" },
  },
  {
    name: "nameless-banner",
    address: "192.31.196.24",
    server: { smtpd_banner: "ESMTP ready" },
    noticed: { banner: "warning" },
  },
  {
    name: "no-starttls",
    address: "192.31.196.25",
    server: { smtpd_tls_security_level: "none" },
    noticed: { starttls: "warning", certificate: "skipped" },
  },
  {
    name: "expired-certificate",
    address: "192.31.196.26",
    server: { smtpd_tls_cert_file: "<shared>/expired.pem" },
    noticed: { certificate: "fail" },
  },
  {
    name: "other-certificate",
    address: "192.31.196.27",
    server: { smtpd_tls_cert_file: "<shared>/other.pem" },
    noticed: { certificate: "warning" },
  },
  {
    name: "unsigned-tlsa",
    address: "192.31.196.62",
    records: { "_25._tcp.mail TLSA": ["3 1 1 <key>"] },
    noticed: { tlsa: "warning" },
  },
  // Its record is in a zone of its own.
  { name: "signed-tlsa", address: "192.31.196.64", noticed: { tlsa: "pass" } },
  {
    name: "useless-tlsa",
    address: "192.31.196.63",
    records: { "_25._tcp.mail TLSA": ["1 1 1 <key>"] },
    noticed: { tlsa: "warning" },
  },
  {
    name: "wrong-tlsa",
    address: "192.31.196.28",
    records: { "_25._tcp.mail TLSA": [`3 1 1 ${"ab".repeat(32)}`] },
    noticed: { tlsa: "fail" },
  },
  { name: "nobody-listens", address: "192.31.196.29", server: "nobody", noticed: { ...UNHEARD } },
  {
    name: "silent",
    address: "192.31.196.30",
    server: () => undefined,
    words: IMPATIENT,
    noticed: { ...UNHEARD },
  },
  {
    name: "garbage",
    address: "192.31.196.31",
    words: IMPATIENT,
    server: saying("\u0000\u00ff\u001b[31mHTTP/1.1 400 Bad Request", "", "<html>"),
    noticed: { ...UNHEARD },
  },
  { name: "flood", address: "192.31.196.32", server: flooding, noticed: { ...UNHEARD } },
  { name: "closes", address: "192.31.196.33", server: leaving(), noticed: { ...UNHEARD } },
  {
    name: "refuses",
    address: "192.31.196.34",
    server: leaving("554 mail.refuses.test No SMTP service here"),
    noticed: { ...UNHEARD, banner: "fail" },
  },
  {
    name: "busy",
    address: "192.31.196.35",
    server: leaving("421 4.3.2 mail.busy.test Too many connections, try again later"),
    noticed: { ...UNHEARD, banner: "warning" },
  },
  {
    name: "no-ehlo",
    address: "192.31.196.36",
    server: answering("220 mail.no-ehlo.test SMTP", { HELO: "250 mail.no-ehlo.test", QUIT: "221 Bye" }),
    noticed: { ehlo: "skipped", starttls: "skipped", certificate: "skipped" },
  },
  {
    name: "broken-starttls",
    address: "192.31.196.37",
    words: IMPATIENT,
    server: answering("220-mail.broken-starttls.test ESMTP\r\n220 No spam", {
      EHLO: "250-mail.broken-starttls.test Hello\r\n250-SIZE 1000\r\n250 STARTTLS",
      STARTTLS: "220 Ready\r\nNo handshake follows",
      QUIT: "221 Bye",
    }),
    noticed: { starttls: "fail", certificate: "skipped" },
  },
  {
    name: "colours",
    address: "192.31.196.38",
    server: answering("220 mail.colours.test \u001b[31mred\u0007\u009b1m \u202e", {
      EHLO: "250 mail.colours.test\u001b]0;title\u0007",
      QUIT: "221 Bye",
    }),
    noticed: { ehlo: "fail", starttls: "warning", certificate: "skipped" },
  },
];

const MAIL_EXCHANGERS: readonly Situation[] = [
  ofDomain({
    name: "no-mx",
    records: { "@ MX": [], "@ TXT": ['"v=spf1 a:mail.all-right.test -all"'] },
    noticed: { mx: "warning" },
  }),
  ofDomain({
    name: "null-mx",
    records: { "@ MX": ["0 ."], "@ TXT": ['"v=spf1 a:mail.all-right.test -all"'] },
    noticed: { mx: "warning" },
  }),
  ofDomain({
    name: "alias-mx",
    records: { "@ MX": ["10 mx"], "mx CNAME": ["mail.all-right.test."] },
    noticed: { mx: "fail" },
  }),
  ofDomain({
    name: "mx-without-address",
    records: { "@ MX": ["10 mail.all-right.test.", "20 gone"], "gone TXT": ['"no address"'] },
    noticed: { mx: "warning" },
  }),
  ofDomain({
    name: "mx-as-address",
    records: { "@ MX": ["10 192.31.196.1."], "@ TXT": ['"v=spf1 ip4:192.31.196.1 -all"'] },
    noticed: { mx: "fail" },
  }),
];

const SPF: readonly Situation[] = [
  ofDomain({
    name: "spf-by-include",
    records: {
      "@ TXT": ['"v=spf1 include:_spf.<domain> ~all"'],
      "_spf TXT": ['"v=spf1 ip4:192.31.196.0/28 ?all"'],
    },
    noticed: {},
  }),
  ofDomain({ name: "no-spf", records: { "@ TXT": ['"some text"'] }, noticed: { spf: "warning" } }),
  ofDomain({
    name: "spf-twice",
    records: { "@ TXT": ['"v=spf1 mx -all"', '"v=spf1 ip4:192.31.196.1 ~all"'] },
    noticed: { spf: "fail" },
  }),
  ofDomain({
    name: "spf-without-address",
    records: { "@ TXT": ['"v=spf1 ip4:198.51.100.0/24 -all"'] },
    noticed: { spf: "fail" },
  }),
  ofDomain({
    name: "spf-softly-without-address",
    records: { "@ TXT": ['"v=spf1 ip4:198.51.100.0/24 ~all"'] },
    noticed: { spf: "warning" },
  }),
  ofDomain({ name: "spf-for-all", records: { "@ TXT": ['"v=spf1 +all"'] }, noticed: { spf: "warning" } }),
  ofDomain({
    name: "spf-too-many-lookups",
    records: {
      "@ TXT": [
        `"v=spf1 " ${Array.from({ length: 11 }, (_, number) => `"include:s${number}.<domain> "`).join(" ")} "mx -all"`,
      ],
      ...Object.fromEntries(
        Array.from({ length: 11 }, (_, number) => [
          `s${number} TXT`,
          [`"v=spf1 ip4:198.51.100.${number} ?all"`],
        ]),
      ),
    },
    noticed: { spf: "fail" },
  }),
  ofDomain({
    name: "spf-loop",
    records: { "@ TXT": ['"v=spf1 include:<domain> -all"'] },
    noticed: { spf: "fail" },
  }),
  ofDomain({
    name: "spf-misspelt",
    records: { "@ TXT": ['"v=spf1 ipv4:192.31.196.1 -all"'] },
    noticed: { spf: "fail" },
  }),
  ofDomain({
    name: "big-txt",
    records: {
      "@ TXT": [
        ...Array.from({ length: 30 }, (_, number) => `"verification-${number}=${"0123456789".repeat(20)}"`),
        '"v=spf1 " "mx -all"',
      ],
    },
    noticed: {},
  }),
];

/** Public keys of RSA in DER, with 2048 and 1024 bits. */
export const RSA_KEYS = { 2048: "<rsa2048>", 1024: "<rsa1024>" } as const;

const SIGNATURES: readonly Situation[] = [
  ofDomain({
    name: "dkim",
    records: { "s1._domainkey TXT": [`"v=DKIM1; k=rsa; p=" ${RSA_KEYS[2048]}`] },
    words: ["--dkim-selector", "s1"],
    noticed: { dkim: "pass" },
  }),
  ofDomain({
    name: "dkim-missing",
    records: {},
    words: ["--dkim-selector", "s1"],
    noticed: { dkim: "fail" },
  }),
  ofDomain({
    name: "dkim-revoked",
    records: { "s1._domainkey TXT": ['"v=DKIM1; p="'] },
    words: ["--dkim-selector", "s1"],
    noticed: { dkim: "fail" },
  }),
  ofDomain({
    name: "dkim-short",
    records: { "s1._domainkey TXT": [`"v=DKIM1; k=rsa; p=" ${RSA_KEYS[1024]}`] },
    words: ["--dkim-selector", "s1"],
    noticed: { dkim: "warning" },
  }),
  ofDomain({
    name: "dkim-garbled",
    records: { "s1._domainkey TXT": ['"v=DKIM1; k=rsa; p=MIIBIjANBgkq"'] },
    words: ["--dkim-selector", "s1"],
    noticed: { dkim: "fail" },
  }),
  ofDomain({
    name: "dkim-testing",
    records: { "s1._domainkey TXT": [`"v=DKIM1; t=y; p=" ${RSA_KEYS[2048]}`] },
    words: ["--dkim-selector", "s1"],
    noticed: { dkim: "warning" },
  }),
];

const POLICIES: readonly Situation[] = [
  ofDomain({ name: "no-dmarc", records: { "_dmarc TXT": [] }, noticed: { dmarc: "warning" } }),
  ofDomain({
    name: "dmarc-none",
    records: { "_dmarc TXT": ['"v=DMARC1; p=none; rua=mailto:dmarc@<domain>"'] },
    noticed: {},
  }),
  ofDomain({
    name: "dmarc-twice",
    records: { "_dmarc TXT": ['"v=DMARC1; p=none"', '"v=DMARC1; p=reject"'] },
    noticed: { dmarc: "fail" },
  }),
  ofDomain({
    name: "dmarc-misspelt",
    records: { "_dmarc TXT": ['"v=DMARC1; policy=reject"'] },
    noticed: { dmarc: "fail" },
  }),
  ofDomain({
    name: "policies-misspelt",
    records: { "_mta-sts TXT": ['"v=STSv1;"'], "_smtp._tls TXT": ['"v=TLSRPTv1"'] },
    noticed: { "mta-sts": "fail", "tls-rpt": "fail" },
  }),
  ofDomain({
    name: "no-policies",
    records: { "_mta-sts TXT": [], "_smtp._tls TXT": [] },
    noticed: { "mta-sts": "skipped", "tls-rpt": "skipped" },
  }),
  ofDomain({
    name: "sub.above",
    records: { "_dmarc TXT": [] },
    zone: ['_dmarc.above TXT "v=DMARC1; p=reject; sp=quarantine"'],
    noticed: {},
  }),
];

const NAME_SERVERS: readonly Situation[] = [
  {
    name: "no-name-server",
    isUnanswered: true,
    words: ["mail.all-right.test", "--dns", "127.0.0.1:<closed>"],
    noticed: {
      ...NO_ADDRESS,
      a: "skipped",
      mx: "skipped",
      dmarc: "skipped",
      "mta-sts": "skipped",
      "tls-rpt": "skipped",
    },
  },
  {
    name: "servfail",
    isUnanswered: true,
    words: ["mail.servfail.example"],
    noticed: {
      ...NO_ADDRESS,
      a: "skipped",
      mx: "skipped",
      dmarc: "skipped",
      "mta-sts": "skipped",
      "tls-rpt": "skipped",
    },
  },
  {
    name: "servfail-ptr",
    address: "203.0.113.40",
    ptr: [],
    noticed: { "public-address": "warning", ptr: "skipped", "forward-confirmed": "skipped" },
  },
  {
    name: "dns-silent",
    isUnanswered: true,
    words: IMPATIENT,
    noticed: {
      ...NO_ADDRESS,
      a: "skipped",
      mx: "skipped",
      dmarc: "skipped",
      "mta-sts": "skipped",
      "tls-rpt": "skipped",
    },
  },
  {
    name: "dns-refused",
    isUnanswered: true,
    words: ["mail.dns-refused.test"],
    noticed: {
      ...NO_ADDRESS,
      a: "skipped",
      mx: "skipped",
      dmarc: "skipped",
      "mta-sts": "skipped",
      "tls-rpt": "skipped",
    },
  },
  ofDomain({
    name: "dns-silent-domain",
    records: {},
    words: ["--timeout", "3"],
    noticed: { ...NO_DOMAIN },
  }),
];

const SOUND_MAIN = "myhostname = mail.<domain>\nmyorigin = <domain>\ninet_protocols = ipv4\n";

const CONFIGURATIONS: readonly Situation[] = [
  {
    name: "configured",
    address: "192.31.196.50",
    configuration: { main: SOUND_MAIN, ownAddress: "<address>" },
    noticed: {},
  },
  {
    name: "behind-router",
    address: "192.31.196.51",
    configuration: { main: `${SOUND_MAIN}proxy_interfaces = <address>\n`, ownAddress: "10.0.0.5" },
    noticed: {},
  },
  {
    name: "behind-unnamed-router",
    address: "192.31.196.52",
    configuration: { main: SOUND_MAIN, ownAddress: "10.0.0.5" },
    noticed: {},
  },
  {
    name: "bound",
    address: "192.31.196.53",
    configuration: { main: `${SOUND_MAIN}smtp_bind_address = <address>\n`, ownAddress: "192.31.196.153" },
    noticed: {},
  },
  {
    name: "bound-elsewhere",
    address: "192.31.196.54",
    records: { "mail A": ["192.31.196.154"] },
    zone: ["154.196.31.192.in-addr.arpa. PTR mail.bound-elsewhere.test."],
    ptr: [],
    configuration: { main: `${SOUND_MAIN}smtp_bind_address = <address>\n`, ownAddress: "192.31.196.154" },
    noticed: { a: "fail", ptr: "fail", "forward-confirmed": "skipped", ehlo: "warning", spf: "fail" },
  },
  {
    name: "own-helo",
    address: "192.31.196.58",
    ptr: ["out.<domain>"],
    records: { "out A": ["<address>"] },
    configuration: { main: `${SOUND_MAIN}smtp_helo_name = out.$mydomain\n`, ownAddress: "<address>" },
    noticed: {},
  },
  {
    name: "no-answer-at-one-address",
    address: "192.31.196.59",
    records: { "mail A": ["<address>", "192.31.196.159"] },
    zone: ["159.196.31.192.in-addr.arpa. PTR mail.<domain>."],
    words: ["mail.<domain>"],
    noticed: { banner: "warning" },
  },
  {
    name: "loopback",
    address: "127.0.10.60",
    noticed: { "public-address": "warning" },
  },
  {
    name: "untrusted-certificate",
    address: "192.31.196.61",
    noticed: { certificate: "warning" },
  },
  {
    name: "two-identities",
    address: "192.31.196.55",
    configuration: {
      main: SOUND_MAIN,
      master: "smtp unix - - n - - smtp\nnews unix - - n - - smtp -o smtp_helo_name=news.<domain>\n",
      ownAddress: "<address>",
    },
    noticed: { "2 a": "fail", "2 ehlo": "fail" },
  },
  {
    name: "relay",
    address: "192.31.196.56",
    configuration: {
      main: `${SOUND_MAIN}relayhost = [smtp.provider.example]:587\n`,
      ownAddress: "<address>",
    },
    noticed: { spf: "skipped" },
  },
  {
    name: "unqualified",
    address: "192.31.196.57",
    configuration: {
      main: "myhostname = mail\nmyorigin = <domain>\ninet_protocols = ipv4\n",
      ownAddress: "<address>",
    },
    noticed: { name: "fail", a: "fail", ehlo: "fail" },
  },
];

/** All of them. */
export const SITUATIONS: readonly Situation[] = [
  ...NAMES,
  ...SERVERS,
  ...MAIL_EXCHANGERS,
  ...SPF,
  ...SIGNATURES,
  ...POLICIES,
  ...NAME_SERVERS,
  ...CONFIGURATIONS,
];
