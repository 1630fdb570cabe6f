/** The one place that calls the planning of a header privacy filter in tests. */
import { expect } from "vitest";
import { applyEdits } from "../../server/src/base/text-edit";
import { unifiedDiff } from "../../server/src/tools/cleanup/unified-diff";
import {
  type FilterType,
  isRefused,
  type PlannedFile,
  type PrivacyChoices,
  type PrivacyNote,
  type PrivacyPlan,
  type PrivacyRefusal,
  type PrivacyRequest,
  type RemovalPlan,
} from "../../server/src/tools/privacy/plan";
import { planRemoval, type TableFile } from "../../server/src/tools/privacy/remove";
import { planPrivacy } from "../../server/src/tools/privacy/set-up";
import { parseFixture } from "./fixture";
import { factsFor } from "./rule-tester";

/** Under which circumstances to plan. */
export interface PrivacyCircumstances extends Partial<Omit<PrivacyChoices, "keep">> {
  readonly keep?: readonly string[];
  /** Types that the installed Postfix can open; undefined: none is asked. */
  readonly tableTypes?: readonly string[];
  /** The installed Postfix works with these very files. */
  readonly isLive?: true;
}

/** Types of tables for the circumstances. */
export const TYPES: Readonly<Record<FilterType | "none", readonly string[]>> = {
  pcre: ["hash", "pcre", "regexp"],
  regexp: ["hash", "regexp"],
  none: ["hash"],
};

/** Files by name. */
export type FilesByName = ReadonlyMap<string, string>;

/** The files of a fixture. Without a header it is master.cf, beside a main.cf with nothing but the server's name. */
export function filesOf(fixture: string): FilesByName {
  const text = /^-- \S+ --$/m.test(fixture)
    ? fixture
    : `-- main.cf --\nmyhostname = mail.example.com\n-- master.cf --\n${fixture}`;
  return new Map([...parseFixture(text).files].map(([name, file]) => [name, file.text]));
}

function requestOf(files: FilesByName, circumstances: PrivacyCircumstances): PrivacyRequest {
  const { isLive, tableTypes = isLive && TYPES.pcre } = circumstances;
  return {
    facts: factsFor(tableTypes ? { tableTypes } : {}),
    whereabouts: isLive ? { path: "/etc/postfix", isNamed: true } : {},
    main: files.get("main.cf") ?? "",
    master: files.get("master.cf"),
    names: [...files.keys()],
  };
}

/** Plans a filter for files. */
export function planIn(
  files: FilesByName,
  circumstances: PrivacyCircumstances = {},
): PrivacyPlan | PrivacyRefusal {
  const { scope = "submission", received = "replace", type, keep = [] } = circumstances;
  return planPrivacy(requestOf(files, circumstances), { scope, received, type, keep: new Set(keep) });
}

/** Plans taking the filter of files out. */
export function removalIn(
  files: FilesByName,
  circumstances: PrivacyCircumstances = {},
): RemovalPlan | PrivacyRefusal {
  const tables = [...files].flatMap(([name, text]): TableFile[] =>
    name.startsWith("privacy_header_checks") ? [{ name, text }] : [],
  );
  return planRemoval(requestOf(files, circumstances), tables);
}

/** The files after a plan. */
export function applied(files: FilesByName, planned: readonly PlannedFile[]): FilesByName {
  const result = new Map(files);
  for (const { name, before, after, edits } of planned) {
    expect(before, name).toBe(files.get(name));
    expect(applyEdits(before ?? "", edits), name).toBe(after ?? "");
    if (after === undefined) result.delete(name);
    else result.set(name, after);
  }
  return result;
}

/** The plan for a fixture, which can be undone to the byte. */
export function planFor(fixture: string, circumstances: PrivacyCircumstances = {}): PrivacyPlan {
  const files = filesOf(fixture);
  const plan = planIn(files, circumstances);
  if (isRefused(plan)) throw new Error(`Refused: ${plan.reason}`);
  const after = applied(files, plan.files);
  const removal = removalIn(after, circumstances);
  if (isRefused(removal)) throw new Error(`Taking it out is refused: ${removal.reason}`);
  expect(Object.fromEntries(applied(after, removal.files))).toEqual(Object.fromEntries(files));
  return plan;
}

/** What a plan changes in main.cf and master.cf, and what becomes of other files, by name. */
export function changesFor(fixture: string, circumstances: PrivacyCircumstances = {}): string {
  const files = planFor(fixture, circumstances).files.map((file) => {
    if (file.file === "table") return `${file.after === undefined ? "removed" : "made"}: ${file.name}\n`;
    const { header, body } = unifiedDiff({ ...file, path: file.name });
    return header + body;
  });
  return files.join("");
}

/** The notes of a plan, `kind: text`. */
export function notesFor(fixture: string, circumstances: PrivacyCircumstances = {}): string[] {
  return planFor(fixture, circumstances).notes.map(shownNote);
}

/** A note in one line. */
export function shownNote({ kind, text }: PrivacyNote): string {
  return `${kind}: ${text}`;
}

/** Why there is no plan, `file:line: reason`. */
export function refusalFor(fixture: string, circumstances: PrivacyCircumstances = {}): string {
  return shownRefusal(planIn(filesOf(fixture), circumstances));
}

/** A refusal in one line. @throws Error when there is a plan */
export function shownRefusal(result: object): string {
  if (!isRefused(result)) throw new Error("It is not refused.");
  const { file, line, reason } = result;
  const where = file === undefined ? "" : `${file}${line === undefined ? "" : `:${line + 1}`}: `;
  return where + reason;
}
