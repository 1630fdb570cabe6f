// Names that a database client does not know.
import { unknownClientSetting } from "../../../../server/src/analysis/rules/keys/unknown-client-setting";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(unknownClientSetting, {
  valid: [
    "-- t.mysql --\nuser = a\nquery = b\nmy_own = c\n# qeury = d\nqeury\n",
    // Nobody knows which client reads the file.
    "-- t.database --\nqeury = a\n",
  ],
  invalid: [
    {
      code: "-- t.mysql --\n«qeury» = a\n",
      message: "typo",
      data: { candidate: "query" },
      fixed: "query = a\n",
    },
    { code: "-- t.ldap --\n«serch_base» = a\n", message: "typo", fixed: "search_base = a\n" },
  ],
});
