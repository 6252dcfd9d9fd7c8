import { invalidRequest } from '../http/api-error.ts';
import { isObject, type JsonObject } from './json.ts';
import { readObjects } from './parameter.ts';
import { missingParameter, wrongType } from './parameter-errors.ts';

const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

/** The messages of a chat request. Errors: `ApiError` 400 for what OpenAI would not take. */
export function readMessages(body: JsonObject): readonly JsonObject[] {
  const messages = readObjects(body, 'messages');
  if (!messages) throw missingParameter('messages');
  if (messages.length === 0) {
    throw invalidRequest(
      "Invalid 'messages': empty array. Expected an array with minimum length 1.",
      'messages',
      'empty_array',
    );
  }
  messages.forEach(checkMessage);
  checkToolAnswers(messages);
  return messages;
}

function checkMessage(message: JsonObject, index: number): void {
  const at = `messages[${index}]`;
  if (typeof message.role !== 'string') throw missingParameter(`${at}.role`);
  if (!roles.has(message.role)) {
    const known = [...roles].map((role) => `'${role}'`).join(', ');
    throw invalidRequest(
      `Invalid value: '${message.role.slice(0, 64)}'. Supported values are: ${known}.`,
      `${at}.role`,
      'invalid_value',
    );
  }
  checkContent(message, `${at}.content`);
}

function checkContent(message: JsonObject, at: string): void {
  const { content, role } = message;
  if (typeof content === 'string') return;
  const mayBeEmpty = role === 'assistant' || role === 'function';
  if (content === undefined || content === null) {
    if (mayBeEmpty) return;
    throw content === null ? wrongType(at, 'a string or an array of parts', content) : missingParameter(at);
  }
  if (!Array.isArray(content)) throw wrongType(at, 'a string or an array of parts', content);
  content.forEach((part: unknown, index) => {
    if (!isObject(part) || typeof part.type !== 'string') throw missingParameter(`${at}[${index}].type`);
    if (part.type === 'text' && typeof part.text !== 'string') throw missingParameter(`${at}[${index}].text`);
  });
}

// Every tool call of an assistant needs its answer before the conversation goes on, and no other may come.
function checkToolAnswers(messages: readonly JsonObject[]): void {
  let open = new Set<unknown>();
  for (const [index, message] of messages.entries()) {
    if (message.role === 'tool') {
      if (!open.delete(message.tool_call_id)) throw unexpectedToolMessage(index);
      continue;
    }
    if (open.size > 0) throw unansweredToolCalls(open, index);
    open = new Set(message.role === 'assistant' ? readToolCallIds(message) : []);
  }
  if (open.size > 0) throw unansweredToolCalls(open, messages.length);
}

function readToolCallIds(message: JsonObject): unknown[] {
  const calls: unknown[] = Array.isArray(message.tool_calls) ? message.tool_calls : [];
  return calls.filter(isObject).map((call) => call.id);
}

function unexpectedToolMessage(index: number) {
  return invalidRequest(
    "A message of the role 'tool' must answer one of the 'tool_calls' of the message before it.",
    `messages[${index}].role`,
  );
}

function unansweredToolCalls(open: ReadonlySet<unknown>, index: number) {
  const ids = [...open].join(', ').slice(0, 500);
  return invalidRequest(
    `Every call in 'tool_calls' needs a message of the role 'tool' right after it. These have none: ${ids}`,
    `messages[${index}].role`,
  );
}
