import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readComplaints } from '../../../bench/routing/complaints.ts';
import { recordingOf } from '../../../bench/routing/recording.ts';
import { inventedComplaints } from '../../../support/bench/complaints.ts';

let dir: string;
let file: string;

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'complaints-'));
  file = join(dir, 'complaints.jsonl');
});
afterEach(() => rmSync(dir, { recursive: true }));

const write = (rows: readonly unknown[]) =>
  writeFileSync(file, rows.map((row) => JSON.stringify(row)).join('\n'));

describe('recorded complaints', () => {
  test('are read from their file or its folder', () => {
    write(inventedComplaints());
    expect(readComplaints(file)).toEqual(inventedComplaints());
    expect(readComplaints(dir)).toEqual(inventedComplaints());
  });

  test('that are not there are said to be missing, with what is expected', () => {
    expect(() => readComplaints(dir)).toThrow(/there is no .*complaints\.jsonl.*"narrative"/s);
  });

  const [row] = inventedComplaints();
  test.each([
    ['no complaints', [], /has no complaints/],
    ['a row without a narrative', [{ ...row, narrative: '' }], /jsonl:1: narrative/],
    [
      'an answer without seconds',
      [{ ...row, answers: { m: { label: 'x' } } }],
      /jsonl:1: answers\.m\.seconds/,
    ],
    ['no models', [{ ...row, answers: {} }], /no answers/],
    ['one id twice', [row, row], /two complaints with the id 1/],
    [
      'a model that did not answer all',
      [row, { ...row, id: 2, answers: { m: row?.answers['gpt-4o-mini'] } }],
      /complaint 1 has no answer of m/,
    ],
  ])('with %s are refused', (_, rows, message) => {
    write(rows);
    expect(() => readComplaints(file)).toThrow(message);
  });

  test('that are not JSON are refused by their line', () => {
    writeFileSync(file, `${JSON.stringify(row)}\nnonsense`);
    expect(() => readComplaints(file)).toThrow(/jsonl:2 is not JSON/);
  });

  test('become recordings of every answer, with the time it took', () => {
    const lines = recordingOf(inventedComplaints()).trim().split('\n');
    expect(lines).toHaveLength(8 * 4);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      model: 'gemini-2.0-flash-lite',
      input: row?.narrative,
      output: '{"product":"credit_card"}',
      latency_ms: 500,
    });
  });
});
