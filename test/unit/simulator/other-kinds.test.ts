import { inflateSync } from 'node:zlib';
import { toFile } from 'openai';
import { describe, expect, it } from 'vitest';
import { readCalls } from './support/call-list.ts';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();

describe('moderations', () => {
  const judge = async (input: string | string[]) =>
    simulator.openai().moderations.create({ model: 'sim-moderation', input });

  it('are one verdict a text, the same for the same text', async () => {
    const { id, model, results } = await judge(['a fine day', 'I will kill you', 'a fine day']);
    expect({ id, model }).toEqual({ id: expect.stringMatching(/^modr-/), model: 'sim-moderation' });
    expect(results.map(({ flagged }) => flagged)).toEqual([false, true, false]);
    expect(results[0]).toEqual(results[2]);
    expect(results[1]?.categories).toMatchObject({ violence: true, hate: false });
    expect(results[1]?.category_scores.violence).toBeGreaterThan(results[0]?.category_scores.violence ?? 1);
    expect((await judge('a fine day')).results).toEqual([results[0]]);
  });

  it.each([{}, { input: [] }, { input: 5 }, { input: [5] }])('refuse %j with 400', async (body) => {
    const reply = await simulator.send('POST', '/v1/moderations', { model: 'sim-moderation', ...body });
    expect(reply).toMatchObject({ status: 400, json: { error: { param: 'input' } } });
  });
});

describe('images', () => {
  const draw = (more: object = {}) =>
    simulator.openai().images.generate({ model: 'sim-image', prompt: 'a lighthouse', ...more });

  it('are PNG files of the size that is asked for, which say what they are', async () => {
    const { data, usage, output_format } = await draw({ size: '64x32', n: 2 });
    expect(output_format).toBe('png');
    expect(usage).toMatchObject({ input_tokens: 3, output_tokens: 2, total_tokens: 5 });
    const [first = '', second] = (data ?? []).map(({ b64_json }) => b64_json);
    expect(second).not.toBe(first);
    const bytes = Buffer.from(first, 'base64');
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([64, 32]);
    expect(bytes.toString('latin1')).toContain('This is a simulator');
    const at = bytes.indexOf('IDAT');
    const pixels = inflateSync(bytes.subarray(at + 4, at + 4 + bytes.readUInt32BE(at - 4)));
    expect(pixels).toHaveLength(32 * (64 + 1));
    expect((await draw({ size: '64x32' })).data?.[0]?.b64_json).toBe(first);
  });

  it.each([{}, { prompt: 5 }, { size: '4x4' }, { size: '9000x64' }, { n: 11 }, { output_format: 'webp' }])(
    'refuse %j with 400',
    async (body) => {
      const usual = 'prompt' in body || Object.keys(body).length === 0 ? {} : { prompt: 'a' };
      const reply = await simulator.send('POST', '/v1/images/generations', {
        ...{ model: 'sim-image', ...usual },
        ...body,
      });
      expect(reply).toMatchObject({ status: 400, json: { error: { type: 'invalid_request_error' } } });
    },
  );

  it('are refused by a model that filters', async () => {
    await expect(draw({ model: 'sim-content-filter' })).rejects.toMatchObject({
      ...{ status: 400, code: 'moderation_blocked' },
    });
  });
});

describe('transcriptions', () => {
  const write = async (bytes: Buffer, model = 'sim-transcription') => {
    const file = await toFile(bytes, 'call.mp3', { type: 'audio/mpeg' });
    return simulator.openai().audio.transcriptions.create({ model, file, language: 'en' });
  };

  it('say what was heard, and that nobody listened', async () => {
    const { text, usage } = await write(Buffer.alloc(20_000, 1));
    expect(text).toMatch(/^This is a simulator: .*20000 bytes of call\.mp3/);
    expect(usage).toEqual({ type: 'duration', seconds: 2 });
    expect((await write(Buffer.alloc(20_000, 1))).text).toBe(text);
    expect((await write(Buffer.alloc(20_000, 2))).text).not.toBe(text);
  });

  it('are logged without the audio', async () => {
    await write(Buffer.alloc(5, 1));
    const { data } = await readCalls(simulator);
    expect(data.at(-1)).toMatchObject({
      ...{ model: 'sim-transcription', path: '/v1/audio/transcriptions', status: 200 },
      request: { language: 'en', file: { filename: 'call.mp3', media_type: 'audio/mpeg', bytes: 5 } },
    });
  });

  it('refuse what is no form, has no audio, or asks for another form of answer', async () => {
    expect(await simulator.send('POST', '/v1/audio/transcriptions', { model: 'a' })).toMatchObject({
      ...{ status: 400, json: { error: { message: expect.stringContaining('form') } } },
    });
    await expect(write(Buffer.alloc(0))).rejects.toMatchObject({ status: 400, param: 'file' });
    const file = await toFile(Buffer.of(1), 'a.mp3');
    const asked = { model: 'sim-transcription', file, response_format: 'srt' as const };
    await expect(simulator.openai().audio.transcriptions.create(asked)).rejects.toMatchObject({
      ...{ status: 400, param: 'response_format' },
    });
  });
});

it('faults go by the name of the model, whatever it is for', async () => {
  const client = simulator.openai();
  const file = await toFile(Buffer.of(1), 'a.mp3');
  const failing = [
    client.moderations.create({ model: 'sim-status-503', input: 'a' }),
    client.images.generate({ model: 'sim-status-503', prompt: 'a' }),
    client.audio.transcriptions.create({ model: 'sim-status-503', file }),
  ];
  for (const call of failing) await expect(call).rejects.toMatchObject({ status: 503 });
  const spoilt = await client.moderations.create({ model: 'sim-bad-json-shape', input: 'a' });
  expect(spoilt.results).toBeUndefined();
});
