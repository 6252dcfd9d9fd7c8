import { provideChromium } from '../provide/chromium.ts';
import { provideRedisServer } from '../provide/redis-server.ts';
import type { Part } from './parts.ts';

export interface Provided {
  /** The path of Chromium, where a part needs one. */
  chromium: string | undefined;
}

/**
 * Installs what the chosen parts need. One thing after the other: apt works on one at a time.
 * @throws {Refusal} saying what is missing and how to get it
 */
export async function provideNeeds(parts: Part[]): Promise<Provided> {
  const needs = new Set(parts.flatMap((part) => part.needs));
  if (needs.has('redis')) await provideRedisServer();
  return { chromium: needs.has('chromium') ? await provideChromium() : undefined };
}
