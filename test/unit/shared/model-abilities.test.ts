import { describe, expect, test } from 'vitest';
import { modelSchema } from '../../../shared/catalog/definitions.ts';
import { offersKind, unsupportedBy } from '../../../shared/catalog/model-abilities.ts';
import { catalogOf, readCatalogFiles } from '../../../shared/catalog/read-files.ts';
import type { Parameters } from '../../../shared/contracts/job-request.ts';
import { simulatedModel } from '../../support/catalog.ts';

const everything: Parameters = {
  temperature: 0,
  top_p: 1,
  max_output_tokens: 10,
  stop: ['x'],
  seed: 0,
  reasoning_effort: 'low',
};
const define = (overrides: Record<string, unknown>) =>
  modelSchema.parse({ name: 'm', ...simulatedModel(overrides) });
const unsupported = (overrides: Record<string, unknown>, parameters = everything) =>
  unsupportedBy(define(overrides), parameters).map(({ name }) => name);

describe('what a model does not take', () => {
  test.each<[Record<string, unknown>, string[]]>([
    [{ provider: 'simulator' }, []],
    [{ provider: 'openai' }, []],
    [{ provider: 'azure', api: 'responses' }, ['stop', 'seed']],
    [{ provider: 'openai', api: 'responses', unsupported_parameters: ['top_p'] }, ['top_p', 'stop', 'seed']],
    [{ provider: 'anthropic' }, ['temperature', 'top_p', 'seed']],
    [{ provider: 'openai', kind: 'embedding' }, Object.keys(everything)],
  ])('%j: %j', (overrides, names) => {
    expect(unsupported(overrides)).toEqual(names);
    expect(unsupported(overrides, {})).toEqual([]);
  });

  test('may be a value: the ones it takes are told', () => {
    const claude = define({ provider: 'anthropic' });
    expect(unsupportedBy(claude, { reasoning_effort: 'none' })).toEqual([
      { name: 'reasoning_effort', values: ['low', 'medium', 'high', 'xhigh'] },
    ]);
    expect(unsupportedBy(claude, { reasoning_effort: 'xhigh' })).toEqual([]);
    const none = define({ provider: 'anthropic', unsupported_parameters: ['reasoning_effort'] });
    expect(unsupportedBy(none, { reasoning_effort: 'low' })).toEqual([
      { name: 'reasoning_effort', values: [] },
    ]);
  });

  test('may be a whole kind', () => {
    expect(offersKind({ provider: 'anthropic', kind: 'embedding' })).toBe(false);
    expect(offersKind({ provider: 'openai', kind: 'moderation' })).toBe(true);
    for (const { definition } of catalogOf(readCatalogFiles('catalog')).models)
      expect(offersKind(definition)).toBe(true);
  });
});
