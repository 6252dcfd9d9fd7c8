import { describe, expect, test } from 'vitest';
import { provideStand } from '../../support/models/provider-stand.ts';
import { PROVIDERS } from '../../support/models/providers.ts';
import { streams } from '../../support/wire-server.ts';

const messages = [{ role: 'user' as const, content: 'What is the capital of France?' }];
const asked = { messages, parameters: {} };
const { signal: forever } = new AbortController();

describe.each(PROVIDERS)('$name', (provider) => {
  const stand = provideStand(provider);
  const { server } = stand;
  /** The events before the first piece of text; openings and signs of life, but no token. */
  const preamble = () => {
    const events = stand.events();
    return events.slice(
      0,
      events.findIndex((event) => /"Par"|reasoning_content/.test(JSON.stringify(event))),
    );
  };

  test.each([
    ['before anything has come', () => () => {}, false],
    ['before anything has come, streaming', () => () => {}, true],
    ['before the first token', () => streams(preamble(), 'silence'), true],
    ['between two tokens', () => streams(stand.events().slice(0, preamble().length + 2), 'silence'), true],
  ] as const)('a call that is aborted %s closes its connection', async (_when, answer, streamed) => {
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    server.answer = answer();
    const arrived = server.arrival();
    const heard = Promise.withResolvers<void>();
    const call = stand
      .model()
      .call({ ...asked, ...(streamed && { onText: () => heard.resolve() }) }, controller.signal);
    const outcome = call.catch((error: unknown) => error);
    const { left } = await arrived;
    if (_when === 'between two tokens') await heard.promise;
    controller.abort(reason);
    expect(await outcome).toBe(reason);
    await left;
  });

  test('a call that is aborted already is not made', async () => {
    const reason = new Error('no longer wanted');
    await expect(stand.model().call(asked, AbortSignal.abort(reason))).rejects.toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test.each([
    ['No answer within 0.2 s.', { timeout_seconds: 0.2 }, () => () => {}, false],
    // Times for tokens are for streams: an answer that comes whole has its own.
    [
      'No answer within 0.3 s.',
      { timeout_seconds: 0.3, first_token_seconds: 0.1, between_tokens_seconds: 0.1 },
      () => () => {},
      false,
    ],
    ['No answer within 0.2 s.', { timeout_seconds: 0.2 }, () => streams(preamble(), 'silence'), true],
    ['No first token within 0.1 s.', { first_token_seconds: 0.1 }, () => () => {}, true],
    [
      'No first token within 0.2 s.',
      { first_token_seconds: 0.2, between_tokens_seconds: 0.1 },
      () => streams(preamble(), 'silence'),
      true,
    ],
    [
      'No further token within 0.1 s.',
      { first_token_seconds: 0.2, between_tokens_seconds: 0.1 },
      () => streams(stand.events().slice(0, preamble().length + 2), 'silence'),
      true,
    ],
  ] as const)('%s', async (message, definition, answer, streamed) => {
    server.answer = answer();
    const arrived = server.arrival();
    const call = stand
      .model(definition)
      .call({ ...asked, ...(streamed && { onText: () => {} }) }, forever)
      .catch((error: unknown) => error);
    expect(await call).toMatchObject({ code: 'model_timeout', message });
    await (await arrived).left;
  });
});
