/** What the last check found, at the entries that it is about, as long as these are the same. */
import {
  type CodeAction,
  CodeActionKind,
  type Diagnostic,
  DiagnosticSeverity,
} from "vscode-languageserver-types";
import { type Directory, startOf } from "../../analysis/directory";
import type { LanguageId } from "../../contract/languages";
import type { TrinityCheck, TrinityIdentity, TrinityReport, TrinitySetting } from "../../contract/trinity";
import { rangeOf } from "../ranges";

/** Who speaks: neither the engine nor postconf, but name servers and servers. */
const SOURCE = "postfix-ls trinity";

/** Something that the check found, and the entry that it is about. */
export interface TrinityFinding {
  readonly check: TrinityCheck;
  readonly identity: TrinityIdentity;
  /** The parameter of the entry. */
  readonly parameter: string;
  /** The service (`name/type`) that overrides it; undefined for main.cf. */
  readonly scope: string | undefined;
  /** Its expanded value when the check was made. */
  readonly value: string | undefined;
}

/** What a check found, each at the entry that mends it, or the one that names the server. */
export function trinityFindings(report: TrinityReport, directory: Directory): TrinityFinding[] {
  return report.results.flatMap(({ identity, checks }) =>
    checks
      .filter(({ verdict }) => verdict === "fail" || verdict === "warning")
      .flatMap((check) => {
        const anchor = anchorOf(check, identity, directory);
        if (anchor === undefined) return [];
        const value = directory.configuration.expandedValueOf(anchor.parameter, anchor.scope);
        return [{ check, identity, ...anchor, value }];
      }),
  );
}

/** The entry, where there is one in a file: a name that is the default has none. */
function anchorOf(
  { settings }: TrinityCheck,
  { parameter, services }: TrinityIdentity,
  { configuration }: Directory,
): { readonly parameter: string; readonly scope: string | undefined } | undefined {
  const names = [...settings.map(({ name }) => name), parameter ?? [], "myhostname"].flat();
  for (const name of names) {
    const scope = services.find((service) => configuration.overridesIn(service, name).length > 0);
    if (scope !== undefined) return { parameter: name, scope };
    if (configuration.definitions(name).length > 0) return { parameter: name, scope: undefined };
  }
  return undefined;
}

/** Where the entry of a finding is in a file; undefined when it is not there, or not the same any more. */
function placeOf({ parameter, scope, value }: TrinityFinding, directory: Directory, language: LanguageId) {
  const file = directory.file(language);
  const { configuration } = directory;
  if (!file || (scope === undefined) !== (language === "postfix-main")) return undefined;
  if (configuration.expandedValueOf(parameter, scope) !== value) return undefined;
  const override = scope === undefined ? undefined : configuration.overridesIn(scope, parameter).at(-1);
  const definition = override === undefined ? configuration.definitions(parameter).at(-1) : undefined;
  const chunk = override?.chunk ?? definition;
  const node = override?.override ?? definition?.node;
  const start = chunk && startOf<unknown>(file.tree, chunk);
  const logical = chunk?.node?.logical;
  if (!node || !logical || start === undefined) return undefined;
  const rangeIn = (from: number, to: number) =>
    rangeOf(file.source, start + logical.offsetOf(from), start + logical.endOffset(to));
  return {
    uri: file.uri,
    range: rangeIn(node.nameStart, node.nameEnd),
    valueRange: rangeIn(node.valueStart, node.valueStart + node.value.length),
  };
}

/** The findings as diagnostics of a file, in the order of the report. */
export function trinityDiagnostics(
  findings: readonly TrinityFinding[],
  directory: Directory,
  language: LanguageId,
  age: string,
): Diagnostic[] {
  return findings.flatMap((finding) => {
    const place = placeOf(finding, directory, language);
    return place === undefined ? [] : [diagnosticOf(finding, place.range, age)];
  });
}

function diagnosticOf({ check }: TrinityFinding, range: Diagnostic["range"], age: string): Diagnostic {
  const { id, title, verdict, found, expected, why, remedy } = check;
  const parts = [
    `${title}: ${found}`,
    expected === "" ? "" : `Expected: ${expected}`,
    why,
    remedy,
    `(Checked ${age}.)`,
  ];
  return {
    range,
    severity: verdict === "fail" ? DiagnosticSeverity.Warning : DiagnosticSeverity.Information,
    code: `trinity-${id}`,
    source: SOURCE,
    message: parts.filter((part) => part !== "").join(" "),
  };
}

/** What mends findings by setting a parameter, where a range touches them. */
export function trinityActions(
  findings: readonly TrinityFinding[],
  directory: Directory,
  language: LanguageId,
  range: Diagnostic["range"],
  shown: readonly Diagnostic[],
): CodeAction[] {
  return findings.flatMap((finding) => {
    const place = placeOf(finding, directory, language);
    const [setting] = finding.check.settings;
    if (place === undefined || setting === undefined || !touches(place.range, range)) return [];
    // A value that only one service is to have does not belong into main.cf, and the other way round.
    if ((setting.service ?? undefined) !== finding.scope) return [];
    const code = `trinity-${finding.check.id}`;
    const diagnostics = shown.filter((diagnostic) => diagnostic.code === code);
    const edit = editOf(setting, finding, place);
    return [
      { title: `Set ${setting.name} = ${setting.value}`, kind: CodeActionKind.QuickFix, diagnostics, edit },
    ];
  });
}

/** The value of the entry itself, or a line above it for another parameter, which nothing sets yet. */
function editOf(
  { name, value }: TrinitySetting,
  { parameter }: TrinityFinding,
  { uri, range, valueRange }: NonNullable<ReturnType<typeof placeOf>>,
): CodeAction["edit"] {
  const start = { line: range.start.line, character: 0 };
  const change =
    name === parameter
      ? { range: valueRange, newText: value }
      : { range: { start, end: start }, newText: `${name} = ${value}\n` };
  return { changes: { [uri]: [change] } };
}

function touches(one: Diagnostic["range"], other: Diagnostic["range"]): boolean {
  return one.start.line <= other.end.line && one.end.line >= other.start.line;
}
