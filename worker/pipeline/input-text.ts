import { mapLeaves } from '../redaction/leaves.ts';
import type { Run } from './stage.ts';

/** All texts of the input that models may see, one below the other. */
export function textOfInput({ input }: Pick<Run, 'input'>): string {
  const texts: string[] = [];
  mapLeaves(input, ({ text }) => {
    texts.push(text);
    return text;
  });
  return texts.join('\n\n');
}
