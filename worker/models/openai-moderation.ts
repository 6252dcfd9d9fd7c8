import { NO_USAGE } from '../../shared/stores/job-record.ts';
import { badAnswer, fieldsOf } from './answer-values.ts';
import { callWithin } from './call-limits.ts';
import { itemsOf, objectOf } from './json-values.ts';
import type { ModelOptions } from './model-options.ts';
import type { ModelAnswer, ModelPort } from './model-port.ts';
import { createOpenAiClient } from './openai-client.ts';
import { readJson } from './read-json.ts';

/** A moderation model of OpenAI, or any compatible server. */
export function createOpenAiModeration(options: ModelOptions): ModelPort<'moderation'> {
  const { model, definition } = options;
  const { moderations } = createOpenAiClient(options);
  return {
    call: ({ texts }, signal) =>
      callWithin(definition, signal, false, async ({ signal }) => {
        const response = await moderations.create({ model, input: [...texts] }, { signal }).asResponse();
        const results = itemsOf((await readJson(response)).results).map(readResult);
        if (results.length !== texts.length)
          throw badAnswer('The answer does not have one verdict for each text.');
        return { results, usage: NO_USAGE };
      }),
  };
}

/** A verdict that cannot be read is none: it must never count as passed. */
function readResult(value: unknown): ModelAnswer<'moderation'>['results'][number] {
  const { flagged, categories, category_scores } = objectOf(value) ?? {};
  if (typeof flagged !== 'boolean') throw badAnswer('The answer has a verdict that is none.');
  const scores: Record<string, number> = {};
  for (const [category, score] of Object.entries(fieldsOf(category_scores))) {
    if (typeof score !== 'number' || !Number.isFinite(score))
      throw badAnswer('The answer has a score that is none.');
    scores[category] = score;
  }
  const raised = Object.entries(fieldsOf(categories)).filter(([, isRaised]) => isRaised === true);
  return { flagged, categories: raised.map(([category]) => category), scores };
}
