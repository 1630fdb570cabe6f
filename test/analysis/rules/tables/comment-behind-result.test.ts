// Comments that are part of a result.
import { commentBehindResult } from "../../../../server/src/analysis/rules/tables/comment-behind-result";
import { tableRuleTester } from "../../../support/table-rule-tester";

const HEADER = { uses: ["header_checks"] };

tableRuleTester(commentBehindResult, {
  valid: [
    "-- t.pcre --\n# c\n/a/ REJECT code #5 x#y\n/#b/ x\n/a#/ http://a/#b\n",
    { code: "-- t.pcre --\n/a/ IGNORE # all of it\n", ...HEADER },
    { code: "-- t.cidr --\n192.0.2.1 permit # known\n", uses: ["postscreen_access_list"] },
    "-- t.cidr --\n192.0.2.1 x\n# c\n  # d\n",
  ],
  invalid: [
    {
      code: "-- t.pcre --\n/a/ REJECT no  «# since Monday»\r\n",
      ...HEADER,
      message: "part",
      fixed: "# since Monday\r\n/a/ REJECT no\r\n",
    },
    { code: "-- t.regexp --\n/a/ b@c «#old»\n", message: "part", fixed: "#old\n/a/ b@c\n" },
    {
      code: "-- t.pcre --\n/a/ «# nothing»\n/b/ x «#and\n  y»\n",
      findings: [{ message: "part" }, { message: "part" }],
    },
    {
      code: "-- t.cidr --\n192.0.2.1 OK «# x»",
      uses: ["check_client_access", "mynetworks", "transport_maps", "postscreen_access_list"],
      message: "part",
      fixed: "# x\n192.0.2.1 OK",
    },
  ],
});
