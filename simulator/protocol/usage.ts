import type { JsonObject } from './json.ts';
import { readMessageText } from './message-text.ts';
import { countTokens, type TokenCounts } from './tokens.ts';

const tokensPerMessage = 4;
const tokensPerPart = 85;
const cacheStepTokens = 128;
const minCachedTokens = 1024;

/**
 * Tokens of a prompt. Instructions of 1,024 tokens or more at its start count as cached, in steps of 128,
 * so that the same request always costs the same.
 */
export function countPrompt(
  messages: readonly JsonObject[],
): Pick<TokenCounts, 'inputTokens' | 'cachedTokens'> {
  let inputTokens = 3;
  let instructionTokens = 0;
  let leading = true;
  for (const message of messages) {
    inputTokens += countMessage(message);
    leading &&= message.role === 'system' || message.role === 'developer';
    if (leading) instructionTokens = inputTokens;
  }
  const cachedTokens =
    instructionTokens < minCachedTokens ? 0 : instructionTokens - (instructionTokens % cacheStepTokens);
  return { inputTokens, cachedTokens };
}

/** The `usage` object of a chat completion. */
export function describeUsage(counts: TokenCounts) {
  return {
    prompt_tokens: counts.inputTokens,
    completion_tokens: counts.outputTokens,
    total_tokens: counts.inputTokens + counts.outputTokens,
    prompt_tokens_details: { cached_tokens: counts.cachedTokens, audio_tokens: 0 },
    completion_tokens_details: {
      reasoning_tokens: counts.reasoningTokens,
      audio_tokens: 0,
      accepted_prediction_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}

function countMessage(message: JsonObject): number {
  const parts = Array.isArray(message.content) ? message.content.length * tokensPerPart : 0;
  return tokensPerMessage + parts + countTokens(readMessageText(message));
}
