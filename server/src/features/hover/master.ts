/** Hover in master.cf: the columns, the program, its options, and overrides. */

import { explainDaemon, explainWord } from "../../analysis/explain";
import { explanationMarkdown } from "../../analysis/explanation-text";
import { code, heading } from "../../analysis/markdown";
import { parseCompatibilityLevel } from "../../analysis/model/expand";
import { durationInWords } from "../../analysis/quantities";
import { joinWords } from "../../base/for-people";
import type { Word } from "../../syntax/lists";
import {
  MASTER_FIELDS,
  type MasterChunk,
  type MasterField,
  type Override,
  type Service,
  serviceKey,
} from "../../syntax/master-cf";
import { type HoverContext, type HoverPart, lineOfDefinition, paragraphs } from "./context";
import { programOf } from "./identity";
import { parameterMarkdown } from "./parameter";
import { valueHover } from "./value";
import { closest } from "./words";

/** The hover at an offset of a service's logical text; undefined where there is nothing to say. */
export async function serviceLineHover(
  context: HoverContext,
  chunk: MasterChunk,
  node: Service,
  offset: number,
): Promise<HoverPart | undefined> {
  const column = closest(node.words.slice(0, MASTER_FIELDS.length), offset);
  const field = MASTER_FIELDS[column];
  if (field) return fieldHover(context, chunk, node, field, node.words[column]!);
  // `-vo` is `-v` and `-o` in one word.
  const inside = node.options.find((word) => word.start <= offset && offset < word.end);
  if (inside) return optionHover(context, inside, inside.text);
  for (const override of node.overrides) {
    if (offset < override.option.start || offset > override.argument.end) continue;
    return overrideHover(context, chunk, node, override, offset);
  }
  const option = node.options[closest(node.options, offset)];
  return option && optionHover(context, option, option.text);
}

async function overrideHover(
  context: HoverContext,
  chunk: MasterChunk,
  node: Service,
  override: Override,
  offset: number,
): Promise<HoverPart | undefined> {
  const scope = serviceKey(node);
  const { name, nameStart, nameEnd, value, valueStart, expression } = override;
  if (name !== "" && offset >= nameStart && offset <= nameEnd) {
    const markdown = parameterMarkdown(context, name, { scope, override: { chunk, override } });
    return { start: nameStart, end: nameEnd, markdown };
  }
  if (offset <= override.option.end) return optionHover(context, override.option, "-o");
  if (offset < valueStart || offset > valueStart + value.length) return undefined;
  const hover = await valueHover(context, { owner: { name, scope }, value, expression }, offset - valueStart);
  return hover && { ...hover, start: hover.start + valueStart, end: hover.end + valueStart };
}

function optionHover({ configuration }: HoverContext, word: Word, option: string): HoverPart | undefined {
  const explanation = explainWord(option.slice(0, 2), configuration.facts, "daemonOptions", "daemon-option");
  return explanation && { start: word.start, end: word.end, markdown: explanationMarkdown(explanation) };
}

function fieldHover(
  context: HoverContext,
  chunk: MasterChunk,
  node: Service,
  field: MasterField,
  word: Word,
): HoverPart | undefined {
  const { facts } = context.configuration;
  const summary = facts.registry.summaryOf("masterFields", field) ?? "";
  const markdown = () => {
    switch (field) {
      case "service":
        return serviceMarkdown(context, chunk, node, word.text, summary);
      case "type": {
        const type = facts.registry.summaryOf("serviceTypes", word.text);
        return type === undefined
          ? columnMarkdown(field, summary)
          : paragraphs(heading(word.text, "service type"), type);
      }
      case "command": {
        const daemon = explainDaemon(programOf(chunk), facts);
        return daemon ? explanationMarkdown(daemon) : columnMarkdown("command", summary);
      }
      default:
        return columnMarkdown(field, summary, meaningHere(context, field, word.text));
    }
  };
  return { start: word.start, end: word.end, markdown: markdown() };
}

function columnMarkdown(field: MasterField, summary: string, here?: string): string {
  return paragraphs(heading(field, "column of master.cf"), summary, here);
}

/** What a cell says: the default behind `-`, a number in words. */
function meaningHere(context: HoverContext, field: MasterField, text: string): string | undefined {
  if (text !== "-") {
    const seconds = field === "wakeup" ? /^(\d{1,9})\??$/.exec(text)?.[1] : undefined;
    if (seconds === undefined || Number(seconds) < 60) return undefined;
    return `Here: every ${durationInWords(Number(seconds))}.`;
  }
  switch (field) {
    case "wakeup":
      return `Here ${code("-")} means ${code("0")}: never.`;
    case "maxproc":
      return `Here ${code("-")} means ${processLimit(context)}`;
    case "chroot":
      return `Here ${code("-")} means ${code(chrootDefault(context))}.`;
    default:
      return `Here ${code("-")} means ${code("y")}.`;
  }
}

function processLimit(context: HoverContext): string {
  const { configuration } = context;
  const value = configuration.expandedValueOf("default_process_limit");
  const definition = configuration.definitions("default_process_limit").at(-1);
  const origin = definition ? lineOfDefinition(context, definition) : "default";
  return value === undefined ? "default_process_limit" : `default_process_limit: ${code(value)} · ${origin}`;
}

/** Services without a say run in the chroot jail before Postfix 3.0, and where old defaults are kept. */
function chrootDefault({ configuration }: HoverContext): "y" | "n" {
  if (configuration.facts.version.major < 3) return "y";
  const level = parseCompatibilityLevel(configuration.expandedValueOf("compatibility_level") ?? "");
  return level && level[0] < 1 ? "y" : "n";
}

function serviceMarkdown(
  context: HoverContext,
  chunk: MasterChunk,
  node: Service,
  name: string,
  summary: string,
): string {
  const program = programOf(chunk);
  const { registry } = context.configuration.facts;
  const purpose = registry.summaryOf("services", program);
  return paragraphs(
    heading(serviceKey(node), program === "" ? "service" : `service that runs ${code(program)}`),
    purpose ?? summary,
    ownParameters(context, name, program),
  );
}

/** Parameters that exist because of this service, as far as main.cf sets them. */
function ownParameters(context: HoverContext, name: string, program: string): string | undefined {
  const { configuration } = context;
  const set = configuration.facts.registry.serviceSuffixes(program).flatMap((suffix) => {
    const definition = configuration.definitions(name + suffix).at(-1);
    return definition ? [`${code(name + suffix)} (${lineOfDefinition(context, definition)})`] : [];
  });
  return set.length === 0 ? undefined : `Parameters of its own in main.cf: ${joinWords(set)}.`;
}
