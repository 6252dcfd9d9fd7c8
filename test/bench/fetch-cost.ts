import OpenAI, { type ClientOptions } from 'openai';
import { Pool, fetch as undiciFetch } from 'undici';
import { createPooledFetch } from '../../shared/http/pooled-fetch.ts';
import { startChild } from './parts/child-process.ts';
import { temporaryDir } from './parts/temporary-dir.ts';
import { median } from './report/statistics.ts';

/**
 * What one call through the SDK costs this process in CPU time, for each way to give it a `fetch`.
 * The ways take turns in one warm process, so that all meet the same machine.
 */
type SdkFetch = NonNullable<ClientOptions['fetch']>;

const CONNECTIONS = 64;
const ROUNDS = 9;
const CALLS = 1_500;
const messages = [
  { role: 'user' as const, content: 'the customer wrote that a parcel arrived late '.repeat(22) },
];

function fetches(origin: string): Record<string, SdkFetch> {
  const pool = new Pool(origin, { connections: CONNECTIONS });
  const canned = JSON.stringify({ choices: [{ message: { content: 'canned' } }] });
  return {
    'global fetch': fetch,
    'undici fetch over a Pool': ((url: string, init: object) =>
      undiciFetch(url, { ...init, dispatcher: pool })) as unknown as SdkFetch,
    'Pool.request, new Response': async (url, init = {}) => {
      const { pathname } = new URL(String(url));
      const headers = init.headers as Headers;
      const [body, signal] = [init.body as string, init.signal ?? null];
      const answer = await pool.request({ path: pathname, method: 'POST', headers, body, signal });
      const received = new Headers(answer.headers as Record<string, string>);
      return new Response(answer.body, { status: answer.statusCode, headers: received });
    },
    'shared/http/pooled-fetch': createPooledFetch({ connections: CONNECTIONS }),
    'no network (the SDK itself)': async () =>
      new Response(canned, { headers: { 'content-type': 'application/json' } }),
  };
}

async function callPlain(client: OpenAI, signal: AbortSignal): Promise<void> {
  const answer = await client.chat.completions.create({ model: 'plain', messages }, { signal });
  if (!answer.choices[0]?.message.content) throw new Error('no answer');
}

async function callStreaming(client: OpenAI, signal: AbortSignal): Promise<void> {
  const stream = await client.chat.completions.create({ model: 'plain', messages, stream: true }, { signal });
  let chunks = 0;
  for await (const _ of stream) chunks += 1;
  if (chunks !== 16) throw new Error(`${chunks} chunks`);
}

/** CPU microseconds per call. */
async function costOf(call: typeof callPlain, client: OpenAI): Promise<number> {
  let left = CALLS;
  const before = process.cpuUsage();
  async function callUntilDone(): Promise<void> {
    while (left-- > 0) await call(client, new AbortController().signal);
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, callUntilDone));
  const { user, system } = process.cpuUsage(before);
  return (user + system) / CALLS;
}

const logs = temporaryDir('logs');
const model = await startChild(new URL('./parts/plain-model.ts', import.meta.url), {}, logs.path);
const origin = `http://127.0.0.1:${await model.ask('port')}`;
const clients = Object.entries(fetches(origin)).map(([name, fetch]) => ({
  name,
  client: new OpenAI({ apiKey: 'none', baseURL: `${origin}/v1`, maxRetries: 0, fetch }),
}));
for (const [kind, call] of [['one answer', callPlain] as const, ['16 chunks', callStreaming] as const]) {
  const contenders = clients.filter(({ name }) => call === callPlain || !name.startsWith('no network'));
  const costs = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -2; round < ROUNDS; round += 1) {
    for (const { name, client } of contenders) {
      const cost = await costOf(call, client);
      if (round >= 0) costs.get(name)?.push(cost);
    }
  }
  for (const [name, values] of costs) {
    const range = `${Math.min(...values).toFixed(0)} … ${Math.max(...values).toFixed(0)}`;
    console.log(
      `${kind.padEnd(12)}${name.padEnd(32)}${median(values).toFixed(0).padStart(5)} µs  (${range})`,
    );
  }
}
await model.stop();
process.exit();
