/** Checks A, PTR and EHLO of a server, and what hangs on them. */
import { printable } from "../../base/for-people";
import type { TrinityPlan, TrinityReport, TrinityResult } from "../../contract/trinity";
import { askingOnce } from "./asking-once";
import { checkAll } from "./checks/index";
import { type ObserveContext, observe } from "./observe";
import { triangleOf } from "./triangle";

/** Carries a plan out. Nothing is contacted but the name servers, and the servers of the identities. */
export async function runTrinity(plan: TrinityPlan, given: ObserveContext): Promise<TrinityReport> {
  const context = { ...given, resolver: askingOnce(given.resolver) };
  const results: TrinityResult[] = [];
  // One after the other: a server may count how often it is greeted at once.
  for (const identity of plan.identities) {
    const seen = await observe(identity, plan, context);
    const checks = checkAll(seen);
    results.push({ identity, checks, triangle: triangleOf(seen, checks) });
  }
  const report = { time: context.now, servers: context.resolver.servers, port: plan.port, results };
  return cleaned(report);
}

/** Text from name servers and servers must not steer what shows it. */
function cleaned<T>(value: T): T {
  if (typeof value === "string") return printable(value) as T;
  if (Array.isArray(value)) return value.map(cleaned) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, cleaned(part)])) as T;
}
