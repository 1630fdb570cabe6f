// The page of queue ages: nothing from mail is markup in it, every cell says what it is, and colours follow the numbers.
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  agesBody,
  agesProblem,
  cellSearch,
  DEEPEST,
  heatOf,
  type ShownAges,
  spanLabels,
  spanWords,
} from "../../client/src/views/queue-ages";

const ENDS = [5, 10, 20, 40, 80, 160, 320, 640, 1280];

const SHOWN: ShownAges = {
  ages: {
    ends: [5, 10],
    total: { domain: "TOTAL", total: 1313, counts: [1, 12, 1300] },
    rows: [
      { domain: "example.org", total: 1312, counts: [0, 12, 1300] },
      { domain: 'x<script>"&\u202e', total: 1, counts: [1, 0, 0] },
    ],
    domains: 2,
    problem: "",
  },
  by: "recipient-domain",
  search: "",
};

/** What is read aloud of the cells, in their order. */
function labels(body: string): (string | undefined)[] {
  return [...body.matchAll(/<g role="(?:rowheader|gridcell)"[^>]* aria-label="([^"]*)"/g)].map(
    ([, label]) => label,
  );
}

describe("the page", () => {
  it("has neither styles nor handlers of its own in any element", () => {
    expect(agesBody(SHOWN)).not.toMatch(/<[^>]*\s(style|on\w+)=/);
  });

  it("has a class for each depth of colour", () => {
    const style = readFileSync(new URL("../../client/media/queue-ages.css", import.meta.url), "utf8");
    const classes = [...style.matchAll(/^\.heat-(\d+) /gm)].map(([, heat]) => Number(heat));
    expect(classes).toEqual(Array.from({ length: DEEPEST }, (_, index) => index + 1));
  });
});

describe("the grid", () => {
  const body = agesBody(SHOWN);

  it("says of each cell what it is", () => {
    expect(labels(body)).toEqual([
      "All domains: 1,313 recipients",
      "All domains, in total: 1,313 recipients",
      "All domains, less than 5 minutes: 1 recipient",
      "All domains, 5 to 10 minutes: 12 recipients",
      "All domains, 10 minutes and more: 1,300 recipients",
      "example.org: 1,312 recipients",
      "example.org, in total: 1,312 recipients",
      "example.org, less than 5 minutes: 0 recipients",
      "example.org, 5 to 10 minutes: 12 recipients",
      "example.org, 10 minutes and more: 1,300 recipients",
      "x&lt;script&gt;&quot;&amp;\ufffd: 1 recipient",
      "x&lt;script&gt;&quot;&amp;\ufffd, in total: 1 recipient",
      "x&lt;script&gt;&quot;&amp;\ufffd, less than 5 minutes: 1 recipient",
      "x&lt;script&gt;&quot;&amp;\ufffd, 5 to 10 minutes: 0 recipients",
      "x&lt;script&gt;&quot;&amp;\ufffd, 10 minutes and more: 0 recipients",
    ]);
  });

  it("counts messages where rows are domains of senders", () => {
    expect(labels(agesBody({ ...SHOWN, by: "sender-domain" }))[8]).toBe(
      "example.org, 5 to 10 minutes: 12 messages",
    );
  });

  it("takes no domain for markup", () => {
    expect(body).not.toContain("<script");
    expect(body).toContain('data-domain="x&lt;script&gt;&quot;&amp;\u202e"');
  });

  it("has one cell that the Tab key leads to, and rows of the same length", () => {
    expect(body.match(/tabindex="0"/g)).toHaveLength(1);
    expect(body.match(/role="columnheader"/g)).toHaveLength(5);
    expect(body).toContain('aria-rowcount="4" aria-colcount="5"');
    expect(body.match(/role="row"/g)).toHaveLength(4);
  });

  it("is coloured by the numbers of domains, not by the total", () => {
    const heats = [...body.matchAll(/class="cell heat-(\d+)" tabindex/g)].map(([, heat]) => Number(heat));
    expect(heats).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 4, 10, 0, 0, 1, 0, 0]);
  });

  it("cuts what is too long, but says all of it", () => {
    const domain = `${"a".repeat(60)}.example`;
    const row = { domain, total: 1, counts: [1, 0, 0] };
    const long = agesBody({ ...SHOWN, ages: { ...SHOWN.ages, rows: [row] } });
    expect(long).toContain(`>…${"a".repeat(17)}.example</text>`);
    expect(long).toContain(`<title>${domain}: 1 recipient</title>`);
  });

  it("says which way it looks", () => {
    expect(body).toContain('data-by="recipient-domain" aria-pressed="true"');
    expect(body).toContain('data-by="sender-domain" aria-pressed="false"');
  });

  it("says what is left out, and what was looked for", () => {
    const cut = agesBody({ ...SHOWN, ages: { ...SHOWN.ages, domains: 1002 }, search: "from:<b>" });
    expect(cut).toContain(
      "<p>1,313 recipients, of what &#39;from:&lt;b&gt;&#39; finds, by how long ago the message came in. A column holds what has waited at least as long as it says, and not yet as long as the next one. The 2 domains with the most mail; 1,000 more are in the total only.</p>",
    );
  });
});

describe("without a grid", () => {
  const none = {
    ...SHOWN.ages,
    total: { domain: "TOTAL", total: 0, counts: [0, 0, 0] },
    rows: [],
    domains: 0,
  };

  it("says that nothing waits", () => {
    expect(agesBody({ ...SHOWN, ages: none })).toContain(
      "<p>The queue is empty: no mail is waiting to be delivered.</p>",
    );
  });

  it("says that nothing is found", () => {
    const body = agesBody({ ...SHOWN, ages: none, search: "<b>" });
    expect(body).toContain("<p>The search &#39;&lt;b&gt;&#39; finds none of the messages in the queue.</p>");
    expect(body).not.toContain('role="grid"');
  });

  it("says what is wrong", () => {
    expect(agesBody({ ...SHOWN, ages: { ...none, problem: "No key '<b>'." } })).toContain(
      "<p>No key &#39;&lt;b&gt;&#39;.</p>",
    );
    expect(agesProblem("<b>")).toBe("<h1>Queue Ages</h1>\n<p>&lt;b&gt;</p>");
  });
});

describe("colours", () => {
  it.each([
    [0, 100, 0],
    [-1, 100, 0],
    [1, 1, 1],
    [1, 1_000_000, 1],
    [3, 3, 5],
    [10, 10, 10],
    [10, 100, 6],
    [99, 100, 10],
    [100, 100, 10],
    [500, 100, 10],
    [1, 0, 1],
  ])("of %d where the most is %d: %d", (count, most, heat) => {
    expect(heatOf(count, most)).toBe(heat);
  });
});

describe("spans of ages", () => {
  it("are short in columns", () => {
    expect(spanLabels(ENDS)).toEqual([
      "< 5 min",
      "5 min",
      "10 min",
      "20 min",
      "40 min",
      "80 min",
      "2.7 h",
      "5.3 h",
      "11 h",
      "21 h +",
    ]);
  });

  it("are words where they are heard", () => {
    expect(spanWords([5, 10, 160, 1280, 5760])).toEqual([
      "less than 5 minutes",
      "5 to 10 minutes",
      "10 minutes to 2.7 hours",
      "2.7 to 21 hours",
      "21 hours to 4 days",
      "4 days and more",
    ]);
  });
});

describe("what a cell looks for", () => {
  it.each([
    [null, null, ""],
    ["example.org", null, "to-domain:example.org"],
    ["example.org", 0, "to-domain:example.org newer:5m"],
    ["example.org", 1, "to-domain:example.org older:5m newer:10m"],
    ["example.org", 2, "to-domain:example.org older:10m"],
    [null, 1, "older:5m newer:10m"],
    ["a b", null, 'to-domain:"a b"'],
  ])("%j, %j", (domain, span, search) => {
    expect(cellSearch(SHOWN, domain, span)).toBe(search);
  });

  it("adds to what was looked for", () => {
    const shown = { ...SHOWN, by: "sender-domain" as const, search: "queue:deferred" };
    expect(cellSearch(shown, "MAILER-DAEMON", 0)).toBe("queue:deferred from-domain:MAILER-DAEMON newer:5m");
    expect(cellSearch(shown, null, null)).toBe("queue:deferred");
  });
});
