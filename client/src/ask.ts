/** How the server is asked. Undefined as an answer: there is nothing, or the server has failed, and said so in its log. */

/** The part of a language client that is needed for it. */
export interface Asked {
  sendRequest<Answer>(method: string, params?: unknown): Promise<Answer>;
}

/** A request as a function. */
export function asker(connection: Asked) {
  return <Params, Answer>(method: string) =>
    async (params: Params): Promise<Answer | undefined> =>
      (await connection.sendRequest<Answer | null>(method, params)) ?? undefined;
}
