import type { Answer, CompletionHead, ToolCall } from './answer.ts';
import { describeLogprobs } from './logprobs.ts';
import { splitText } from './split-text.ts';
import { describeUsage } from './usage.ts';

/** Options of a stream. */
export interface ChunkOptions {
  readonly includeUsage: boolean;
  readonly logprobs: boolean;
  /** Azure starts with an object that has no choices but the verdict of its filter. */
  readonly azure: boolean;
}

/** The server-sent events of a streamed chat completion, in order, `[DONE]` included. */
export function describeChunks(
  head: CompletionHead,
  answer: Answer,
  options: ChunkOptions,
): readonly string[] {
  const event = (choices: readonly unknown[], extra: object = {}) =>
    `data: ${JSON.stringify({
      id: head.id,
      object: 'chat.completion.chunk',
      created: head.created,
      model: head.model,
      service_tier: 'default',
      system_fingerprint: 'simulator',
      choices,
      ...(options.includeUsage && { usage: null }),
      ...extra,
    })}\n\n`;
  const choice = (delta: object, finishReason: string | null = null) => [
    { index: 0, delta, logprobs: logprobsOf(delta, options), finish_reason: finishReason },
  ];

  return [
    ...(options.azure
      ? [event([], { prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] })]
      : []),
    ...describeDeltas(answer).map((delta) => event(choice(delta))),
    event(choice({}, answer.finishReason)),
    ...(options.includeUsage ? [event([], { usage: describeUsage(answer.tokens) })] : []),
    'data: [DONE]\n\n',
  ];
}

function logprobsOf(delta: { readonly content?: string | null }, { logprobs }: ChunkOptions) {
  return logprobs && delta.content ? describeLogprobs(delta.content) : null;
}

function describeDeltas(answer: Answer): readonly object[] {
  const text = answer.refusal ?? answer.content;
  const key = answer.refusal === null ? 'content' : 'refusal';
  return [
    { role: 'assistant', content: text === null || key === 'refusal' ? null : '', refusal: null },
    ...splitText(text ?? '').map((piece) => ({ [key]: piece })),
    ...answer.toolCalls.flatMap(describeToolDeltas),
  ];
}

function describeToolDeltas({ id, kind, name, input }: ToolCall, index: number): readonly object[] {
  const key = kind === 'function' ? 'arguments' : 'input';
  const delta = (head: object, details: object) => ({ tool_calls: [{ index, ...head, [kind]: details }] });
  return [
    delta({ id, type: kind }, { name, [key]: '' }),
    ...splitText(input).map((piece) => delta({}, { [key]: piece })),
  ];
}
