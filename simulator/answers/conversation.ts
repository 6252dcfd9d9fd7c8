import type { JsonObject } from '../protocol/json.ts';
import { readMessageText, readTextsOf } from '../protocol/message-text.ts';

/** What an echo repeats: the last text of the user, then the results of tools that came after it. */
export function readEchoText(messages: readonly JsonObject[]): string {
  const lastUser = messages.findLastIndex((message) => message.role === 'user');
  const results = messages.slice(lastUser + 1).filter((message) => message.role === 'tool');
  const asked = messages[lastUser] ?? messages.at(-1);
  return [...(asked ? [asked] : []), ...results].map(readMessageText).join('\n');
}

/**
 * The text that an instance is filled from: the last text of the user, or the first one when the last
 * only asks to repair an earlier answer.
 */
export function readSubjectText(messages: readonly JsonObject[]): string {
  const asked = readTextsOf('user', messages);
  const isRepair = asked.length > 1 && /\b(?:json|schema)\b/i.test(asked.at(-1) ?? '');
  return isRepair ? (asked[0] ?? '') : readEchoText(messages);
}

/** The first text of the user: repeats and repairs of a prompt share it. */
export function readPrompt(messages: readonly JsonObject[]): string {
  return readTextsOf('user', messages)[0] ?? '';
}
