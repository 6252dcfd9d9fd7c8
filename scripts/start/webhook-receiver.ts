import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

export interface ReceivedWebhook {
  id: string;
  /** The verified body. */
  type: string;
}

export interface WebhookReceiver {
  readonly url: string;
  readonly secret: string;
  /** The first webhook with a valid signature. */
  readonly received: Promise<ReceivedWebhook>;
  close(): void;
}

/** Listens on this machine for one webhook, and verifies it as any receiver would: by the Standard Webhooks library. */
export function openWebhookReceiver(): Promise<WebhookReceiver> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`;
  const verifier = new Webhook(secret);
  const received = Promise.withResolvers<ReceivedWebhook>();
  const server = createServer((request, response) => {
    verify(verifier, request).then(
      (webhook) => {
        response.writeHead(204).end();
        received.resolve(webhook);
      },
      () => response.writeHead(400).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({
        url: `http://127.0.0.1:${port}/webhook`,
        secret,
        received: received.promise,
        close() {
          server.close();
          server.closeAllConnections();
        },
      });
    });
  });
}

async function verify(verifier: Webhook, request: IncomingMessage): Promise<ReceivedWebhook> {
  const header = (name: string) => String(request.headers[name] ?? '');
  const id = header('webhook-id');
  const body = verifier.verify(await text(request), {
    'webhook-id': id,
    'webhook-timestamp': header('webhook-timestamp'),
    'webhook-signature': header('webhook-signature'),
  });
  const type = typeof body === 'object' && body !== null && 'type' in body ? String(body.type) : '';
  return { id, type };
}
