/** Findings as a SARIF 2.1.0 log, as code-scanning services and viewers take it. */
import type { ArtifactLocation, Location, Log, Region, ReportingDescriptor, Result } from "sarif";
import { homepage, version } from "../../../../package.json";
import { rulePage } from "../../analysis/rules/pages";
import type { Rule, Severity } from "../../analysis/rules/rule";
import { PROGRAM } from "../output";
import { oneBased, type ReportedFinding, rangeOf } from "./finding";

const LEVELS: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  information: "note",
  hint: "note",
};

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/**
 * The whole report.
 *
 * @param rules all rules that ran, in the order in which they are to be listed
 */
export function renderSarif(findings: readonly ReportedFinding[], rules: readonly Rule[]): string {
  const index = new Map(rules.map(({ id }, position) => [id, position]));
  const log: Log = {
    $schema: SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: PROGRAM, version, informationUri: homepage, rules: rules.map(descriptorOf) },
        },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultOf(finding, index)),
      },
    ],
  };
  return `${JSON.stringify(log, undefined, 2)}\n`;
}

function descriptorOf({ id, severity, docs }: Rule): ReportingDescriptor {
  return {
    id,
    shortDescription: { text: docs.what },
    fullDescription: { text: docs.why },
    helpUri: rulePage(id),
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function resultOf(finding: ReportedFinding, index: ReadonlyMap<string, number>): Result {
  const { rule, severity, message, related, fixes } = finding;
  const ruleIndex = index.get(rule);
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: LEVELS[severity],
    message: { text: message },
    locations: [locationOf(finding)],
    ...(related.length > 0 && {
      relatedLocations: related.map((place, id) => ({
        id,
        ...locationOf(place),
        message: { text: place.message },
      })),
    }),
    ...(fixes.length > 0 && {
      fixes: fixes.map(({ title, edits }) => ({
        description: { text: title },
        artifactChanges: [
          {
            artifactLocation: artifactOf(finding.file),
            replacements: edits.map((edit) => ({
              deletedRegion: regionOf({ ...finding, ...edit }),
              insertedContent: { text: edit.newText },
            })),
          },
        ],
      })),
    }),
  };
}

type Place = Pick<ReportedFinding, "file" | "source" | "start" | "end">;

function locationOf(place: Place): Location {
  return { physicalLocation: { artifactLocation: artifactOf(place.file), region: regionOf(place) } };
}

function regionOf(place: Place): Region {
  const range = rangeOf(place);
  const start = oneBased(range.start);
  const end = oneBased(range.end);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** Relative paths stay relative, so that the log means the same in every checkout. */
function artifactOf(file: string): ArtifactLocation {
  const path = file.replaceAll("\\", "/");
  const uri = path.split("/").map(encodeURIComponent).join("/");
  return { uri: path.startsWith("/") ? `file://${uri}` : uri };
}
