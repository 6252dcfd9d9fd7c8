import { expect, it } from 'vitest';
import { itemsOf, objectOf } from '../../../worker/models/json-values.ts';
import { readEvents } from '../../../worker/models/read-events.ts';

const headers = new Headers({ 'content-type': 'text/event-stream; charset=utf-8' });

/** What is read of an answer that arrives in these pieces. */
async function read(...pieces: (string | Uint8Array)[]): Promise<string> {
  const encoder = new TextEncoder();
  const body = ReadableStream.from(
    pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece)),
  );
  let text = '';
  await readEvents({ body, headers }, ({ choices, last }) => {
    text += objectOf(objectOf(itemsOf(choices)[0])?.delta)?.content ?? '';
    return last === true;
  });
  return text;
}

const chunk = (content: string, more: object = {}) =>
  `data: ${JSON.stringify({ choices: [{ delta: { content } }], ...more })}\n\n`;

it('reads chunks wherever the connection cuts them, characters included', async () => {
  const bytes = new TextEncoder().encode(`: a comment\n\n${chunk('für ')}${chunk('Zoë 👋')}`);
  const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
  expect(await read(...single)).toBe('für Zoë 👋');
});

it('reads nothing behind the end that the model tells', async () => {
  expect(await read(chunk('all'), 'data: [DONE]\n\n', chunk(' and more'))).toBe('all');
  expect(await read(`${chunk('all')}data: [DONE]\n\n${chunk(' and more')}`)).toBe('all');
  expect(await read(`${chunk('all', { last: true })}${chunk(' and more')}`, chunk('and more'))).toBe('all');
});

it('fails for an error within the stream, not for one that is none', async () => {
  await expect(read(chunk('half'), 'data: {"error":{"message":"overloaded"}}\n\n')).rejects.toMatchObject({
    code: 'model_unavailable',
  });
  expect(await read(chunk('fine', { error: null }))).toBe('fine');
});

it.each([
  ['data: <html>\n\n', 'is not JSON'],
  ['data: null\n\n', 'is no object'],
  [new Uint8Array([...new TextEncoder().encode('data: {"a":"'), 0xc3, 0x28]), 'is not UTF-8'],
])('fails for what is no chunk: %o', async (piece, says) => {
  const failure = { code: 'model_bad_answer', message: expect.stringContaining(says) };
  await expect(read(chunk('half'), piece)).rejects.toMatchObject(failure);
});

it('does not hold an event without an end', async () => {
  const piece = `data: ${'x'.repeat(1_024 ** 2)}`;
  await expect(read(...Array.from({ length: 5 }, () => piece))).rejects.toMatchObject({
    code: 'model_bad_answer',
  });
});
