import { HIDINGS } from './hide-text.ts';
import { readTexts, type Text } from './read-texts.ts';

/** A labelled text. `direct`: as an input; else in something that a person did not write to the model. */
export interface Sample extends Text {
  readonly attack: boolean;
  readonly way: 'direct' | 'indirect' | 'hidden';
  /** The line that was put into something or hidden; else the text itself. */
  readonly line: string;
}

/** The part that is trained and tuned on, or the one that only judges. */
export type SetName = 'tuning' | 'heldout';

const KINDS = {
  tuning: {
    attacks: ['english', 'languages', 'long', 'more', 'classic', 'styles', 'third', 'fourth'],
    benign: ['english', 'long', 'languages', 'more', 'plain', 'styles', 'third', 'fourth'],
  },
  heldout: { attacks: ['direct'], benign: ['direct', 'long'] },
} as const;
/** How many carriers each line is put into, and how many of the attacks are hidden in some way. */
const CARRIERS_EACH = { attack: 3, benign: 4 };
const HIDDEN_EACH = 3;

/** All texts of a set, always the same ones in the same order. */
export function samples(set: SetName): Sample[] {
  const attacks = KINDS[set].attacks.flatMap((kind) => readTexts(`${set}-attacks-${kind}`));
  const benign = KINDS[set].benign.flatMap((kind) => readTexts(`${set}-benign-${kind}`));
  return [
    ...attacks.map((text) => ({ ...text, attack: true, way: 'direct' as const, line: text.text })),
    ...carried(set, 'payloads', true, CARRIERS_EACH.attack),
    ...hidden(
      attacks.filter(({ text }) => text.length < 300),
      true,
    ),
    ...benign.map((text) => ({ ...text, attack: false, way: 'direct' as const, line: text.text })),
    ...carried(set, 'fillers', false, CARRIERS_EACH.benign),
    ...hidden(
      benign.filter(({ text }) => text.length < 300),
      false,
    ),
  ];
}

/** Puts lines into the slot of letters, pages, code and the like, in turn. */
function carried(set: SetName, lines: string, attack: boolean, each: number): Sample[] {
  const carriers = readTexts(`${set}-carriers`);
  return readTexts(`${set}-${lines}`).flatMap((line, index) =>
    Array.from({ length: each }, (_, turn) => {
      const carrier = carriers[(index * each + turn * 5 + turn) % carriers.length];
      if (!carrier) throw new Error('no carriers');
      const text = carrier.text.replace('{{slot}}', () => line.text);
      return { ...line, text, attack, way: 'indirect' as const, line: line.text };
    }),
  );
}

/** Hides some English lines, each in another way. */
function hidden(texts: readonly Text[], attack: boolean): Sample[] {
  const english = texts.filter(({ language }) => language === 'en');
  return Object.entries(HIDINGS).flatMap(([category, hide], way) =>
    Array.from({ length: HIDDEN_EACH }, (_, turn) => {
      const line = english[(way * 7 + turn * 13) % english.length];
      if (!line) throw new Error('no English lines');
      return { ...line, text: hide(line.text), attack, way: 'hidden' as const, category, line: line.text };
    }),
  );
}
