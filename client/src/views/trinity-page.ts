/** A report on A, PTR and EHLO as the text of a web page: the picture, and below it what it is made of. No VS Code here. */
import {
  settingLine,
  type TrinityCheck,
  type TrinityPicture,
  type TrinityReport,
  type TrinityResult,
  type TrinityVerdict,
} from "../../../server/src/contract/trinity";
import { problemsText, stampText } from "./trinity-words";
import { escaped, shownText } from "./web-page";

/** What the page shows. */
export interface ShownTrinity {
  readonly picture: TrinityPicture;
  /** Which result, from 0. */
  readonly index: number;
}

/** What can be copied of a check. */
export type CopiedPart = "records" | "settings";

/** The same symbols as in the picture. */
const SYMBOLS: Readonly<Record<TrinityVerdict, string>> = {
  pass: "✓",
  warning: "!",
  fail: "✕",
  skipped: "–",
};

/** The content of the page. */
export function trinityBody({ picture, index }: ShownTrinity): string {
  const { report, pictures } = picture;
  const result = report.results[index];
  if (result === undefined) return `<h1>${HEADING}</h1>\n<p>The check has no result.</p>`;
  return [
    `<h1>${HEADING}</h1>`,
    `<div class="bar">${switchOf(report, index)}${actions()}</div>`,
    `<p class="about">${shownText(aboutText(report))}</p>`,
    ...result.identity.notes.map((note) => `<p>${shownText(note)}</p>`),
    // The picture is the server's own, in which everything from elsewhere is text.
    `<div class="scroll">${pictures[index] ?? ""}</div>`,
    `<h2>Checks: ${shownText(problemsText([result]))}</h2>`,
    ...result.checks.map(checkOf),
  ].join("\n");
}

const HEADING = "A – PTR – EHLO (Trinity)";

function actions(): string {
  const button = (name: string, label: string) =>
    `<button type="button" data-action="${name}">${label}</button>`;
  return `<div class="actions">${button("again", "Check Again")}${button("svg", "Export SVG…")}${button("markdown", "Export Markdown…")}<span role="status" id="status"></span></div>`;
}

function switchOf({ results }: TrinityReport, index: number): string {
  if (results.length < 2) return "";
  const buttons = results.map(
    ({ identity }, number) =>
      `<button type="button" data-index="${number}" aria-pressed="${number === index}">${shownText(identity.unicodeName)}</button>`,
  );
  return `<div class="switch" role="group" aria-label="Names">${buttons.join("")}</div>`;
}

function aboutText({ time, servers, port }: TrinityReport): string {
  const asked = servers.length === 0 ? "" : ` Name servers: ${servers.join(", ")}.`;
  return `${stampText(time)}.${asked} Servers were greeted at port ${port}.`;
}

/** A check; what is not as it should be is unfolded. */
function checkOf(check: TrinityCheck, index: number): string {
  const { title, verdict, found, expected, why, remedy } = check;
  const isOpen = verdict === "fail" || verdict === "warning";
  const terms = [
    ["Found", found],
    ["Expected", expected],
    ["Why it matters", why],
    ["What to do", remedy],
  ].filter(([, text]) => text !== "");
  return [
    `<details class="check ${verdict}"${isOpen ? " open" : ""}>`,
    `<summary><span class="symbol" aria-hidden="true">${SYMBOLS[verdict]}</span><span class="title">${shownText(title)}</span><span class="verdict">${verdict}</span></summary>`,
    `<dl>${terms.map(([term, text]) => `<dt>${term}</dt><dd>${shownText(text!)}</dd>`).join("")}</dl>`,
    ...copyable(check, index, "records"),
    ...copyable(check, index, "settings"),
    "</details>",
  ].join("\n");
}

function copyable(check: TrinityCheck, index: number, part: CopiedPart): string[] {
  if (check[part].length === 0) return [];
  const label = part === "records" ? "Records for the zone" : "Settings";
  const lines =
    part === "records"
      ? check.records.map(shownText)
      : check.settings.map((setting) => {
          const place = setting.service === null ? "main.cf" : `master.cf, ${setting.service}`;
          return `${shownText(settingLine(setting))}  <span class="place">${shownText(place)}</span>`;
        });
  return [
    `<div class="copyable"><p>${label}</p>`,
    `<pre>${lines.join("\n")}</pre>`,
    `<button type="button" data-copy="${part}" data-check="${index}" aria-label="${escaped(`Copy: ${label.toLowerCase()}, `)}${shownText(check.title)}">Copy</button></div>`,
  ];
}

/** What a button copies; "" where there is nothing of the kind. */
export function copiedText(result: TrinityResult | undefined, check: number, part: CopiedPart): string {
  const { records = [], settings = [] } = result?.checks[check] ?? {};
  return (part === "records" ? records : settings.map(settingLine)).join("\n");
}
