// Transports to pipe(8) that may get more recipients than the flags allow.
import { missingRecipientLimit } from "../../../../server/src/analysis/rules/services/missing-recipient-limit";
import { ruleTester } from "../../../support/rule-tester";

const DROP = "drop unix - n n - - pipe flags=DRhu user=vmail argv=/bin/drop ${recipient}\n";
const LIMIT = "drop_destination_recipient_limit";
const config = (main: string, master = DROP) => `-- main.cf --\n${main}-- master.cf --\n${master}`;

ruleTester(missingRecipientLimit, {
  valid: [
    config(`virtual_transport = drop\n${LIMIT} = 1\n`),
    config(`virtual_transport = drop:x\n${LIMIT} = $one\none = 1\n`),
    config("virtual_transport = drop\ndefault_destination_recipient_limit = 1\n"),
    config(`virtual_transport = drop\n${LIMIT} = $nothing\n`),
    config("mailbox_transport = drop\nfallback_transport = drop\n"),
    config("virtual_transport = drop\n", "drop unix - n n - - pipe flags=Rhu user=vmail argv=/bin/drop DO\n"),
    config("virtual_transport = lmtp\n", "lmtp unix - - n - - lmtp flags=DORX\n"),
    config("virtual_transport = other\n"),
  ],
  invalid: [
    {
      code: config("virtual_transport = «drop»:x\nmyhostname = mail.example.com\n"),
      message: "several",
      data: { service: "drop", flag: "D", limit: LIMIT, value: "50" },
      fixed: `virtual_transport = drop:x\n${LIMIT} = 1\nmyhostname = mail.example.com\n`,
    },
    {
      code: config(`local_transport = «drop»\n${LIMIT} = 2\n`),
      message: "several",
      data: { value: "2" },
    },
    {
      code: config("", `${DROP}smtp inet n - n - - smtpd -o content_filter=«drop»:\n`),
      message: "several",
    },
  ],
});
