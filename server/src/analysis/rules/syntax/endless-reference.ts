import type { Expression } from "../../../syntax/value";
import { type Configuration, referencedNames } from "../../model/configuration";
import { expand } from "../../model/expand";
import { nameSpan } from "../places";
import { defineRule, type Related } from "../rule";
import { hasReferences, isEvaluated, onAllSettings, type Setting } from "../settings";

export const endlessReference = defineRule({
  id: "endless-reference",
  since: "0.1.0",
  status: "stable",
  severity: "error",
  docs: {
    what: "A value that refers to its own parameter, directly or through others.",
    why: "Postfix goes round until a limit stops it; then every program that evaluates one of these values ends with a fatal error. A value cannot be extended with `$` and its own name: the default is not what that stands for.",
    bad: "mynetworks = $mynetworks, 192.0.2.0/24\n",
    good: "mynetworks = 127.0.0.0/8, 192.0.2.0/24\n",
    references: ["postconf(5)"],
  },
  messages: {
    itself:
      "'{name}' refers to itself, which has no end. A program that evaluates it ends with a fatal error. '${name}' is not the default: write out what it is to stand for.",
    through:
      "'{name}' refers to itself: {path}. That has no end, and a program that evaluates one of them ends with a fatal error. Give one of them a value that does not refer to the others.",
  },
  ...onAllSettings(hasReferences, (setting, { configuration, report }) => {
    if (!isReferredTo(setting, configuration) || !isEvaluated(configuration, setting.name)) return;
    if (!mayMeetItself(setting, configuration) || !meetsItself(setting, configuration)) return;
    const path = pathBack(setting, configuration);
    report({
      message: path.length > 1 ? "through" : "itself",
      data: { name: setting.name, path: [setting.name, ...path].join(" → ") },
      ...setting.valueSpan(0, setting.value.length),
      related: path.slice(0, -1).flatMap((name) => placeOf(name, setting.scope, configuration)),
    });
  }),
});

/** A circle takes somebody who refers to the name; nobody refers to most. */
function isReferredTo({ name }: Setting, configuration: Configuration): boolean {
  return configuration.isReferencedBySettings(name) || configuration.facts.defaultReferences.has(name);
}

/** Whether a way of references leads back to the name, whatever of them is evaluated: nearly always none does. */
function mayMeetItself({ name, expression, scope }: Setting, configuration: Configuration): boolean {
  const seen = new Set<string>();
  const waiting = [...referencedNames(expression)];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (next === name) return true;
    if (seen.has(next)) continue;
    seen.add(next);
    const value = configuration.valueOf(next, scope);
    if (value?.text.includes("$")) waiting.push(...referencedNames(value.expression));
  }
  return false;
}

/** Whether evaluating the value leads to evaluating it again. */
function meetsItself({ name, expression, scope }: Setting, configuration: Configuration): boolean {
  let met = false;
  // A mere condition on the name looks at its length; only an evaluation looks at the parts.
  const probe: Expression = {
    start: 0,
    end: 1,
    get parts() {
      met = true;
      return [];
    },
  };
  expand(expression, (wanted) =>
    wanted === name ? probe : configuration.valueOf(wanted, scope)?.expression,
  );
  return met;
}

/** The shortest way from the value to its own name, that name last. */
function pathBack({ name, expression, scope }: Setting, configuration: Configuration): string[] {
  const cameFrom = new Map<string, string | undefined>();
  const queue: [name: string | undefined, expression: Expression][] = [[undefined, expression]];
  for (const [from, values] of queue) {
    for (const reference of referencedNames(values)) {
      if (cameFrom.has(reference)) continue;
      cameFrom.set(reference, from);
      const next = reference === name ? undefined : configuration.valueOf(reference, scope)?.expression;
      if (next) queue.push([reference, next]);
    }
  }
  const path = [name];
  for (let at = cameFrom.get(name); at !== undefined; at = cameFrom.get(at)) path.unshift(at);
  return path;
}

/** Where a name on the way is set; nothing for one that is at its default. */
function placeOf(name: string, scope: string | undefined, configuration: Configuration): Related[] {
  const message = `'${name}' is set here`;
  const override = scope === undefined ? undefined : configuration.overridesIn(scope, name).at(-1);
  if (override) {
    const { logical } = override.chunk.node!;
    const { nameStart, nameEnd } = override.override;
    const span = { start: logical.offsetOf(nameStart), end: logical.endOffset(nameEnd) };
    return [{ chunk: override.chunk, file: "postfix-master", ...span, message }];
  }
  const chunk = configuration.definitions(name).at(-1);
  return chunk?.node ? [{ chunk, file: "postfix-main", ...nameSpan(chunk.node), message }] : [];
}
