type Parsed = { readonly ok: true; readonly value: unknown } | { readonly ok: false };

/** Parses a model's JSON answer, with or without a Markdown fence around it. */
export function parseJsonAnswer(text: string): Parsed {
  const fenced = /^\s*```(?:json)?\s*\n([\s\S]*?)\n?\s*```\s*$/i.exec(text);
  try {
    return { ok: true, value: JSON.parse(fenced?.[1] ?? text) as unknown };
  } catch {
    return { ok: false };
  }
}
