/** master.cf: the eight columns of a service. */
import { CompletionItemKind, type CompletionList } from "vscode-languageserver-types";
import { startOf } from "../../analysis/directory";
import type { DaemonFact } from "../../knowledge/facts";
import { hasSince } from "../../knowledge/version";
import { MASTER_FIELDS, type MasterField, SERVICE_TYPES } from "../../syntax/master-cf";
import type { ColumnSpot } from "./context";
import type { About, Proposal, Query } from "./proposal";
import { type Place, renderProposals } from "./render";
import { rankedDaemons } from "./services";

const COLUMNS: Readonly<Record<MasterField, (spot: ColumnSpot, query: Query) => Proposal[]>> = {
  service: serviceProposals,
  type: typeProposals,
  private: flagProposals,
  unpriv: flagProposals,
  chroot: flagProposals,
  wakeup: numberProposals,
  maxproc: numberProposals,
  command: commandProposals,
};

/** Completes one of the first eight words. */
export function columnCompletion(spot: ColumnSpot, query: Query, place: Place): CompletionList {
  const proposals = COLUMNS[spot.field](spot, query);
  return renderProposals({ start: spot.start, end: spot.end, proposals }, place, undefined);
}

/** The field of the line, as far as it has been written. */
function field(spot: ColumnSpot, name: MasterField): string | undefined {
  return spot.fields[MASTER_FIELDS.indexOf(name)];
}

/**
 * The services that Postfix's programs usually have; on an empty line with all
 * their columns. What the file has already stands last.
 */
function serviceProposals(spot: ColumnSpot, query: Query): Proposal[] {
  const isAlone = spot.fields.length <= 1;
  const type = field(spot, "type");
  const fresh = new Map<string, Proposal>();
  const taken = new Map<string, Proposal>();
  for (const typical of typicalServices(query)) {
    if (!isAlone && typical.type !== type) continue;
    const line = lineOf(typical, spot, query);
    const label = isAlone ? `${typical.name} ${typical.type} ${typical.daemon}` : typical.name;
    (line === undefined ? fresh : taken).set(label, {
      label,
      ...(isAlone ? { text: serviceLine(typical) } : {}),
      kind: CompletionItemKind.Module,
      note: line === undefined ? undefined : `already there, line ${line}`,
      about: { kind: "services", name: typical.daemon },
    });
  }
  return [...fresh.values(), ...taken.values()];
}

interface TypicalService {
  readonly name: string;
  readonly type: string;
  readonly daemon: string;
  readonly fact: DaemonFact;
}

function typicalServices(query: Query): TypicalService[] {
  const { registry } = query;
  return rankedDaemons(query).flatMap((daemon) => {
    const fact = registry.daemon(daemon)!;
    return (fact.typicalServices ?? []).map(([name, type]) => ({ name, type, daemon, fact }));
  });
}

/** The line of another entry with this name and type, counted from 1. */
function lineOf(
  { name, type }: TypicalService,
  spot: ColumnSpot,
  { configuration, directory }: Query,
): number | undefined {
  const { master } = directory;
  const chunk = configuration
    .servicesNamed(name)
    .find((other) => other !== spot.chunk && other.node?.words[1]?.text === type);
  const start = master && chunk && startOf(master.tree, chunk);
  return start === undefined ? undefined : master!.source.positionAt(start).line + 1;
}

/** How often a program that has to be woken up is, where nobody wants anything else (seconds). */
const WAKEUP: Readonly<Record<string, string>> = {
  pickup: "60",
  qmgr: "300",
  oqmgr: "300",
  flush: "1000?",
  tlsmgr: "1000?",
};

/** Columns as the stock file has them. */
const COLUMN_WIDTHS = [10, 6, 8, 8, 8, 8, 8];

/** A whole entry. */
function serviceLine({ name, type, daemon, fact }: TypicalService): string {
  const isPrivate = type === "inet" ? "n" : type === "pass" ? "-" : (fact.typicalPrivate ?? "-");
  const unpriv = fact.requiresUnprivN ? "n" : "-";
  const maxproc = String(fact.requiresMaxproc ?? "-");
  return [name, type, isPrivate, unpriv, "n", WAKEUP[daemon] ?? "-", maxproc, daemon]
    .map((word, index) => `${word.padEnd((COLUMN_WIDTHS[index] ?? 1) - 1)} `)
    .join("")
    .trimEnd();
}

const TYPE_SINCE: Readonly<Record<string, string>> = { "unix-dgram": "3.4", pass: "2.5" };

function typeProposals(spot: ColumnSpot, query: Query): Proposal[] {
  const isPort = /^\d+$|:\d+$|\]:/.test(field(spot, "service") ?? "");
  const types = SERVICE_TYPES.filter((type) => hasSince(query.facts.version, TYPE_SINCE[type]));
  const proposals = types.map(
    (label): Proposal => ({
      label,
      kind: CompletionItemKind.EnumMember,
      deprecated: label === "fifo",
      note: label === "fifo" ? "outdated, use unix" : undefined,
      about: { kind: "serviceTypes", name: label },
    }),
  );
  // All but inet have paths for names.
  const last = (label: string) => (label === "fifo" ? 2 : isPort && label !== "inet" ? 1 : 0);
  return proposals.sort((a, b) => last(a.label) - last(b.label));
}

/** What a flag means in its column. */
const FLAGS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  private: { y: "Postfix only", n: "open to other programs", "-": "default: y" },
  unpriv: { y: "runs as mail_owner", n: "starts as root", "-": "default: y" },
  chroot: { y: "locked into queue_directory", n: "sees the whole system", "-": "default: n" },
};

/** The first version in which `-` in the chroot column means n. */
const CHROOT_OFF_SINCE = "3.0";

function flagProposals(spot: ColumnSpot, query: Query): Proposal[] {
  const flags = FLAGS[spot.field]!;
  const isInet = spot.field === "private" && field(spot, "type") === "inet";
  const labels = isInet ? ["n", "y", "-"] : ["-", "y", "n"];
  return labels.map((label) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    note: isInet && label !== "n" ? "not for type inet" : flagNote(spot.field, label, flags[label]!, query),
    about: { kind: "masterFields", name: spot.field },
  }));
}

function flagNote(column: MasterField, label: string, note: string, query: Query): string {
  if (column !== "chroot" || label !== "-") return note;
  const level = query.configuration.expandedValueOf("compatibility_level")?.trim();
  return hasSince(query.facts.version, CHROOT_OFF_SINCE) && level !== "0" ? note : "default: y";
}

const NUMBERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  wakeup: {
    "-": "never",
    "0": "never",
    "60": "every minute",
    "300": "every 5 minutes",
    "1000?": "only once it has been used",
  },
  maxproc: { "-": "default_process_limit", "0": "without limit", "1": "one process" },
};

function numberProposals(spot: ColumnSpot): Proposal[] {
  return Object.entries(NUMBERS[spot.field]!)
    .map(([label, note], index) => ({
      // JavaScript sorts whole numbers in front of other keys; `-` is what most lines have.
      rank: label === "-" ? -1 : index,
      proposal: {
        label,
        kind: CompletionItemKind.Value,
        note,
        about: { kind: "masterFields" as const, name: spot.field },
      },
    }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ proposal }) => proposal);
}

/** A program with arguments that nobody should have to remember. */
interface Skeleton {
  readonly label: string;
  readonly daemon: string;
  /** Names of services that want it first. */
  readonly services: readonly string[];
  readonly snippet: string;
}

const SKELETONS: readonly Skeleton[] = [
  {
    label: "smtpd for submission",
    daemon: "smtpd",
    services: ["submission", "587"],
    snippet: [
      "smtpd",
      "  -o syslog_name=postfix/${1:submission}",
      "  -o smtpd_tls_security_level=encrypt",
      "  -o smtpd_sasl_auth_enable=yes",
      "  -o smtpd_tls_auth_only=yes",
      "  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject$0",
    ].join("\n"),
  },
  {
    label: "smtpd for submissions",
    daemon: "smtpd",
    services: ["submissions", "smtps", "465"],
    snippet: [
      "smtpd",
      "  -o syslog_name=postfix/${1:submissions}",
      "  -o smtpd_tls_wrappermode=yes",
      "  -o smtpd_sasl_auth_enable=yes",
      "  -o smtpd_relay_restrictions=permit_sasl_authenticated,reject$0",
    ].join("\n"),
  },
  {
    label: "smtpd behind a content filter",
    daemon: "smtpd",
    services: [],
    snippet: [
      "smtpd",
      "  -o content_filter=",
      "  -o mynetworks=127.0.0.0/8",
      "  -o smtpd_relay_restrictions=permit_mynetworks,reject",
      "  -o smtpd_recipient_restrictions=permit_mynetworks,reject",
      "  -o smtpd_client_restrictions=$0",
    ].join("\n"),
  },
  {
    label: "pipe to a command",
    daemon: "pipe",
    services: [],
    snippet: "pipe\n  flags=DRX user=${1:nobody} argv=${2:/usr/local/bin/command} \\${recipient\\}$0",
  },
  {
    label: "spawn a policy server",
    daemon: "spawn",
    services: [],
    snippet: "spawn\n  user=${1:nobody} argv=${2:/usr/local/bin/policy}$0",
  },
];

/** Programs that fit the service's name and type come first. */
function commandProposals(spot: ColumnSpot, query: Query): Proposal[] {
  const service = field(spot, "service") ?? "";
  const type = field(spot, "type");
  const typical = new Set(
    typicalServices(query)
      .filter((entry) => entry.name === service && entry.type === type)
      .map(({ daemon }) => daemon),
  );
  const programs = rankedDaemons(query).map(
    (label): Proposal => ({
      label,
      kind: CompletionItemKind.Class,
      note: typical.has(label) ? `usual for ${service}` : undefined,
      about: ABOUT_SERVICE,
    }),
  );
  const fitting = skeletons(spot, query, (entry) => entry.services.includes(service));
  return [
    ...fitting,
    ...programs.filter(({ label }) => typical.has(label)),
    ...programs.filter(({ label }) => !typical.has(label)),
    ...skeletons(spot, query, (entry) => !entry.services.includes(service)),
  ];
}

const ABOUT_SERVICE: About = { kind: "services" };

/** Skeletons, where no arguments stand that they would be in the way of. */
function skeletons(spot: ColumnSpot, { registry }: Query, fits: (entry: Skeleton) => boolean): Proposal[] {
  if (spot.chunk?.node?.words[MASTER_FIELDS.length]) return [];
  return SKELETONS.filter((entry) => registry.daemon(entry.daemon) && fits(entry)).map(
    ({ label, daemon, snippet }) => ({
      label,
      snippet,
      kind: CompletionItemKind.Snippet,
      about: { kind: "services", name: daemon },
    }),
  );
}
