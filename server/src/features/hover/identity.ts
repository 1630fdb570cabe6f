/** What a parameter name is in this configuration: built in, of a service, of a database client, the user's own. */
import { type Explanation, explainParameter, explainServiceParameter } from "../../analysis/explain";
import type { Configuration } from "../../analysis/model/configuration";
import { CLIENT_TABLE_TYPES, referencedClientTables } from "../../analysis/model/database-clients";
import { COMPUTED_PARAMETERS } from "../../analysis/model/postfix-facts";
import { fieldOf, type MasterChunk } from "../../syntax/master-cf";

/** A name's identity; `explanation` where Postfix itself knows the name. */
export type Identity =
  | { readonly kind: "known"; readonly explanation: Explanation }
  /** A parameter that a service makes by its name; `services` are those of that name. */
  | { readonly kind: "service"; readonly explanation: Explanation; readonly services: readonly MasterChunk[] }
  /** A setting of a database table that a parameter names without a path. */
  | { readonly kind: "client"; readonly table: string; readonly setting: string }
  | { readonly kind: "class" }
  | { readonly kind: "user" }
  /** Nobody uses the name; `explanation` when a service of another name would. */
  | { readonly kind: "unused"; readonly explanation: Explanation | undefined };

/** Finds out what a name is. @param scope the service (`name/type`) that sets or reads it */
export function identityOf(configuration: Configuration, name: string, scope: string | undefined): Identity {
  const { facts } = configuration;
  const isBuiltIn =
    facts.registry.parameter(name) !== undefined || facts.defaults.has(name) || COMPUTED_PARAMETERS.has(name);
  const known = isBuiltIn ? explainParameter(name, facts) : undefined;
  if (known && known.kind !== "service-parameter") return { kind: "known", explanation: known };
  for (const { service, suffix } of facts.registry.serviceParameterNames(name)) {
    const services = configuration
      .servicesNamed(service)
      .filter((chunk) => facts.registry.serviceSuffixes(programOf(chunk)).includes(suffix));
    if (services.length === 0) continue;
    return { kind: "service", services, explanation: explainServiceParameter(name, service, suffix, facts) };
  }
  if (known) return { kind: "known", explanation: known };
  const client = clientSettingOf(configuration, name, scope);
  if (client) return { kind: "client", ...client };
  if (restrictionClasses(configuration, scope).includes(name)) return { kind: "class" };
  if (configuration.isUsed(name, scope)) return { kind: "user" };
  return { kind: "unused", explanation: explainParameter(name, facts) };
}

/** Names that may stand for a list of restrictions, in main.cf and for a service. */
export function restrictionClasses(configuration: Configuration, scope: string | undefined): string[] {
  const own = scope === undefined ? [] : configuration.restrictionClasses(scope);
  return [...own, ...configuration.restrictionClasses()];
}

/** The program of a service, without its directory. */
export function programOf({ node }: MasterChunk): string {
  const command = node ? (fieldOf(node, "command")?.text ?? "") : "";
  return command.slice(command.lastIndexOf("/") + 1);
}

function clientSettingOf(
  configuration: Configuration,
  name: string,
  scope: string | undefined,
): { table: string; setting: string } | undefined {
  const candidates = CLIENT_TABLE_TYPES.flatMap((type) =>
    configuration.facts.registry
      .clientSuffixes(type)
      .filter((setting) => name.endsWith(`_${setting}`))
      .map((setting) => ({ table: `${type}:${name.slice(0, -setting.length - 1)}`, setting })),
  );
  if (candidates.length === 0) return undefined;
  const scopes = scope === undefined ? [undefined] : [undefined, scope];
  const tables = scopes.map((where) => referencedClientTables(configuration, where));
  return candidates.find(({ table }) => tables.some((known) => known.has(table)));
}
