import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { faultsOf } from '../../shared/catalog/check-definition.ts';
import type { Kind } from '../../shared/catalog/kinds.ts';
import { catalogOf, readCatalogFiles } from '../../shared/catalog/read-files.ts';
import { simulatedModel } from '../support/catalog.ts';

const ROOT = new URL('../../', import.meta.url);
const GUIDES = new URL('docs/guides/', ROOT);
const KIND_OF_SECTION: Readonly<Record<string, Kind>> = {
  model: 'models',
  task: 'tasks',
  route: 'routes',
  cascade: 'routes',
  prompt: 'prompts',
};
/** Models that the guides speak of and nothing ships. */
const IMAGINED = ['small-1', 'small-2', 'small-3', 'large'];

interface Example {
  readonly guide: string;
  readonly kind: Kind;
  readonly name: string;
  readonly content: Record<string, unknown>;
}

const catalog = catalogOf([
  ...readCatalogFiles(fileURLToPath(new URL('catalog', ROOT))),
  ...IMAGINED.map((name) => ({ kind: 'models' as const, name, content: simulatedModel() })),
]);

/** The definitions that a guide shows whole: they begin with their name. */
function examplesOf(guide: string): Example[] {
  const text = readFileSync(new URL(guide, GUIDES), 'utf8');
  return [...text.matchAll(/^```yaml\n(name: .*?)^```$/gms)].map(({ 1: yaml = '', index }) => {
    const section = [...text.slice(0, index).matchAll(/^## A (\w+)$/gm)].at(-1)?.[1] ?? '';
    const kind = KIND_OF_SECTION[section];
    if (!kind) throw new Error(`${guide}: an example stands under none of the headings of definitions`);
    const { name, ...content } = parse(yaml) as { name: string } & Record<string, unknown>;
    return { guide, kind, name, content };
  });
}

/** Members that are shown as `…` are taken from what is shipped under the name. */
function filledIn({ kind, name, content }: Example): Record<string, unknown> {
  const shipped: Readonly<Record<string, unknown>> = { ...catalog.definition(kind, name) };
  return Object.fromEntries(
    Object.entries(content)
      .map(([member, value]) => [member, JSON.stringify(value).includes('…') ? shipped[member] : value])
      .filter(([, value]) => value !== undefined),
  );
}

const examples = readdirSync(GUIDES).flatMap(examplesOf);

test('the guides show a definition of every kind that is read', () => {
  expect(new Set(examples.map(({ kind }) => kind))).toEqual(new Set(Object.values(KIND_OF_SECTION)));
});

describe('definitions as the guides show them are accepted', () => {
  test.each(examples)('$guide: $kind/$name', (example) => {
    expect(faultsOf(catalog, example.kind, example.name, filledIn(example))).toEqual([]);
  });
});
