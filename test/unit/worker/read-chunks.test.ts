import { expect, it } from 'vitest';
import { readChunks } from '../../../worker/models/read-chunks.ts';

/** What is read of an answer that arrives in these pieces. */
async function read(...pieces: (string | Uint8Array)[]): Promise<string> {
  const encoder = new TextEncoder();
  const body = ReadableStream.from(
    pieces.map((piece) => (typeof piece === 'string' ? encoder.encode(piece) : piece)),
  );
  let text = '';
  await readChunks({ body }, ({ choices }) => {
    text += choices?.[0]?.delta.content ?? '';
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
});

it('fails for an error within the stream, not for one that is none', async () => {
  await expect(read(chunk('half'), 'data: {"error":{"message":"overloaded"}}\n\n')).rejects.toMatchObject({
    code: 'model_unavailable',
  });
  expect(await read(chunk('fine', { error: null }))).toBe('fine');
});

it('fails for what is no chunk', async () => {
  await expect(read('data: <html>\n\n')).rejects.toThrow(SyntaxError);
  await expect(read('data: null\n\n')).rejects.toMatchObject({ code: 'model_unavailable' });
  expect(await read('<html>no events at all</html>')).toBe('');
});

it('does not hold an event without an end', async () => {
  const piece = `data: ${'x'.repeat(1_024 ** 2)}`;
  await expect(read(...Array.from({ length: 5 }, () => piece))).rejects.toMatchObject({
    code: 'model_bad_answer',
  });
});
