/** Trying a user's regular expression, on a thread that may be ended: nobody knows how slow it is. */

/** Plain data: it crosses to another thread. */
export interface ExpressionJob {
  readonly kind: "expression";
  readonly source: string;
  readonly texts: readonly string[];
}

/** The texts that the expression matches, capital letters aside. @throws SyntaxError for what is no expression */
export function runExpressionJob({
  source,
  texts,
}: Pick<ExpressionJob, "source" | "texts">): readonly string[] {
  const expression = new RegExp(source, "iu");
  return texts.filter((text) => expression.test(text));
}
