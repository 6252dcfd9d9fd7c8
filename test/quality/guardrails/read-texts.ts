import { readFileSync } from 'node:fs';

/** A text of a development set. */
export interface Text {
  readonly category: string;
  readonly language: string;
  readonly text: string;
}

/**
 * Reads a file of texts. `@@ category language` stands above texts of one line each, `@ category language` above one
 * text of several lines.
 */
export function readTexts(name: string): Text[] {
  const file = readFileSync(new URL(`./texts/${name}.txt`, import.meta.url), 'utf8');
  return file
    .split(/^(?=@@? \w+ \w+$)/m)
    .filter((part) => part.trim() !== '')
    .flatMap((part) => {
      const [, mark, category = '', language = ''] = /^(@@?) (\w+) (\w+)\n/.exec(part) ?? [];
      if (mark === undefined) throw new Error(`${name}.txt: no heading over "${part.slice(0, 40)}"`);
      const body = part.slice(part.indexOf('\n') + 1).trim();
      const texts = mark === '@@' ? body.split('\n').filter((line) => line.trim() !== '') : [body];
      return texts.map((text) => ({ category, language, text }));
    });
}
