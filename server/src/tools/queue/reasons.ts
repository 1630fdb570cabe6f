export function explainReason(_reason: string): { text: string; parameters: string[] } | undefined {
  return undefined;
}
