import type { Manner } from '../models/conduct.ts';
import type { Answer, ToolCall } from '../protocol/answer.ts';
import type { ChatRequest } from '../protocol/chat-request.ts';
import { countTokens, cutToTokens } from '../protocol/tokens.ts';
import { countPrompt } from '../protocol/usage.ts';
import type { MakeInstance } from '../schema/make-instance.ts';
import { callTools } from './call-tools.ts';
import { writeText } from './write-text.ts';

const refusal = "I'm sorry, but I can't help with that.";
const tokensPerToolCall = 8;

/** The part of an answer that is visible, before its tokens are counted. */
type Draft = Omit<Answer, 'tokens'>;

/** The answer of a simulated model to a request. Errors: `ApiError` 400 for a schema of no use. */
export function composeAnswer(request: ChatRequest, manner: Manner, makeInstance: MakeInstance): Answer {
  return limitAnswer(draftAnswer(request, manner, makeInstance), request);
}

/** An answer of the given text, cut as the request demands, with its tokens counted. */
export function limitAnswer(draft: Draft, request: ChatRequest): Answer {
  const visible = request.maxTokens - request.reasoningTokens;
  const cut = cutAtStop(draft, request.stop);
  const text = cut.content ?? '';
  const kept: Draft =
    countTokens(text) > visible
      ? { ...cut, content: cutToTokens(text, visible), finishReason: 'length' }
      : cut;
  const outputTokens =
    countTokens(kept.content ?? kept.refusal ?? '') +
    countToolCalls(kept.toolCalls) +
    request.reasoningTokens;
  return {
    ...kept,
    tokens: { ...countPrompt(request.messages), outputTokens, reasoningTokens: request.reasoningTokens },
  };
}

function draftAnswer(request: ChatRequest, manner: Manner, makeInstance: MakeInstance): Draft {
  const nothing = { content: null, refusal: null, toolCalls: [] };
  if (manner === 'refuse') return { ...nothing, refusal, finishReason: 'stop' };
  const toolCalls = callTools(request, makeInstance);
  if (toolCalls.length > 0) return { ...nothing, toolCalls, finishReason: 'tool_calls' };
  const content = writeText(request, manner, makeInstance);
  if (manner === 'length') return { ...nothing, content: halve(content), finishReason: 'length' };
  if (manner === 'content-filter') return { ...nothing, content: '', finishReason: 'content_filter' };
  return { ...nothing, content, finishReason: 'stop' };
}

function halve(text: string): string {
  return cutToTokens(text, Math.floor(text.length / 8));
}

function cutAtStop(draft: Draft, stops: readonly string[]): Draft {
  const { content } = draft;
  if (content === null || stops.length === 0) return draft;
  const found = stops.map((stop) => (stop === '' ? -1 : content.indexOf(stop))).filter((at) => at >= 0);
  return found.length === 0 ? draft : { ...draft, content: content.slice(0, Math.min(...found)) };
}

function countToolCalls(calls: readonly ToolCall[]): number {
  return calls.reduce((sum, call) => sum + tokensPerToolCall + countTokens(call.input), 0);
}
