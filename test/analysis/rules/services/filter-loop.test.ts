// Services that give mail back to the filter it came from.
import { filterLoop } from "../../../../server/src/analysis/rules/services/filter-loop";
import { ruleTester } from "../../../support/rule-tester";

const config = (main: string, master: string) => `-- main.cf --\n${main}-- master.cf --\n${master}`;
const FILTER = "content_filter = scan:[127.0.0.1]:10024\n";

ruleTester(filterLoop, {
  valid: [
    config(FILTER, "127.0.0.1:10025 inet n - n - - smtpd\n  -o content_filter=\n"),
    config(
      FILTER,
      "smtp inet n - n - - smtpd\n127.0.0.1:10587 inet n - n - - smtpd\n10025 inet n - n - - smtpd\n",
    ),
    config("content_filter = scan:[192.0.2.1]:10024\n", "127.0.0.1:10025 inet n - n - - smtpd\n"),
    config("content_filter = scan:dummy\n", "127.0.0.1:10025 inet n - n - - smtpd\n"),
    config(FILTER, "127.0.0.1:10025 inet n - n - - mine\n127.0.0.1:10025 unix n - n - - smtpd\n"),
    config("", "127.0.0.1:10025 inet n - n - - smtpd\n"),
  ],
  invalid: [
    {
      code: config(FILTER, "«127.0.0.1:10025» inet n - n - - smtpd\n    -o mynetworks=127.0.0.0/8\n# end\n"),
      message: "loop",
      data: { name: "content_filter", filter: "scan:[127.0.0.1]:10024" },
      fixed:
        "127.0.0.1:10025 inet n - n - - smtpd\n    -o mynetworks=127.0.0.0/8\n    -o content_filter=\n# end\n",
    },
    {
      code: config("smtpd_proxy_filter = localhost:10025\n", "«[::1]:10026» inet n - n - - smtpd\n"),
      message: "loop",
      data: { name: "smtpd_proxy_filter" },
      fixed: "[::1]:10026 inet n - n - - smtpd\n  -o smtpd_proxy_filter=\n",
    },
    {
      code: "-- master.cf --\n«localhost:10025» inet n - n - - smtpd -o { content_filter = scan:[127.0.0.1]:10024 } -v\n",
      message: "loop",
      fixed: "localhost:10025 inet n - n - - smtpd -o { content_filter =  } -v\n",
    },
  ],
});
