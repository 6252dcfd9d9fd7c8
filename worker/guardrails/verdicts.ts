import type { Action, Finding, Span, Verdict } from './guardrail.ts';

/** Findings grow with the text; whoever reads them needs no more than these. */
const MOST_SPANS = 20;

export const PASS: Verdict = { kind: 'pass', score: 0 };

/** A verdict that flags or blocks, as the task says. */
export function found(
  action: Action,
  reason: string,
  explanation: string,
  { score = 1, spans = [] }: { readonly score?: number; readonly spans?: readonly Span[] } = {},
): Verdict {
  return { kind: action, ...finding(reason, explanation, { score, spans }) };
}

export function finding(
  reason: string,
  explanation: string,
  { score = 1, spans = [] }: { readonly score?: number; readonly spans?: readonly Span[] } = {},
): Finding {
  return { reason, explanation, score, spans: spans.slice(0, MOST_SPANS) };
}
