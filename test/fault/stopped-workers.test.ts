import { expect, inject, test } from 'vitest';
import { expectOneEnd } from '../support/faults/expect-one-end.ts';
import { withProcesses } from '../support/faults/with-processes.ts';

const held = { held: true, concurrency: 1 };
const options = () => ({ redisUrl: inject('redisUrl'), models: { 'sim-first': held, 'sim-second': held } });

// A stopped process can neither abort its calls nor keep its locks: the fault lasts until the lock is gone
// (15 s) and the hop is seen to have none (up to 5 s more). Its connection to the model stays open, so for a
// moment there is one call more than the model's concurrency: nobody but the provider could end it.
test.concurrent('a worker that wakes behind its lock’s time changes nothing, and goes on working', () =>
  withProcesses(options(), async (system) => {
    const { api, held, webhook } = system;
    const sleeper = await system.startWorker();
    const first = await api.post({ task: 'chat', model: 'sim-first', input: { prompt: 'one' }, webhook });
    const second = await api.post({ task: 'chat', model: 'sim-second', input: { prompt: 'two' }, webhook });
    const early = await Promise.all([held.call('one'), held.call('two')]);
    sleeper.signal('SIGSTOP');
    const other = await system.startWorker();
    const late = await Promise.all([held.call('one', 2), held.call('two', 2)]);
    expect(held.maxInFlight).toBe(4);

    // The job has ended elsewhere when the sleeper gets its answer.
    late[0].answer('from the other');
    const done = await expectOneEnd(system, first.body.id);
    expect(done).toMatchObject({ status: 'completed', result: { output: 'from the other' }, attempts: 2 });
    // The job is still under way elsewhere when the sleeper gets its answer.
    early[0].answer('from the sleeper');
    early[1].answer('from the sleeper');
    sleeper.signal('SIGCONT');
    expect(await sleeper.stop()).toEqual({ code: 0, signal: null });
    expect((await api.get(`/v1/jobs/${second.body.id}`)).body.status).toBe('running');
    late[1].answer('from the other');
    const answers = ['from the other', 'from the sleeper'];
    const { status, result } = await expectOneEnd(system, second.body.id);
    expect({ status, known: answers.includes(String(result?.output)) }).toEqual({
      status: 'completed',
      known: true,
    });

    expect(await expectOneEnd(system, first.body.id)).toEqual(done);
    const third = await api.post({ task: 'chat', model: 'sim-first', input: { prompt: 'three' }, webhook });
    (await held.call('three')).answer();
    expect(await expectOneEnd(system, third.body.id)).toMatchObject({ status: 'completed', attempts: 1 });
    expect(other.alive()).toBe(true);
  }));
