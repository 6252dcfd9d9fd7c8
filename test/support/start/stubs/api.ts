import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';

// Stands in for the API: one job, which completes as soon as it is asked for, and its webhook.
if (process.env.STUB_CONFIGURATION_ERROR) {
  process.stderr.write('Redis evicts keys: set maxmemory-policy to noeviction.\n');
  process.exit(78);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === '/readyz') return void response.end('{}');
  if (request.headers.authorization !== `Bearer ${process.env.ADMIN_API_KEY}`) {
    return void response.writeHead(401).end('{"code":"unauthenticated"}');
  }
  if (request.method === 'POST') {
    const { webhook } = JSON.parse(await text(request));
    response.writeHead(202).end('{"id":"job_1","status":"queued"}');
    return deliver(webhook);
  }
  const result = { output: { category: 'billing', summary: 'charged twice' } };
  response.end(JSON.stringify({ id: 'job_1', status: 'completed', model: 'stub', result }));
}

async function deliver({ url, secret }: { url: string; secret: string }): Promise<void> {
  const body = JSON.stringify({ type: 'job.completed', timestamp: new Date(), data: { id: 'job_1' } });
  const now = new Date();
  const headers = {
    'webhook-id': 'msg_1',
    'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
    'webhook-signature': new Webhook(secret).sign('msg_1', now, body),
  };
  await fetch(url, { method: 'POST', body, headers });
}

const server = createServer(answer);
server.listen(Number(process.env.API_PORT), '127.0.0.1', () => process.send?.({ ready: true }));
const stop = () => {
  server.close(() => process.exit(0));
  server.closeAllConnections();
};
process.on('SIGTERM', stop);
process.on('disconnect', stop);
