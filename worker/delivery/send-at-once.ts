import type { Announced } from '../../shared/lifecycle/change-job.ts';
import type { HopQueues } from '../../shared/queues/hop-queues.ts';
import { settleDelivery } from '../../shared/stores/settle-delivery.ts';
import type { Store } from '../../shared/stores/store.ts';
import type { Logger } from '../../shared/telemetry/logger.ts';
import { type Destination, findDestination } from './find-destination.ts';
import type { ReceiverGate, Turn } from './receiver-gate.ts';
import { type Sending, sendMessage } from './send-message.ts';

export interface SendingAtOnce extends Sending {
  readonly store: Store;
  readonly queues: Pick<HopQueues, 'addDeliveryHop'>;
  readonly gate: Pick<ReceiverGate, 'enterAtOnce'>;
  readonly log: Logger;
  /** Whether operators have stopped all deliveries. */
  paused(): boolean;
}

/** A delivery that was recorded longer ago than this, in ms, may have a hop already: the reconciler's. */
const FRESH_MS = 2_000;
/** How long settling may take before the hop of a dead letter looks for it, in ms. */
const SETTLED_MS = 1_000;

type Reachable = Extract<Destination, { readonly kind: 'reachable' }>;

/**
 * Makes the first attempt of a delivery in the process that recorded it, without a hop, when its receiver is
 * known to be prompt and has room. Everything else goes through the queue: receivers that are slow or not
 * known yet, all while the queue is paused, and every later attempt. Should this process die, the reconciler finds the delivery without a hop.
 */
export class AtOnceSender {
  readonly #deps: SendingAtOnce;
  readonly #sending = new Set<Promise<void>>();

  constructor(deps: SendingAtOnce) {
    this.#deps = deps;
  }

  /** Begins to send a delivery, or adds its hop. Does not wait for the receiver. */
  async deliver(delivery: Announced): Promise<void> {
    const { store, gate, queues, paused } = this.#deps;
    const destination = await findDestination(store, delivery.tenant, delivery.target).catch(() => undefined);
    const mayGo = !paused() && Date.now() - delivery.at < FRESH_MS;
    const turn =
      mayGo && destination?.kind === 'reachable' ? gate.enterAtOnce(destination.receiver) : undefined;
    if (destination?.kind !== 'reachable' || !turn) return queues.addDeliveryHop(delivery, 1);
    const sending = this.#send(delivery, destination, turn).finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  async #send(delivery: Announced, destination: Reachable, turn: Turn): Promise<void> {
    const { store, queues, log } = this.#deps;
    const { tenant, id, target, body, job } = delivery;
    try {
      const settlement = await sendMessage(this.#deps, { id, tries: 0, body }, destination, turn);
      const { endpointId, url } = target;
      const retry = settlement.outcome === 'retry';
      const addHop = (delayMs: number) => queues.addDeliveryHop(delivery, FIRST.hop, { delayMs, tries: 1 });
      // What has failed for good is a dead letter, by a hop. Once it is settled nothing would miss that hop.
      if (!retry && settlement.outcome !== 'delivered') await addHop(SETTLED_MS);
      const record = { ...job, tenant, id, jobId: job?.id, endpointId, own: url !== undefined };
      const settled = await settleDelivery(store, record, FIRST, settlement);
      if (settled === 'endpoint-disabled') {
        log.warn({ tenant, endpoint: endpointId }, 'webhook endpoint disabled');
      }
      if (retry && settled !== 'superseded') {
        await addHop(Math.max(0, (settlement.nextAttemptAt ?? 0) - Date.now()));
      }
    } catch (err) {
      log.warn({ tenant, delivery_id: id, err }, 'a delivery broke off; the reconciler sends it again');
    }
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#sending.size > 0) await Promise.all(this.#sending);
  }
}

/** The fence of an attempt before any of a hop's. */
const FIRST = { hop: 1, attempt: 0 } as const;
