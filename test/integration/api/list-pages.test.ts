import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { admitAt, type JobPage, walkPages } from '../../support/job-pages.ts';
import { type System, startSystem } from '../../support/system.ts';
import { newTenant } from '../../support/tenant.ts';

let system: System;

// No worker: jobs that are admitted past the API stay as they are.
beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 0 });
});
afterAll(() => system.stop());

describe.each(['a=', 'subject=one', 'metadata.all=yes', 'status=queued'])('pages of %s', (filter) => {
  const query = filter === 'a=' ? '' : filter;

  test.each([1, 2, 7, 50, 100])('%i at a time lose and repeat nothing, equal times or not', async (limit) => {
    const tenant = await newTenant(system.api);
    const at = Date.now() - 60_000;
    const times = [...Array(30).fill(at), ...Array(30).fill(at - 1), at + 1, at + 2, at - 2];
    const expected = new Set(await admitAt(system, tenant, times));
    const found = await walkPages(tenant.api, `limit=${limit}&${query}`, ({ data }) =>
      expect(data.length).toBeLessThanOrEqual(limit),
    );
    expect(found).toHaveLength(expected.size);
    expect(new Set(found)).toEqual(expected);
  });
});

test('jobs that come later do not disturb the pages that follow', async () => {
  const tenant = await newTenant(system.api);
  const early = await admitAt(
    system,
    tenant,
    Array.from({ length: 10 }, (_, i) => Date.now() - 100_000 + i),
  );
  const seen: string[] = [];
  let cursor = '';
  for (let page = 0; page < 5; page++) {
    const { body } = await tenant.api.get<JobPage>(`/v1/jobs?limit=2${cursor}`);
    seen.push(...body.data.map(({ id }) => id));
    cursor = `&cursor=${body.next_cursor}`;
    await admitAt(system, tenant, [Date.now()]);
  }
  expect(seen).toEqual(early.reverse());
});
