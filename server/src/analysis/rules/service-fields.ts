/** What several rules ask of a service of master.cf: the program it runs, and the places of its fields. */
import type { DaemonFact } from "../../knowledge/facts";
import { hasSince } from "../../knowledge/version";
import { fieldOf, type MasterField, type Service } from "../../syntax/master-cf";
import type { Configuration } from "../model/configuration";
import type { PostfixFacts } from "../model/postfix-facts";
import { spanOf } from "./places";
import type { ChunkSpan, Fix } from "./rule";
import { isTemplated } from "./templates";

/** A program of Postfix's that a service runs. */
export interface ServiceDaemon {
  readonly program: string;
  readonly fact: DaemonFact;
}

/** The text of a field; empty when the line is too short. */
export function fieldText(node: Service, field: MasterField): string {
  return fieldOf(node, field)?.text ?? "";
}

/** The place of a field. */
export function fieldSpan(node: Service, field: MasterField): ChunkSpan {
  const word = fieldOf(node, field);
  return spanOf(node.logical, word?.start ?? 0, word?.end ?? 0);
}

/** Statements of Template Toolkit; main.cf has `[` and `%` in places where this would be too much. */
const BRACKET_STATEMENT = /\[%|%\]/;

/** Whether a line is a whole service of which all is known: well-formed, and no line of a template. */
export function isPlainService(node: Service): boolean {
  const { text } = node.logical;
  return !node.problem && !isTemplated(text) && !BRACKET_STATEMENT.test(text);
}

/** The program that a well-formed service runs, when it is one that the version has. */
export function daemonOf(node: Service, facts: PostfixFacts): ServiceDaemon | undefined {
  if (!isPlainService(node)) return undefined;
  const program = fieldText(node, "command");
  const fact = facts.registry.daemon(program);
  return fact && hasSince(facts.version, fact.since) ? { program, fact } : undefined;
}

/** Puts another text into a field. */
export function changeField(node: Service, field: MasterField, newText: string): Fix {
  return { title: `Change to '${newText}'`, edits: [{ ...fieldSpan(node, field), newText }] };
}

/**
 * Whether a service runs in the jail of the queue directory; undefined where
 * that is up to a main.cf that is not at hand.
 */
export function isChrooted(node: Service, configuration: Configuration): boolean | undefined {
  const written = fieldText(node, "chroot");
  if (written !== "-") return written === "y";
  if (!hasSince(configuration.facts.version, "3.0")) return true;
  const isSet = configuration.definitions("compatibility_level").length > 0;
  if (!isSet && [...configuration.definedNames()].length === 0) return undefined;
  const level = configuration.expandedValueOf("compatibility_level");
  return level !== undefined && /^\d/.test(level) ? Number.parseInt(level, 10) < 1 : undefined;
}
