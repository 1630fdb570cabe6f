// Results that are no actions where the table is used.
import { unknownAction } from "../../../../server/src/analysis/rules/tables/unknown-action";
import { tableRuleTester } from "../../../support/table-rule-tester";

const HEADER = { uses: ["header_checks"] };
const ACCESS = { uses: ["check_sender_access"] };

tableRuleTester(unknownAction, {
  valid: [
    {
      code: "-- t.pcre --\n/a/ reject x\n/b/ DUNNO\n/(c)/ $1 x\n/d/ Bcc a@b\n/e/ PASS\n/f/ STRIP\n/g/\n",
      ...HEADER,
    },
    { code: "-- t.regexp --\n/a/ REPLACE X: y\n/b/ OK\n", uses: ["smtp_header_checks"] },
    { code: "-- t.pcre --\n/a/ smtp:[b]\n", uses: ["transport_maps"] },
    // Nobody knows what it is for.
    "-- t.pcre --\n/a/ REJCT\n",
    "-- notes.pcre --\n/a/ nonsense\n",
    // A rule that is skipped has no result.
    { code: "-- t.pcre --\n/a/z REJCT\n/(/ REJCT\nif /a/ REJCT\nendif\n", ...HEADER },
    {
      code: "-- t.pcre --\n/a/ 550 no\n/b/ 12345\n/c/ permit_mynetworks, reject\n/d/ strict\n/e/ RELAY\n/f/ permit\n/g/ REJECT, x\n/h/ deny\n",
      ...ACCESS,
    },
    {
      code: "-- t.cidr --\n192.0.2.1 permit\n192.0.2.2 reject, x\n192.0.2.3 dunno,\n",
      uses: ["postscreen_access_list"],
    },
    { code: "-- t.pcre --\n/a/ BCC a@b\n", version: "2.11", ...ACCESS },
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/a/ «REJCT» x\n/b/ «deny»\n/c/ «PREPENDD» X: y\n",
      ...HEADER,
      findings: [
        {
          message: "typo",
          data: { word: "REJCT", use: "header_checks", candidates: "'REJECT'" },
          fixed: "/a/ REJECT x\n/b/ deny\n/c/ PREPENDD X: y\n",
        },
        {
          message: "typo",
          data: { candidates: "'REJECT'" },
          fixed: "/a/ REJCT x\n/b/ REJECT\n/c/ PREPENDD X: y\n",
        },
        { message: "typo", fixed: "/a/ REJCT x\n/b/ deny\n/c/ PREPEND X: y\n" },
      ],
    },
    // The name of the file tells what the table is for.
    {
      code: "-- my_body_checks.pcre --\n/a/ «550» x\n",
      message: "unknown",
      data: {
        word: "550",
        use: "my_body_checks",
        candidates:
          "BCC, DISCARD, DUNNO, FILTER, HOLD, IGNORE, INFO, OK, PASS, PREPEND, REDIRECT, REJECT, REPLACE, STRIP and WARN",
      },
    },
    {
      code: "-- t.regexp --\n/a/ «reject»\n",
      uses: ["smtp_header_checks"],
      message: "not-here",
      data: { word: "reject", use: "smtp_header_checks" },
    },
    {
      code: "-- t.pcre --\n/a/ «PASS»\n",
      uses: ["header_checks", "milter_header_checks"],
      message: "not-here",
      data: { use: "milter_header_checks" },
    },
    {
      code: "-- t.pcre --\n/a/ «STRIP»\n",
      version: "3.1",
      ...HEADER,
      message: "too-new",
      data: { word: "STRIP", since: "3.2", version: "3.1" },
    },
    {
      code: "-- t.pcre --\n/a/ «REJCT» x\n/b/ «DENY»\n/c/ «defer_if_permitt»\n",
      uses: ["smtpd_sender_restrictions"],
      findings: [
        {
          message: "access",
          data: { word: "REJCT", candidates: "'REJECT'" },
          fixed: "/a/ REJECT x\n/b/ DENY\n/c/ defer_if_permitt\n",
        },
        { message: "access", fixed: "/a/ REJCT x\n/b/ REJECT\n/c/ defer_if_permitt\n" },
        { message: "access", fixed: "/a/ REJCT x\n/b/ DENY\n/c/ DEFER_IF_PERMIT\n" },
      ],
    },
    {
      code: "-- postscreen_access.cidr --\n192.0.2.1 «OK»\n192.0.2.2 «550» no\n",
      findings: [
        { message: "access-list", data: { word: "OK", candidates: "'permit', 'reject' or 'dunno'" } },
        { message: "access-list" },
      ],
    },
  ],
});
