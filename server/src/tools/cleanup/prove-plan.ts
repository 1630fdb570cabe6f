/** The proof that a plan changes no value, in both voices: our own model, which made the plan, and the installed postconf. */
import type { PostfixFacts } from "../../analysis/model/postfix-facts";
import type { LanguageId } from "../../contract/languages";
import type { Exec } from "../../ports/exec";
import type { Scratch } from "../../ports/scratch";
import type { CleanupPlan, Difference } from "./plan";
import { type PostconfProof, type ProofFiles, proveByPostconf } from "./postconf-proof";
import { counted } from "./report";

/** What is to be proved, and by whom. */
export interface PlanProofRequest {
  readonly exec: Exec;
  readonly scratch: Scratch;
  /** Absolute path of the installed program; undefined to ask nobody but our own model. */
  readonly postconf: string | undefined;
  readonly facts: PostfixFacts;
  readonly plan: CleanupPlan;
  readonly before: ProofFiles;
  /** The text of a file as the bytes that it is written as. */
  encode(language: LanguageId, text: string): Uint8Array;
}

/** Who found what about the values before and after. */
export interface PlanProof {
  /** Empty when nothing changes. */
  readonly differences: readonly Difference[];
  /** In sentences, who says that nothing changes; empty when something does. */
  readonly text: string;
  /** In a clause, why the installed postconf, which was to be asked, does not know; undefined when all is well. */
  readonly failure?: string;
}

/** What a plan without differences amounts to. */
export const OWN_PROOF = "By postfix-ls's own model no value of any parameter or service changes";

/** Proves a plan. */
export async function provePlan(request: PlanProofRequest): Promise<PlanProof> {
  const { postconf, plan } = request;
  const { differences } = plan;
  if (differences.length > 0) return { differences, text: "" };
  if (postconf === undefined) return { differences, text: `${OWN_PROOF}; no postconf was asked.` };
  const result = await askPostconf(request, postconf);
  switch (result.kind) {
    case "differs":
      return { differences: result.differences, text: "" };
    case "unavailable":
      return { differences, text: `${OWN_PROOF}.`, failure: result.reason };
    case "proved": {
      const all = `${counted(result.parameters, "parameter")} and ${counted(result.services, "service")}`;
      return { differences, text: `${OWN_PROOF}, and the installed postconf says the same of ${all}.` };
    }
  }
}

async function askPostconf(request: PlanProofRequest, postconf: string): Promise<PostconfProof> {
  const { exec, scratch, facts, plan, before } = request;
  const removedOverrides = plan.entries.flatMap(({ service, name, isRemoved }) =>
    isRemoved && service !== undefined ? [{ service, name }] : [],
  );
  const after = filesAfter(request);
  const { consent } = plan;
  try {
    return await proveByPostconf({
      exec,
      scratch,
      postconf,
      facts,
      before,
      after,
      removedOverrides,
      consent,
    });
  } catch (error) {
    // No room for temporary files, or no right to make them.
    return { kind: "unavailable", reason: error instanceof Error ? error.message : String(error) };
  }
}

function filesAfter({ plan, before, encode }: PlanProofRequest): ProofFiles {
  const bytesOf = (language: LanguageId) => {
    const file = plan.files.find((each) => each.language === language);
    return file && encode(language, file.after);
  };
  return {
    main: bytesOf("postfix-main") ?? before.main,
    master: bytesOf("postfix-master") ?? before.master,
  };
}
