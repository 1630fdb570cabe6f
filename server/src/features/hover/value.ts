/** Hover inside a value: references first, then the word under the cursor by what the parameter takes. */
import type { ParameterFact } from "../../knowledge/facts";
import type { Word } from "../../syntax/lists";
import { type Expression, referenceAt } from "../../syntax/value";
import { type HoverContext, type HoverPart, isHidden, type Owner } from "./context";
import { keywordHover } from "./keyword";
import { nexthopHover, serviceHover } from "./mail-route";
import { networkHover } from "./network";
import { factOf } from "./parameter";
import { quantityHover } from "./quantity";
import { macroHover, referenceHover } from "./reference";
import { argumentHover, restrictionHover, takesServer } from "./restriction";
import { pathHover, tableHover } from "./table";
import { part, type WordPlace, wordAt } from "./words";

/** A value under the cursor. */
export interface ValuePlace {
  readonly owner: Owner;
  readonly value: string;
  readonly expression: Expression;
}

/** Kinds of values that may hold `type:name`. */
const TABLE_KINDS = new Set(["map", "map-list", "match-list", "policy-list", "restriction-list"]);

/** The hover at an offset of a value; undefined where there is nothing to say. */
export async function valueHover(
  context: HoverContext,
  place: ValuePlace,
  offset: number,
): Promise<HoverPart | undefined> {
  const { owner, value, expression } = place;
  const fact = factOf(context, owner.name);
  const reference = referenceAt(expression, offset);
  if (reference) {
    return fact?.type === "raw"
      ? macroHover(owner, reference)
      : referenceHover(context, owner, reference, offset);
  }
  const at = wordAt(value, offset);
  if (isHidden(context.secrets.show(owner.name, value))) return undefined;
  return at && wordHover(context, owner, fact, at, offset);
}

async function wordHover(
  context: HoverContext,
  owner: Owner,
  fact: ParameterFact | undefined,
  at: WordPlace,
  offset: number,
): Promise<HoverPart | undefined> {
  const kind = fact?.valueKind;
  const { word } = at;
  // A value of the user's own may be a class of restrictions, or go into a list of them.
  if (kind === "restriction-list" || kind === undefined) {
    const hover = restrictionHover(context, owner, word) ?? keywordHover(context, owner.name, fact, word);
    if (hover) return hover;
    if (takesServer(context, at.before)) return argumentHover(context, at);
  }
  if (kind === undefined || TABLE_KINDS.has(kind)) {
    const table = await tableHover(context, owner, withoutNot(word), offset);
    if (table) return table;
  }
  switch (kind) {
    case undefined:
    case "restriction-list":
      return argumentHover(context, at);
    case "time":
    case "size":
      return quantityHover(fact!, word);
    case "match-list":
      return networkHover(withoutNot(word));
    case "transport":
    case "transport-list":
    case "service-name":
      return serviceHover(context, word, offset);
    case "nexthop":
      return nexthopHover(word);
    case "path":
    case "path-list":
      return keywordHover(context, owner.name, fact, word) ?? pathHover(context, owner, word);
    default:
      return keywordHover(context, owner.name, fact, word);
  }
}

/** A pattern without the `!` that turns it round. */
function withoutNot(word: Word): Word {
  return word.text.startsWith("!") ? part(word, 1, word.text.length) : word;
}
