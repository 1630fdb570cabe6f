/** The services at which users log in, and what stands between them and rules for their mail alone. */
import type { Configuration } from "../../analysis/model/configuration";
import { endpointOf, PORT_NUMBERS } from "../../analysis/model/service-endpoints";
import { splitWords } from "../../syntax/lists";
import { fieldOf, type MasterChunk } from "../../syntax/master-cf";
import type { ServerIdentity } from "./plan";

/** A service of smtpd(8) at which users can log in. */
export interface LoginService {
  /** `name/type`. */
  readonly key: string;
  readonly chunk: MasterChunk;
  /** Whether other servers deliver there as well, as at port 25. */
  readonly isPublic: boolean;
  /** In a sentence: why header checks never see its mail; undefined where they do. */
  readonly bypass: string | undefined;
  /** Whether clients that have not logged in are turned away. */
  readonly rejectsOthers: boolean;
  /** Undefined where myhostname cannot be told. */
  readonly identity: ServerIdentity | undefined;
  /** The cleanup(8) service that its mail goes through. */
  readonly cleanupName: string;
}

/** Has smtpd(8) name the login in its Received line, by which the rules know the mail of users. */
export const MARKING = "smtpd_sasl_authenticated_header";

const SUBMISSION_PORTS: ReadonlySet<string> = new Set(["465", "587"]);

const RESTRICTION_LISTS = ["client", "helo", "sender", "relay", "recipient", "data", "end_of_data"].map(
  (stage) => `smtpd_${stage}_restrictions`,
);

/** The services in file order. */
export function loginServices(configuration: Configuration): LoginService[] {
  return configuration.scopesRunning("smtpd").flatMap((key) => {
    if (!isYes(configuration, "smtpd_sasl_auth_enable", key)) return [];
    const chunk = configuration.servicesOf(key).at(-1);
    return chunk ? (serviceOf(configuration, key, chunk) ?? []) : [];
  });
}

function serviceOf(configuration: Configuration, key: string, chunk: MasterChunk): LoginService | undefined {
  const endpoint = endpointOf(chunk.node!);
  const isPass = fieldOf(chunk.node!, "type")?.text === "pass";
  const port = endpoint?.kind === "inet" ? (PORT_NUMBERS.get(endpoint.port) ?? endpoint.port) : undefined;
  const isPublic = isPass || port === "25";
  const rejectsOthers = RESTRICTION_LISTS.some((name) => hasReject(configuration, name, key));
  const isMeant =
    isPublic ||
    rejectsOthers ||
    (port !== undefined && SUBMISSION_PORTS.has(port)) ||
    configuration.overridesIn(key, "smtpd_sasl_auth_enable").length > 0;
  // Where main.cf lets users log in, it does so at every service: also at one that only takes mail back from a filter.
  if (!isMeant) return undefined;
  return {
    key,
    chunk,
    isPublic,
    bypass: bypassOf(configuration, key),
    rejectsOthers,
    identity: identityOf(configuration, key),
    cleanupName: expandedIn(configuration, "cleanup_service_name", key) || "cleanup",
  };
}

function bypassOf(configuration: Configuration, key: string): string | undefined {
  const proxy = expandedIn(configuration, "smtpd_proxy_filter", key);
  if (proxy !== "") {
    return `smtpd_proxy_filter hands its mail to ${proxy} before any header check sees it, and what comes back has not logged in`;
  }
  const options = splitWords(expandedIn(configuration, "receive_override_options", key));
  return options.some(({ text }) => text === "no_header_body_checks")
    ? "receive_override_options has no_header_body_checks, which switches header checks off"
    : undefined;
}

function hasReject(configuration: Configuration, name: string, key: string): boolean {
  return splitWords(expandedIn(configuration, name, key)).some(
    ({ text }) => text === "reject" || text === "defer",
  );
}

/** How the server names itself in the Received lines of a service; in main.cf where none is given. */
export function identityOf(configuration: Configuration, key?: string): ServerIdentity | undefined {
  // The name of this machine is that of the server only where the installed Postfix works with the directory.
  const isOfMachine = configuration.valueOf("myhostname", key)?.origin === "default";
  const host = isOfMachine && !configuration.isLive ? "" : expandedIn(configuration, "myhostname", key);
  const mailName = expandedIn(configuration, "mail_name", key) || "Postfix";
  return host === "" ? undefined : { host, mailName };
}

/** An expanded value; empty where it has none or it cannot be told. */
export function expandedIn(configuration: Configuration, name: string, key?: string): string {
  return configuration.expandedValueOf(name, key) ?? "";
}

function isYes(configuration: Configuration, name: string, key: string): boolean {
  return expandedIn(configuration, name, key).toLowerCase() === "yes";
}
