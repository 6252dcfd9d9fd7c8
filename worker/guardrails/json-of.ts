/** The object or array that a text is, if it is JSON. */
export function jsonOf(text: string): unknown {
  if (!/^\s{0,100}[{[]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
