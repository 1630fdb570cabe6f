/** All checks. */
import type { TrinityCheck } from "../../../contract/trinity";
import type { Observations } from "../observations";
import { ADDRESS_CHECKS } from "./addresses";
import { type Check, checked } from "./check";
import { DOMAIN_CHECKS } from "./domain";
import { GREETING_CHECKS } from "./greeting";
import { PTR_CHECKS } from "./ptr";
import { TLS_CHECKS } from "./tls";

/** In the order of the report. */
export const CHECKS: readonly Check[] = [
  ...ADDRESS_CHECKS,
  ...PTR_CHECKS,
  ...GREETING_CHECKS,
  ...TLS_CHECKS,
  ...DOMAIN_CHECKS,
];

/** What others see of the relay and not of this server, where there is one. */
const OF_SENDER: ReadonlySet<string> = new Set(["public-address", "ptr", "forward-confirmed", "ehlo"]);

/** Runs all checks over what was seen. */
export function checkAll(seen: Observations): TrinityCheck[] {
  const checks = CHECKS.map((check) => checked(check, seen));
  if (seen.identity.relay === null) return checks;
  // It is the relay that others talk to: what is wrong here, it alone sees.
  return checks.map((check) =>
    OF_SENDER.has(check.id) && check.verdict === "fail"
      ? { ...check, verdict: "warning", why: `Only the relay sees this. ${check.why}` }
      : check,
  );
}
