import { NO_USAGE } from '../../shared/stores/job-record.ts';
import { badAnswer, textOf } from './answer-values.ts';
import type { LimitedCall } from './call-limits.ts';
import type { ChatAnswer, FinishReason, ToolCall } from './chat.ts';
import { chatAnswer } from './chat-answer.ts';
import { itemsOf, type Json, objectOf } from './json-values.ts';
import { ModelFailure } from './model-port.ts';
import { promptUsage } from './openai-usage.ts';
import { gatherProbability } from './token-probability.ts';

const FINISH_REASONS: ReadonlyMap<unknown, FinishReason> = new Map<unknown, FinishReason>([
  ['stop', 'stop'],
  ['length', 'length'],
  ['content_filter', 'content_filter'],
  ['tool_calls', 'tool_calls'],
]);

/** Reads a chat completion that came whole. @throws ModelFailure */
export function readCompletion(body: Json): ChatAnswer {
  const choice = objectOf(itemsOf(body.choices)[0]);
  const message = objectOf(choice?.message);
  if (!message) throw badAnswer('The answer has no message.');
  const probability = gatherProbability();
  probability.take(choice?.logprobs);
  const answer = chatAnswer({
    text: textOf(message.content),
    refusal: textOf(message.refusal),
    toolCalls: itemsOf(message.tool_calls).map((call, at) => {
      const told = objectOf(call);
      const { name, arguments: written } = objectOf(told?.function) ?? {};
      return toolCall({ id: textOf(told?.id), name: textOf(name), arguments: textOf(written) }, at);
    }),
    finishReason: FINISH_REASONS.get(choice?.finish_reason) ?? 'other',
    usage: promptUsage(body.usage),
  });
  return { ...answer, ...probability.told() };
}

/** Gathers the chunks of a streamed chat completion. Both of its functions throw ModelFailure. */
export function gatherCompletion(onText: (text: string) => void, heard: LimitedCall['heard']) {
  const calls = new Map<unknown, ToolCall>();
  const probability = gatherProbability();
  let text = '';
  let refusal = '';
  let finishReason: unknown;
  let usage = NO_USAGE;
  return {
    take: (chunk: Json) => {
      if (chunk.usage) usage = promptUsage(chunk.usage);
      const choice = objectOf(itemsOf(chunk.choices)[0]);
      const delta = objectOf(choice?.delta);
      finishReason = choice?.finish_reason ?? finishReason;
      probability.take(choice?.logprobs);
      if (!delta) return;
      const piece = textOf(delta.content);
      const declined = textOf(delta.refusal);
      const asked = itemsOf(delta.tool_calls);
      // Servers of thinking models send their thoughts under this name.
      if (piece || declined || asked.length > 0 || delta.reasoning_content) heard();
      refusal += declined;
      for (const call of asked) takeCall(calls, objectOf(call));
      if (piece === '') return;
      text += piece;
      onText(piece);
    },
    answer: (): ChatAnswer => {
      if (finishReason === undefined) throw new ModelFailure('model_unavailable', 'The stream broke off.');
      const gathered = chatAnswer({
        text,
        refusal,
        toolCalls: [...calls.values()].map(toolCall),
        finishReason: FINISH_REASONS.get(finishReason) ?? 'other',
        usage,
      });
      return { ...gathered, ...probability.told() };
    },
  };
}

/** A call comes in pieces that say to which one they belong; the first has its name. */
function takeCall(calls: Map<unknown, ToolCall>, piece: Json | undefined): void {
  const { name, arguments: written } = objectOf(piece?.function) ?? {};
  const known = calls.get(piece?.index) ?? { id: '', name: '', arguments: '' };
  calls.set(piece?.index, {
    id: known.id || textOf(piece?.id),
    name: known.name || textOf(name),
    arguments: known.arguments + textOf(written),
  });
}

function toolCall(call: ToolCall, at: number): ToolCall {
  if (call.name === '') throw badAnswer('The answer has a tool call without a name.');
  return { ...call, id: call.id || `call_${at}` };
}
