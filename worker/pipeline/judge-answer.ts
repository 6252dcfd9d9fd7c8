import type { CompiledTask } from '../../shared/catalog/catalog.ts';
import type { SchemaCheck, SchemaFault } from '../../shared/catalog/json-schema.ts';
import type { CallOutcome } from '../../shared/resilience/breaker-settings.ts';
import type { ModelAnswer } from '../models/model-port.ts';
import type { Restorer } from '../redaction/restorer.ts';
import { policyOf } from './failure-policy.ts';
import type { Repair } from './json-repair/repair.ts';
import { type JsonAnswer, parseJsonAnswer } from './parse-json-answer.ts';
import type { StageError } from './stage.ts';

/** What an answer is good for: an output, or the reason why it is none. */
export type Judgement =
  | { readonly ok: true; readonly output: unknown; readonly repairs: readonly Repair[] }
  | { readonly ok: false; readonly error: StageError; readonly faults: string };

/**
 * Turns an answer into the output: text as it is, or JSON that matches the task's schema once what was replaced in the
 * input is put back. The output still has it replaced, except where the model's own words for declining are told.
 */
export function judgeAnswer(
  { checkOutput, formatOutput = (value) => value }: Pick<CompiledTask, 'checkOutput' | 'formatOutput'>,
  { text, refusal, finishReason }: ModelAnswer,
  restorer: Restorer,
): Judgement {
  if (refusal !== undefined) return wrong('model_refused', restorer.text(refusal));
  if (finishReason === 'content_filter')
    return wrong('content_filtered', "The provider's content filter stopped the answer.");
  if (!checkOutput) return { ok: true, output: text, repairs: [] };
  const check: SchemaCheck = (value) => checkOutput(formatOutput(restorer.value(value)));
  const parsed = parseJsonAnswer(text, (value) => check(value).length === 0);
  const faults = faultsOf(parsed, check);
  if (parsed.ok && faults.length === 0) return { ok: true, output: parsed.value, repairs: parsed.repairs };
  // To ask again under the same limit would change nothing.
  if (finishReason === 'length')
    return wrong(
      'output_truncated',
      'The output was cut off at its token limit. Allow more max_output_tokens.',
    );
  const words = faults.map(({ path, message }) => `${path || 'the output'} ${message}`).join('; ');
  return wrong('invalid_output', `The model's output is not valid: ${words}`, words);
}

function faultsOf(parsed: JsonAnswer, check: SchemaCheck): SchemaFault[] {
  if (!parsed.ok) return [{ path: '', message: 'is not JSON' }];
  return parsed.truncated ? [{ path: '', message: 'is cut off' }] : check(parsed.value);
}

/** What an answer says of its model's health. */
export function healthOf(judged: Judgement): CallOutcome {
  return (judged.ok ? undefined : policyOf(judged.error.code)?.call) ?? 'success';
}

function wrong(code: StageError['code'], message: string, faults = message): Judgement {
  return { ok: false, error: { code, message }, faults };
}
