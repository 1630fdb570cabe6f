/** What the commands of the header privacy filter say. */
import type { PrivacyAnswer, PrivacyLine, PrivacyWishes } from "../../../server/src/contract/protocol";

/** An answer to a question, as a list offers it. */
export interface Choice<Value> {
  readonly label: string;
  readonly detail: string;
  readonly value: Value;
}

/** Whose mail; the first one is recommended. */
export const SCOPES: readonly Choice<PrivacyWishes["scope"]>[] = [
  {
    label: "Users who log in (recommended)",
    detail:
      "Mail that comes in at submission (587) or submissions (465) loses the lines. Mail from elsewhere is not touched.",
    value: "submission",
  },
  {
    label: "All mail",
    detail:
      "header_checks of main.cf: mail from elsewhere loses User-Agent and the like too, which breaks signatures (DKIM).",
    value: "everything",
  },
];

/** What becomes of the server's own Received line; the first one is recommended. */
export const RECEIVED: readonly Choice<PrivacyWishes["received"]>[] = [
  {
    label: "Replace it by one without the client (recommended)",
    detail: "The trace stays: which server took the mail, when, and under which queue ID.",
    value: "replace",
  },
  {
    label: "Drop it",
    detail: "Nothing says when this server took the mail.",
    value: "drop",
  },
];

/** The header lines to choose from. */
export function lineChoices(lines: readonly PrivacyLine[]): Choice<string>[] {
  return lines.map(({ id, names, why }) => ({ label: names.join(", "), detail: why, value: id }));
}

/** What to know before the changes are shown: a heading and the rest. */
export function beforehand({ scope, files, notes }: PrivacyAnswer): { message: string; detail: string } {
  const names = files.map(({ uri, change }) => `${nameIn(uri)}${change === "made" ? " (new)" : ""}`);
  return {
    message: `${scope} loses the lines that tell where a sender sits.`,
    detail: [
      `These files change: ${names.join(", ")}. The next step shows each change. Put the check marks where mail is to pass the rules; without them it goes on as before.`,
      ...notes,
    ].join("\n\n"),
  };
}

/** The label of a file's changes in the preview. */
export function changeLabel({ change }: PrivacyAnswer["files"][number], isRemoval: boolean): string {
  if (change === "made") return "The rules, with what shows that they work";
  return isRemoval ? "What the filter added goes" : "Who goes through the rules";
}

/** That the files are changed in the editor. */
export function appliedWords(isRemoval: boolean, unsaved: readonly string[]): string {
  const what = isRemoval ? "The header privacy filter is taken out" : "The header privacy filter is set up";
  if (unsaved.length === 0) return `${what}.`;
  return `${what} in the editor. ${unsaved.join(" and ")} must be saved before Postfix sees anything of it.`;
}

/** That they are saved. */
export function savedWords(
  saved: readonly { readonly name: string; readonly backup: string | null }[],
  reload: string | undefined,
): string {
  const kept = saved.flatMap(({ backup }) => backup ?? []);
  const names = saved.map(({ name }) => name).join(" and ");
  return [
    `Saved: ${names}.`,
    ...(kept.length > 0 ? [`As they were, they are kept as ${kept.join(" and ")}.`] : []),
    ...(reload === undefined ? [] : [`Postfix goes on with what it has read until '${reload}' runs.`]),
  ].join(" ");
}

/** That a part of the changes was left out, so that the filter may not work. */
export const NOT_ALL_TAKEN =
  "Not all changes were taken, so some mail goes on as before. To have the rest, undo, set the filter up again, and put the check marks in the preview.";

/** The name of a file in its address. */
export function nameIn(uri: string): string {
  return decodeURIComponent(uri.slice(uri.lastIndexOf("/") + 1));
}
