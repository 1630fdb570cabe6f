// Rules that take out every Received header.
import { removedReceived } from "../../../../server/src/analysis/rules/tables/removed-received";
import { tableRuleTester } from "../../../support/table-rule-tester";

const HEADER = { uses: ["header_checks"] };

tableRuleTester(removedReceived, {
  valid: [
    {
      code: "-- t.pcre --\n/^Received: from 10\\./ IGNORE\n/^Received:/ WARN\n!/^Received:/ IGNORE\n",
      ...HEADER,
    },
    { code: "-- t.pcre --\nif /Authenticated/\n/^Received:/ IGNORE\nendif\n", ...HEADER },
    { code: "-- t.pcre --\n/^Received:/ IGNORE\n", uses: ["smtp_header_checks"] },
    "-- t.pcre --\n/^Received:/ IGNORE\n",
    "-- msa_header_checks.pcre --\n/^Received:/ IGNORE\n",
    { code: "-- t.pcre --\n/^Received-SPF:/ IGNORE\n", ...HEADER },
  ],
  invalid: [
    {
      code: "-- t.regexp --\n«/^Received:.*/» IGNORE\n",
      ...HEADER,
      message: "every",
    },
    { code: "-- header_checks.pcre --\n«/^received:\\s*/i» strip hidden\n", message: "every" },
  ],
});
