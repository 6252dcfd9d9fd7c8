import { DelayedError, type Job, UnrecoverableError } from 'bullmq';
import type { HopQueues } from '../../shared/queues/hop-queues.ts';
import { type DeliveryHopData, parseHopId } from '../../shared/queues/queue-names.ts';
import { RetryLater } from '../../shared/queues/retry-later.ts';
import { SealError } from '../../shared/security/seal.ts';
import {
  beginDelivery,
  type DeliveryBeginning,
  type DeliveryClaim,
} from '../../shared/stores/begin-delivery.ts';
import type { DeliveryRecord } from '../../shared/stores/delivery-record.ts';
import type { DeliveryMessage } from '../../shared/stores/new-delivery.ts';
import { type Settlement, settleDelivery } from '../../shared/stores/settle-delivery.ts';
import type { Store } from '../../shared/stores/store.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { findDestination } from './find-destination.ts';
import type { ReceiverGate } from './receiver-gate.ts';
import { type Sending, sendMessage } from './send-message.ts';

export interface DeliveryDependencies extends Sending {
  readonly store: Store;
  readonly queues: Pick<HopQueues, 'addDeliveryHop'>;
  readonly gate: Pick<ReceiverGate, 'enter'>;
  readonly log: Logger;
}

type Hop = Job<DeliveryHopData>;
/** What a hop that ends in peace returns: how its delivery stands. */
type Ending = 'delivered' | 'superseded' | 'missing';
/** What one attempt comes to. */
type Attempt = { readonly settlement: Settlement } | { readonly putOffMs: number };

/** A hop that starts this much too early, in ms, is sent back to wait. */
const EARLY_MS = 1_000;

/**
 * The processor of the queue `deliveries`: one attempt to send one message.
 * Its hops end, wait and fail with codes only: nothing of the message or the receiver reaches the queue.
 */
export function createDeliveryProcessor(deps: DeliveryDependencies): (hop: Hop) => Promise<Ending> {
  const { store, log, now = Date.now } = deps;
  return async (hop) => {
    const claim = claimOf(hop);
    const beginning = await beginDelivery(store, claim);
    if (beginning.verdict !== 'ok') return endWithoutEffect(deps, beginning, claim);
    const { delivery } = beginning;
    const earlyMs = earlyBy(hop, delivery, now());
    if (earlyMs > 0) return putOff(hop, earlyMs);

    const attempt = await send(deps, delivery, beginning.message);
    if ('putOffMs' in attempt) return putOff(hop, attempt.putOffMs);

    const settled = await settleDelivery(store, delivery, claim, attempt.settlement);
    if (settled === 'superseded') return 'superseded';
    if (settled === 'endpoint-disabled') {
      log.warn({ tenant: claim.tenant, endpoint: delivery.endpointId }, 'webhook endpoint disabled');
    }
    return finish(attempt.settlement, now());
  };
}

/** Sends the message, unless its destination is closed or busy. */
async function send(
  deps: DeliveryDependencies,
  delivery: DeliveryRecord,
  open: () => DeliveryMessage,
): Promise<Attempt> {
  const { store, gate, now = Date.now } = deps;
  const dropped = (code: string): Attempt => ({ settlement: { outcome: 'dropped', code, at: now() } });
  try {
    const { body, target } = open();
    const destination = await findDestination(store, delivery.tenant, target);
    if (destination.kind === 'closed') return dropped(destination.code);
    const turn = await gate.enter(destination.receiver);
    if ('delayMs' in turn) return { putOffMs: turn.delayMs };
    const { id, tries } = delivery;
    return { settlement: await sendMessage(deps, { id, tries, body }, destination, turn) };
  } catch (error) {
    if (error instanceof SealError) return dropped('content_unreadable');
    throw error;
  }
}

/** Turns a settlement into the hop's end: done, again later, or a dead letter. */
function finish(settlement: Settlement, now: number): Ending {
  switch (settlement.outcome) {
    case 'delivered':
      return 'delivered';
    case 'retry':
      throw new RetryLater(settlement.code, (settlement.nextAttemptAt ?? now) - now);
    case 'failed':
      throw new UnrecoverableError('delivery_exhausted');
    case 'gone':
      throw new UnrecoverableError('endpoint_gone');
    case 'dropped':
      throw new UnrecoverableError(settlement.code);
  }
}

/**
 * Ends a hop that has nothing left to do. Where the process before died half-way, its last step is done: a
 * failed delivery's hop becomes a dead letter, and the hop that a redrive meant to add is added.
 */
async function endWithoutEffect(
  { queues, now = Date.now }: DeliveryDependencies,
  beginning: Exclude<DeliveryBeginning, { readonly verdict: 'ok' }>,
  claim: DeliveryClaim,
): Promise<Ending> {
  if (beginning.verdict === 'missing') return 'missing';
  const { delivery } = beginning;
  if (delivery.status === 'delivered') return 'delivered';
  if (delivery.status === 'failed') throw new UnrecoverableError(delivery.code ?? 'failed');
  if (delivery.hop > claim.hop && delivery.attempt === 0) {
    const delayMs = Math.max(0, (delivery.nextAttemptAt ?? 0) - now());
    await queues.addDeliveryHop(delivery, delivery.hop, { delayMs, tries: delivery.tries });
  }
  return 'superseded';
}

/** Ends the attempt without counting it. */
async function putOff(hop: Hop, delayMs: number): Promise<never> {
  await hop.moveToDelayed(Date.now() + delayMs, hop.token);
  throw new DelayedError();
}

/**
 * How much too early a hop runs, in ms. After a death between settling and delaying it comes back at once,
 * with fewer attempts than the delivery has. A hop that an operator promotes has them all: it runs.
 */
function earlyBy(hop: Hop, delivery: DeliveryRecord, now: number): number {
  const early = (delivery.nextAttemptAt ?? now) - now;
  const made = hop.attemptsMade + (hop.data.tries ?? 0);
  return made < delivery.tries && early > EARLY_MS ? early : 0;
}

function claimOf(hop: Hop): DeliveryClaim {
  const { tenant, delivery_id: id } = hop.data;
  const { hop: number } = parseHopId(hop.id ?? '');
  return { tenant, id, hop: number, attempt: hop.attemptsStarted };
}
