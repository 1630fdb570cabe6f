// Patterns for headers that match anywhere.
import { unanchoredHeader } from "../../../../server/src/analysis/rules/tables/unanchored-header";
import { tableRuleTester } from "../../../support/table-rule-tester";

const HEADER = { uses: ["header_checks"] };

tableRuleTester(unanchoredHeader, {
  valid: [
    { code: "-- t.pcre --\n/^To: x/ x\n/mailto:/ x\n/viagra/ x\n/(To|Cc): x/ x\n/To: x/z x\n", ...HEADER },
    { code: "-- t.pcre --\n/Subject: x/ x\n", uses: ["body_checks"] },
    "-- t.pcre --\n/Subject: x/ x\n",
    { code: "-- t.pcre --\n/Subject: x/ x\n", uses: ["header_checks", "body_checks"] },
  ],
  invalid: [
    {
      code: "-- t.pcre --\nif /«subject:» x/\n!/«X-Spam-Flag:»/ x\nendif\n",
      uses: ["header_checks", "smtp_header_checks"],
      findings: [
        {
          message: "anywhere",
          data: { name: "subject:" },
          fixed: "if /^subject: x/\n!/X-Spam-Flag:/ x\nendif\n",
        },
        { message: "anywhere", fixed: "if /subject: x/\n!/^X-Spam-Flag:/ x\nendif\n" },
      ],
    },
  ],
});
