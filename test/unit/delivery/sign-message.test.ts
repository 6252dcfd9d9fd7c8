import { Webhook } from 'standardwebhooks';
import { describe, expect, it } from 'vitest';
import { newWebhookSecret } from '../../../shared/stores/endpoint-writes.ts';
import { signMessage } from '../../../worker/delivery/sign-message.ts';

const message = {
  id: 'msg_1',
  url: 'https://example.com/',
  body: '{"type":"job.completed","data":"höhe 漢字"}',
};

describe('signMessage', () => {
  const [current, before, expired] = [newWebhookSecret(), newWebhookSecret(), newWebhookSecret()];
  const now = Date.now();
  const rotating = [
    { secret: current },
    { secret: before, until: now + 1_000 },
    { secret: expired, until: now },
  ];

  it('signs id, time of the attempt in seconds, and body', () => {
    const { headers, body } = signMessage(message, [{ secret: current }], now);
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(now / 1_000)),
      'webhook-signature': expect.stringMatching(/^v1,[A-Za-z0-9+/]{43}=$/),
    });
    expect(new Webhook(current).verify(body, { ...headers })).toEqual(JSON.parse(message.body));
    expect(() => new Webhook(current).verify(`${body} `, { ...headers })).toThrow();
    expect(() => new Webhook(current).verify(body, { ...headers, 'webhook-id': 'msg_2' })).toThrow();
  });

  it('signs with every secret that is still good, and with no other', () => {
    const { headers, body } = signMessage(message, rotating, now);
    expect(headers['webhook-signature']?.split(' ')).toHaveLength(2);
    for (const secret of [current, before]) {
      expect(new Webhook(secret).verify(body, { ...headers })).toEqual(JSON.parse(message.body));
    }
    expect(() => new Webhook(expired).verify(body, { ...headers })).toThrow();
  });
});
