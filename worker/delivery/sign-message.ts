import { Webhook } from 'standardwebhooks';
import type { SigningSecret } from '../../shared/stores/endpoints.ts';

/** Signers that are remembered: making one costs as much as a signature. */
const MOST_SIGNERS = 1_000;
const signers = new Map<string, Webhook>();

function signerOf(secret: string): Webhook {
  const known = signers.get(secret);
  if (known) return known;
  if (signers.size >= MOST_SIGNERS) signers.clear();
  const signer = new Webhook(secret);
  signers.set(secret, signer);
  return signer;
}

/** A message to a receiver: signed over its id, the time of this attempt and the body. */
export interface SignedMessage {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * The headers of Standard Webhooks 1.0, with one signature per secret that signs at this moment: during a
 * rotation the receiver may verify with either.
 * @param at Unix ms
 */
export function signMessage(
  message: { readonly id: string; readonly url: string; readonly body: string },
  secrets: readonly SigningSecret[],
  at: number,
): SignedMessage {
  const time = new Date(at);
  const signatures = secrets
    .filter(({ until }) => until === undefined || until > at)
    .map(({ secret }) => signerOf(secret).sign(message.id, time, message.body));
  return {
    url: message.url,
    body: message.body,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'ai-execution-layer',
      'webhook-id': message.id,
      'webhook-timestamp': String(Math.floor(at / 1_000)),
      'webhook-signature': signatures.join(' '),
    },
  };
}
