import { LABEL_SHAPES } from '../data/label-shapes.ts';
import { type Page, report } from '../page.ts';
import { readValue } from './read-value.ts';
import type { ValueStart } from './value-start.ts';

/** Reads the values of a label that announces `topics` (bits). */
export function recogniseLabelled(page: Page, topics: number, start: ValueStart): void {
  for (const shape of LABEL_SHAPES) {
    if (((topics >>> shape.topic) & 1) === 0 || (shape.explicit && start.explicit === 'none')) continue;
    const value = readValue(page.text, start, shape);
    if (value !== undefined) report(page, shape.dataClass, start.at, value.end, shape.score, value.canonical);
  }
}
