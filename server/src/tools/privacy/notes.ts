/** What to know before a filter is applied. */
import type { Configuration } from "../../analysis/model/configuration";
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import { splitWords } from "../../syntax/lists";
import { IDENTIFYING_LINES, RECEIVED_BY_SUBMISSION } from "./header-lines";
import { expandedIn, type LoginService, MARKING } from "./login-services";
import { packagesText } from "./packages";
import type { FilterType, PrivacyChoices, PrivacyNote } from "./plan";

/** What the notes are made of. */
interface Circumstances {
  readonly configuration: Configuration;
  readonly facts: PostfixFacts;
  readonly choices: PrivacyChoices;
  readonly type: FilterType;
  /** Those whose mail is filtered. */
  readonly services: readonly LoginService[];
  /** All at which users log in. */
  readonly all: readonly LoginService[];
}

/** The notes, gaps first. */
export function notesOf(circumstances: Circumstances): PrivacyNote[] {
  return [
    ...gaps(circumstances),
    ...(circumstances.choices.scope === "everything" ? everything(circumstances) : submission(circumstances)),
    ...signatures(circumstances),
    ...tableTypes(circumstances),
    ...otherInstances(circumstances),
  ];
}

function gaps({ configuration, choices, services, all }: Circumstances): PrivacyNote[] {
  const covered = new Set(services.map(({ key }) => key));
  const notes = all
    .filter(({ key }) => !covered.has(key))
    .map(({ key, bypass }) =>
      bypass === undefined
        ? `Who logs in at ${key} keeps all lines: other servers deliver there too, and their mail must not be touched.`
        : `Mail of ${key} keeps all lines: ${bypass}.`,
    );
  if (choices.scope === "everything" && !choices.keep.has(RECEIVED_BY_SUBMISSION)) {
    notes.push(...services.flatMap(({ key }) => unmarked(configuration, key) ?? []));
  }
  if (choices.scope === "submission" && configuration.scopesRunning("pickup").length > 0) {
    notes.push(
      "Mail that programs of this machine send with sendmail(1), such as web mail, does not pass the services where users log in, and keeps all lines.",
    );
  }
  return notes.map((text) => ({ kind: "gap", text }));
}

/** Why the rules do not know the mail of users at a service from that of others. */
function unmarked(configuration: Configuration, key: string): string | undefined {
  const override = configuration.overridesIn(key, MARKING).at(-1)?.override;
  if (!override || expandedIn(configuration, MARKING, key).toLowerCase() === "yes") return undefined;
  return `Mail of ${key} keeps its Received line: master.cf says ${MARKING}=${override.value} there, so the line has no login name by which the rules know it. Take that option out.`;
}

function submission({ services }: Circumstances): PrivacyNote[] {
  return services
    .filter(({ rejectsOthers }) => !rejectsOthers)
    .map(({ key }) => ({
      kind: "consequence",
      text: `${key} also takes mail from clients that have not logged in: nothing in its restrictions rejects all others. Their mail loses User-Agent and the like too. Add "permit_sasl_authenticated, reject" to its smtpd_client_restrictions or smtpd_relay_restrictions.`,
    }));
}

function everything({ choices }: Circumstances): PrivacyNote[] {
  const kept = IDENTIFYING_LINES.filter(({ id }) => !choices.keep.has(id)).flatMap(({ names }) => names);
  const notes: string[] = [];
  if (!choices.keep.has(RECEIVED_BY_SUBMISSION)) {
    notes.push(
      "Login names are written into Received lines, and the rules take these lines out. Where a service does not look at header checks, the names go out with the mail.",
    );
  }
  if (kept.length > 0) {
    notes.push(
      `Mail from elsewhere loses ${kept.slice(0, 2).join(", ")} and the like as well. Where its sender signed these lines (DKIM), the signature breaks, and what is forwarded may be refused. With the scope "submission" it stays whole.`,
    );
  }
  return notes.map((text) => ({ kind: "consequence", text }));
}

/** Who signs, before or behind the rules. */
function signatures({ configuration, choices, services }: Circumstances): PrivacyNote[] {
  const notes: PrivacyNote[] = [];
  const milters = new Set(services.flatMap(({ key }) => wordsOf(configuration, "smtpd_milters", key)));
  const filters = new Set(services.flatMap(({ key }) => wordsOf(configuration, "content_filter", key)));
  for (const program of [...milters, ...filters]) {
    notes.push({
      kind: "fits",
      text: `${program} sees mail behind the rules. What it signs (DKIM) is what goes out.`,
    });
  }
  if (IDENTIFYING_LINES.some(({ id }) => !choices.keep.has(id))) {
    notes.push({
      kind: "consequence",
      text: "Mail that was signed before it is submitted, by another server that logs in here or by the mail program itself, loses that signature if it covers one of the removed lines.",
    });
  }
  if (!choices.keep.has(RECEIVED_BY_SUBMISSION) && choices.received === "drop") {
    notes.push({
      kind: "consequence",
      text: "The mail goes out without a line that says when this server took it. To keep the trace, have the Received line replaced instead of dropped.",
    });
  }
  return notes;
}

function wordsOf(configuration: Configuration, name: string, key: string): string[] {
  return splitWords(expandedIn(configuration, name, key)).map(({ text }) => text);
}

function tableTypes({ facts, type, choices }: Circumstances): PrivacyNote[] {
  if (facts.tableTypes === undefined) {
    const text = `Whether the server's Postfix can open ${type} tables was not asked: "postconf -m" lists the types. ${type === "pcre" ? `Where pcre is missing: ${packagesText()}.` : ""}`;
    return [{ kind: "fits", text: text.trim() }];
  }
  if (type === "pcre" || choices.type === "regexp") return [];
  const text = `This Postfix cannot open pcre tables, so the rules are in a regexp table; they mean the same. For pcre: ${packagesText()}.`;
  return [{ kind: "fits", text }];
}

function otherInstances({ configuration }: Circumstances): PrivacyNote[] {
  const directories = expandedIn(configuration, "multi_instance_directories");
  if (directories === "") return [];
  const text = `This is for one instance of Postfix. The others have configurations of their own: ${directories}.`;
  return [{ kind: "gap", text }];
}
