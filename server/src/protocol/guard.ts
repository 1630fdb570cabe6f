/** One guard around every handler: a failure is logged and answered with a value that harms nobody. */
import { type CancellationToken, LSPErrorCodes, ResponseError } from "vscode-languageserver";
import type { Logger } from "../ports/logger";

/** Runs request handlers. */
export interface Guard {
  /**
   * Makes a handler of `answer`. When the request was cancelled meanwhile the
   * answer says so; when `answer` throws, the log gets the reason and the
   * client gets `fallback`.
   */
  request<Params, Result>(
    name: string,
    fallback: Result,
    answer: (params: Params, token: CancellationToken) => Promise<Result> | Result,
  ): (params: Params, token: CancellationToken) => Promise<Result>;
  /** Makes a handler of something that answers nothing. */
  notification<Params>(
    name: string,
    act: (params: Params) => Promise<void> | void,
  ): (params: Params) => Promise<void>;
}

/** Makes a guard that reports to `logger`. */
export function createGuard(logger: Logger): Guard {
  const report = (name: string, error: unknown) =>
    logger.error(
      `${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  return {
    request(name, fallback, answer) {
      return async (params, token) => {
        let result = fallback;
        try {
          if (!token.isCancellationRequested) result = await answer(params, token);
        } catch (error) {
          report(name, error);
        }
        if (token.isCancellationRequested) throw cancelled();
        return result;
      };
    },
    notification(name, act) {
      return async (params) => {
        try {
          await act(params);
        } catch (error) {
          report(name, error);
        }
      };
    },
  };
}

function cancelled(): ResponseError<void> {
  return new ResponseError<void>(LSPErrorCodes.RequestCancelled, "Request cancelled");
}
