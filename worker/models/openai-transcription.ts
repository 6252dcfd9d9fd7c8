import { badAnswer, fieldsOf } from './answer-values.ts';
import { callWithin } from './call-limits.ts';
import type { ModelOptions } from './model-options.ts';
import type { ModelPort } from './model-port.ts';
import { createOpenAiClient } from './openai-client.ts';
import { inputUsage } from './openai-usage.ts';
import { readJson } from './read-json.ts';

/** A transcription model of OpenAI, Azure, or any compatible server. */
export function createOpenAiTranscription(options: ModelOptions): ModelPort<'transcription'> {
  const { model, definition } = options;
  const { transcriptions } = createOpenAiClient(options).audio;
  return {
    call: ({ audio, fileName, language }, signal) =>
      callWithin(definition, signal, false, async ({ signal }) => {
        const file = new File([audio], fileName);
        const params = { model, file, response_format: 'json' as const, ...(language && { language }) };
        const body = await readJson(await transcriptions.create(params, { signal }).asResponse());
        if (typeof body.text !== 'string') throw badAnswer('The answer has no text.');
        return { text: body.text, ...secondsOf(body.usage), usage: inputUsage(body.usage) };
      }),
  };
}

function secondsOf(usage: unknown): { readonly seconds?: number } {
  const { seconds } = fieldsOf(usage);
  if (seconds === undefined) return {};
  if (typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0) return { seconds };
  throw badAnswer("The answer's usage is no length of time.");
}
