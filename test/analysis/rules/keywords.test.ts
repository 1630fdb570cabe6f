// Which words are keywords in a version.
import { describe, expect, it } from "vitest";
import {
  consequenceOf,
  keywordProblem,
  keywordsOf,
  takesKeywords,
} from "../../../server/src/analysis/rules/keywords";
import { factOf } from "../../../server/src/analysis/rules/value-types";
import { parseVersion } from "../../../server/src/knowledge/version";
import { factsFor } from "../../support/rule-tester";

const fact = (name: string) => factOf(name, factsFor({}))!;
const problem = (name: string, word: string, version = "3.11.6") =>
  keywordProblem(fact(name), word, parseVersion(version)!);

describe("keywords", () => {
  it("belong to parameters that take nothing else", () => {
    expect(["smtp_tls_security_level", "inet_protocols"].map((name) => takesKeywords(fact(name)))).toEqual([
      true,
      true,
    ]);
    expect(
      ["inet_interfaces", "hash_queue_names", "smtpd_tls_eecdh_grade", "biff"].map((name) =>
        takesKeywords(fact(name)),
      ),
    ).toEqual([false, false, false, false]);
  });

  it("are the whole value, or the words of a list", () => {
    expect(keywordsOf({ text: "a b", fact: fact("smtp_tls_security_level") })).toHaveLength(1);
    expect(keywordsOf({ text: "a, b", fact: fact("inet_protocols") }).map(({ text }) => text)).toEqual([
      "a",
      "b",
    ]);
  });

  it("may depend on case and version", () => {
    expect(problem("smtp_tls_security_level", "May")).toBeUndefined();
    expect(problem("inet_protocols", "ALL")).toEqual({ kind: "case", right: "all" });
    expect(problem("smtp_tls_security_level", "dane", "2.10")).toEqual({ kind: "too-new", since: "2.11" });
    expect(problem("internal_mail_filter_classes", "verify")).toBeUndefined();
    expect(problem("smtpd_tls_security_level", "secure")).toEqual({ kind: "taken-as", other: "encrypt" });
    expect(problem("smtp_tls_security_level", "encript")).toEqual({
      kind: "unknown",
      candidates: ["encrypt"],
    });
    expect(problem("smtp_tls_security_level", "dan", "2.10")).toEqual({ kind: "unknown", candidates: [] });
  });

  it("have consequences", () => {
    expect(
      [
        "smtpd_tls_security_level",
        "smtpd_tls_mandatory_ciphers",
        "milter_protocol",
        "milter_default_action",
        "smtp_tls_loglevel",
        "lmtp_discard_lhlo_keywords",
      ].map(consequenceOf),
    ).toEqual(["fatal", "no-tls", "no-filter", "deferred", "dropped", "skipped"]);
  });
});
