/** `$name` that is no parameter: a program fills it in for each message (local(8), smtpd(8), pipe(8)). */
import { CompletionItemKind } from "vscode-languageserver-types";
import type { DaemonFact } from "../../knowledge/facts";
import { hasSince, type PostfixVersion } from "../../knowledge/version";
import type { Proposal } from "./proposal";

const LOCAL_MACROS = [
  "user",
  "home",
  "shell",
  "recipient",
  "local",
  "domain",
  "extension",
  "recipient_delimiter",
];
const FOOTER_MACROS = ["localtime", "client_address", "client_port", "server_name"];

/** Macros by parameter; parameters of type raw that are not here have none that are known. */
const TEMPLATE_MACROS: Readonly<Record<string, readonly string[]>> = {
  forward_path: LOCAL_MACROS,
  luser_relay: LOCAL_MACROS,
  command_execution_directory: LOCAL_MACROS,
  smtpd_reject_footer: FOOTER_MACROS,
  postscreen_reject_footer: FOOTER_MACROS,
  default_rbl_reply: [
    "rbl_code",
    "rbl_class",
    "rbl_what",
    "rbl_domain",
    "rbl_reason",
    "client",
    "client_address",
    "client_name",
    "reverse_client_name",
    "helo_name",
    "recipient",
    "recipient_domain",
    "recipient_name",
    "sender",
    "sender_domain",
    "sender_name",
  ],
};

/** The macros of a template parameter, each with `closer` behind it. */
export function templateMacros(parameter: string, closer: string): Proposal[] {
  const names = Object.hasOwn(TEMPLATE_MACROS, parameter) ? TEMPLATE_MACROS[parameter]! : [];
  return names.map((name) => macro(name, closer));
}

/** The macros a daemon knows in its arguments; those that mail filters use most come first. */
export function argumentMacros(daemon: DaemonFact, version: PostfixVersion, closer: string): Proposal[] {
  return macroNames(daemon, version).map((name) => macro(name, closer));
}

/** The same, written out as `${name}`. */
export function writtenMacros(daemon: DaemonFact, version: PostfixVersion): Proposal[] {
  return macroNames(daemon, version).map((name) => ({
    label: `\${${name}}`,
    kind: CompletionItemKind.Variable,
  }));
}

const COMMON_MACROS = ["recipient", "sender", "user", "extension", "nexthop"];

function macroNames(daemon: DaemonFact, version: PostfixVersion): string[] {
  const macros = daemon.macros ?? {};
  const available = Object.keys(macros).filter((name) => hasSince(version, macros[name]!.since ?? undefined));
  const common = COMMON_MACROS.filter((name) => available.includes(name));
  return [...common, ...available.filter((name) => !common.includes(name))];
}

function macro(name: string, closer: string): Proposal {
  return {
    label: name,
    kind: CompletionItemKind.Variable,
    ...(closer === "" ? {} : { text: name + closer }),
    note: "filled in for each message",
  };
}
