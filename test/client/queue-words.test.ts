// What the tree of the mail queue says: numbers, times, texts from mail that cannot hide anything, tooltips.
import { describe, expect, it } from "vitest";
import {
  badgeText,
  commandLink,
  conditionOf,
  counted,
  dayOf,
  explanationParts,
  groupDescription,
  groupIcon,
  groupKind,
  messageDescription,
  messageKind,
  messageSummary,
  moreText,
  plainMarkdown,
  recipientSummary,
  SEARCH_SYNTAX,
  searchNote,
  searchValue,
  sizeText,
  timeText,
  viewDescription,
  viewMessage,
  visible,
} from "../../client/src/views/queue-words";
import type { QueueExplanation, QueueMessageNode, QueueState } from "../../server/src/contract/queue";

const NOW = new Date(2026, 10, 24, 22, 0);
const at = (year: number, month: number, day: number, hour: number, minute: number) =>
  new Date(year, month - 1, day, hour, minute).getTime() / 1000;

const MESSAGE: QueueMessageNode = {
  id: "4XyZaB1cDe2fG",
  queue: "deferred",
  sender: "alice@example.com",
  arrival: at(2026, 11, 24, 20, 43),
  size: 3500,
  isExpired: false,
  recipients: 3,
  firstRecipient: "bob@example.org",
  firstReason: "connect to mx.example.org[192.0.2.1]:25: Connection refused",
};

const GROUP = {
  key: "deferred",
  label: "deferred",
  messages: 12,
  bytes: 34_816,
  oldest: at(2026, 11, 3, 9, 5),
};

const STATE: QueueState = {
  problem: null,
  count: 12,
  bytes: 34_816,
  changed: true,
  remarks: [],
  canExpire: true,
};

const ALL = { found: 12, problem: "" };

describe("texts from mail", () => {
  it.each([
    ["a\r\nb", "a\ufffd\ufffdb"],
    ["a\u0000\u001b[31mb\u007f\u0085", "a\ufffd\ufffd[31mb\ufffd\ufffd"],
    ["\u202egro.elpmaxe\u2066\u200f\u2028", "\ufffdgro.elpmaxe\ufffd\ufffd\ufffd"],
    ["bücher@例え.example 😀", "bücher@例え.example 😀"],
  ])("%j", (text, shown) => {
    expect(visible(text)).toBe(shown);
  });
});

describe("numbers and sizes", () => {
  it.each([
    [0, "0 bytes"],
    [1, "1 byte"],
    [1023, "1,023 bytes"],
    [1024, "1 KB"],
    [1536, "1.5 KB"],
    [10_188, "9.9 KB"],
    [10_189, "10 KB"],
    [34_816, "34 KB"],
    [1_048_063, "1023 KB"],
    [1_048_064, "1 MB"],
    [5 * 1024 ** 4, "5 TB"],
    [5000 * 1024 ** 4, "5000 TB"],
  ])("%d is %s", (bytes, text) => {
    expect(sizeText(bytes)).toBe(text);
  });

  it("count", () => {
    expect([counted(0, "message"), counted(1, "message"), counted(100_000, "message")]).toEqual([
      "0 messages",
      "1 message",
      "100,000 messages",
    ]);
    expect(badgeText(1)).toBe("1 message in the mail queue");
  });

  it("say how many nodes come next", () => {
    expect([moreText(1234), moreText(7)]).toEqual(["Show 200 more (1,234 left)", "Show 7 more (7 left)"]);
  });
});

describe("times", () => {
  it.each([
    ["20:43", at(2026, 11, 24, 20, 43)],
    ["00:05", at(2026, 11, 24, 0, 5)],
    ["Nov 23 23:59", at(2026, 11, 23, 23, 59)],
    ["Jan 2 07:00", at(2026, 1, 2, 7, 0)],
    ["Dec 31 2025 07:00", at(2025, 12, 31, 7, 0)],
  ])("%s", (text, seconds) => {
    expect(timeText(seconds, NOW)).toBe(text);
  });

  it("are told otherwise on another day", () => {
    expect(dayOf(NOW)).toBe(dayOf(new Date(2026, 10, 24, 0, 0)));
    expect(dayOf(NOW)).not.toBe(dayOf(new Date(2026, 10, 25, 0, 0)));
    expect(dayOf(NOW)).not.toBe(dayOf(new Date(2026, 9, 24, 22, 0)));
  });
});

describe("nodes", () => {
  it("of groups", () => {
    expect(groupDescription(GROUP, NOW)).toBe("12 messages, 34 KB, oldest Nov 3 09:05");
    expect([groupKind("queue", GROUP), groupIcon("queue", GROUP)]).toEqual(["group.queue.deferred", "clock"]);
    expect([groupKind("reason", GROUP), groupIcon("reason", GROUP)]).toEqual(["group.reason", "info"]);
    expect(groupIcon("queue", { ...GROUP, label: "constructor" })).toBe("mail");
  });

  it("of messages", () => {
    const one = { ...MESSAGE, recipients: 1, isExpired: true, arrival: GROUP.oldest };
    expect(messageDescription(MESSAGE, NOW)).toBe("alice@example.com → bob@example.org (+2), 3.4 KB, 20:43");
    expect(messageDescription(one, NOW)).toBe(
      "alice@example.com → bob@example.org, 3.4 KB, Nov 3 09:05, expired",
    );
    expect(messageDescription({ ...MESSAGE, recipients: 0, sender: "a\nb" }, NOW)).toBe(
      "a\ufffdb, 3.4 KB, 20:43",
    );
    expect([messageKind(MESSAGE), messageKind(one)]).toEqual([
      "message.deferred",
      "message.deferred.expired",
    ]);
    expect(messageSummary(one, NOW)).toBe(
      "4XyZaB1cDe2fG in the deferred queue: alice@example.com → bob@example.org, 3.4 KB, Nov 3 09:05, expired. It is expired: its sender gets it back when it is tried next. connect to mx.example.org[192.0.2.1]:25: Connection refused",
    );
  });

  it("of recipients", () => {
    expect(recipientSummary({ address: "bob@example.org", reason: "" })).toBe("bob@example.org");
    expect(recipientSummary({ address: "bob@example.org", reason: "mail\tbox full" })).toBe(
      "bob@example.org: mail\ufffdbox full",
    );
  });
});

describe("the view", () => {
  it.each([
    ["listed", STATE, ALL],
    ["none-found", STATE, { found: 0, problem: "" }],
    ["problem", STATE, { found: 0, problem: "There is no key 'form'." }],
    ["empty", { ...STATE, count: 0 }, { found: 0, problem: "" }],
    ["untrusted", { ...STATE, problem: { kind: "untrusted", text: "x" } }, ALL],
    ["missing", { ...STATE, problem: { kind: "missing", text: "x" } }, ALL],
    ["problem", { ...STATE, problem: { kind: "denied", text: "x" } }, ALL],
    ["problem", { ...STATE, problem: { kind: "failed", text: "x" } }, ALL],
  ] as const)("is %s", (condition, state, found) => {
    expect(conditionOf(state, found)).toBe(condition);
  });

  it("says what is wrong, and what to know of the list", () => {
    expect([
      viewMessage(STATE, ALL),
      viewMessage({ ...STATE, remarks: ["Cut off.", "Old."] }, { found: 0, problem: "No key." }),
      viewMessage({ ...STATE, problem: { kind: "denied", text: "You may\nnot." } }, ALL),
      viewMessage({ ...STATE, problem: { kind: "missing", text: "Not there." } }, ALL),
    ]).toEqual([undefined, "No key. Cut off. Old.", "You may\ufffdnot.", undefined]);
  });

  it("says that there is nothing where it also has to say something of the list", () => {
    const cutOff = { ...STATE, remarks: ["Cut off."] };
    expect([
      viewMessage(cutOff, ALL),
      viewMessage(cutOff, { found: 0, problem: "" }),
      viewMessage({ ...cutOff, count: 0 }, { found: 0, problem: "" }),
      viewMessage(STATE, { found: 0, problem: "" }),
    ]).toEqual([
      "Cut off.",
      "The search finds none of the messages in the queue. Cut off.",
      "The queue is empty. Cut off.",
      undefined,
    ]);
  });

  it("says how somebody looks at it", () => {
    const view = { grouping: "queue", order: "oldest", search: "" } as const;
    expect([
      viewDescription(view, null, 12, null),
      viewDescription(
        { ...view, grouping: "recipient-domain", order: "largest" },
        "/etc/postfix-out",
        12,
        null,
      ),
      viewDescription({ ...view, search: "from:a" }, null, 1200, 3),
      viewDescription({ ...view, search: "from:a" }, null, 1200, null),
    ]).toEqual([
      "by queue",
      "/etc/postfix-out · by recipient domain · largest first",
      "from:a (3 of 1,200 found) · by queue",
      "from:a · by queue",
    ]);
  });
});

describe("searching", () => {
  it("says what is found while it is written, and how to search", () => {
    expect([
      searchNote({ found: 3, problem: "" }, 12),
      searchNote({ found: 0, problem: "No\nkey." }, 12),
    ]).toEqual([
      { prompt: `3 of 12 messages found. ${SEARCH_SYNTAX}`, problem: "" },
      { prompt: SEARCH_SYNTAX, problem: "No\ufffdkey." },
    ]);
  });

  it.each([
    ["example.org", "example.org"],
    ["bücher.example", "bücher.example"],
    ["MAILER-DAEMON", "MAILER-DAEMON"],
    ["", '""'],
    ["a b", '"a b"'],
    ["*.org", '"*.org"'],
    ["/x/", '"/x/"'],
    ['a"b\\', '"a\\"b\\\\"'],
    ["from:x", '"from:x"'],
  ])("%j is looked for as %s", (value, text) => {
    expect(searchValue(value)).toBe(text);
  });
});

const EXPLANATION: QueueExplanation = {
  address: "bob@example.org",
  reason: "said: 450 <try> [later](command:x)\r\nagain",
  text: "The server wants to be tried later.",
  parameters: [
    { name: "minimal_backoff_time", summary: "The shortest wait." },
    { name: "constructor", summary: "Not set anywhere." },
  ],
  relay: "mx.example.org",
  isAboutUs: true,
  transport: { name: "smtp", parameter: "relay_transport", place: null },
  places: { minimal_backoff_time: { uri: "file:///etc/postfix/main.cf", line: 3 } },
};

describe("tooltips", () => {
  it("lead to what decides, and take what comes from mail for text", () => {
    const shown = explanationParts(EXPLANATION).map((paragraph) =>
      paragraph.map((part) => (part.kind === "text" ? part.text : `{${part.text} ${part.command}}`)).join(""),
    );
    expect(shown).toEqual([
      "bob@example.org",
      "said: 450 <try> [later](command:x)\ufffd\ufffdagain",
      "The server wants to be tried later.",
      "{Check A – PTR – EHLO of This Server postfix.checkTrinity}",
      "{minimal_backoff_time postfix.openQueuePlace}: The shortest wait.",
      "constructor: Not set anywhere.",
      "Goes by the transport smtp, as relay_transport says.",
      "Was to go to the server mx.example.org  {Copy postfix.copyQueueRelay}  {Check Its A – PTR – EHLO postfix.checkTrinity}",
    ]);
  });

  it("say only what is known", () => {
    const bare = {
      ...EXPLANATION,
      reason: "",
      text: "",
      parameters: [],
      relay: null,
      isAboutUs: false,
      transport: null,
    };
    expect(explanationParts(bare)).toEqual([[{ kind: "text", text: "bob@example.org" }]]);
  });

  it("have links in which nothing is markup", () => {
    const link = commandLink("a](b) *c* <i>", "postfix.x", { uri: "file:///a(b)'!*" });
    expect(link).toBe(
      "[a\\]\\(b\\) \\*c\\* \\<i\\>](command:postfix.x?%5B%7B%22uri%22%3A%22file%3A%2F%2F%2Fa%28b%29%27%21%2A%22%7D%5D)",
    );
    const query = /\?(.*)\)$/.exec(link)?.[1] ?? "";
    expect(JSON.parse(decodeURIComponent(query))).toEqual([{ uri: "file:///a(b)'!*" }]);
  });
});

it("makes nothing but text of what comes from mail", () => {
  expect(plainMarkdown("ann@b.test www.x.test http://x [a](b) <b> grün # 1. `x`")).toBe(
    "ann&#64;b&#46;test www&#46;x&#46;test http&#58;&#47;&#47;x &#91;a&#93;&#40;b&#41; &#60;b&#62; grün &#35; 1&#46; &#96;x&#96;",
  );
});
