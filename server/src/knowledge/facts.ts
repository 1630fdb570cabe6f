/**
 * The generated fact files and the hand-written summaries, typed. Everything
 * is read and parsed when first asked for. docs/knowledge-sources.md says where the
 * facts come from; test/tidy holds the files against this shape.
 */
import historyText from "./data/default-history.json?raw";
import parametersText from "./data/parameters.json?raw";
import restrictionsText from "./data/restrictions.json?raw";
import servicesText from "./data/services.json?raw";
import tablesText from "./data/tables.json?raw";
import parameterSummariesText from "./summaries/parameters.json?raw";
import wordsText from "./summaries/words.json?raw";

/** The Postfix table a parameter is read through: it decides how the value is converted. */
export type ParameterType = "bool" | "nbool" | "int" | "nint" | "long" | "time" | "str" | "raw";

/** `ignored`: read without effect; `legacy`: an old name that the new name's default refers to. */
export type ParameterStatus = "deprecated" | "ignored" | "obsolete" | "legacy" | "removed";

/** What is known of one built-in parameter, or of a pattern such as `transport_time_limit`. */
export interface ParameterFact {
  readonly type: ParameterType;
  /** What the value means; finer than the type (see summaries/words.json, `valueKinds`). */
  readonly valueKind: string;
  /** For valueKind `match-list`: domains, networks, addresses, strings, users or services. */
  readonly matchType?: string;
  /** Default of the newest version, unexpanded; absent when it is computed from the machine. */
  readonly default?: string;
  /** Last default of a legacy or removed name. */
  readonly lastDefault?: string;
  /** Unit of a time without suffix: s, m, h, d or w. */
  readonly unit?: string;
  /** Bounds of a number; seconds for a time. */
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  /** Keywords; yes and no of booleans are not listed. */
  readonly values?: readonly string[];
  readonly valuesInfo?: {
    /** Values other than the keywords are legal too. */
    readonly openValues?: boolean;
    readonly emptyAllowed?: boolean;
    readonly prefixes?: readonly string[];
    readonly alsoAccepted?: readonly string[];
    readonly alsoAcceptedAs?: Readonly<Record<string, string>>;
    readonly deprecatedValues?: readonly string[] | Readonly<Record<string, unknown>>;
    readonly caseSensitive?: boolean;
  };
  readonly valuesSince?: Readonly<Record<string, string>>;
  /** First version; absent: 1.0 or unknown. */
  readonly since?: string;
  readonly backports?: readonly string[];
  /** Absent: current. */
  readonly status?: ParameterStatus;
  /** First version that warns about the name or ignores it. */
  readonly deprecated?: string;
  readonly replacedBy?: string;
  /** First version without it. */
  readonly removed?: string;
  /** First version in which a legacy name has its new name. */
  readonly renamedIn?: string;
  /** Programs that read it by source directory; `*` is every program. */
  readonly programs?: readonly string[];
  /** Of an instance of a pattern with a default of its own: the service. */
  readonly service?: string;
  readonly patternParameter?: string;
  readonly isPattern?: boolean;
  /** The default is computed from the machine. */
  readonly envDefault?: boolean;
  /** The default is fixed when Postfix is compiled, and differs between distributions. */
  readonly buildDefault?: boolean;
  /** The default depends on compatibility_level. */
  readonly compatLevel?: boolean;
}

/** What is known of a restriction of the smtpd_*_restrictions lists. */
export interface RestrictionFact {
  readonly group: string;
  /** What must follow the name: `none`, or the kind of argument. */
  readonly arg: string;
  /** What it can lead to: permit, reject, defer, either; `modifier` changes the restriction behind it. */
  readonly result?: string;
  /** Lists in which it is useful: client, helo, sender, relay, recipient, data, end_of_data, etrn. */
  readonly contexts: readonly string[];
  /** The step of a session from which on it has something to look at: connect, starttls, auth, helo, mail, rcpt, etrn; `any`. */
  readonly phase?: string;
  /** Settings that may follow a policy server in braces, by name. */
  readonly argOptions?: Readonly<Record<string, ArgumentOptionFact>>;
  readonly since?: string;
  readonly deprecated?: string;
  readonly removed?: string;
  readonly replacedBy?: string;
  readonly aliasOf?: string;
}

/** What is known of a setting of a restriction's argument. */
export interface ArgumentOptionFact {
  readonly type: "time" | "int" | "str";
  /** The parameter that counts without it. */
  readonly parameter: string;
  readonly since?: string;
}

/** What is known of a lookup table type. */
export interface TableTypeFact {
  readonly indexed?: boolean;
  /** Suffixes of the files that postmap makes, such as `.db`. */
  readonly suffixes?: readonly string[];
  readonly since?: string;
  /** What stands behind the colon: path, nested, … */
  readonly nameSyntax?: string;
  readonly debianPackage?: string;
}

/** What is known of a daemon program. */
export interface DaemonFact {
  readonly manual: string;
  readonly since?: string;
  /** Services that usually run it: name and type. */
  readonly typicalServices?: readonly (readonly [name: string, type: string])[];
  /** What the private column usually holds; absent: `-`. */
  readonly typicalPrivate?: "y" | "n";
  /** The unpriv column must hold `n`. */
  readonly requiresUnprivN?: boolean;
  /** What the maxproc column must hold. */
  readonly requiresMaxproc?: number;
  /** Delivers mail: a transport may name its services. */
  readonly deliveryAgent?: boolean;
  /** What may follow the options, such as `user=`, by name. */
  readonly commandAttributes?: Readonly<Record<string, CommandAttributeFact>>;
  /** The macros of pipe(8) by name, without `$`. */
  readonly macros?: Readonly<Record<string, { readonly since?: string | null }>>;
}

/** What is known of `name=value` behind a daemon's options. */
export interface CommandAttributeFact {
  readonly since?: string;
  readonly required?: boolean;
  /** Everything behind it belongs to it. */
  readonly mustBeLast?: boolean;
  readonly default?: string;
  /** Letters of `flags=`; the value is a version or facts of its own. */
  readonly letters?: Readonly<
    Record<string, string | { readonly since?: string; readonly header?: string | null }>
  >;
}

/** Version rows of one parameter's default: version, old, new. */
export type HistoryRow = readonly [version: string, old: string, value: string];

interface Words {
  readonly restrictions: Readonly<Record<string, string>>;
  readonly tableTypes: Readonly<Record<string, string>>;
  readonly services: Readonly<Record<string, string>>;
  readonly masterFields: Readonly<Record<string, string>>;
  readonly serviceTypes: Readonly<Record<string, string>>;
  readonly daemonOptions: Readonly<Record<string, string>>;
  readonly valueKinds: Readonly<Record<string, string>>;
  readonly keywords: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface RestrictionsFile {
  readonly meta: { readonly contextParameters: Readonly<Record<string, string>> };
  readonly restrictions: Readonly<Record<string, RestrictionFact>>;
}

interface TablesFile {
  readonly types: Readonly<Record<string, TableTypeFact>>;
  /** Suffixes of `<name>_<suffix>` parameters by table type: ldap, mysql, … */
  readonly clientParameters: Readonly<Record<string, readonly string[]>>;
  readonly parameterFormats: Readonly<Record<string, string>>;
}

interface ServicesFile {
  readonly daemons: Readonly<Record<string, DaemonFact>>;
  /** Which programs make per-service parameters of their service name, and with which suffixes. */
  readonly perService: {
    readonly programs: Readonly<Record<string, "all" | "all+time_limit" | "time_limit">>;
    readonly suffixes: readonly string[];
  };
}

// The mark lets a bundle leave out the facts that nothing in it asks for.
/* @__NO_SIDE_EFFECTS__ */
function lazily<T>(text: () => string): () => T {
  let value: T | undefined;
  return () => {
    value ??= JSON.parse(text()) as T;
    return value;
  };
}

export const parameterFacts = lazily<Readonly<Record<string, ParameterFact>>>(() => parametersText);
export const defaultHistory = lazily<Readonly<Record<string, readonly HistoryRow[]>>>(() => historyText);
export const restrictionFacts = lazily<RestrictionsFile>(() => restrictionsText);
export const tableFacts = lazily<TablesFile>(() => tablesText);
export const serviceFacts = lazily<ServicesFile>(() => servicesText);
export const parameterSummaries = lazily<Readonly<Record<string, string>>>(() => parameterSummariesText);
export const words = lazily<Words>(() => wordsText);
