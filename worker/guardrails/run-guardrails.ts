import type { Facts, Finding, Guardrail, Verdict } from './guardrail.ts';
import { withDeadline } from './with-deadline.ts';

/** One guardrail's verdict, or that it had none. */
export type Check =
  | { readonly guardrail: string; readonly verdict: Verdict }
  | { readonly guardrail: string; readonly failed: Failure };

/** `too_long`: the text is longer than checks may work on. */
type Failure = 'threw' | 'timed_out' | 'too_long';

/** What all guardrails together come to. `text` is what goes on, rewritten where one said so. */
export type GuardOutcome =
  | { readonly kind: 'passed'; readonly text: string; readonly flags: readonly Finding[] }
  | { readonly kind: 'blocked'; readonly guardrail: string; readonly finding: Finding }
  | { readonly kind: 'guardrail_failed'; readonly guardrail: string; readonly failure: Failure };

/** What bounds the work: characters for what computes, time for what waits. */
export interface WorkLimits {
  readonly maxCharacters: number;
  /** Of one check. */
  readonly timeoutMs: number;
}

const ORDER = { cheap: 0, dear: 1, remote: 2 } as const;

/**
 * Lets the guardrails of a place check a text, cheap ones first. The first block ends it, and so does a check that
 * throws, takes too long, or is asked for more than it may work on. A rewritten text is what later ones see.
 * @param heard hears each check as it ends, for the timeline
 */
export async function runGuardrails(
  text: string,
  guardrails: readonly Guardrail[],
  facts: Facts,
  limits: WorkLimits,
  heard: (check: Check) => void = () => {},
): Promise<GuardOutcome> {
  const flags: Finding[] = [];
  let current = text;
  for (const guardrail of inOrder(guardrails, facts)) {
    const check = await checked(guardrail, current, facts, limits);
    heard(check);
    if ('failed' in check) {
      return { kind: 'guardrail_failed', guardrail: check.guardrail, failure: check.failed };
    }
    const { verdict } = check;
    if (verdict.kind === 'block') return { kind: 'blocked', guardrail: guardrail.name, finding: verdict };
    if (verdict.kind !== 'pass') flags.push(verdict);
    if (verdict.kind === 'rewrite') current = verdict.text;
  }
  return { kind: 'passed', text: current, flags };
}

function inOrder(guardrails: readonly Guardrail[], { place }: Facts): Guardrail[] {
  return guardrails
    .filter(({ appliesTo }) => appliesTo.includes(place))
    .toSorted((a, b) => ORDER[a.cost] - ORDER[b.cost]);
}

async function checked(
  guardrail: Guardrail,
  text: string,
  facts: Facts,
  { maxCharacters, timeoutMs }: WorkLimits,
): Promise<Check> {
  const failed = (failure: Failure): Check => ({ guardrail: guardrail.name, failed: failure });
  if (text.length > maxCharacters) return failed('too_long');
  try {
    const verdict = await withDeadline(timeoutMs, facts.signal, (signal) =>
      guardrail.check(text, { ...facts, signal }),
    );
    return verdict === 'timed_out' ? failed('timed_out') : { guardrail: guardrail.name, verdict };
  } catch {
    return failed('threw');
  }
}
