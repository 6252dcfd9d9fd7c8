import { spoilJson } from '../answers/spoil-json.ts';
import type { AnswerConduct } from '../models/conduct.ts';
import { hashText } from '../random.ts';
import type { Content } from './perform.ts';

/** A response body as the content of an answer, spoiled where the conduct is to spoil JSON. */
export function wholeAnswer(body: unknown, { manner }: AnswerConduct, prompt: string): Content {
  const text = JSON.stringify(body);
  const spoilt = typeof manner === 'object' ? spoilJson(text, manner.flaw, hashText(prompt)) : text;
  return { kind: 'whole', text: spoilt };
}
