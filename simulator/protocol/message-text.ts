import { isObject, type JsonObject } from './json.ts';

/** The text of a message: its content, or the text parts of it joined by line breaks. */
export function readMessageText(message: JsonObject): string {
  const { content } = message;
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return '';
  const texts = content.map((part: unknown) =>
    isObject(part) && typeof part.text === 'string' ? part.text : '',
  );
  return texts.filter((text) => text !== '').join('\n');
}

/** The texts of the messages of one role, in order. */
export function readTextsOf(role: string, messages: readonly JsonObject[]): readonly string[] {
  return messages.filter((message) => message.role === role).map(readMessageText);
}
