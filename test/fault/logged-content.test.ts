import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { catalogClient } from '../support/catalog-client.ts';
import { type ProcessSystem, startProcessSystem } from '../support/process-system.ts';
import type { ProductProcess } from '../support/processes.ts';

const RULES = `
@redact("email") permit (principal, action, resource);
@log_content("full") permit (principal, action == Action::"admit_job", resource)
when { context.metadata.hasTag("full") || context.metadata.hasTag("both") };
@log_content("redacted") permit (principal, action == Action::"admit_job", resource)
when { context.metadata.hasTag("redacted") || context.metadata.hasTag("both") };
`;

let system: ProcessSystem;
let worker: ProductProcess;

beforeAll(async () => {
  system = await startProcessSystem({
    ...{ redisUrl: inject('redisUrl'), models: { 'sim-echo': {} } },
    env: { LOG_LEVEL: 'debug' },
  });
  await catalogClient(system.api).put('policies/default', { cedar: RULES });
  await catalogClient(system.api).label('policies/default', 'production', { version: 2 });
  worker = await system.startWorker();
});
afterAll(() => system.stop());

/** What the worker's log has of a job that holds this word, and an address. */
async function logged(word: string, tag: string): Promise<string> {
  const job = await system.api.chat('sim-echo', `${word} to ${word}@example.org`, {
    metadata: { [tag]: 'x' },
  });
  expect(job).toMatchObject({ status: 'completed', versions: { policy: 2 } });
  await expect.poll(() => worker.output(), { interval: 20 }).toContain(`"job_id":"${job.id}"`);
  const lines = worker.output().split('\n');
  return lines.filter((line) => line.includes(job.id)).join('\n');
}

test('content is logged where policy says so, and only as much as the strictest policy lets', async () => {
  expect(await logged('alder', 'none')).not.toContain('alder');
  const full = await logged('birch', 'full');
  expect(full).toContain('birch to birch@example.org');
  for (const tag of ['redacted', 'both']) {
    const redacted = await logged(`cedar-${tag}`, tag);
    expect(redacted).toContain(`cedar-${tag} to `);
    expect(redacted).not.toContain(`cedar-${tag}@example.org`);
  }
  expect(system.apiProcess.output()).not.toMatch(/alder|birch|cedar/);
});
