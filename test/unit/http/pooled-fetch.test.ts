import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import OpenAI from 'openai';
import { afterEach, describe, expect, it } from 'vitest';
import { createPooledFetch, type PooledFetch } from '../../../shared/http/pooled-fetch.ts';

let server: Server | undefined;
let pooledFetch: PooledFetch | undefined;

async function serve(listener: RequestListener, connections = 4) {
  const started = createServer(listener).listen(0, '127.0.0.1');
  await once(started, 'listening');
  server = started;
  pooledFetch = createPooledFetch({ connections });
  const { port } = started.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, fetch: pooledFetch, server: started };
}

afterEach(async () => {
  server?.closeAllConnections();
  server?.close();
  await pooledFetch?.close();
});

describe('createPooledFetch', () => {
  it('sends method, headers and body, and answers status, headers, text and address', async () => {
    const { url, fetch } = await serve(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      response.writeHead(418, 'Teapot', { 'x-answer': 'yes', 'set-cookie': ['a=1', 'b=2'] });
      response.end(`${request.method} ${request.url} ${request.headers['x-ask']} ${body}`);
    });
    const headers = { 'content-type': 'text/plain', 'x-ask': 'please' };
    const answer = await fetch(`${url}/path?q=1`, { method: 'POST', headers, body: 'höhe' });
    expect(answer).toMatchObject({ status: 418, ok: false, statusText: 'Teapot', url: `${url}/path?q=1` });
    expect(answer.headers.get('X-Answer')).toBe('yes');
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(await answer.text()).toBe('POST /path?q=1 please höhe');
    expect(answer.bodyUsed).toBe(true);
    await expect(answer.text()).rejects.toBeInstanceOf(TypeError);
  });

  it('takes the bodies and inputs that the global fetch takes', async () => {
    const { url, fetch } = await serve(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      response.end(JSON.stringify([request.headers['content-type'], body]));
    });
    const form = new URLSearchParams({ a: '1' });
    const viaForm = await fetch(new URL(url), { method: 'POST', body: form });
    expect(await viaForm.json()).toEqual(['application/x-www-form-urlencoded;charset=UTF-8', 'a=1']);
    const viaText = await fetch(url, { method: 'POST', body: 'text' });
    expect(await viaText.json()).toEqual(['text/plain;charset=UTF-8', 'text']);
    const viaRequest = await fetch(new Request(url, { method: 'PUT', body: new Blob(['blob']) }));
    expect((await viaRequest.json()) as string[]).toContain('blob');
  });

  it('keeps connections and opens no more than allowed', async () => {
    const sockets = new Set<unknown>();
    const { url, fetch } = await serve((request, response) => {
      sockets.add(request.socket);
      response.end('ok');
    }, 2);
    await Promise.all(Array.from({ length: 20 }, async () => (await fetch(url)).text()));
    expect(sockets.size).toBeLessThanOrEqual(2);
  });

  it('follows no redirect and repeats no request', async () => {
    let requests = 0;
    const { url, fetch } = await serve((request, response) => {
      requests += 1;
      if (request.url === '/broken') request.socket.destroy();
      else response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect((await fetch(url)).status).toBe(307);
    const broken = fetch(`${url}/broken`);
    await expect(broken).rejects.toMatchObject({
      message: 'fetch failed',
      cause: { code: 'UND_ERR_SOCKET' },
    });
    expect(requests).toBe(2);
  });

  it('says why it could not connect', async () => {
    const { url, fetch, server } = await serve(() => undefined);
    server.close();
    await once(server, 'close');
    await expect(fetch(url)).rejects.toMatchObject({ name: 'TypeError', cause: { code: 'ECONNREFUSED' } });
  });

  it('streams a body as it arrives', async () => {
    const ends: (() => void)[] = [];
    const { url, fetch } = await serve((_request, response) => {
      response.write('first');
      ends.push(() => response.end('last'));
    });
    const answer = await fetch(url);
    const reader = (answer.body ?? expect.fail('no body')).getReader();
    expect(Buffer.from((await reader.read()).value).toString()).toBe('first');
    for (const end of ends) end();
    expect(Buffer.from((await reader.read()).value).toString()).toBe('last');
    expect((await reader.read()).done).toBe(true);
    await expect(answer.text()).rejects.toBeInstanceOf(TypeError);
  });

  it('closes the connection at once when aborted before the answer', async () => {
    const controller = new AbortController();
    const { url, fetch, server } = await serve(() => controller.abort(new Error('no longer wanted')));
    const closed = connectionClosed(server);
    await expect(fetch(url, { signal: controller.signal })).rejects.toThrow('no longer wanted');
    await closed;
  });

  it('closes the connection at once when aborted while the body is read', async () => {
    const controller = new AbortController();
    const { url, fetch, server } = await serve((_request, response) => response.write('first'));
    const closed = connectionClosed(server);
    const reading = (await fetch(url, { signal: controller.signal })).text();
    controller.abort();
    await expect(reading).rejects.toMatchObject({ name: 'AbortError' });
    await closed;
  });

  it('closes the connection when the reader of a stream gives up', async () => {
    const { url, fetch, server } = await serve((_request, response) => response.write('first'));
    const closed = connectionClosed(server);
    await (await fetch(url)).body?.cancel();
    await closed;
  });

  it('keeps the connection of a stream whose reader stopped just before its end', async () => {
    const sockets = new Set<unknown>();
    const { url, fetch } = await serve(async (request, response) => {
      sockets.add(request.socket);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write('data: {"choices":[]}\n\ndata: [DONE]\n\n');
      setTimeout(() => response.end(), 20);
    }, 1);
    const client = new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0, fetch });
    for (const _ of [1, 2, 3]) {
      const stream = await client.chat.completions.create({ model: 'any', messages: [], stream: true });
      for await (const chunk of stream) expect(chunk.choices).toEqual([]);
    }
    expect(sockets.size).toBe(1);
  });

  it('reports a connection that breaks while the body is read', async () => {
    const { url, fetch } = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('first', () => response.destroy());
    });
    const broken = { name: 'TypeError', cause: { code: 'UND_ERR_SOCKET' } };
    await expect(fetch(url).then((answer) => answer.text())).rejects.toMatchObject(broken);
    await expect(fetch(url).then((answer) => readAll(answer))).rejects.toMatchObject(broken);
  });

  it('carries the SDK: answers, errors in the provider’s words, streams', async () => {
    const { url, fetch } = await serve(async (request, response) => {
      const { stream, model } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      if (model === 'missing') {
        response.writeHead(404, { 'content-type': 'application/json', 'x-request-id': 'req_1' });
        response.end(JSON.stringify({ error: { message: 'no such model', code: 'model_not_found' } }));
      } else if (stream) {
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        for (const content of ['one ', 'two'])
          response.write(`data: {"choices":[{"delta":{"content":"${content}"}}]}\n\n`);
        response.end('data: [DONE]\n\n');
      } else {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end('{"choices":[{"message":{"content":"hello"}}]}');
      }
    });
    const client = new OpenAI({ apiKey: 'none', baseURL: url, maxRetries: 0, fetch });
    const messages = [{ role: 'user' as const, content: 'hi' }];
    const answer = await client.chat.completions.create({ model: 'any', messages });
    expect(answer.choices[0]?.message.content).toBe('hello');
    const missing = client.chat.completions.create({ model: 'missing', messages });
    await expect(missing).rejects.toMatchObject({ status: 404, code: 'model_not_found', requestID: 'req_1' });
    let text = '';
    const stream = await client.chat.completions.create({ model: 'any', messages, stream: true });
    for await (const chunk of stream) text += chunk.choices[0]?.delta.content;
    expect(text).toBe('one two');
  });
});

async function readAll(answer: Response): Promise<number> {
  let bytes = 0;
  for await (const chunk of answer.body ?? []) bytes += chunk.length;
  return bytes;
}

async function connectionClosed(server: Server): Promise<void> {
  const [socket] = await once(server, 'connection');
  await once(socket, 'close');
}
