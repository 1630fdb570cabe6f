// SQL tables that cannot be asked.
import { missingQuery } from "../../../../server/src/analysis/rules/keys/missing-query";
import { tableRuleTester } from "../../../support/table-rule-tester";

tableRuleTester(missingQuery, {
  valid: [
    "-- t.mysql --\nuser = a\nquery = b\n",
    "-- t.sqlite --\ntable = a\nselect_field = b\nwhere_field = c\n",
    "-- t.pgsql --\nselect_function = f\n",
    "-- t.ldap --\nserver_host = a\n",
    "-- t.mysql --\n# empty\n",
  ],
  invalid: [
    { code: "-- t.mysql --\n# c\n«user = a»\ndbname = b\n", message: "missing", data: { name: "table" } },
    {
      code: "-- t.sqlite --\n«table = a»\nselect_field = b\n",
      message: "missing",
      data: { name: "where_field" },
    },
  ],
});
