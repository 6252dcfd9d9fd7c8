import { expect, inject, test } from 'vitest';
import type { JobObject } from '../../shared/contracts/job-object.ts';
import { readRecord } from '../../shared/stores/read-job.ts';
import { startLoad } from '../support/faults/load.ts';
import { readModelCalls } from '../support/faults/model-calls.ts';
import { withProcesses } from '../support/faults/with-processes.ts';
import type { ProcessSystem } from '../support/process-system.ts';

const JOBS = 2_000;
const JOBS_PER_SECOND = 250;
const KILLS = 10;
/** On a busy machine the restarts alone take a while. */
const MOST_MS = 240_000;
const MODEL = 'sim-slow-40';
const CONCURRENCY = 100;

interface Kill {
  /** Unix ms. */
  readonly at: number;
  /** Jobs whose call had begun, perhaps, but whose answer was not in the journal when the worker was dead. */
  readonly unanswered: ReadonlySet<string>;
}

/** Running jobs without an answer in their journal. */
async function readUnanswered({ installation }: ProcessSystem): Promise<Set<string>> {
  const { redis, keys } = installation.store;
  const running = await redis.zrange(keys.jobPartition('default', 'chat', 'running'), '0', '-1');
  const lengths = await Promise.all(running.map((id) => redis.hlen(keys.jobJournal('default', id))));
  return new Set(running.filter((_, i) => lengths[i] === 0));
}

/** Kills one of two workers at each of ten points of the work, and starts another in its place. */
async function killWorkers(system: ProcessSystem): Promise<Kill[]> {
  const workers = await Promise.all([system.startWorker(), system.startWorker()]);
  const kills: Kill[] = [];
  for (let i = 0; i < KILLS; i++) {
    await system.receiver.waitFor(Math.round((JOBS * (i + Math.random())) / (KILLS + 2)));
    const victim = Math.random() < 0.5 ? 0 : 1;
    await workers[victim]?.kill();
    kills.push({ at: Date.now(), unanswered: await readUnanswered(system) });
    workers[victim] = await system.startWorker();
  }
  return kills;
}

async function listCompleted({ api }: ProcessSystem): Promise<JobObject[]> {
  const jobs: JobObject[] = [];
  let cursor = '';
  do {
    const { body } = await api.get<{ data: JobObject[]; next_cursor: string | null }>(
      `/v1/jobs?status=completed&limit=100${cursor}`,
    );
    jobs.push(...body.data);
    cursor = body.next_cursor === null ? '' : `&cursor=${body.next_cursor}`;
  } while (cursor !== '');
  return jobs;
}

test(
  'ten dead workers lose none of 2,000 jobs, and pay again only for what was in flight',
  () =>
    withProcesses(
      { redisUrl: inject('redisUrl'), models: { [MODEL]: { concurrency: CONCURRENCY } } },
      async (system) => {
        const { receiver, simulator } = system;
        const load = startLoad(system, MODEL, JOBS, JOBS_PER_SECOND);
        const kills = await killWorkers(system);
        await load.done;
        expect(load.surprises).toEqual([]);
        const ids = new Map(load.accepted.map(({ id, prompt }) => [prompt, id]));
        const expected = new Set(ids.values());
        expect(expected.size).toBe(JOBS);

        await Promise.all([...expected].map((id) => receiver.waitFor(1, ({ body }) => body.data.id === id)));
        for (const messages of Map.groupBy(receiver.messages, ({ body }) => body.data.id).values()) {
          for (const message of messages) {
            expect(receiver.verify(message)).toMatchObject({ type: 'job.completed' });
          }
          expect(new Set(messages.map(({ id }) => id)).size).toBe(1);
        }
        const completed = await listCompleted(system);
        expect(new Set(completed.map(({ id }) => id))).toEqual(expected);

        // What was in flight for a killed worker: it lost the job then, and its journal had no answer.
        const interrupted = new Map<string, number>();
        for (const id of kills.flatMap(({ unanswered }) => [...unanswered])) {
          interrupted.set(id, (await readRecord(system.installation.store, 'default', id))?.crashes ?? 0);
        }
        const inFlight = [...interrupted.values()].reduce((sum, crashes) => sum + crashes, 0);
        const { calls, total, maxInFlight } = await readModelCalls(simulator);
        expect(total).toBeLessThanOrEqual(JOBS + inFlight);
        for (const [prompt, tries] of Map.groupBy(calls, (call) => call.prompt)) {
          const id = ids.get(prompt) ?? '';
          expect(tries.length, prompt).toBeLessThanOrEqual(1 + (interrupted.get(id) ?? 0));
          for (const call of tries.slice(0, -1)) {
            const cause = kills.some(({ at, unanswered }) => call.startedAt <= at && unanswered.has(id));
            expect(cause, `${prompt} was paid twice without need`).toBe(true);
          }
        }
        expect(maxInFlight).toBeLessThanOrEqual(CONCURRENCY);
      },
    ),
  MOST_MS,
);
