/** What the installed Postfix says of itself. */
import { askPostfix } from "../../server/src/analysis/host";
import type { PostfixFacts } from "../../server/src/analysis/model/postfix-facts";
import { nodeExec } from "../../server/src/node/exec";
import { readMachine } from "../../server/src/node/machine";

/** Asks it. @throws Error when it does not answer */
export async function installedFacts(): Promise<PostfixFacts> {
  const answer = await askPostfix(nodeExec, readMachine(), { timeout: 20_000 });
  if (!("facts" in answer)) throw new Error(answer.reason);
  return answer.facts;
}
