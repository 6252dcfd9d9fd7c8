import { DELIVERY_SCHEDULE_SECONDS } from '../../shared/contracts/webhook-events.ts';
import type { Settlement } from '../../shared/stores/settle-delivery.ts';
import type { Destination } from './find-destination.ts';
import { judgeAnswer } from './judge-answer.ts';
import type { PostMessage } from './post-message.ts';
import type { Turn } from './receiver-gate.ts';
import { signMessage } from './sign-message.ts';

export interface Sending {
  readonly post: PostMessage;
  /** Seconds before each attempt, counted from the one before. */
  readonly schedule?: readonly number[];
  readonly now?: () => number;
}

/** A message about to be sent. */
export interface Outgoing {
  readonly id: string;
  /** Attempts of its schedule so far. */
  readonly tries: number;
  readonly body: string;
}

/**
 * Signs and sends a message to its destination and gives the turn back.
 * @returns what the answer means for the delivery
 */
export async function sendMessage(
  { post, now = Date.now, schedule = DELIVERY_SCHEDULE_SECONDS }: Sending,
  { id, tries, body }: Outgoing,
  { url, secrets }: Extract<Destination, { readonly kind: 'reachable' }>,
  turn: Turn,
): Promise<Settlement> {
  try {
    const began = now();
    const posted = await post(signMessage({ id, url, body }, secrets, began));
    return judgeAnswer(posted, { began, ended: now() }, tries, schedule);
  } finally {
    turn.leave();
  }
}
