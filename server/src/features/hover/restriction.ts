/** Hover on the entries of restriction lists. */
import { explainRestriction } from "../../analysis/explain";
import { explanationMarkdown } from "../../analysis/explanation-text";
import { code, heading } from "../../analysis/markdown";
import type { Word } from "../../syntax/lists";
import { type HoverContext, type HoverPart, type Owner, paragraphs } from "./context";
import { restrictionClasses } from "./identity";
import { parameterMarkdown } from "./parameter";
import type { WordPlace } from "./words";

/** The hover for a restriction or the user's own class of them; undefined for any other word. */
export function restrictionHover(context: HoverContext, owner: Owner, word: Word): HoverPart | undefined {
  const { configuration } = context;
  const { start, end } = word;
  if (restrictionClasses(configuration, owner.scope).includes(word.text)) {
    return {
      start,
      end,
      markdown: parameterMarkdown(context, word.text, { scope: owner.scope, brief: true }),
    };
  }
  const explanation = explainRestriction(word.text.toLowerCase(), configuration.facts);
  if (!explanation) return undefined;
  const isForeign =
    configuration.facts.registry.restrictionContext(owner.name) !== undefined &&
    explanation.lists?.includes(owner.name) === false;
  const notices = isForeign ? [`It is not made for ${code(owner.name)}.`] : [];
  return { start, end, markdown: explanationMarkdown(explanation, notices) };
}

/** Whether the word in front is a restriction that asks a server: then `unix:` is no table type. */
export function takesServer({ configuration }: HoverContext, before: Word | undefined): boolean {
  return configuration.facts.registry.restriction(before?.text.toLowerCase() ?? "")?.arg === "server";
}

/** The hover for what follows a restriction and is no table. */
export function argumentHover(context: HoverContext, { word, before }: WordPlace): HoverPart | undefined {
  const explanation = before && explainRestriction(before.text.toLowerCase(), context.configuration.facts);
  if (!before || explanation?.argument === undefined) return undefined;
  const markdown = paragraphs(
    heading(word.text, `argument of ${code(before.text)}`),
    `It takes ${explanation.argument}.`,
  );
  return { start: word.start, end: word.end, markdown };
}
