import { limitAnswer } from '../answers/compose-answer.ts';
import { ApiError } from '../http/api-error.ts';
import type { Conduct } from '../models/conduct.ts';
import { simulatedError } from '../models/model-errors.ts';
import type { Answer } from '../protocol/answer.ts';
import type { ChatRequest } from '../protocol/chat-request.ts';
import type { Recording } from './recording.ts';

/** How a recorded call went, at so many times its speed. */
export function replayConduct(recording: Recording, speed: number): Conduct {
  const delayMs = recording.latencyMs / speed;
  const { status = 200 } = recording;
  if (status >= 400) return { kind: 'fail', delayMs, error: simulatedError(status, recording.model) };
  return { kind: 'answer', delayMs, spreadMs: 0, breaks: false, manner: 'plain', headers: {} };
}

/** The answer of a recorded call, with the tokens that were recorded or else estimated ones. */
export function replayAnswer(recording: Recording, request: ChatRequest): Answer {
  const draft = { content: recording.output, refusal: null, toolCalls: [], finishReason: 'stop' } as const;
  const answer = limitAnswer(draft, request);
  const { inputTokens = answer.tokens.inputTokens, outputTokens = answer.tokens.outputTokens } = recording;
  const cachedTokens = Math.min(answer.tokens.cachedTokens, inputTokens);
  const reasoningTokens = Math.min(answer.tokens.reasoningTokens, outputTokens);
  return { ...answer, tokens: { inputTokens, cachedTokens, outputTokens, reasoningTokens } };
}

/** 404 for a text that a recorded model was never asked. */
export function noRecording(model: string, text: string): ApiError {
  return new ApiError({
    status: 404,
    param: 'messages',
    code: 'no_recording',
    message: `There is no recording of ${model} for the input ${JSON.stringify(text.slice(0, 200))}.`,
  });
}
