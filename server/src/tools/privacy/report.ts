/** A filter as it is told: in sections for people. */
import type { Section } from "../cleanup/report";
import { LEFT_ALONE } from "./header-lines";
import type { NoteKind, PrivacyNote, PrivacyPlan } from "./plan";

/** Which lines go, from whose mail, and what to know. */
export function planSections(plan: PrivacyPlan, notes: readonly PrivacyNote[]): Section[] {
  const seen = new Set<string>();
  const lines = plan.rules.flatMap(({ id, why, examples, action }) => {
    if (seen.has(id)) return [];
    seen.add(id);
    const names = new Set(examples.map(({ input }) => input.slice(0, input.indexOf(":"))));
    const what = action === "IGNORE" ? "" : " (replaced by one without it)";
    return [`${[...names].join(", ")}${what}: ${why}`];
  });
  return [
    { title: `${scopeText(plan)} loses these header lines:`, items: lines },
    { title: "These stay:", items: LEFT_ALONE.map(({ name, why }) => `${name}: ${why}`) },
    ...noteSections(notes),
  ];
}

/** Whose mail it is about. */
export function scopeText({ scope, services }: Pick<PrivacyPlan, "scope" | "services">): string {
  return scope === "everything"
    ? "All mail that this server takes"
    : `Mail that users send after they have logged in at ${services.join(" and ")}`;
}

const TITLES: Readonly<Record<NoteKind, string>> = {
  conflict: "Tables that decide before the filter:",
  gap: "Not covered:",
  consequence: "What comes with it:",
  fits: "How it fits in:",
};

/** What there is to know, the gravest first. */
export function noteSections(notes: readonly PrivacyNote[]): Section[] {
  return (Object.keys(TITLES) as NoteKind[]).flatMap((kind) => {
    const items = notes.filter((note) => note.kind === kind).map(({ text }) => text);
    return items.length === 0 ? [] : [{ title: TITLES[kind], items }];
  });
}
