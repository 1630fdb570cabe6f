/**
 * Parameters that a version still has but that nobody should set any more,
 * and what the old TLS switches come to in today's terms (DEPRECATION_README;
 * smtpd.c, smtp.c and smtp_tls_policy.c).
 */
import type { ParameterFact } from "../../knowledge/facts";
import { hasSince } from "../../knowledge/version";
import type { Configuration } from "../model/configuration";
import type { PostfixFacts } from "../model/postfix-facts";

/** Why a parameter should not be set. */
export type Deprecation =
  /** An old name: the new name's default refers to it. */
  | {
      readonly kind: "renamed";
      readonly replacement: string;
      readonly since: string;
      readonly warns: boolean;
    }
  /** Nothing reads the value any more. */
  | { readonly kind: "ignored" }
  /** It still works; `warns`: this version says that it will not for ever. */
  | { readonly kind: "deprecated"; readonly replacement: string | undefined; readonly warns: boolean };

/** Why a parameter should not be set in the target version; undefined when nothing speaks against it. */
export function deprecationOf(name: string, facts: PostfixFacts): Deprecation | undefined {
  const { registry, version } = facts;
  const known = registry.parameter(name);
  if (!known?.fact.status) return undefined;
  if (known.availability.kind !== "available") return undefined;
  const { status, deprecated, replacedBy: replacement, renamedIn }: ParameterFact = known.fact;
  const warns = deprecated !== undefined && hasSince(version, deprecated);
  switch (status) {
    case "legacy":
      if (replacement === undefined || renamedIn === undefined || !hasSince(version, renamedIn))
        return undefined;
      return { kind: "renamed", replacement, since: renamedIn, warns };
    case "ignored":
      return warns ? { kind: "ignored" } : undefined;
    case "deprecated": {
      // Before the warnings only what has had a successor for long is worth a word.
      const hasSuccessor =
        TLS_SWITCH.test(name) && registry.parameter(replacement ?? "")?.availability.kind === "available";
      return warns || hasSuccessor ? { kind: "deprecated", replacement, warns } : undefined;
    }
    default:
      return undefined;
  }
}

/** All old TLS switches of the program that one is for; empty for other names. */
export function switchesBeside(name: string): string[] {
  const program = TLS_SWITCH.exec(name)?.[1];
  return program === undefined ? [] : [`${program}_use_tls`, `${program}_enforce_tls`];
}

const TLS_SWITCH = /^(smtpd|smtp|lmtp)_(use_tls|enforce_tls)$/;

/**
 * The security level that an old TLS switch comes to: `may` for
 * `smtpd_use_tls = yes`. An empty string where the switch changes nothing, as
 * at its default, and undefined where it is not plain what it comes to.
 */
export function levelOfSwitch(
  configuration: Configuration,
  name: string,
  value: string,
  scope: string | undefined,
): string | undefined {
  const [, program, which] = TLS_SWITCH.exec(name) ?? [];
  if (program === undefined) return undefined;
  if (/^no$/i.test(value)) return "";
  if (!/^yes$/i.test(value)) return undefined;
  const isYes = (other: string) => /^yes$/i.test(configuration.expandedValueOf(other, scope) ?? "");
  // Both together come to what the stricter one says.
  if (which === "use_tls") return isYes(`${program}_enforce_tls`) ? "" : "may";
  // The client's switch checks the name in the certificate, unless another switch says otherwise.
  return program === "smtpd" || !isYes(`${program}_tls_enforce_peername`) ? "encrypt" : "verify";
}
