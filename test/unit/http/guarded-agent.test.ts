import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuardedAgent, type LookupAll } from '../../../shared/http/guarded-agent.ts';

const server = createServer((request, response) => {
  if (request.url === '/redirect') response.writeHead(302, { location: 'http://127.0.0.1:1/' });
  response.end('here');
});
let port: number;

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const answering =
  (...addresses: string[]): LookupAll =>
  (_name, _options, callback) =>
    callback(
      null,
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
    );

async function get(agent: ReturnType<typeof createGuardedAgent>, host: string, path = '/') {
  try {
    const answer = await agent.request({ origin: `http://${host}:${port}`, path, method: 'GET' });
    return { status: answer.statusCode, text: await answer.body.text() };
  } finally {
    await agent.destroy();
  }
}

describe('createGuardedAgent', () => {
  const blocked = expect.objectContaining({ code: 'blocked_address' });

  it.each(['127.0.0.1', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254'])(
    'refuses the literal %s',
    async (host) => {
      await expect(get(createGuardedAgent({ allowPrivate: false }), host)).rejects.toThrow(blocked);
    },
  );

  it('refuses a name that resolves to private addresses only', async () => {
    const lookup = answering('127.0.0.1', '10.0.0.1', '::1');
    await expect(get(createGuardedAgent({ allowPrivate: false, lookup }), 'inside.example')).rejects.toThrow(
      blocked,
    );
  });

  it('refuses the name localhost through the resolver of the system', async () => {
    await expect(get(createGuardedAgent({ allowPrivate: false }), 'localhost')).rejects.toThrow(blocked);
  });

  it('asks once per connection and checks that answer, whatever was answered before', async () => {
    let asked = 0;
    const lookup: LookupAll = (name, options, callback) => {
      asked++;
      answering(asked === 1 ? '192.0.2.1' : '127.0.0.1')(name, options, callback);
    };
    const agent = createGuardedAgent({ allowPrivate: false, lookup });
    const ask = () => agent.request({ origin: `http://rebinding.example:${port}`, path: '/', method: 'GET' });
    await expect(ask()).rejects.toThrow(blocked);
    await expect(ask()).rejects.toThrow(blocked);
    expect(asked).toBe(2);
    await agent.destroy();
  });

  it('reaches private addresses where they are allowed, by name and by address', async () => {
    const lookup = answering('127.0.0.1');
    const byName = await get(createGuardedAgent({ allowPrivate: true, lookup }), 'inside.example');
    const byAddress = await get(createGuardedAgent({ allowPrivate: true }), '127.0.0.1');
    expect([byName, byAddress]).toEqual([
      { status: 200, text: 'here' },
      { status: 200, text: 'here' },
    ]);
  });

  it('answers a redirect instead of following it', async () => {
    const answer = await get(createGuardedAgent({ allowPrivate: true }), '127.0.0.1', '/redirect');
    expect(answer.status).toBe(302);
  });

  it('asks once for callers that want the same name at the same time', async () => {
    const questions: (() => void)[] = [];
    const lookup: LookupAll = (...question) => questions.push(() => answering('127.0.0.1')(...question));
    const agent = createGuardedAgent({ allowPrivate: true, lookup });
    const ask = () => agent.request({ origin: `http://slow.example:${port}`, path: '/', method: 'GET' });
    const answers = Promise.all([ask(), ask(), ask()]);
    expect(questions).toHaveLength(1);
    questions[0]?.();
    for (const { body } of await answers) expect(await body.text()).toBe('here');
    await agent.destroy();
  });
});
