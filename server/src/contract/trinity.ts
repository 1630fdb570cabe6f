/**
 * The trinity A – PTR – EHLO: what a mail server is called, from which
 * addresses it sends, and whether the names and addresses agree. The report
 * is the same on the command line and in the editor.
 */

/** The checks, in the order in which they are reported. */
export const TRINITY_CHECKS = [
  "name",
  "a",
  "aaaa",
  "public-address",
  "ptr",
  "forward-confirmed",
  "ehlo",
  "banner",
  "starttls",
  "certificate",
  "mx",
  "spf",
  "dkim",
  "dmarc",
  "mta-sts",
  "tls-rpt",
  "tlsa",
] as const;

/** One of {@link TRINITY_CHECKS}. */
export type TrinityCheckId = (typeof TRINITY_CHECKS)[number];

/** How a check went; `skipped`: it was not run, and `found` says why. */
export type TrinityVerdict = "pass" | "warning" | "fail" | "skipped";

/** One check. All texts are sentences or lists of values, without control characters. */
export interface TrinityCheck {
  readonly id: TrinityCheckId;
  /** Such as `PTR of the address`. */
  readonly title: string;
  readonly verdict: TrinityVerdict;
  readonly found: string;
  /** Empty where nothing in particular is. */
  readonly expected: string;
  /** Why it matters: what others do with mail from a server for which it does not hold. */
  readonly why: string;
  /** What to do; empty where nothing is to be done. */
  readonly remedy: string;
  /** Lines for a zone file that mend it, ready to copy. */
  readonly records: readonly string[];
  /** Parameters that mend it. */
  readonly settings: readonly TrinitySetting[];
}

/** A parameter to be set. */
export interface TrinitySetting {
  readonly name: string;
  readonly value: string;
  /** The service (`name/type`) of master.cf that overrides it; null for main.cf. */
  readonly service: string | null;
}

/** A setting as it stands in main.cf, or as an option of its service in master.cf. */
export function settingLine({ name, value, service }: TrinitySetting): string {
  if (service === null) return `${name} = ${value}`;
  // An option ends at the first blank, unless it stands in braces.
  return /[\s{}]/.test(value) ? `-o { ${name} = ${value} }` : `-o ${name}=${value}`;
}

/** An identity under which the server appears to others, as the configuration has it, or a name that somebody gave. */
export interface TrinityIdentity {
  /** What it calls itself to servers that it sends to (EHLO), in its ASCII form. */
  readonly name: string;
  /** The same as people write it; the same text where there is no difference. */
  readonly unicodeName: string;
  /** Which parameter says so; null for a name that somebody gave. */
  readonly parameter: "smtp_helo_name" | "myhostname" | null;
  /** The service (`name/type`) whose override of the parameter says so; null where none does. */
  readonly service: string | null;
  /** The services (`name/type`) of master.cf that send under it; empty for a name that somebody gave. */
  readonly services: readonly string[];
  /** How the server answers to others that connect: the name in its answer to EHLO; null where nothing says so. */
  readonly serverName: string | null;
  /** The text of its greeting behind `220 `, expanded; null where nothing says so. */
  readonly banner: string | null;
  /** The addresses it sends from, as far as the configuration names them; empty: those of its name count. */
  readonly addresses: readonly TrinityAddress[];
  /** Which kinds of addresses it uses. */
  readonly families: readonly ("IPv4" | "IPv6")[];
  /** Where the server is to be asked for its greeting; empty: at its addresses. */
  readonly listensAt: readonly string[];
  /** The relay that all its mail goes to, which speaks to others in its place; null where it delivers itself. */
  readonly relay: string | null;
  /** The domain of its users' addresses; empty: the name itself where it is one that takes mail, else the domain above it. */
  readonly domain: string;
  /** Selectors of DKIM keys that mail is signed with. */
  readonly selectors: readonly string[];
  /** What to know beforehand, in sentences. */
  readonly notes: readonly string[];
}

/** An address, and which parameter or what else names it. */
export interface TrinityAddress {
  readonly address: string;
  /** Such as `smtp_bind_address`, `inet_interfaces`, `proxy_interfaces`. */
  readonly source: string;
}

/** What is to be checked, and who is asked. Nothing else is contacted. */
export interface TrinityPlan {
  readonly identities: readonly TrinityIdentity[];
  /** The name server, as `address`, `address:port` or `[address]:port`; null: those that the machine uses. */
  readonly dns: string | null;
  /** The port at which servers are greeted. */
  readonly port: number;
}

/** The corners and edges of the picture. */
export interface TrinityTriangle {
  readonly a: TrinityCorner;
  readonly ptr: TrinityCorner;
  readonly ehlo: TrinityCorner;
  /** Whether the names that the addresses lead to lead back to them. */
  readonly aPtr: TrinityVerdict;
  /** Whether the name in EHLO is that of the addresses. */
  readonly ptrEhlo: TrinityVerdict;
  /** Whether the name in EHLO leads to the addresses. */
  readonly ehloA: TrinityVerdict;
}

/** A corner of the picture. */
export interface TrinityCorner {
  readonly verdict: TrinityVerdict;
  /** Addresses or names, a line each. */
  readonly values: readonly string[];
}

/** What was found of one identity. */
export interface TrinityResult {
  readonly identity: TrinityIdentity;
  readonly checks: readonly TrinityCheck[];
  readonly triangle: TrinityTriangle;
}

/** What was found. The first result is that of main.cf, or of the name that somebody gave. */
export interface TrinityReport {
  /** Milliseconds since 1970. */
  readonly time: number;
  /** The name servers that were asked. */
  readonly servers: readonly string[];
  readonly port: number;
  readonly results: readonly TrinityResult[];
}

/** The worst verdict of some; `skipped` where nothing was run. */
export function worstVerdict(verdicts: readonly TrinityVerdict[]): TrinityVerdict {
  const order: readonly TrinityVerdict[] = ["fail", "warning", "pass"];
  return order.find((verdict) => verdicts.includes(verdict)) ?? "skipped";
}

/**
 * Client → server: what a check from the configuration would be, who would
 * be asked, and what the terminal is to run; the answer is a
 * {@link TrinityPlanAnswer}.
 */
export const TRINITY_PLAN_REQUEST = "postfix/trinityPlan";

/** Parameters of {@link TRINITY_PLAN_REQUEST}. */
export interface TrinityPlanParams {
  /** URI of the directory with main.cf; null where there is none. */
  readonly directory: string | null;
  /** A name that somebody gave; null: the identities of the configuration. */
  readonly host: string | null;
  /** As in {@link TrinityPlan}. */
  readonly dns: string | null;
  readonly port: number;
}

/** A plan, or why there is none. */
export interface TrinityPlanAnswer {
  /** In sentences; null where there is a plan. */
  readonly problem: string | null;
  readonly plan: TrinityPlan;
  /** The name servers that would be asked; for people. */
  readonly servers: readonly string[];
}

/**
 * Client → server: have a plan ready for the program in the terminal; the
 * answer is a {@link TrinityStartAnswer}. It is there until
 * {@link TRINITY_END_REQUEST}. The parameters are {@link TrinityStartParams}.
 */
export const TRINITY_START_REQUEST = "postfix/trinityStart";

/** Parameters of {@link TRINITY_START_REQUEST}. */
export interface TrinityStartParams {
  readonly directory: string | null;
  readonly plan: TrinityPlan;
}

/** The arguments of `postfix-ls` that carry a plan out. */
export interface TrinityStartAnswer {
  readonly token: number;
  readonly args: readonly string[];
}

/** Client → server: the program in the terminal has ended; the answer is a {@link TrinityPicture}, or null where it has left no report. */
export const TRINITY_END_REQUEST = "postfix/trinityEnd";

/** Parameters of {@link TRINITY_END_REQUEST}. */
export interface TrinityEndParams {
  readonly token: number;
}

/** A report with its picture. */
export interface TrinityPicture {
  readonly report: TrinityReport;
  /** The picture of each result as SVG; its colours are classes, which a page or the file itself has to give. */
  readonly pictures: readonly string[];
  /** The same as files of their own: with colours for light and dark. */
  readonly svgFiles: readonly string[];
  readonly markdown: string;
}
