/** What was found of A, PTR and EHLO, as text for a terminal. */
import {
  settingLine,
  type TrinityCheck,
  type TrinityIdentity,
  type TrinityReport,
  type TrinityResult,
  type TrinitySetting,
  type TrinityVerdict,
} from "../../contract/trinity";
import { count, printable, shellWords } from "../output";
import { wrap } from "../wrap";
import { columns, heading, labelled, MARKS, type TextOptions, verdictPainter } from "./layout";
import { triangleLines } from "./triangle";

const INDENTATION = "  ";
/** Of what is said of a check below its line. */
const DEEPER = "    ";

/** The results one below the other, and a summary. */
export function reportText(report: TrinityReport, options: TextOptions): string {
  const results = report.results.flatMap((result) => [...resultLines(result, options), ""]);
  return [...results, ...summaryLines(report, options)].map((line) => `${line}\n`).join("");
}

/** What is being done, in a line for standard error. */
export function progressLine(event: string, { colors, width }: TextOptions): string {
  const text = printable(event.trim().replace(/\s+/g, " "));
  const room = columns(width) - 1;
  return `${colors.dim(text.length > room ? `${text.slice(0, room - 1)}…` : text)}\n`;
}

function resultLines({ identity, checks, triangle }: TrinityResult, options: TextOptions): string[] {
  const titles = Math.max(0, ...checks.map(({ title }) => title.length));
  return [
    ...identityLines(identity, options),
    "",
    ...triangleLines(triangle, options),
    "",
    ...checks.flatMap((check, index) => [
      ...(index > 0 && needsHelp(checks[index - 1]!) ? [""] : []),
      ...checkLines(check, titles, options),
    ]),
  ];
}

function identityLines(identity: TrinityIdentity, options: TextOptions): string[] {
  const { name, unicodeName, addresses, domain, relay, notes } = identity;
  const { width } = options;
  const sources = addresses.map(({ address, source }) => `${address} (${source})`);
  return [
    ...heading(name === unicodeName ? name : `${unicodeName} (${name})`, options),
    ...labelled("Named by", originOf(identity), INDENTATION, width),
    ...labelled("Addresses", sources.join("\n") || "those of the name", INDENTATION, width),
    ...labelled("Domain", domain, INDENTATION, width),
    ...labelled("Relay", relay ?? "", INDENTATION, width),
    ...notes.flatMap((note) => labelled("Note", note, INDENTATION, width)),
  ];
}

function originOf({ parameter, services }: TrinityIdentity): string {
  if (parameter === null) return "the command";
  return services.length === 0 ? parameter : `${parameter}, for ${services.join(", ")}`;
}

/** Of the longest verdict. */
const VERDICT = "warning".length;
/** What the findings have to have beside the titles; else they stand below them. */
const ROOM = 28;

function checkLines(check: TrinityCheck, titles: number, options: TextOptions): string[] {
  const { verdict, title, found } = check;
  const width = columns(options.width);
  const head = `${MARKS[verdict]} ${verdict.padEnd(VERDICT)}`;
  const column = head.length + 2 + titles + 2;
  const isBeside = width - column >= ROOM;
  const indentation = isBeside ? " ".repeat(column) : DEEPER;
  const titled = `${head}  ${printable(title)}`;
  const lines = isBeside
    ? wrap(found, { width, first: titled.padEnd(column), others: indentation, breaksWords: true })
    : [titled, ...wrap(found, { width, first: indentation, others: indentation, breaksWords: true })];
  const paint = verdictPainter(verdict, options.colors);
  const [first = "", ...others] = lines.map((line) => line.trimEnd()).filter((line) => line !== "");
  return [
    paint(first.slice(0, head.length)) + first.slice(head.length),
    ...others,
    ...helpLines(check, options),
  ];
}

function needsHelp({ verdict }: TrinityCheck): boolean {
  return verdict === "fail" || verdict === "warning";
}

/** What to know and to do about a check that did not pass. */
function helpLines(check: TrinityCheck, { width, colors }: TextOptions): string[] {
  const { expected, why, remedy, records, settings } = check;
  if (!needsHelp(check)) return [];
  return [
    ...labelled("Expected", expected, DEEPER, width),
    ...labelled("Why", why, DEEPER, width),
    ...labelled("To do", remedy, DEEPER, width),
    ...toCopy("For the zone file:", records),
    ...places(settings).flatMap((place) =>
      toCopy(
        place === null ? "For main.cf:" : `For the service ${place}:`,
        settings.filter(({ service }) => service === place).map(settingText),
      ),
    ),
  ];

  /**
   * Lines to be copied stand at the very left and are never broken: both a
   * zone file and main.cf take a line that begins with a blank for a part of
   * the one above it.
   */
  function toCopy(label: string, lines: readonly string[]): string[] {
    return lines.length === 0 ? [] : [DEEPER + colors.dim(printable(label)), ...lines.map(printable)];
  }
}

/** Where settings go, main.cf first. */
function places(settings: readonly TrinitySetting[]): (string | null)[] {
  const services = settings.flatMap(({ service }) => (service === null ? [] : [service]));
  return [null, ...new Set(services)];
}

/** A line of main.cf, or the command that changes a service in master.cf. */
function settingText(setting: TrinitySetting): string {
  const { name, value, service } = setting;
  return service === null
    ? settingLine(setting)
    : shellWords(["postconf", "-P", `${service}/${name}=${value}`]);
}

function summaryLines({ results, servers, port }: TrinityReport, { width }: TextOptions): string[] {
  const verdicts = results.flatMap(({ checks }) => checks.map(({ verdict }) => verdict));
  const number = (wanted: TrinityVerdict) => verdicts.filter((verdict) => verdict === wanted).length;
  const counts = [
    count(number("fail"), "problem"),
    count(number("warning"), "warning"),
    `${number("pass")} passed`,
    `${number("skipped")} not run`,
  ];
  const asked = servers.length === 0 ? "no name server" : servers.join(", ");
  return wrap(`${counts.join(", ")}; asked: ${asked}; greeted at port ${port}`, {
    width: columns(width),
    first: "",
    others: INDENTATION,
    breaksWords: true,
  });
}
