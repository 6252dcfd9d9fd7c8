import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest';
import { appendAudit } from '../../../shared/audit/append-audit.ts';
import { sealAudit } from '../../../shared/audit/seal-audit.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant, type Tenant } from '../../support/tenant.ts';

interface Verification {
  readonly valid: boolean;
  readonly entries: number;
  readonly first_fault: { readonly seq: number; readonly kind: string } | null;
  readonly head: Record<string, unknown>;
}

interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly target: string;
  readonly input?: string;
  readonly output?: string;
  readonly stages?: string;
}

const VERIFY = new URL('../../../scripts/audit/verify.ts', import.meta.url).pathname;

let system: System;
let tenant: Tenant;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl') });
});
beforeEach(async () => {
  tenant = await newTenant(system.api);
  for (let i = 0; i < 4; i++) await note(`action.${i}`);
});
afterAll(() => system.stop());

const note = (action: string) =>
  appendAudit(system.installation.store, tenant.id, { actor: 'key:test', action, target: 'x' });
const verify = async () => (await tenant.api.get<Verification>('/v1/audit/verify')).body;
const entries = async () => (await tenant.api.get<{ data: Entry[] }>('/v1/audit?limit=100')).body.data;

async function exported(): Promise<string[]> {
  const response = await fetch(`${system.url}/v1/audit/export`, {
    headers: { authorization: tenant.api.authorization },
  });
  expect(response.status).toBe(200);
  return (await response.text()).trim().split('\n');
}

function prove(lines: readonly string[], ...more: string[]) {
  const directory = mkdtempSync(join(tmpdir(), 'audit-'));
  const file = join(directory, 'export.jsonl');
  writeFileSync(file, `${lines.join('\n')}\n`);
  const { status, stdout, stderr } = spawnSync(process.execPath, [VERIFY, file, ...more], {
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

test('tells of a job’s admission and its end: digests, stages, cost, and no word of it', async () => {
  const { body: job } = await tenant.api.post(
    { task: 'chat', input: { prompt: 'canary words' } },
    { wait: 30 },
  );
  const about = (await entries()).filter(({ target }) => target === job.id);
  expect(about).toMatchObject([
    {
      action: 'job.completed',
      actor: 'worker',
      model: 'sim-echo',
      output: expect.stringMatching(/^[\w-]{22}$/),
    },
    {
      action: 'job.admit',
      task: 'chat@1',
      sensitivity: 'internal',
      input: expect.stringMatching(/^[\w-]{22}$/),
    },
  ]);
  expect(about[0]?.stages).toContain('call_model');
  expect(JSON.stringify(about)).not.toContain('canary');
  expect(await verify()).toMatchObject({ valid: true, first_fault: null });
});

test('still holds when what it tells of is deleted', async () => {
  const { body: job } = await tenant.api.post(
    { task: 'chat', input: { prompt: 'gone' }, subject: 'anna' },
    { wait: 30 },
  );
  await tenant.api.request('DELETE', `/v1/jobs/${job.id}`);
  await tenant.api.request('DELETE', '/v1/subjects/anna');
  const { valid, entries: count } = await verify();
  expect(valid).toBe(true);
  expect((await entries()).slice(0, 2).map(({ action }) => action)).toEqual(['subject.erase', 'job.delete']);
  expect(count).toBe((await entries()).length);
});

test('numbers entries without a gap, however many write and seal at once', async () => {
  const { store } = system.installation;
  await Promise.all(
    Array.from({ length: 200 }, async (_, i) => {
      await note(`many.${i}`);
      if (i % 10 === 0) await sealAudit(store, tenant.id);
    }),
  );
  const { valid, entries: count } = await verify();
  expect({ valid, count }).toEqual({ valid: true, count: 204 });
  const [newest] = await entries();
  expect(newest?.seq).toBe(204);
});

test.each(['hgetall', 'xrange'] as const)(
  'seals each entry once, though another seals them all after its %s',
  async (read) => {
    const { store } = system.installation;
    let others = 0;
    const redis = new Proxy(store.redis, {
      get(target, name) {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        if (name !== read) return value.bind(target);
        return async (...args: unknown[]) => {
          const answer: unknown = await value.apply(target, args);
          if (others++ === 0) await sealAudit(store, tenant.id);
          return answer;
        };
      },
    });
    const { keys, run, auditKey } = store;
    await sealAudit({ redis, keys, run, auditKey }, tenant.id);
    expect(others).toBeGreaterThan(0);
    expect(await verify()).toMatchObject({ valid: true, entries: 4 });
    expect((await entries()).map(({ action }) => action)).toEqual(
      [3, 2, 1, 0].map((number) => `action.${number}`),
    );
  },
);

describe('tampering shows, and where', () => {
  const chain = () => system.installation.store.keys.audit(tenant.id);
  const rewrite = async (seq: number, change: (fields: string[]) => string[]) => {
    const { redis } = system.installation.store;
    const rows = await redis.xrange(chain(), '-', '+');
    await redis.del(chain());
    for (const [id, fields] of rows) {
      await redis.xadd(chain(), id, ...(id === `${seq}-0` ? change(fields) : fields));
    }
  };

  test('a changed entry', async () => {
    await verify();
    await rewrite(2, (fields) => fields.map((text) => text.replace('action.1', 'action.9')));
    expect(await verify()).toMatchObject({
      valid: false,
      entries: 1,
      first_fault: { seq: 2, kind: 'altered' },
    });
  });

  test('a deleted entry', async () => {
    await verify();
    await system.installation.store.redis.xdel(chain(), '3-0');
    expect(await verify()).toMatchObject({ valid: false, first_fault: { seq: 3, kind: 'missing' } });
  });

  test('two entries in each other’s place', async () => {
    await verify();
    const { redis } = system.installation.store;
    const rows = await redis.xrange(chain(), '-', '+');
    const [second, third] = [rows[1]?.[1] ?? [], rows[2]?.[1] ?? []];
    await rewrite(2, () => third);
    await rewrite(3, () => second);
    expect(await verify()).toMatchObject({ valid: false, first_fault: { seq: 2, kind: 'altered' } });
  });

  test('a tail that was cut, a beginning that was cut', async () => {
    await verify();
    const { redis } = system.installation.store;
    await redis.xdel(chain(), '4-0');
    expect(await verify()).toMatchObject({ valid: false, first_fault: { seq: 4, kind: 'cut' } });
    await redis.xdel(chain(), '1-0');
    expect(await verify()).toMatchObject({ valid: false, first_fault: { seq: 1, kind: 'missing' } });
  });

  test('a head that nobody has signed, an entry that nobody has sealed', async () => {
    const { redis, keys } = system.installation.store;
    await verify();
    await redis.hset(keys.auditHead(tenant.id), 'at', new Date(0).toISOString());
    expect(await verify()).toMatchObject({ valid: false, first_fault: { kind: 'bad_signature' } });
  });
});

describe('an export', () => {
  test('is proven without the service, and no tampered one is', async () => {
    const lines = await exported();
    expect(lines).toHaveLength(6);
    expect(prove(lines)).toMatchObject({ status: 0, said: expect.stringContaining('valid: 4 entries') });
    const changed = lines.map((line) => line.replace('action.2', 'action.8'));
    expect(prove(changed)).toMatchObject({
      status: 1,
      said: expect.stringMatching(/altered at line 4, entry 3/),
    });
    const deleted = lines.toSpliced(2, 1);
    expect(prove(deleted)).toMatchObject({
      status: 1,
      said: expect.stringMatching(/missing at line 3, entry 2/),
    });
    const swapped = [lines[0], lines[2], lines[1], ...lines.slice(3)].map(String);
    expect(prove(swapped)).toMatchObject({ status: 1, said: expect.stringMatching(/at line 2, entry 1/) });
    const cut = lines.toSpliced(4, 1);
    expect(prove(cut)).toMatchObject({ status: 1, said: expect.stringMatching(/cut at line 5, entry 4/) });
  });

  test('that is older than a head which was kept is found to be cut', async () => {
    const before = await exported();
    await note('later');
    const { head } = await verify();
    const file = join(mkdtempSync(join(tmpdir(), 'audit-')), 'head.json');
    writeFileSync(file, JSON.stringify(head));
    expect(prove(before)).toMatchObject({ status: 0 });
    expect(prove(before, '--head', file)).toMatchObject({ status: 1, said: expect.stringContaining('cut') });
    expect(prove(await exported(), '--head', file)).toMatchObject({ status: 0 });
  });
});

test('a tenant reads its own trail only; the installation’s needs its own right', async () => {
  const { body } = await tenant.api.get<{ code: string }>('/v1/audit/verify?scope=installation');
  expect(body.code).toBe('forbidden');
  const own = await system.api.get<Verification>('/v1/audit/verify?scope=installation');
  expect(own.body).toMatchObject({ valid: true, head: { chain: 'installation' } });
});
