import OpenAI, { AzureOpenAI } from 'openai';
import type {
  ChatCompletion,
  ChatCompletionCreateParamsNonStreaming,
} from 'openai/resources/chat/completions';
import type { ModelConnection } from '../../shared/catalog/model-connection.ts';
import { NO_USAGE, type Usage } from '../../shared/stores/job-record.ts';
import { toModelFailure } from './classify-failure.ts';
import { type ModelAnswer, ModelFailure, type ModelPort, type ModelRequest } from './model-port.ts';
import { readChunks } from './read-chunks.ts';

export interface OpenAiModelOptions {
  readonly connection: ModelConnection;
  /** The provider's name of the model; for Azure, the deployment. */
  readonly model: string;
  /** Of the whole call, in ms. */
  readonly timeoutMs: number;
  readonly fetch: typeof fetch;
}

/** A model behind the OpenAI protocol: OpenAI itself, Azure, or any compatible server. */
export function createOpenAiModel(options: OpenAiModelOptions): ModelPort {
  const client = createClient(options);
  const { model, timeoutMs } = options;
  return {
    call: async (request, signal) => {
      const call = new AbortController();
      const stop = () => call.abort(signal.reason);
      const tooLate = () =>
        call.abort(new ModelFailure('model_timeout', `No answer within ${timeoutMs / 1_000} s.`));
      const timer = setTimeout(tooLate, timeoutMs);
      signal.addEventListener('abort', stop, { once: true });
      try {
        signal.throwIfAborted();
        return request.onText
          ? await callStreaming(client, model, request, request.onText, call.signal)
          : await callOnce(client, model, request, call.signal);
      } catch (error) {
        throw call.signal.aborted
          ? call.signal.reason
          : signal.aborted
            ? signal.reason
            : toModelFailure(error);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', stop);
      }
    },
  };
}

function createClient({ connection, model, timeoutMs, fetch }: OpenAiModelOptions): OpenAI {
  // BullMQ is the one retry owner: the SDK never retries.
  const common = {
    apiKey: connection.apiKey,
    maxRetries: 0,
    timeout: timeoutMs,
    fetch,
    logLevel: 'off' as const,
  };
  if (connection.kind === 'openai') return new OpenAI({ ...common, baseURL: connection.baseUrl });
  const { baseUrl: endpoint, apiVersion } = connection;
  return new AzureOpenAI({ ...common, endpoint, apiVersion, deployment: model });
}

function paramsOf(model: string, { messages, parameters, outputSchema }: ModelRequest) {
  const { max_output_tokens, ...rest } = parameters;
  const params: ChatCompletionCreateParamsNonStreaming = {
    model,
    messages: messages.map(({ role, content }) => ({ role, content })),
    ...rest,
    ...(max_output_tokens === undefined ? {} : { max_completion_tokens: max_output_tokens }),
    ...(outputSchema && {
      response_format: { type: 'json_schema', json_schema: { ...outputSchema, strict: false } },
    }),
  };
  return params;
}

async function callOnce(
  client: OpenAI,
  model: string,
  request: ModelRequest,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  const completion: ChatCompletion = await client.chat.completions.create(paramsOf(model, request), {
    signal,
  });
  const choice = completion.choices?.[0];
  if (!choice?.message) throw new ModelFailure('model_bad_answer', 'The answer has no message.');
  return {
    text: choice.message.content ?? '',
    ...(choice.message.refusal ? { refusal: choice.message.refusal } : {}),
    finishReason: choice.finish_reason ?? 'unknown',
    usage: usageOf(completion.usage),
  };
}

async function callStreaming(
  client: OpenAI,
  model: string,
  request: ModelRequest,
  onText: (text: string) => void,
  signal: AbortSignal,
): Promise<ModelAnswer> {
  const response = await client.chat.completions
    .create(
      { ...paramsOf(model, request), stream: true, stream_options: { include_usage: true } },
      { signal },
    )
    .asResponse();
  let text = '';
  let refusal = '';
  let finishReason: string | undefined;
  let usage = NO_USAGE;
  await readChunks(response, (chunk) => {
    const choice = chunk.choices?.[0];
    if (choice?.delta?.content) {
      text += choice.delta.content;
      onText(choice.delta.content);
    }
    refusal += choice?.delta?.refusal ?? '';
    finishReason = choice?.finish_reason ?? finishReason;
    if (chunk.usage) usage = usageOf(chunk.usage);
  });
  if (signal.aborted) throw signal.reason;
  if (finishReason === undefined) throw new ModelFailure('model_unavailable', 'The stream broke off.');
  return { text, ...(refusal ? { refusal } : {}), finishReason, usage };
}

/** Providers leave counts out or send nonsense; nonsense counts as nothing. */
function usageOf(usage: ChatCompletion['usage'] | null): Usage {
  const count = (value: number | null | undefined) =>
    typeof value === 'number' && Number.isFinite(value) && value > 0 ? Math.round(value) : 0;
  return {
    input: count(usage?.prompt_tokens),
    output: count(usage?.completion_tokens),
    cached: count(usage?.prompt_tokens_details?.cached_tokens),
    reasoning: count(usage?.completion_tokens_details?.reasoning_tokens),
  };
}
