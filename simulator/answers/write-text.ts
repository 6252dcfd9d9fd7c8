import type { Manner } from '../models/conduct.ts';
import type { ChatRequest } from '../protocol/chat-request.ts';
import type { JsonObject } from '../protocol/json.ts';
import { hashText } from '../random.ts';
import type { MakeInstance } from '../schema/make-instance.ts';
import { readEchoText, readSubjectText } from './conversation.ts';
import { fillSchema } from './fill-schema.ts';
import { judgeText } from './judge-text.ts';
import { spoilJson } from './spoil-json.ts';

const field = { type: 'string' } as const;
/** The object that is answered when JSON is asked for without a schema. */
const usualObject: JsonObject = {
  type: 'object',
  properties: {
    category: field,
    urgency: { enum: ['low', 'medium', 'high', 'critical'] },
    sentiment: { enum: ['positive', 'neutral', 'negative'] },
    summary: field,
    reply: field,
  },
  required: ['category', 'urgency', 'sentiment', 'summary', 'reply'],
};

/** The text of an answer: an echo, or JSON where the request or the model asks for it. */
export function writeText(request: ChatRequest, manner: Manner, makeInstance: MakeInstance): string {
  const { format, seed } = request;
  if (manner === 'judge') return judgeText(readSubjectText(request.messages));
  const asksForJson = format.kind !== 'text' || manner === 'json' || typeof manner === 'object';
  if (!asksForJson) return readEchoText(request.messages);
  const text = readSubjectText(request.messages);
  const instance = fillSchema(makeInstance, {
    schema: format.kind === 'schema' ? format.schema : usualObject,
    text,
    seed,
    param: 'response_format',
    code: 'invalid_json_schema',
  });
  const json = JSON.stringify(instance);
  return typeof manner === 'object' ? spoilJson(json, manner.flaw, hashText(text, seed)) : json;
}
