// Words that belong to no option of a service.
import { lostArguments } from "../../../../server/src/analysis/rules/services/lost-arguments";
import { ruleTester } from "../../../support/rule-tester";

const service = (text: string) => `smtp inet n - n - - smtpd${text}\n`;
const master = (text: string) => `-- master.cf --\n${service(text)}`;

ruleTester(lostArguments, {
  valid: [
    master(""),
    master(" -v -o a=b -oc=d -vo e= -o { f = g h } -m 5 --"),
    master("\n  -o a=b\n# comment\n  -o c=d # {{ template }}"),
    "-- master.cf --\np unix - n n - - pipe -o a=b flags=R user=x argv=/bin/y # $sender = {z}\n",
    "-- master.cf --\np unix - n n - - pipe -v flag user=x argv=/bin/y\n",
    "-- master.cf --\nlmtp unix - - n - - lmtp flags=DRX\n",
    "-- master.cf --\nx inet n - n - - myd a b -o c = d\n",
  ],
  invalid: [
    {
      code: master(" -o «relayhost = mx» -v"),
      message: "spaced",
      data: { words: "= mx", name: "relayhost", program: "smtpd" },
      fixed: [service(" -o relayhost=mx -v"), service(" -o { relayhost = mx } -v")],
    },
    {
      code: master(" -o «relayhost =mx» -o «content_filter= x:y»"),
      findings: [
        {
          message: "spaced",
          fixed: [
            service(" -o relayhost=mx -o content_filter= x:y"),
            service(" -o { relayhost =mx } -o content_filter= x:y"),
          ],
        },
        {
          message: "spaced",
          fixed: [
            service(" -o relayhost =mx -o content_filter=x:y"),
            service(" -o relayhost =mx -o { content_filter= x:y }"),
          ],
        },
      ],
    },
    {
      code: master("\n  -o smtpd_client_restrictions=permit_mynetworks,\n    «reject»\n  -o a=b"),
      message: "split",
      data: { words: "reject", name: "smtpd_client_restrictions" },
      fixed: [
        service("\n  -o { smtpd_client_restrictions=permit_mynetworks,\n    reject }\n  -o a=b"),
        service("\n  -o smtpd_client_restrictions=permit_mynetworks,reject\n  -o a=b"),
      ],
    },
    {
      code: master(" -oa=b «c»"),
      message: "split",
      fixed: service(" -o { a=b c }"),
    },
    {
      code: master(" -o a=b, «c»"),
      version: "2.11",
      message: "split",
      fixed: service(" -o a=b,c"),
    },
    { code: master(" -o a=b «c}»"), message: "split" },
    {
      code: master(" -o a=b «relayhost=mx» -o c=d"),
      message: "missing-option",
      data: { words: "relayhost=mx" },
      fixed: service(" -o a=b -o relayhost=mx -o c=d"),
    },
    {
      code: master(" «x» -o { a = b } «c» -v «-»"),
      findings: [{ message: "stray", data: { words: "x" } }, { message: "stray" }, { message: "stray" }],
    },
    { code: master(" -o a=b -- «-v x»"), message: "stray", data: { words: "-v x" } },
    {
      code: master("\n  -o a=b «# no -o more»\n  -o c=d"),
      message: "comment",
      data: { words: "# no -o more" },
      fixed: service("\n  -o a=b\n# no -o more\n  -o c=d"),
    },
    {
      code: master(" -o a=b, «c» «#d»"),
      findings: [
        { message: "split", fixed: [service(" -o { a=b, c } #d"), service(" -o a=b,c #d")] },
        { message: "comment", fixed: service(" -o a=b, c\n#d") },
      ],
    },
    {
      code: master(" -o«{ a = b }»"),
      message: "attached",
      fixed: service(" -o { a = b }"),
    },
    {
      code: "-- master.cf --\np unix - n n - - pipe -o a=b, «c» user=x argv=/bin/y\n",
      message: "split",
      fixed: [
        "p unix - n n - - pipe -o { a=b, c } user=x argv=/bin/y\n",
        "p unix - n n - - pipe -o a=b,c user=x argv=/bin/y\n",
      ],
    },
    { code: "-- master.cf --\nlmtp unix - - n - - lmtp «flags=DRX»\n", version: "3.4", message: "stray" },
  ],
});
