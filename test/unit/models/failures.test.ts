import { describe, expect, test } from 'vitest';
import { itemsOf, objectOf } from '../../../worker/models/json-values.ts';
import { ModelFailure } from '../../../worker/models/model-port.ts';
import { LONGEST_BODY, provideStand } from '../../support/models/provider-stand.ts';
import { PROVIDERS } from '../../support/models/providers.ts';
import { eventText, floods, sends, streams } from '../../support/wire-server.ts';

const { signal } = new AbortController();
const messages = [{ role: 'user' as const, content: 'What is the capital of France?' }];
const HTML = '<!doctype html><title>Bad gateway</title>';
const SSE = 'text/event-stream';
const COUNTS = /"(prompt|input)_tokens":\d+/g;
const BAD = 'model_bad_answer';

const STATUSES = [
  [400, 'model_rejected'],
  [401, 'model_auth'],
  [403, 'model_auth'],
  [404, 'model_rejected'],
  [408, 'model_timeout'],
  [409, 'model_unavailable'],
  [413, 'model_rejected'],
  [429, 'model_rate_limited'],
  [500, 'model_unavailable'],
  [529, 'model_unavailable'],
] as const;

describe.each(PROVIDERS)('$name', (provider) => {
  const stand = provideStand(provider);
  const { server } = stand;

  /** How a call fails; with a stream, also what was heard before. */
  async function failure(streamed = false): Promise<ModelFailure> {
    const request = { messages, parameters: {}, ...(streamed && { onText: () => {} }) };
    const outcome = await stand
      .model()
      .call(request, signal)
      .catch((error: unknown) => error);
    return outcome instanceof ModelFailure ? outcome : expect.fail(`no failure: ${JSON.stringify(outcome)}`);
  }

  describe.each([false, true])('streamed: %s', (streamed) => {
    test.each(STATUSES)('HTTP %i is %s, in our words', async (status, code) => {
      const body = objectOf(stand.recorded('errors')[status]);
      server.answer = sends(JSON.stringify(body), { status });
      const failed = await failure(streamed);
      expect(failed).toMatchObject({ code, message: `The model answered ${status}.` });
      expect(failed.retryAfterMs).toBeUndefined();
      expect(server.requests).toHaveLength(1);
    });

    test('an HTTP error without anything that can be read is what its status says', async () => {
      for (const body of ['', HTML, '{"error":', '{"error":"text"}', '[]', '{"error":{"code":{}}}']) {
        server.answer = sends(body, { status: 503, type: 'text/html' });
        expect(await failure(streamed)).toMatchObject({ code: 'model_unavailable' });
      }
      server.answer = sends('', { status: 302, headers: { location: '/elsewhere' } });
      expect(await failure(streamed)).toMatchObject({ code: 'model_rejected' });
    });

    test('a 429 says how long to wait, in any of the ways', async () => {
      const body = JSON.stringify(stand.recorded('errors')['429']);
      for (const [headers, from, to] of [
        [{ 'retry-after': '7' }, 7_000, 7_000],
        [{ 'retry-after-ms': '250', 'retry-after': '7' }, 250, 250],
        [{ 'retry-after': new Date(Date.now() + 20_000).toUTCString() }, 18_000, 20_000],
        [{ ...provider.limitHeaders(), 'retry-after': '7' }, 7_000, 7_000],
        [provider.limitHeaders(), 60_000, 62_000],
      ] as const) {
        server.answer = sends(body, { status: 429, headers: { ...headers } });
        const { code, retryAfterMs } = await failure(streamed);
        expect(code).toBe('model_rate_limited');
        expect(retryAfterMs).toBeGreaterThanOrEqual(from);
        expect(retryAfterMs).toBeLessThanOrEqual(to);
      }
    });

    test('a used-up quota is no rate limit', async () => {
      const { status, body } = stand.recorded('quota');
      server.answer = sends(JSON.stringify(body), { status: Number(status) });
      expect(await failure(streamed)).toMatchObject({ code: 'model_quota_exhausted' });
    });

    test('what is no answer is a bad one', async () => {
      const type = streamed ? SSE : undefined;
      const whole = streamed ? stand.events().map(eventText).join('') : stand.body();
      const latin = Buffer.from(whole.replace('Par', 'Pär'), 'latin1');
      for (const answer of [
        sends(HTML, { type: 'text/html' }),
        sends(whole, { type: 'text/plain' }),
        sends(whole, { type: 'application/octet-stream' }),
        sends(streamed ? `data: ${HTML}\n\n` : HTML, { type }),
        sends(latin, { type }),
        sends(streamed ? 'data: [1]\n\n' : '[1]', { type }),
        sends(streamed ? 'data: "text"\n\n' : '"text"', { type }),
        sends(streamed ? 'data: 1e999\n\n' : 'null', { type }),
        sends(whole.replaceAll('"Par', '["Par"],"x":"'), { type }),
      ]) {
        server.answer = answer;
        expect(await failure(streamed)).toMatchObject({ code: BAD });
      }
    });

    test.each(['NaN', '-5', '"20"', '1.5', '1e999', '[]'])('usage of %s is a bad answer', async (count) => {
      const whole = streamed ? stand.events().map(eventText).join('') : stand.body();
      expect(whole).toMatch(COUNTS);
      server.answer = sends(whole.replaceAll(COUNTS, `"$1_tokens":${count}`), {
        type: streamed ? SSE : undefined,
      });
      expect(await failure(streamed)).toMatchObject({ code: BAD });
    });

    test('usage that is no object is a bad answer', async () => {
      const whole = streamed ? stand.events().map(eventText).join('') : stand.body();
      const spoilt = whole.replaceAll('"usage":{', '"usage":"many","more":{');
      server.answer = sends(spoilt, { type: streamed ? SSE : undefined });
      expect(await failure(streamed)).toMatchObject({ code: BAD });
    });

    test('a body without end is left, long before it fills the memory', async () => {
      const before = process.memoryUsage().rss;
      const event = `data: {"type":"ping","choices":[],"padding":"${'x'.repeat(1_000)}"}\n\n`;
      server.answer = floods(streamed ? event : '{"a":', streamed ? SSE : 'application/json');
      const arrived = server.arrival();
      expect(await failure(streamed)).toMatchObject({
        code: BAD,
        message: 'The answer is too long to be one.',
      });
      await (await arrived).left;
      expect(process.memoryUsage().rss - before).toBeLessThan(20 * LONGEST_BODY);
      server.answer = floods(HTML, 'text/html');
      const again = server.arrival();
      expect(await failure(streamed)).toMatchObject({ code: BAD });
      await (await again).left;
    });

    test('a connection that breaks is an unavailable model', async () => {
      server.answer = (response) => response.socket?.destroy();
      expect(await failure(streamed)).toMatchObject({ code: 'model_unavailable' });
      server.answer = (response) => {
        response.writeHead(200, {
          'content-type': streamed ? SSE : 'application/json',
          'content-length': 9_999,
        });
        response.write(streamed ? ':\n\n' : '{"id":', () => response.destroy());
      };
      expect(await failure(streamed)).toMatchObject({ code: 'model_unavailable' });
    });
  });

  test('an empty body, and one with nothing in it, are bad answers', async () => {
    for (const body of ['', '{}', '{"choices":[]}', '{"choices":{},"output":{},"content":{}}']) {
      server.answer = sends(body);
      expect(await failure()).toMatchObject({ code: BAD });
    }
    server.answer = (response) => void response.writeHead(204).end();
    expect(await failure()).toMatchObject({ code: BAD });
  });

  test('an error in place of an answer is what it says', async () => {
    const { body, code } = stand.recorded('error-in-answer');
    server.answer = sends(JSON.stringify(body));
    expect(await failure()).toMatchObject({ code });
  });

  test('an error in the middle of a stream fails the call', async () => {
    server.answer = streams(itemsOf(stand.recorded('error-in-stream').events));
    expect(await failure(true)).toMatchObject({
      code: 'model_unavailable',
      message: 'The model reported an error in place of its answer.',
    });
  });

  test('half a stream is no answer, however it ends', async () => {
    const events = stand.events();
    const piece = events.findIndex((event) => JSON.stringify(event).includes('"Par"'));
    expect(piece).toBeGreaterThan(0);
    for (const count of [0, 1, piece, piece + 1]) {
      for (const end of ['end', 'break'] as const) {
        server.answer = streams(events.slice(0, count), end);
        expect(await failure(true)).toMatchObject({ code: 'model_unavailable' });
      }
    }
  });
});
