import { expect, inject, test } from 'vitest';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { startLoad } from '../support/faults/load.ts';
import { withProcesses } from '../support/faults/with-processes.ts';

const JOBS = 300;
const DEATHS = 3;
const options = () => ({ redisUrl: inject('redisUrl'), models: { 'sim-slow-20': {} } });

test('every job is enqueued once although the api dies again and again under its clients', () =>
  withProcesses(options(), async (system) => {
    await system.startWorker();
    const load = startLoad(system, 'sim-slow-20', JOBS, 100);
    let api = system.apiProcess;
    for (let i = 1; i <= DEATHS; i++) {
      await load.reached((JOBS * i) / (DEATHS + 1));
      await api.kill();
      api = system.launch('api/main.ts');
      await api.ready;
    }
    await load.done;
    // A dead api refuses connections and breaks off answers; it never answers something wrong.
    expect(load.surprises.filter((text) => !text.includes('fetch failed'))).toEqual([]);
    expect(new Set(load.accepted.map(({ id }) => id)).size).toBe(JOBS);
    for (const { id, prompt } of load.accepted) {
      expect(await expectOneEnd(system, id)).toMatchObject({
        status: 'completed',
        result: { output: prompt },
      });
    }
  }));
