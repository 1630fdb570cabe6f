/**
 * What is said of a clean-up: behind the lines, in the hover, in the title of
 * the diff, in the list to choose from, and in notifications. No VS Code here.
 */
import type { CleanupAnswer, CleanupChoices, CleanupItem } from "../../../server/src/contract/protocol";
import { type MarkedLine, oneLine } from "./table-words";

/** What is to be seen of an answer besides the texts. */
export type ShownPlan = Pick<CleanupAnswer, "refusal" | "items">;

/** The longest value in the list to choose from, in characters. */
const LONGEST_VALUE = 80;

/** The title of the diff; `name` is that of the file. */
export function titleOf(name: string, form: CleanupChoices["form"], { refusal, items }: ShownPlan): string {
  const what = form === "canonical" ? "Canonical Form" : "Clean-Up";
  if (refusal !== null) return `${name}: ${what} (not possible now)`;
  const open = items.filter(canGo);
  return `${name}: ${what} (${open.filter(({ isRemoved }) => isRemoved).length} of ${counted(open.length)})`;
}

/**
 * The marks of a file's lines.
 *
 * @param uri of the file; Postfix may refuse a line of the other one
 */
export function markedEntries({ refusal, items }: ShownPlan, uri = refusal?.uri): MarkedLine[] {
  if (refusal !== null) {
    const isHere = refusal.line !== null && refusal.uri === uri;
    return isHere ? [markOfRefusal(refusal.line, refusal.text)] : [];
  }
  return items.map((item) => ({
    line: item.startLine,
    mark: item.isRemoved ? "goes" : "stays",
    text: oneLine(noteOf(item)),
    hover: [hoverTitle(item), item.reason],
  }));
}

function markOfRefusal(line: number, text: string): MarkedLine {
  return { line, mark: "left-out", text: "no clean-up: Postfix does not get past this line", hover: [text] };
}

/** What stands behind the line of an entry. */
function noteOf({ isRemoved, verdict, note }: CleanupItem): string {
  if (isRemoved) return note;
  if (verdict === "keep") return `kept: ${note}`;
  return verdict === "remove" ? `kept by you: ${note}` : `could go: ${note}`;
}

function hoverTitle({ label, isRemoved, verdict }: CleanupItem): string {
  if (isRemoved) return `${label} goes.`;
  return verdict === "keep" ? `${label} stays.` : `${label} stays, unless you choose that it goes.`;
}

/** An entry to choose. */
export interface OfferedEntry {
  readonly id: string;
  readonly label: string;
  /** Its value. */
  readonly description: string;
  /** Why it goes, or could go. */
  readonly detail: string;
  /** Whether it goes as things are. */
  readonly picked: boolean;
}

/** The entries that the user decides about, in file order. */
export function offeredEntries(items: readonly CleanupItem[]): OfferedEntry[] {
  return items.filter(canGo).map(({ id, label, value, reason, isRemoved }) => ({
    id,
    label: withoutIcons(label),
    description: withoutIcons(oneLine(value, LONGEST_VALUE)),
    detail: withoutIcons(reason),
    picked: isRemoved,
  }));
}

/** A `$(name)` in a list is an icon. */
function withoutIcons(text: string): string {
  return text.replaceAll("$(", "\\$(");
}

/** The choices that follow from what is picked in the list; choices about entries that are not in it stay. */
export function choicesOf(
  items: readonly CleanupItem[],
  picked: ReadonlySet<string>,
  { keep, drop }: Pick<CleanupChoices, "keep" | "drop">,
): Pick<CleanupChoices, "keep" | "drop"> {
  const offered = new Map(items.filter(canGo).map((item) => [item.id, item]));
  const own = [...offered.values()];
  const elsewhere = (ids: readonly string[]) => ids.filter((id) => !offered.has(id));
  const idsOf = (verdict: CleanupItem["verdict"], isPicked: boolean) =>
    own.filter((item) => item.verdict === verdict && picked.has(item.id) === isPicked).map(({ id }) => id);
  return {
    keep: [...elsewhere(keep), ...idsOf("remove", false)],
    drop: [...elsewhere(drop), ...idsOf("ask", true)],
  };
}

/** Whether the user decides about an entry. */
function canGo({ verdict }: CleanupItem): boolean {
  return verdict !== "keep";
}

/** That there is nothing to clean. */
export function nothingText(name: string, { items }: ShownPlan): string {
  if (items.length === 0)
    return `There is nothing to clean up in '${name}': no entry repeats what is so without it.`;
  const stay =
    items.length === 1
      ? "1 entry looks superfluous but stays, for a reason."
      : `${items.length} entries look superfluous but stay, each for a reason.`;
  return `There is nothing in '${name}' that goes by itself. ${stay}${optionalText(items)}`;
}

function optionalText(items: readonly CleanupItem[]): string {
  const optional = items.filter(canGo).length;
  if (optional === 0) return "";
  const which = items.length === 1 ? "It" : optional === items.length ? "All of them" : `${optional} of them`;
  return ` ${which} could go if you choose so.`;
}

/** How a file is saved after a clean-up. */
export type SavingKind =
  /** Nothing else was unsaved. */
  | "alone"
  /** The document had unsaved changes before. */
  | "mixed"
  /** VS Code saves by itself. */
  | "automatic"
  /** It is no file of the machine. */
  | "elsewhere";

/** That a clean-up is in the editor, who says that it changes nothing, and what comes next. */
export function appliedText(
  name: string,
  form: CleanupChoices["form"],
  { items, proof }: Pick<CleanupAnswer, "items" | "proof">,
  saving: SavingKind,
): string {
  const removed = counted(items.filter(({ isRemoved }) => isRemoved).length);
  const what =
    form === "canonical"
      ? `'${name}' is in canonical form, without ${removed}.`
      : `${removed} removed from '${name}'.`;
  return [what, NEXT[saving], proof].filter((part) => part !== "").join(" ");
}

const NEXT: Readonly<Record<SavingKind, string>> = {
  alone: "Nothing is written until it is saved.",
  mixed:
    "Other changes were not saved before, and are saved with it; so no backup is made. Undo the clean-up and save first if you want one.",
  automatic: "VS Code saves it by itself, without a backup (files.autoSave).",
  elsewhere: "Nothing is written until it is saved.",
};

/** That the plan was made anew, and nothing applied, because the file is another one by now. */
export function changedText(name: string): string {
  return `'${name}' has changed since the clean-up was shown, so nothing was applied. The diff shows it as it would be now: look at it once more.`;
}

/** That a value would change, or that nobody knows. */
export function objectionText(name: string, objection: string): string {
  return `Nothing was applied to '${name}': ${objection}`;
}

/** That nothing is chosen. */
export function unchangedText(name: string): string {
  return `Nothing of '${name}' would go as you have chosen, so there is nothing to apply.`;
}

/** That the server does not know the file. */
export function unknownText(name: string): string {
  return `'${name}' cannot be cleaned up: the language server does not know it as a main.cf or master.cf. Choose the language 'Postfix main.cf' or 'Postfix master.cf' for it at the right of the status bar, and try again.`;
}

/**
 * That the file is written.
 *
 * @param backup where the file as it was is
 * @param reload the command that makes Postfix read it; undefined where Postfix does not work with the file
 */
export function savedText(name: string, backup: string | null, reload: string | undefined): string {
  const where = backup === null ? "" : ` As it was, it is kept as ${backup}.`;
  const next = reload === undefined ? "" : ` Postfix goes on with what it has read until '${reload}' runs.`;
  return `'${name}' is saved.${where}${next}`;
}

/** That the editor did not take the edits. */
export function notTakenText(name: string): string {
  return `Nothing was applied to '${name}': the editor did not take the changes. It may be read-only here, or have been edited at the very moment. Try again.`;
}

/** `1 entry`, `2 entries`. */
function counted(number: number): string {
  return number === 1 ? "1 entry" : `${number} entries`;
}
