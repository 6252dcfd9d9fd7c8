import type { Page } from '../page.ts';
import { Shape } from '../scan/tokens.ts';
import type { TopicIndex } from './vocabulary.ts';

/** Whether one of the `reach` tokens before `token` announced the topic. */
export function announced(page: Page, topic: TopicIndex, token: number, reach: number): boolean {
  return token - (page.seen[topic] as number) <= reach;
}

/** Whether one of the `reach` tokens from `token` on, in the same line, announces the topic. */
export function announcedAfter(page: Page, topic: TopicIndex, token: number, reach: number): boolean {
  const { entry, count, shape } = page.tokens;
  const last = Math.min(token + reach, count);
  for (let at = token; at < last; at++) {
    if (shape[at] === Shape.newline) return false;
    if (((page.lexicon.topics[entry[at] as number] as number) >>> topic) & 1) return true;
  }
  return false;
}
