// Transports and services that master.cf does not have.
import { unknownService } from "../../../../server/src/analysis/rules/services/unknown-service";
import { ruleTester } from "../../../support/rule-tester";

const SMTP = "smtp unix - - n - - smtp\n";
const QMGR = "qmgr unix n - n 300 1 qmgr\n";
const config = (main: string, master = SMTP) => `-- main.cf --\n${main}-- master.cf --\n${QMGR}${master}`;

ruleTester(unknownService, {
  valid: [
    "default_transport = nothing\n",
    config(
      "default_transport = smtp\nrelay_transport = smtp:[mx]:25\ncontent_filter =\nbest_mx_transport = :x\n",
    ),
    config("default_transport = $no_such_name\nlocal_transport = {{ transport }}\nfilter = nothing:here\n"),
    config("content_filter = none:x\ncontent_filter = smtp:x\n"),
    config("cleanup_service_name = mine\n", "mine unix n - n - 0 cleanup\n"),
    config(
      "address_verify_service_name = mine\nsmtpd_service_name = d\n",
      "mine unix - - n - 1 verify\nd pass - - n - - smtpd\n",
    ),
    config("relayhost = mx\n"),
    config("dnsblog_service_name = dnsblog\naddress_verify_relay_transport = $relay_transport\n"),
    `-- main.cf --\ndefault_transport = nothing\n-- master.cf --\n${SMTP}`,
  ],
  invalid: [
    {
      code: config("my = lmtp-x\nvirtual_transport = «$my»:unix:private/x\nmailbox_transport = «stmp»:x\n"),
      findings: [
        { message: "no-transport", data: { service: "lmtp-x", name: "virtual_transport", hint: "" } },
        {
          message: "no-transport",
          data: { service: "stmp", hint: " (did you mean 'smtp'?)" },
          fixed: "my = lmtp-x\nvirtual_transport = $my:unix:private/x\nmailbox_transport = smtp:x\n",
        },
      ],
    },
    {
      code: config(
        "",
        `${SMTP}25 inet n - n - - smtpd -o content_filter=«filter»:[127.0.0.1]:1 -o { best_mx_transport = «25» }\n`,
      ),
      findings: [
        { message: "no-transport", data: { service: "filter", name: "content_filter" } },
        { message: "no-delivery", data: { service: "25" } },
      ],
    },
    {
      code: config("default_transport = «out»\n", "out unix n - n - - smtp\n"),
      message: "no-delivery",
      data: { service: "out", name: "default_transport" },
    },
    {
      code: config(
        "cleanup_service_name = «mine»\nbounce_service_name = «none»\n",
        "mine unix - - n - 0 cleanup\n",
      ),
      findings: [
        { message: "no-socket", data: { service: "mine", place: "public" } },
        { message: "no-service", data: { service: "none", name: "bounce_service_name" } },
      ],
    },
  ],
});
