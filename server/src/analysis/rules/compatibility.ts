/**
 * compatibility_level: which old defaults a level keeps, and which levels a
 * version tells apart (mail_params.c, master_ent.c, COMPATIBILITY_README).
 */
import { hasSince, type PostfixVersion } from "../../knowledge/version";
import { parseExpression } from "../../syntax/value";
import type { Configuration } from "../model/configuration";
import { expand } from "../model/expand";

export const LEVEL = "compatibility_level";

/** Levels at which defaults change, with the first version that knows each. */
const LEVELS = [
  ["1", "3.0"],
  ["2", "3.0"],
  ["3.6", "3.6"],
  ["3.11", "3.11"],
] as const;

/** Parameters whose default depends on the level, those with most effect first. */
const DEPENDENT = [
  "smtpd_relay_restrictions",
  "mynetworks_style",
  "relay_domains",
  "append_dot_mydomain",
  "smtputf8_enable",
  "smtp_tls_security_level",
  "smtpd_relay_before_recipient_restrictions",
  "respectful_logging",
  "smtpd_tls_fingerprint_digest",
  "smtp_tls_fingerprint_digest",
  "lmtp_tls_fingerprint_digest",
] as const;

/** The highest level that means anything to a version; undefined when it knows no levels. */
export function newestLevel(version: PostfixVersion): string | undefined {
  return LEVELS.filter(([, since]) => hasSince(version, since)).at(-1)?.[0];
}

/** Whether a text is a level to a version: a number, since 3.6 up to three of them with dots between. */
export function isLevel(text: string, version: PostfixVersion): boolean {
  return (hasSince(version, "3.6") ? /^\d{1,9}(?:\.\d{1,3}){0,2}$/ : /^\d{1,9}$/).test(text);
}

/** Whether a level is lower than another one, number by number. */
export function isLowerLevel(level: string, other: string): boolean {
  const left = level.split(".").map(Number);
  const right = other.split(".").map(Number);
  for (let index = 0; index < 3; index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/**
 * The old defaults that count with a level, as `name = value`, and would not
 * with a higher one.
 */
export function oldDefaults(configuration: Configuration, level: string): string[] {
  const { facts } = configuration;
  const newest = newestLevel(facts.version);
  if (newest === undefined) return [];
  return DEPENDENT.flatMap((name) => {
    const expression = facts.defaultExpression(name);
    if (!expression || configuration.definitions(name).length > 0) return [];
    // The style is there to make the networks of.
    if (name === "mynetworks_style" && configuration.definitions("mynetworks").length > 0) return [];
    const at = (assumed: string) => {
      const value = parseExpression(assumed);
      return expand(expression, (wanted) =>
        wanted === LEVEL ? value : configuration.valueOf(wanted)?.expression,
      );
    };
    const now = at(level);
    const then = at(newest);
    return now.ok && then.ok && now.text !== then.text ? [`${name} = ${now.text}`.trimEnd()] : [];
  });
}
