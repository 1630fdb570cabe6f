/** What is looked for in a queue: how it is written, what it finds, and what is wrong with it. */
import { describe, expect, it } from "vitest";
import { runExpressionJob } from "../../../server/src/tools/queue/expression-job";
import { type FindMatches, find, parseSearch } from "../../../server/src/tools/queue/search";
import { messagesOf, NOW } from "../../support/fake-queue";

const MESSAGES = messagesOf(`
  deferred AAAA1 3d 500 ann@a.test -> bob@b.test: connect to b.test[192.0.2.1]:25: Connection refused
  deferred AAAA2 2h 5000 MAILER-DAEMON -> ann@a.test: host a.test said: 450 Greylisted | cy@c.test
  hold AAAA3 90m 2000000 Ann@Sub.A.test -> "b ob"@b.test
  active AAAA4 3m 800 xann@a.test -> dan@d.test | eve@e.test: mail transport unavailable
  incoming AAAA5 1s 20 grün@bücher.test -> -x@d.test`);

const findMatches: FindMatches = async (source, texts) => new Set(runExpressionJob({ source, texts }));

async function found(search: string): Promise<string> {
  const parsed = parseSearch(search, NOW);
  if (typeof parsed === "string") return parsed;
  const messages = await find(MESSAGES, parsed, findMatches);
  return typeof messages === "string" ? messages : messages.map(({ id }) => id.at(-1)).join("");
}

describe("a search", () => {
  it.each([
    ["", "12345"],
    // Addresses are whole, capital letters aside.
    ["from:ann@a.test", "1"],
    ["from:ANN@A.TEST", "1"],
    ["to:ann@a.test", "2"],
    ["address:ann@a.test", "12"],
    ["from:ann", ""],
    ["from:*ann@a.test", "14"],
    ["from:ann@*", "13"],
    ["from:*", "12345"],
    ["from:a*n*@*test", "13"],
    // The whole of it, not twice the same part.
    ["from:ann@a.test*t", ""],
    ["from:@a.test", "14"],
    ["from:<>", "2"],
    ["from:mailer-daemon", "2"],
    ['to:"\\"b ob\\"@b.test"', "3"],
    ["to:-x@d.test", "5"],
    ["from:grün@bücher.test", "5"],
    ["domain:a.test", "124"],
    ["from-domain:a.test", "14"],
    ["to-domain:a.test", "2"],
    ["domain:*.a.test", "3"],
    ["domain:mailer-daemon", "2"],
    // Reasons are found by a part.
    ["reason:refused", "1"],
    ["reason:greylisted", "2"],
    ['reason:"connection REFUSED"', "1"],
    ["reason:connect*refused", "1"],
    ["reason:refused*connect", ""],
    ["queue:hold", "3"],
    ["id:AAAA4", "4"],
    ["older:2h", "12"],
    ["older:121m", "1"],
    ["newer:3m", "5"],
    ["newer:181s", "45"],
    ["older:1h newer:1d", "23"],
    ["older:1w", ""],
    ["larger:1M", "3"],
    ["larger:500", "234"],
    ["smaller:1k larger:100b", "14"],
    ["smaller:500", "5"],
    // All of it has to hold.
    ["from-domain:a.test queue:active", "4"],
    ["refused", "1"],
    ["b.test refused", "1"],
    ["transport unavailable", "4"],
    ['"transport unavailable"', "4"],
    ['"unavailable transport"', ""],
    ["aaaa3", "3"],
    ["from:/^ann@/", "13"],
    ["from:/^ANN@A/i", "1"],
    ['to:/^"b /', "3"],
    ["reason:/host .* said: 4\\d\\d/", "2"],
    ["/^-/", "5"],
    ["from:/ann/ to:/b/", "13"],
    // What is no key is a text.
    ["http://x", ""],
    ["said:", "2"],
  ])("%s finds %s", async (search, ids) => {
    expect(await found(search)).toBe(ids);
  });

  it.each([
    ["older:5", "'5' is no span of time such as 30m, 2h or 5d (s, m, h, d and w are the units)."],
    ["newer:soon", "'soon' is no span of time such as 30m, 2h or 5d (s, m, h, d and w are the units)."],
    ["larger:5x", "'5x' is no size such as 500, 20k or 5M (bytes, k, M and G)."],
    ["from:", "from needs something to look for."],
    ["to:/(/", "/(/ is no regular expression: Unterminated group."],
  ])("%s is refused with a reason", async (search, why) => {
    expect(await found(search)).toBe(why);
  });

  it("tells when an expression is too slow, whoever finds that out", async () => {
    const parsed = parseSearch("to:/x/", NOW);
    expect(await find(MESSAGES, parsed as object as [], async () => "/x/ is too slow.")).toBe(
      "/x/ is too slow.",
    );
  });

  it("takes no longer with many stars", async () => {
    const [message] = MESSAGES;
    const long = [{ ...message!, sender: "a".repeat(1_000) }];
    const parsed = parseSearch(`from:${"a*".repeat(200)}b`, NOW) as object as [];
    const started = Date.now();
    expect(await find(long, parsed, findMatches)).toEqual([]);
    expect(Date.now() - started).toBeLessThan(200);
  });
});
