/** The corners and edges of the picture. */
import {
  type TrinityCheck,
  type TrinityCheckId,
  type TrinityTriangle,
  type TrinityVerdict,
  worstVerdict,
} from "../../contract/trinity";
import { isNamedByPtr, leadsHome, ownNames } from "./checks/seen";
import type { Observations } from "./observations";
import { found } from "./observe";

/** What the picture shows of what was seen. */
export function triangleOf(seen: Observations, checks: readonly TrinityCheck[]): TrinityTriangle {
  const verdictOf = (id: TrinityCheckId) => checks.find((check) => check.id === id)?.verdict ?? "skipped";
  const names = ownNames(seen);
  const addresses = seen.addresses.map(({ address }) => address);
  const named = seen.addresses.flatMap(({ ptr }) => found(ptr));
  return {
    a: { verdict: worstVerdict([verdictOf("a"), verdictOf("aaaa")]), values: addresses },
    ptr: { verdict: verdictOf("ptr"), values: [...new Set(named)] },
    ehlo: { verdict: verdictOf("ehlo"), values: names },
    aPtr: verdictOf("forward-confirmed"),
    // A name that differs from the PTR is allowed; one that leads nowhere is what the check of EHLO says.
    ptrEhlo: edge(
      names.map((name) => isNamedByPtr(seen, name)),
      "warning",
    ),
    ehloA: edge(
      names.map((name) => leadsHome(seen, name)),
      verdictOf("ehlo") === "fail" ? "fail" : "warning",
    ),
  };
}

function edge(holds: readonly (boolean | undefined)[], otherwise: TrinityVerdict): TrinityVerdict {
  if (holds.includes(false)) return otherwise;
  return holds.includes(true) ? "pass" : "skipped";
}
