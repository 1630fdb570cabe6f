// Limits of mailboxes that are too low for the mail that is taken.
import { smallMailboxLimit } from "../../../../server/src/analysis/rules/values/small-mailbox-limit";
import { ruleTester } from "../../../support/rule-tester";

const master = (main: string, program: string, options = "") =>
  `-- main.cf --\n${main}-- master.cf --\n${program} unix - n n - - ${program} ${options}\n`;
const VIRTUAL = "virtual_mailbox_domains = a.b\nmydestination =\n";

ruleTester(smallMailboxLimit, {
  valid: [
    "message_size_limit = 51200000\n",
    "message_size_limit = 104857600\nmailbox_size_limit = 104857600\n",
    "message_size_limit = 104857600\nmailbox_size_limit = 0\n",
    "message_size_limit = 0\nmailbox_size_limit = -1\n",
    { code: "message_size_limit = 0\n", version: "3.3" },
    // Other findings, or nobody knows.
    "message_size_limit = 100MB\nmailbox_size_limit = x\n",
    "message_size_limit = {{ limit }}\nmailbox_size_limit = $unknown\n",
    // Nobody delivers with this program.
    "message_size_limit = 104857600\nmydestination =\n",
    "message_size_limit = 104857600\nlocal_transport = lmtp:unix:a\n",
    master("message_size_limit = 104857600\n", "smtp"),
    `message_size_limit = 104857600\n${VIRTUAL}virtual_transport = lmtp:unix:a\n`,
    "message_size_limit = 104857600\nmailbox_size_limit = 0\nvirtual_mailbox_limit = 5\n",
    master("message_size_limit = 104857600\n", "local", "-o mailbox_size_limit=0"),
    "-- master.cf --\nsmtp inet n - y - - smtpd -o message_size_limit=104857600\n",
  ],
  invalid: [
    {
      code: "message_size_limit = «104857600»\n",
      message: "lower",
      data: { program: "local", limit: "mailbox_size_limit", mailbox: "51200000", message: "104857600" },
    },
    {
      code: "message_size_limit = 2000\nmailbox_size_limit = «1000»\n",
      message: "lower",
      fixed: [
        "message_size_limit = 2000\nmailbox_size_limit = 2000\n",
        "message_size_limit = 2000\nmailbox_size_limit = 0\n",
      ],
    },
    {
      code: "message_size_limit = 0\nmailbox_size_limit = «1000»\n",
      message: "unlimited",
      fixed: "message_size_limit = 0\nmailbox_size_limit = 0\n",
    },
    {
      code: "mailbox_size_limit = «5000000»\n",
      message: "lower",
      fixed: ["mailbox_size_limit = 10240000\n", "mailbox_size_limit = 0\n"],
    },
    { code: `message_size_limit = «104857600»\n${VIRTUAL}`, message: "lower", data: { program: "virtual" } },
    {
      code: master("message_size_limit = «104857600»\n", "local"),
      message: "lower",
      data: { program: "local" },
    },
  ],
});
