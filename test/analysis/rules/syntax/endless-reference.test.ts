// Values that refer to themselves.
import { endlessReference } from "../../../../server/src/analysis/rules/syntax/endless-reference";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(endlessReference, {
  valid: [
    "myorigin = $mydomain\nmydomain = a\n",
    // A condition on a name looks at the value, but does not evaluate it.
    "stress = ${stress?no}\n",
    // Lines that do not count, and values in which nothing is expanded.
    "a = $a\na = b\n",
    "forward_path = $forward_path\n",
    // It only leads to a circle.
    "relayhost = a\nsmtpd_banner = $relayhost\n",
    "-- main.cf --\na = $b\n-- master.cf --\nx unix n n n - - y -o b=c\n",
  ],
  invalid: [
    { code: "forward_path = «$forward_path»\nmyorigin = $forward_path\n", message: "itself" },
    { code: "mynetworks = «$mynetworks, 10.0.0.0/8»\n", message: "itself", data: { name: "mynetworks" } },
    { code: "a = «x,\n  ${a}»\n", message: "itself" },
    {
      code: "a = «$b»\nb = «${c}»\nc = «${stress?{no}:$a}»\nd = $a\n",
      findings: [
        {
          message: "through",
          data: { path: "a → b → c → a" },
          related: ["main.cf:2: b", "main.cf:3: c"],
        },
        { message: "through", data: { path: "b → c → a → b" }, related: ["main.cf:3: c", "main.cf:1: a"] },
        { message: "through", data: { path: "c → a → b → c" }, related: ["main.cf:1: a", "main.cf:2: b"] },
      ],
    },
    // Through a default: fallback_relay is what smtp_fallback_relay is by default.
    {
      code: "fallback_relay = «$smtp_fallback_relay»\n",
      message: "through",
      data: { path: "fallback_relay → smtp_fallback_relay → fallback_relay" },
    },
    {
      code: "-- main.cf --\nmyorigin = $mydomain\nmydomain = a\n-- master.cf --\nx unix n n n - - y\n  -o mydomain=«$myorigin» -o a=$a -o a=b\n",
      message: "through",
      data: { name: "mydomain" },
      related: ["main.cf:1: myorigin"],
    },
    {
      code: "-- master.cf --\nx unix n n n - - y -o a=«$b» -o { b = «$a» }\n",
      findings: [
        { message: "through", related: ["master.cf:1: b"] },
        { message: "through", related: ["master.cf:1: a"] },
      ],
    },
  ],
});
