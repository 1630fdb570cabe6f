/** Services of master.cf where main.cf names them, and endpoints where programs listen. */
import { CompletionItemKind } from "vscode-languageserver-types";
import { fieldOf, serviceKey } from "../../syntax/master-cf";
import { COMMON_DAEMONS } from "./common-names";
import type { Proposal, Query } from "./proposal";

interface NamedService {
  readonly name: string;
  readonly type: string;
  readonly daemon: string;
  readonly key: string;
}

function servicesOf({ configuration }: Query): NamedService[] {
  return configuration.services().map(({ node }) => ({
    name: fieldOf(node!, "service")!.text,
    type: fieldOf(node!, "type")!.text,
    daemon: fieldOf(node!, "command")!.text.replace(/^.*\//, ""),
    key: serviceKey(node!),
  }));
}

function proposal(label: string, daemon: string): Proposal {
  return {
    label,
    kind: CompletionItemKind.Module,
    note: label === daemon ? undefined : daemon,
    about: { kind: "services", name: daemon },
  };
}

/** Daemons of the target version, those that somebody writes entries for first. */
export function rankedDaemons({ registry }: Query): string[] {
  const names = registry.daemonNames();
  const common = COMMON_DAEMONS.filter((name) => names.includes(name));
  return [...common, ...names.filter((name) => !common.includes(name))];
}

/** Services that deliver mail: those of master.cf, or without one those that every Postfix has. */
export function transports(query: Query): Proposal[] {
  const { registry } = query;
  const own = servicesOf(query)
    .filter(({ type, daemon }) => type !== "inet" && registry.daemon(daemon)?.deliveryAgent)
    .map(({ name, daemon }) => proposal(name, daemon));
  if (own.length > 0 || query.directory.master) return withoutDoubles(own);
  return rankedDaemons(query).flatMap((daemon) => {
    const fact = registry.daemon(daemon);
    // What pipe(8) is called differs from one system to the next.
    if (!fact?.deliveryAgent || daemon === "pipe") return [];
    return (fact.typicalServices ?? []).map(([name]) => proposal(name, daemon));
  });
}

/** Services with a socket, for parameters such as cleanup_service_name. */
export function localServices(query: Query): Proposal[] {
  const local = servicesOf(query).filter(({ type }) => type !== "inet");
  return withoutDoubles(local.map(({ name, daemon }) => proposal(name, daemon)));
}

/** `name/type` of all services. */
export function serviceKeys(query: Query): Proposal[] {
  return withoutDoubles(servicesOf(query).map(({ key, daemon }) => proposal(key, daemon)));
}

/** Where a server may listen: `inet:`, `unix:`, and policy servers that master.cf itself starts. */
export function endpoints(query: Query, own: boolean): Proposal[] {
  const sockets = servicesOf(query)
    .filter(({ type, daemon }) => own && type === "unix" && daemon === "spawn")
    .map(({ name }) => ({
      label: `unix:private/${name}`,
      kind: CompletionItemKind.Module,
      note: "spawn",
    }));
  const forms = ["inet:", "unix:"].map((label) => ({
    label,
    kind: CompletionItemKind.Struct,
    again: label === "unix:",
    note: label === "inet:" ? "host:port" : "path of a socket",
  }));
  return [...sockets, ...forms];
}

function withoutDoubles(proposals: readonly Proposal[]): Proposal[] {
  return [...new Map(proposals.map((entry) => [entry.label, entry])).values()];
}
