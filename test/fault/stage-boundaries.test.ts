import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { readModelCalls } from '../support/faults/model-calls.ts';
import { type ProcessSystem, startProcessSystem } from '../support/process-system.ts';

/** Where a worker dies, and how often the job's model is called in all. */
const POINTS: Readonly<Record<string, number>> = {
  'after:begin-attempt': 1,
  'stage:check_policy': 1,
  'stage:validate_input': 1,
  'stage:redact': 1,
  'stage:render_prompt': 1,
  // Paid, but died with the worker: the one call that may be made again.
  'before:put-effect': 2,
  'after:put-effect': 1,
  'stage:call_model': 1,
  'stage:validate_output': 1,
  'stage:check_delivery': 1,
  'stage:store_result': 1,
  'before:move-job': 1,
  'after:move-job': 1,
  'after:add-delivery-hop': 1,
  'after:begin-delivery': 1,
  'before:settle-delivery': 1,
  'after:settle-delivery': 1,
};
const points = Object.keys(POINTS);
const modelOf = (point: string) => `sim-${point.replace(/\W/g, '-').replaceAll('_', '-')}`;
const model = { provider_model: 'sim-echo' };

let system: ProcessSystem;
/** Ids of the jobs by the point where their first worker died. */
const jobs = new Map<string, string>();

/** Gives a job to a worker that runs nothing else, and lets it die there. */
async function dieAt(point: string): Promise<void> {
  const name = modelOf(point);
  const worker = system.launch('test/support/faults/mortal-worker.ts', { DIE_AT: point, ONLY_MODEL: name });
  await worker.ready;
  const { webhook } = system;
  const { body } = await system.api.post({ task: 'chat', model: name, input: { prompt: point }, webhook });
  jobs.set(point, body.id);
  expect((await worker.ended).signal, worker.output()).toBe('SIGKILL');
}

beforeAll(async () => {
  const models = Object.fromEntries(points.map((point) => [modelOf(point), model]));
  system = await startProcessSystem({ redisUrl: inject('redisUrl'), models });
  // Workers share the deliveries: one that shall die of its own has to be alone.
  const delivering = points.filter((point) => point.endsWith('-delivery'));
  for (const point of delivering) await dieAt(point);
  await Promise.all(points.filter((point) => !delivering.includes(point)).map(dieAt));
  await system.startWorker();
}, 120_000);

afterAll(() => system.stop());

test.concurrent.each(points)('a job whose worker dies at %s ends once', async (point) => {
  const job = await expectOneEnd(system, jobs.get(point) ?? '');
  expect(job).toMatchObject({ status: 'completed', result: { output: point } });
  const { calls } = await readModelCalls(system.simulator);
  expect(calls.filter(({ prompt }) => prompt === point)).toHaveLength(POINTS[point] ?? 0);
});
