/** `$name`, `${name` and `$(name` in values: names of main.cf. */
import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import { COMMON_REFERENCES } from "./common-names";
import type { ValueSpot } from "./context";
import { ABOUT_PARAMETER, builtinNames, cachedTable, parameterProposal } from "./names";
import { shortened } from "./parameter-labels";
import type { PreparedItems, Query } from "./proposal";
import { toItem } from "./render";
import type { ReferenceName } from "./value-token";

const GROUP = { defined: "0", common: "1", builtin: "2", deprecated: "8" } as const;

/** Names a reference at this place can have: those the files define first. */
export function referenceItems(reference: ReferenceName, spot: ValueSpot, query: Query): PreparedItems {
  const { capabilities } = query.environment;
  const text = (name: string) => (reference.closer === "" ? {} : { text: name + reference.closer });
  const table = cachedTable(query, `references ${reference.closer}`, () => {
    const common = new Map(COMMON_REFERENCES.map((name, index) => [name, index]));
    return builtinNames(query.facts).map((name) => {
      const proposal = parameterProposal(name, query);
      const rank = common.get(name);
      const group = proposal.deprecated
        ? GROUP.deprecated
        : rank !== undefined
          ? GROUP.common + String(rank).padStart(2, "0")
          : GROUP.builtin;
      const item = { ...proposal, kind: CompletionItemKind.Variable, ...text(name) };
      return toItem(item, group, capabilities, ABOUT_PARAMETER);
    });
  });
  const items = table.items.slice();
  const put = (name: string, item: CompletionItem) => {
    const index = table.index.get(name);
    if (index === undefined) items.push(item);
    else items[index] = item;
  };
  const make = (name: string, value: string) => {
    const known = table.index.has(name)
      ? parameterProposal(name, query)
      : { label: name, about: ABOUT_PARAMETER };
    const detail = value === "" ? undefined : ` = ${shortened(value)}`;
    const proposal = { ...known, kind: CompletionItemKind.Variable, detail, ...text(name) };
    return toItem(proposal, GROUP.defined, capabilities, ABOUT_PARAMETER);
  };
  const { configuration } = query;
  for (const name of configuration.definedNames()) {
    const chunk = configuration.definitions(name).at(-1)!;
    let item = table.ofChunk.get(chunk);
    if (!item) {
      item = make(name, chunk.node!.value);
      table.ofChunk.set(chunk, item);
    }
    put(name, item);
  }
  if (spot.scope !== undefined) {
    for (const [name, { value }] of configuration.overridesOfScope(spot.scope)) put(name, make(name, value));
  }
  const { start, end } = reference;
  return {
    start: spot.origin + start,
    end: spot.origin + end,
    // A value that refers to its own name never ends.
    items: items.filter(({ label }) => label !== spot.parameter),
    about: ABOUT_PARAMETER,
  };
}
