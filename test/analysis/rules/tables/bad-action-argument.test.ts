// Actions without the argument that they need.
import { badActionArgument } from "../../../../server/src/analysis/rules/tables/bad-action-argument";
import { tableRuleTester } from "../../../support/table-rule-tester";

const HEADER = { uses: ["header_checks"] };
const ACCESS = { uses: ["check_sender_access"] };

tableRuleTester(badActionArgument, {
  valid: [
    {
      code: "-- t.pcre --\n/a/ FILTER smtp:\n/b/ REDIRECT a@b\n/c/ PREPEND X-A : b\n/d/ REPLACE X: $$\n/(e)/ REDIRECT $1\n/(f)/ PREPEND $1\n/g/ REJECT\n",
      ...HEADER,
    },
    { code: "-- t.pcre --\n/a/ PREPEND any text\n/b/ REPLACE x\n", uses: ["body_checks"] },
    {
      code: "-- t.pcre --\n/a/ 550 no\n/b/ 1234\n/c/ REJECT see http://a/b\n/d/ check_x, reject\n",
      ...ACCESS,
    },
    { code: "-- t.pcre --\n/a/ FILTER x\n", uses: ["transport_maps"] },
    { code: "-- t.pcre --\n/a/ FILTER x\n", uses: ["smtp_header_checks"] },
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/a/ FILTER «smtp»\n/b/ «filter»\n",
      ...HEADER,
      findings: [{ message: "transport" }, { message: "transport" }],
    },
    {
      code: "-- t.pcre --\n/a/ redirect «postmaster»\n/b/ «BCC»\n",
      ...HEADER,
      findings: [
        { message: "address", data: { action: "REDIRECT" } },
        { message: "address", data: { action: "BCC" } },
      ],
    },
    {
      code: "-- t.regexp --\n/a/ PREPEND «X-Spam yes»\n/b/ REPLACE «Two words: x»\n/c/ «PREPEND»\n",
      ...HEADER,
      findings: [
        { message: "header", data: { action: "PREPEND" } },
        { message: "header", data: { action: "REPLACE" } },
        { message: "text", data: { action: "PREPEND" } },
      ],
    },
    { code: "-- t.pcre --\n/a/ «REPLACE»\n", uses: ["smtp_body_checks"], message: "text" },
    {
      code: "-- t.cidr --\n192.0.2.1 «554»\n192.0.2.2 «PREPEND»\n192.0.2.3 check_client_access «hash:/etc/postfix/a»\n",
      uses: ["check_client_access"],
      findings: [{ message: "number", data: { code: "554" } }, { message: "header" }, { message: "table" }],
    },
  ],
});
