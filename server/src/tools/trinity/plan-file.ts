/** Plans and reports as texts in files, on the way between the editor and the program in the terminal. */
import type { TrinityPlan, TrinityReport } from "../../contract/trinity";

/** Reads a plan; a text says what is wrong with it. */
export function parsePlan(text: string): TrinityPlan | string {
  const plan = parseObject(text) as Partial<TrinityPlan> | undefined;
  const isPlan = Array.isArray(plan?.identities) && typeof plan.port === "number";
  return isPlan && plan.identities.length > 0 ? (plan as TrinityPlan) : "holds no plan of a check";
}

/** Reads a report; undefined when it is none, as where the program was ended. */
export function parseReport(text: string): TrinityReport | undefined {
  const report = parseObject(text) as Partial<TrinityReport> | undefined;
  return Array.isArray(report?.results) && report.results.length > 0 ? (report as TrinityReport) : undefined;
}

function parseObject(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
