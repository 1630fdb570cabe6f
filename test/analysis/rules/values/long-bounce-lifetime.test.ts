// Bounces that may stay for longer than mail.
import { longBounceLifetime } from "../../../../server/src/analysis/rules/values/long-bounce-lifetime";
import { ruleTester } from "../../../support/rule-tester";

ruleTester(longBounceLifetime, {
  valid: [
    "maximal_queue_lifetime = 7d\n",
    "maximal_queue_lifetime = 1d\nbounce_queue_lifetime = 24h\n",
    "maximal_queue_lifetime = 2\nbounce_queue_lifetime = $maximal_queue_lifetime\n",
    "bounce_queue_lifetime = 5\n",
    // Other findings, or nobody knows.
    "maximal_queue_lifetime = 1 d\n",
    "maximal_queue_lifetime = {{ a }}\nbounce_queue_lifetime = $unknown\n",
    "-- master.cf --\nqmgr unix n - n 300 1 qmgr -o maximal_queue_lifetime=1d\n",
  ],
  invalid: [
    {
      code: "maximal_queue_lifetime = «1d»\n",
      message: "longer",
      data: { bounces: "5 days", mail: "1 day" },
    },
    {
      code: "maximal_queue_lifetime = 6h\nbounce_queue_lifetime = «1»\n",
      message: "longer",
      data: { bounces: "1 day", mail: "6 hours" },
      fixed: "maximal_queue_lifetime = 6h\nbounce_queue_lifetime = 6h\n",
    },
    { code: "bounce_queue_lifetime = «6d»\n", message: "longer", fixed: "bounce_queue_lifetime = 5d\n" },
  ],
});
