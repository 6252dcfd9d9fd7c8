import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { beginDelivery } from '../../../shared/stores/begin-delivery.ts';
import { readEndpoint } from '../../../shared/stores/endpoints.ts';
import { type Settlement, settleDelivery } from '../../../shared/stores/settle-delivery.ts';
import { DeliveryStand, TENANT } from '../../support/delivery/stand.ts';

let stand: DeliveryStand;

beforeAll(async () => {
  stand = await DeliveryStand.open(inject('redisUrl'));
});
afterAll(() => stand.close());

/** Settles the first attempt of a delivery twice, as when the first answer got lost. */
async function settledTwice(outcome: Settlement['outcome']) {
  const { store } = stand.installation;
  const endpoint = await stand.endpoint('http://127.0.0.1:1/');
  const id = await stand.announce({ endpoint_id: endpoint.id });
  const claim = { tenant: TENANT, id, hop: 1, attempt: 1 };
  const beginning = await beginDelivery(store, claim);
  if (beginning.verdict !== 'ok') throw new Error(`the attempt is ${beginning.verdict}`);
  const settle = () =>
    settleDelivery(store, beginning.delivery, claim, { outcome, code: 'http_500', at: Date.now() });
  const answers = [await settle(), await settle()];
  const { attempts, history } = await stand.show(id);
  const failures = (await readEndpoint(store, TENANT, endpoint.id))?.consecutiveFailures;
  return { answers, attempts, history: history.length, failures };
}

it.each(['retry', 'failed'] as const)('an attempt that settles %s twice counts once', async (outcome) => {
  expect(await settledTwice(outcome)).toMatchObject({
    answers: [expect.not.stringMatching('superseded'), 'recorded'],
    ...{ attempts: 1, history: 1, failures: 1 },
  });
});
