import type { Repair } from './json-repair/repair.ts';
import { TolerantReader } from './json-repair/tolerant-reader.ts';

/**
 * A model's JSON answer. `repairs` is empty where the answer was JSON. `truncated`: its end is missing, and so is
 * whatever value was not complete; everything before is there.
 */
export type JsonAnswer =
  | {
      readonly ok: true;
      readonly value: unknown;
      readonly repairs: readonly Repair[];
      readonly truncated: boolean;
    }
  | { readonly ok: false };

interface Candidate {
  readonly value: unknown;
  readonly repairs: readonly Repair[];
  readonly start: number;
  readonly end: number;
}

const WHOLE_FENCE = /^\s*```(?:json)?\s*\n/i;

/**
 * Parses a model's JSON answer. What is JSON is taken as it is; what is almost JSON, or stands among other text,
 * is repaired without adding values. Takes time in proportion to the text's length, whatever the text is.
 * @param accepts which one to take where the text has several; without one that it accepts, the longest
 */
export function parseJsonAnswer(text: string, accepts?: (value: unknown) => boolean): JsonAnswer {
  const asItIs = parsed(text) ?? parsed(unfenced(text), ['code_fence']);
  if (asItIs) return asItIs;
  const candidates = readCandidates(text);
  const chosen = candidates.find(({ value }) => accepts?.(value)) ?? longest(candidates);
  if (!chosen) return { ok: false };
  const repairs = [...aroundOf(chosen, text), ...chosen.repairs];
  return { ok: true, value: chosen.value, repairs, truncated: repairs.includes('cut_off') };
}

function parsed(text: string | undefined, repairs: readonly Repair[] = []): JsonAnswer | undefined {
  if (text === undefined) return undefined;
  try {
    return { ok: true, value: JSON.parse(text) as unknown, repairs, truncated: false };
  } catch {
    return undefined;
  }
}

function unfenced(text: string): string | undefined {
  const opening = WHOLE_FENCE.exec(text)?.[0];
  const body = text.trimEnd();
  return opening && body.endsWith('```') ? body.slice(opening.length, -3) : undefined;
}

/** Every object and array that stands in the text, outermost ones. A failed one is not begun again inside. */
function readCandidates(text: string): Candidate[] {
  const candidates: Candidate[] = [];
  let start = nextOpening(text, 0);
  while (start >= 0) {
    const reader = new TolerantReader(text, start);
    const read = reader.read();
    if (read) candidates.push({ ...read, start, end: reader.end });
    start = nextOpening(text, Math.max(reader.end, start + 1));
  }
  return candidates.filter(({ value }) => !isEmpty(value) || candidates.length === 1);
}

function nextOpening(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    if (text[at] === '{' || text[at] === '[') return at;
  }
  return -1;
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function longest(candidates: readonly Candidate[]): Candidate | undefined {
  return candidates.toSorted((a, b) => b.end - b.start - (a.end - a.start)).at(0);
}

function aroundOf({ start, end }: Candidate, text: string): Repair[] {
  const around = `${text.slice(0, start)}\n${text.slice(end)}`;
  const fenced = around.includes('```');
  const words = around.replace(/```(?:json)?/gi, '').trim() !== '';
  return [...(fenced ? (['code_fence'] as const) : []), ...(words ? (['surrounding_text'] as const) : [])];
}
