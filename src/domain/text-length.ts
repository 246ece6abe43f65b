/** Characters as people count them: code points, ends trimmed. */
export function textLength(text: string): number {
  return [...text.trim()].length;
}

/**
 * Why a text's length will not do, as a sentence for the person who wrote it, or null.
 * @param purpose what the least length is for: "so that ..."
 */
export function textFault(text: string, limits: { min: number; max: number }, purpose: string): string | null {
  const length = textLength(text);
  if (length < limits.min) return `Too short: ${length} characters. Write at least ${limits.min}, ${purpose}.`;
  if (length > limits.max) return `Too long: ${length} characters. Keep it to ${limits.max}.`;
  return null;
}
