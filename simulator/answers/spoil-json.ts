import type { Flaw } from '../models/behaviour.ts';

const flaws: readonly Flaw[] = ['fenced', 'comma', 'truncated', 'prose', 'shape'];

/** JSON text spoiled in one of the ways in which models spoil it; `any` takes the way from a number. */
export function spoilJson(text: string, flaw: Flaw | 'any', start: number): string {
  switch (flaw === 'any' ? flaws[start % flaws.length] : flaw) {
    case 'fenced':
      return `\`\`\`json\n${addComma(text)}\n\`\`\``;
    case 'comma':
      return addComma(text);
    case 'prose':
      return `Here is the JSON you asked for:\n\n${addComma(text)}\n\nLet me know if you need anything else!`;
    case 'shape':
      return JSON.stringify({ answer: 'valid JSON of another shape' });
    default:
      return text.slice(0, Math.max(1, text.length >> 1));
  }
}

function addComma(text: string): string {
  return text.replace(/([}\]])$/, ',$1');
}
