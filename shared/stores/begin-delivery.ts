import { SealError } from '../security/seal.ts';
import { deliveryBox } from './delivery-box.ts';
import { type DeliveryRecord, parseDelivery } from './delivery-record.ts';
import { hashOf } from './job-record.ts';
import { DELIVERY_PART, type DeliveryMessage, parseMessage } from './new-delivery.ts';
import type { Store } from './store.ts';

/** One attempt of one hop of a delivery, as BullMQ started it. */
export interface DeliveryClaim {
  readonly tenant: string;
  readonly id: string;
  readonly hop: number;
  /** BullMQ's `attemptsStarted`. */
  readonly attempt: number;
}

export type DeliveryBeginning =
  | {
      readonly verdict: 'ok';
      readonly delivery: DeliveryRecord;
      /** Opens the message. @throws SealError */
      message(): DeliveryMessage;
    }
  | { readonly verdict: 'superseded' | 'settled'; readonly delivery: DeliveryRecord }
  | { readonly verdict: 'missing' };

/** Fences all older attempts of a delivery and loads it. */
export async function beginDelivery(store: Store, claim: DeliveryClaim): Promise<DeliveryBeginning> {
  const { keys } = store;
  const { tenant, id } = claim;
  const [verdict, flat, sealed] = (await store.run(
    'begin-delivery',
    [keys.delivery(tenant, id), keys.deliveryMessage(tenant, id)],
    [claim.hop, claim.attempt],
  )) as [Buffer, Buffer[]?, Buffer?];
  const delivery = flat && parseDelivery(tenant, id, hashOf(flat));
  if (!delivery) return { verdict: 'missing' };
  if (String(verdict) !== 'ok') {
    return { verdict: String(verdict) === 'settled' ? 'settled' : 'superseded', delivery };
  }
  const box = await deliveryBox(store, delivery);
  return {
    verdict: 'ok',
    delivery,
    message: () => {
      if (!box) throw new SealError('the key of the job is gone');
      return parseMessage(box.openText(DELIVERY_PART.message, sealed ?? Buffer.alloc(0)));
    },
  };
}
