import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { LookupAll } from '../../../shared/http/guarded-agent.ts';
import type { Problem } from '../../support/api-client.ts';
import { DeliveryStand } from '../../support/delivery/stand.ts';
import { Receiver } from '../../support/receiver.ts';
import { type System, startSystem } from '../../support/system.ts';

const receiver = new Receiver();
let url: string;
let stand: DeliveryStand;
let system: System;

beforeAll(async () => {
  url = await receiver.start();
  stand = await DeliveryStand.open(inject('redisUrl'));
  system = await startSystem({
    redisUrl: inject('redisUrl'),
    workers: 0,
    env: { ALLOW_PRIVATE_ADDRESSES: '0' },
  });
});
afterAll(async () => {
  expect(receiver.messages).toEqual([]);
  await receiver.stop();
  await stand.close();
  await system.stop();
});

describe('private addresses', () => {
  const blocked = { status: 400, body: { code: 'blocked_address' } };

  it.each(['http://127.0.0.1:9/', 'http://2130706433/', 'http://[::ffff:10.0.0.1]/', 'http://localhost/'])(
    'are refused before anything is stored: %s',
    async (address) => {
      const endpoint = await system.api.request<Problem>('POST', '/v1/webhook-endpoints', { url: address });
      expect(endpoint).toMatchObject(blocked);
      const moved = await system.api.request('PATCH', '/v1/webhook-endpoints/default', { url: address });
      expect(moved).toMatchObject(blocked);
      const job = await system.api.post({ task: 'chat', input: { prompt: 'hi' }, webhook: { url: address } });
      expect(job).toMatchObject(blocked);
    },
  );

  it('are not reached by a literal that got past that check, nor by a name that resolves to one', async () => {
    const lookup: LookupAll = (_name, _options, callback) =>
      callback(null, [
        { address: '127.0.0.1', family: 4 },
        { address: '::1', family: 6 },
      ]);
    await stand.deliver({ allowPrivate: false, lookup, schedule: [0, 0.01] });
    const { port } = new URL(url);
    for (const address of [url, `http://[::ffff:127.0.0.1]:${port}/`, `http://inside.example:${port}/`]) {
      const id = await stand.announce({ url: address, secret: receiver.secret });
      expect(await stand.over(id)).toMatchObject({ reason: 'delivery_exhausted' });
      expect(await stand.show(id)).toMatchObject({ status: 'failed', code: 'blocked_address', attempts: 2 });
    }
  });
});
