/** What is asked of the server about A, PTR and EHLO. Undefined: the server has failed, and said so in its log. */
import {
  TRINITY_END_REQUEST,
  TRINITY_PLAN_REQUEST,
  TRINITY_START_REQUEST,
  type TrinityEndParams,
  type TrinityPicture,
  type TrinityPlanAnswer,
  type TrinityPlanParams,
  type TrinityStartAnswer,
  type TrinityStartParams,
} from "../../server/src/contract/trinity";
import { type Asked, asker } from "./ask";

/** A check, from its plan to its picture. */
export interface TrinityClient {
  plan(params: TrinityPlanParams): Promise<TrinityPlanAnswer | undefined>;
  start(params: TrinityStartParams): Promise<TrinityStartAnswer | undefined>;
  /** Undefined also where the program has left no report. */
  end(params: TrinityEndParams): Promise<TrinityPicture | undefined>;
}

/** Makes it on a connection. */
export function createTrinityClient(connection: Asked): TrinityClient {
  const ask = asker(connection);
  return {
    plan: ask(TRINITY_PLAN_REQUEST),
    start: ask(TRINITY_START_REQUEST),
    end: ask(TRINITY_END_REQUEST),
  };
}
