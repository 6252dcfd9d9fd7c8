import type { Usage } from '../../shared/stores/job-record.ts';
import { countOf, fieldsOf } from './answer-values.ts';

/** Usage as chat completions and embeddings tell it; providers may leave it out. @throws ModelFailure for nonsense */
export function promptUsage(value: unknown): Usage {
  const usage = fieldsOf(value);
  return {
    input: countOf(usage.prompt_tokens),
    output: countOf(usage.completion_tokens),
    cached: countOf(fieldsOf(usage.prompt_tokens_details).cached_tokens),
    reasoning: countOf(fieldsOf(usage.completion_tokens_details).reasoning_tokens),
  };
}

/** Usage as everything newer tells it. @throws ModelFailure for nonsense */
export function inputUsage(value: unknown): Usage {
  const usage = fieldsOf(value);
  return {
    input: countOf(usage.input_tokens),
    output: countOf(usage.output_tokens),
    cached: countOf(fieldsOf(usage.input_tokens_details).cached_tokens),
    reasoning: countOf(fieldsOf(usage.output_tokens_details).reasoning_tokens),
  };
}
