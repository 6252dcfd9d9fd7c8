import { describe, expect, test } from 'vitest';
import { compileSchema } from '../../../shared/catalog/json-schema.ts';
import { normaliserOf } from '../../../shared/catalog/normalise-output.ts';
import { type NormalForm, normaliseValue } from '../../../shared/catalog/normalise-value.ts';

describe('a value is written in its normal form', () => {
  test.each<[NormalForm, unknown, unknown]>([
    ['date', '2024-03-05', '2024-03-05'],
    ['date', '2024-03-05T10:00:00Z', '2024-03-05'],
    ['date', '2024/3/5', '2024-03-05'],
    ['date', '5.3.2024', '2024-03-05'],
    ['date', '14 March 1961', '1961-03-14'],
    ['date', 'Sept. 3rd, 2020', '2020-09-03'],
    ['date', '25/12/2023', '2023-12-25'],
    ['date', '12/25/2023', '2023-12-25'],
    ['date_dmy', '05/03/2024', '2024-03-05'],
    ['date_mdy', '05/03/2024', '2024-05-03'],
    ['decimal', '€ 1,234.50', 1234.5],
    ['decimal', "1'234.5 CHF", 1234.5],
    ['decimal', 7, 7],
    ['decimal_comma', '1.234,50 EUR', 1234.5],
    ['decimal', '-3', -3],
  ])('%s: %j', (form, value, normal) => {
    expect(normaliseValue(value, form, {})).toBe(normal);
  });

  test('as text where the schema wants text, with all its digits', () => {
    expect(normaliseValue('$1,234.50', 'decimal', { type: 'string' })).toBe('1234.50');
    expect(normaliseValue(3, 'decimal', { type: 'string' })).toBe('3');
  });

  test('as the enumeration has it', () => {
    const schema = { enum: ['In Progress', 'done', 'won_t-fix', 3] };
    expect(normaliseValue(' in_progress', 'enum', schema)).toBe('In Progress');
    expect(normaliseValue('DONE', 'enum', schema)).toBe('done');
    expect(normaliseValue('ended', 'enum', schema)).toBe('ended');
  });

  test.each<[NormalForm, unknown]>([
    ['date', '05/03/2024'],
    ['date', '31.2.2024'],
    ['date', 'soon'],
    ['date', 20240305],
    ['decimal', '12 to 14'],
    ['decimal', '1.2.3'],
    ['decimal', true],
  ])('unless it cannot be read as one: %s %j stays', (form, value) => {
    expect(normaliseValue(value, form, {})).toBe(value);
  });
});

test('the schema says where, through references, lists and branches', () => {
  const day = { type: 'string', 'x-normalise': 'date' };
  const format = normaliserOf({
    $defs: { day },
    properties: {
      due: { $ref: '#/$defs/day' },
      lines: { type: 'array', items: { allOf: [{ properties: { total: { 'x-normalise': 'decimal' } } }] } },
    },
  });
  const output = { due: '5.3.2024', lines: [{ total: '1,000' }, { total: 2 }], other: '5.3.2024' };
  expect(format?.(output)).toEqual({
    due: '2024-03-05',
    lines: [{ total: 1000 }, { total: 2 }],
    other: '5.3.2024',
  });
  expect(normaliserOf({ properties: { due: { type: 'string' } } })).toBeUndefined();
});

test('a form that there is not is refused with its schema', () => {
  const schema = { properties: { due: { 'x-normalise': 'day' } } };
  expect(() => compileSchema(schema)).toThrow(/x-normalise is one of date/);
});
