import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type System, startSystem } from '../../support/system.ts';

let system: System;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
afterAll(() => system.stop());

const read = (path: string) => fetch(`${system.url}${path}`);

describe('/healthz and /readyz', () => {
  test('answer without a key', async () => {
    expect(await (await read('/healthz')).json()).toEqual({ status: 'ok' });
    const ready = await read('/readyz');
    expect(ready.status).toBe(200);
    expect(await ready.json()).toEqual({ status: 'ready', checks: { redis: 'ok', workers: 'ok' } });
  });

  test('an installation without workers is alive and not ready, and says why', async () => {
    const alone = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
    expect((await fetch(`${alone.url}/healthz`)).status).toBe(200);
    const ready = await fetch(`${alone.url}/readyz`);
    expect(ready.status).toBe(503);
    expect(await ready.json()).toMatchObject({ status: 'not ready', checks: { redis: 'ok' } });
    await alone.stop();
  });
});

describe('/metrics', () => {
  test('counts requests by route, and hops by queue', async () => {
    await system.api.chat('sim-echo');
    const answer = await read('/metrics');
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain/);
    const text = await answer.text();
    expect(text).toMatch(/http_request_duration_seconds_count\{.*route="\/v1\/jobs".*\} [1-9]/);
    expect(text).toMatch(/queue_hops\{queue="model\.sim-echo",state="active"\} 0/);
    expect(text).toMatch(/workers_alive 1/);
  });

  test('tells of no job, tenant or key', async () => {
    const job = await system.api.chat('sim-echo', 'canary in a mine', { subject: 'canary-subject' });
    const text = await (await read('/metrics')).text();
    expect(text).not.toMatch(new RegExp(`canary|${job.id}|job_[0-9A-Za-z]{22}`));
  });
});

describe('/docs', () => {
  test('is made of what this server serves, and asks no other host', async () => {
    const page = await read('/docs');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('content-security-policy')).toMatch(/default-src 'self'/);
    const html = await page.text();
    expect(html).not.toMatch(/https?:\/\/|\/\/\w/);
    const parts = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(parts.length).toBeGreaterThanOrEqual(3);
    for (const path of parts) {
      expect(path).toMatch(/^\/docs\//);
      const part = await read(path);
      expect(part.status).toBe(200);
      expect(part.headers.get('content-type')).toMatch(/javascript|css/);
    }
    const start = await (await read('/docs/start.js')).text();
    expect(start).toContain("url: '/openapi.json'");
    expect(start).toContain('validatorUrl: null');
  });

  test('does not serve files from beside its own', async () => {
    for (const path of ['/docs/assets/..%2f..%2fpackage.json', '/docs/assets/%2e%2e/express/package.json']) {
      expect((await read(path)).status).toBeGreaterThanOrEqual(400);
    }
  });
});
