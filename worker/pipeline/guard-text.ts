import type { Finding, Guardrail, Place } from '../guardrails/guardrail.ts';
import { guardrailsOf } from '../guardrails/guardrails-of.ts';
import { type Check, runGuardrails } from '../guardrails/run-guardrails.ts';
import { textOfInput } from './input-text.ts';
import type { Outcome, Run } from './stage.ts';

/** What checks may work on, and for how long. */
const LIMITS = { maxCharacters: 4_000_000, timeoutMs: 5_000 };

/** A text that has passed, changed where a guardrail says so; or what else becomes of the job. */
type Guarded = { readonly text: string } | { readonly outcome: Outcome };

/** Lets guardrails, by default the task's that ask no model, check a text; what is flagged is left in the run, and told in the timeline without a word of it. */
export async function guardText(
  run: Run,
  place: Place,
  text: string,
  guardrails: readonly Guardrail[] = guardrailsOf(run.task.definition),
): Promise<Guarded> {
  const facts = {
    ...{ place, systemPrompt: run.instructions, canary: run.canary, signal: run.signal },
    ...{ tenantClasses: run.tenantClasses, request: () => textOfInput(run) },
  };
  const tell = (check: Check) => tellOf(run, check);
  const guarded = await runGuardrails(text, guardrails, facts, LIMITS, tell);
  switch (guarded.kind) {
    case 'passed':
      run.flags = [...run.flags, ...guarded.flags];
      return { text: guarded.text };
    case 'blocked':
      return { outcome: blocked(place) };
    case 'guardrail_failed': {
      run.signal.throwIfAborted();
      const message = `The guardrail ${guarded.guardrail} could not decide: ${guarded.failure}.`;
      return { outcome: { kind: 'fail', error: { code: 'guardrail_failed', message } } };
    }
  }
}

/** Fit for whoever asked; which guardrail it was and why, the timeline tells. */
const MESSAGES: Readonly<Record<Place, string>> = {
  input: 'The request cannot be answered as it is.',
  context: 'The request cannot be answered with the material that it came with.',
  output: 'The answer that was found cannot be given.',
};

function blocked(place: Place): Outcome {
  return { kind: 'refuse', error: { code: 'guardrail_blocked', message: MESSAGES[place] } };
}

/** What becomes of an answer that cannot be given. */
export const OUTPUT_BLOCKED = blocked('output');

function tellOf(run: Run, check: Check): void {
  const stop = run.timer.start('guardrail');
  if ('failed' in check) {
    stop('failed', { code: check.failed, details: { guardrail: check.guardrail } });
    return;
  }
  const { verdict, guardrail } = check;
  if (verdict.kind === 'pass') return;
  const { reason, explanation, score } = verdict as Finding;
  stop(verdict.kind, {
    code: reason,
    details: { guardrail, explanation, score: Math.round(score * 100) / 100 },
  });
}
