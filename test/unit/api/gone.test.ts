import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { expect, test } from 'vitest';
import type { ApiContext } from '../../../api/context.ts';
import { dispatch } from '../../../api/http/dispatch.ts';
import { defineRoute } from '../../../api/http/route.ts';

const key = { id: 'key_1', tenant: 'acme', scopes: ['jobs:read'] };

function contextOf(stopping = new AbortController().signal): ApiContext {
  return {
    apiKeys: { find: async () => key },
    rateLimits: { consume: async () => ({}) },
    stopping,
  } as unknown as ApiContext;
}

/** Sends one request that stays as long as `held` does, and looks at the signal that its handler gets then. */
async function signalAfter(context: ApiContext, held: 'closed' | 'open'): Promise<boolean> {
  const { promise: reached, resolve: reach } = Promise.withResolvers<void>();
  const { promise: seen, resolve: see } = Promise.withResolvers<boolean>();
  const app = express();
  const route = defineRoute({
    method: 'get',
    path: '/',
    scope: 'jobs:read',
    tag: 'Jobs',
    summary: 'Hold',
    answers: {},
    handler: async ({ gone }) => {
      const closed = once(response, 'close');
      reach();
      if (held === 'closed') await closed;
      see(gone().aborted);
      return { status: 204 };
    },
  });
  let response = {} as express.Response;
  app.get('/', (_request, its, next) => {
    response = its;
    next();
  });
  app.get('/', dispatch(context, route));
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const client = request({ port, headers: { authorization: 'Bearer ak_1' } }).on('error', () => {});
  client.end();
  try {
    await reached;
    if (held === 'closed') client.destroy();
    return await seen;
  } finally {
    client.destroy();
    server.close();
  }
}

test('a client that left before the handler asked is gone', async () => {
  expect(await signalAfter(contextOf(), 'closed')).toBe(true);
});

test('a server that stopped before the handler asked is gone', async () => {
  expect(await signalAfter(contextOf(AbortSignal.abort()), 'open')).toBe(true);
});

test('a client that waits is not gone', async () => {
  expect(await signalAfter(contextOf(), 'open')).toBe(false);
});
