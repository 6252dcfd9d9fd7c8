import type { WebhookEventType } from '../contracts/webhook-events.ts';
import { randomId } from '../security/ids.ts';
import type { KeyReference } from './data-keys.ts';
import { deliveryBox } from './delivery-box.ts';
import type { JobRecord } from './job-record.ts';
import type { Store } from './store.ts';

/** A delivery about to be created together with the change it announces. */
export interface NewDelivery {
  /** Also the `webhook-id`, the same over all attempts. */
  readonly id: string;
  readonly target: DeliveryTarget;
  readonly body: string;
  readonly fields: readonly string[];
  /** What a later attempt needs: body and target. */
  readonly sealedMessage: Buffer;
  /** The job that it is about, whose key has sealed it. */
  readonly job?: KeyReference & { readonly id: string };
}

/** Where a job's events go: an endpoint of the tenant, or an address of the job's own. */
export interface DeliveryTarget {
  readonly endpointId: string;
  /** Only for an address of the job's own. */
  readonly url?: string;
  readonly secret?: string;
}

/** Parts of a delivery that are sealed in its own box. */
export const DELIVERY_PART = { message: 'message', response: 'response' } as const;

/** What a delivery sends, and where to. */
export interface DeliveryMessage {
  readonly body: string;
  readonly target: DeliveryTarget;
}

/** Both in one text: JSON within JSON would be escaped, and longer. */
function formatMessage({ body, target }: DeliveryMessage): string {
  return `${JSON.stringify(target)}\n${body}`;
}

/** Reads what `formatMessage` wrote. */
export function parseMessage(text: string): DeliveryMessage {
  const end = text.indexOf('\n');
  return { target: JSON.parse(text.slice(0, end)) as DeliveryTarget, body: text.slice(end + 1) };
}

/** Something that happened, as its messages tell it. */
export interface DeliveredEvent {
  readonly type: WebhookEventType;
  /** Unix ms. */
  readonly at: number;
  readonly data: object;
  /** The job that it is about, whose key seals it; absent for an event of the tenant itself. */
  readonly job?: Pick<JobRecord, 'id' | 'dataKey' | 'subject'>;
}

/**
 * Prepares the record and the sealed message of one delivery.
 * @param id of an event that may be announced twice, so that it is delivered once; by default a fresh one
 * @returns undefined where the job's key is gone: nobody may read any more what it would tell
 */
export async function newDelivery(
  store: Store,
  tenant: string,
  target: DeliveryTarget,
  event: DeliveredEvent,
  id = randomId('msg'),
): Promise<NewDelivery | undefined> {
  const { job } = event;
  const box = await deliveryBox(store, { ...job, tenant, id, jobId: job?.id });
  if (!box) return undefined;
  const timestamp = new Date(event.at).toISOString();
  const body = JSON.stringify({ type: event.type, timestamp, data: event.data });
  return {
    ...{ id, target, body },
    job: job && { id: job.id, dataKey: job.dataKey, subject: job.subject },
    sealedMessage: box.sealText(DELIVERY_PART.message, formatMessage({ body, target })),
    fields: [
      ...['status', 'pending', 'event', event.type, 'endpoint', target.endpointId],
      ...['created_at', String(event.at), 'hop', '1', 'attempts', '0'],
      ...(job === undefined ? [] : ['job', job.id, 'key', job.dataKey ?? '']),
      ...(job?.subject === undefined ? [] : ['subject', job.subject]),
      ...(target.url === undefined ? [] : ['own', '1']),
    ],
  };
}
