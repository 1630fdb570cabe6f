// Settings of what programs say about themselves.
import { readOnlyParameter } from "../../../../server/src/analysis/rules/names/read-only-parameter";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(readOnlyParameter, {
  valid: ["syslog_name = $process_name\n", "Process_name = a\n", "process_name\n"],
  invalid: [
    { code: "«process_name» = a\n", message: "ignored", data: { name: "process_name" }, fixed: "" },
    {
      code: "service_name = a\n«service_name» = b\n«process_id» = 1\n",
      findings: [
        // Taking one of two lines away would leave the other.
        { message: "ignored" },
        { message: "ignored", fixed: "service_name = a\nservice_name = b\n" },
      ],
    },
    { code: "-- master.cf --\nx unix n n n - - y -o process_id=1 -o «process_id»=2\n", message: "ignored" },
  ],
});
