/** What the last check of each configuration found, and how long ago that was. */
import type { CodeAction, CodeActionParams, Diagnostic } from "vscode-languageserver";
import type { Directory } from "../../analysis/directory";
import { count } from "../../base/for-people";
import type { TrinityReport } from "../../contract/trinity";
import {
  type TrinityFinding,
  trinityActions,
  trinityDiagnostics,
  trinityFindings,
} from "../../features/trinity/diagnostics";
import type { OpenDocument } from "../workspace";

const MINUTE_MS = 60_000;

/** Keeps them. */
export interface TrinityKeeper {
  keep(directory: Directory, report: TrinityReport): void;
  diagnosticsOf(document: OpenDocument): Diagnostic[];
  actionsFor(document: OpenDocument, params: CodeActionParams): CodeAction[];
}

interface Kept {
  readonly time: number;
  readonly findings: readonly TrinityFinding[];
}

/** Makes a keeper; `onNews` hears when there is something else to show: other findings, or another age of the same. */
export function createTrinityKeeper(onNews: (directory: Directory) => void): TrinityKeeper {
  const kept = new WeakMap<Directory, Kept>();

  const grow = (directory: Directory, own: Kept) => {
    setTimeout(
      () => {
        // A newer check has a clock of its own.
        if (kept.get(directory) !== own) return;
        onNews(directory);
        grow(directory, own);
      },
      untilOlder(Date.now() - own.time),
    ).unref();
  };

  return {
    keep(directory, report) {
      const own = { time: report.time, findings: trinityFindings(report, directory) };
      kept.set(directory, own);
      onNews(directory);
      if (own.findings.length > 0) grow(directory, own);
    },
    diagnosticsOf({ directory, language }) {
      const own = kept.get(directory);
      if (own === undefined) return [];
      return trinityDiagnostics(own.findings, directory, language, ageText(Date.now() - own.time));
    },
    actionsFor({ directory, language }, { range, context }) {
      if (context.only && !context.only.includes("quickfix")) return [];
      const findings = kept.get(directory)?.findings ?? [];
      return trinityActions(findings, directory, language, range, context.diagnostics);
    },
  };
}

/** `just now`, `5 minutes ago`, `2 hours ago`, `3 days ago`. */
export function ageText(milliseconds: number): string {
  const minutes = Math.floor(milliseconds / MINUTE_MS);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${count(minutes, "minute")} ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${count(hours, "hour")} ago` : `${count(Math.floor(hours / 24), "day")} ago`;
}

/** Milliseconds until the text of an age is another one. */
function untilOlder(age: number): number {
  const step = age < 60 * MINUTE_MS ? MINUTE_MS : 60 * MINUTE_MS;
  return step - (age % step);
}
