import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { catalogClient } from '../../support/catalog-client.ts';
import { expectProblemAnswer } from '../../support/problem.ts';
import { callsAbout } from '../../support/simulator-calls.ts';
import { type System, startSystem } from '../../support/system.ts';

let system: System;
let catalog: ReturnType<typeof catalogClient>;
let names = 0;

beforeAll(async () => {
  system = await startSystem({ redisUrl: inject('redisUrl'), workers: 2 });
  catalog = catalogClient(system.api);
});
afterAll(() => system.stop());

/** A task of its own with a prompt of its own, which says `words` to the model. */
async function taskSaying(words: string): Promise<{ task: string; prompt: string }> {
  const name = `t${++names}`;
  await catalog.put(`prompts/${name}`, { user: `${words} {{ prompt | raw }}` });
  const answer = await catalog.put(`tasks/${name}`, {
    description: 'A task of this test.',
    models: ['sim-echo'],
    prompt: name,
    input_schema: { type: 'object', properties: { prompt: { type: 'string' } }, required: ['prompt'] },
  });
  expect(answer.status).toBe(201);
  return { task: name, prompt: `prompts/${name}` };
}

const run = async (task: string, more: Record<string, unknown> = {}) =>
  (await system.api.post({ task, input: { prompt: 'x' }, ...more }, { wait: 30 })).body;

describe('a label', () => {
  test('is live for the next job, rolled back in one call, and audited with who and why', async () => {
    const { task, prompt } = await taskSaying('old');
    expect(await run(task)).toMatchObject({ versions: { prompt: 1 }, result: { output: 'old x' } });
    await catalog.put(prompt, { user: 'new {{ prompt | raw }}' });
    expect(await run(task)).toMatchObject({ versions: { prompt: 1 } });

    const moved = await catalog.label(prompt, 'production', { version: 2, reason: 'shorter answers' });
    expect(moved.body).toMatchObject({ label: 'production', version: 2, previous_version: 1 });
    expect(await run(task)).toMatchObject({ versions: { prompt: 2 }, result: { output: 'new x' } });

    const back = await catalog.rollBack(prompt, { reason: 'worse answers' });
    expect(back.body).toMatchObject({ version: 1, previous_version: 2 });
    expect(await run(task)).toMatchObject({ versions: { prompt: 1 }, result: { output: 'old x' } });
    expectProblemAnswer(await catalog.rollBack(prompt), 409, 'nothing_to_roll_back');

    const { body } = await system.api.get<{ data: Record<string, string>[] }>('/v1/audit?limit=50');
    const moves = body.data.filter(({ target }) => target?.startsWith(`${prompt} production`));
    expect(moves).toMatchObject([
      { action: 'catalog.label', target: `${prompt} production 2 -> 1`, reason: 'worse answers' },
      { action: 'catalog.label', target: `${prompt} production 1 -> 2`, reason: 'shorter answers' },
    ]);
    for (const { actor } of moves) expect(actor).toMatch(/^key:/);
  });

  test('leaves jobs in flight on the versions that they were admitted with', async () => {
    const { task, prompt } = await taskSaying('before');
    const queue = system.installation.queues.queue('model.sim-slow');
    await queue.pause();
    const { body: waiting } = await system.api.post({
      task,
      model: 'sim-slow-1',
      input: { prompt: 'flight' },
    });
    await catalog.put(prompt, { user: 'after {{ prompt }}' });
    await catalog.label(prompt, 'production', { version: 2 });
    await queue.resume();
    expect(await system.api.finished(waiting.id)).toMatchObject({ versions: { task: 1, prompt: 1 } });
    const [call] = await callsAbout(system.simulator, 'flight');
    expect(call?.request.messages.at(-1)?.content).toBe('before flight');
  });

  test('canary gives its version to its share of subjects, always to the same', async () => {
    const { task, prompt } = await taskSaying('stable');
    await catalog.put(prompt, { user: 'canary {{ prompt | raw }}' });
    await catalog.label(prompt, 'canary', { version: 2, weight: 0.3 });
    const versionFor = async (subject: string) => (await run(task, { subject })).versions.prompt;
    const subjects = Array.from({ length: 60 }, (_, i) => `person ${i}`);
    const first = await Promise.all(subjects.map(versionFor));
    expect(await Promise.all(subjects.map(versionFor))).toEqual(first);
    const share = first.filter((version) => version === 2).length / first.length;
    expect(share).toBeGreaterThan(0.1);
    expect(share).toBeLessThan(0.5);
    const gone = await catalog.unlabel(prompt, 'canary');
    expect(gone.status).toBe(200);
    expect(new Set(await Promise.all(subjects.slice(0, 20).map(versionFor)))).toEqual(new Set([1]));
  });

  test('can neither be moved to what is not there nor weighed wrongly, and production stays', async () => {
    const { prompt } = await taskSaying('kept');
    expectProblemAnswer(await catalog.label(prompt, 'production', { version: 9 }), 400, 'invalid_definition');
    for (const weight of [0, 1.5, -1, '0.5'])
      expectProblemAnswer(
        await catalog.label(prompt, 'canary', { version: 1, weight }),
        400,
        'invalid_request',
      );
    expectProblemAnswer(
      await catalog.label(prompt, 'other', { version: 1, weight: 0.5 }),
      400,
      'invalid_request',
    );
    const removal = await catalog.unlabel(prompt, 'production');
    expectProblemAnswer(removal, 409, 'label_required');
    const none = await catalog.unlabel(prompt, 'none');
    expectProblemAnswer(none, 404, 'not_found');
  });
});
