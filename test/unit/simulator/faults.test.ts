import { afterEach, describe, expect, it, vi } from 'vitest';
import { readCalls } from './support/call-list.ts';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const setFault = (fault: object) => simulator.send('PUT', '/simulator/faults', fault);

afterEach(async () => {
  await simulator.send('DELETE', '/simulator/faults');
});

describe('a fault', () => {
  it('brings a model down for so many calls, and it comes up again', async () => {
    expect((await setFault({ model: 'sim-echo', status: 503, count: 2 })).json).toMatchObject({
      model: 'sim-echo',
      status: 503,
      count: 2,
    });
    await expect(simulator.ask('sim-echo', 'hi')).rejects.toMatchObject({ status: 503 });
    expect((await simulator.send('GET', '/simulator/faults')).json).toMatchObject({ data: [{ count: 1 }] });
    await expect(simulator.ask('sim-echo', 'hi')).rejects.toMatchObject({ status: 503 });
    expect(await simulator.ask('sim-echo', 'hi')).toBe('hi');
    expect((await simulator.send('GET', '/simulator/faults')).json).toMatchObject({ data: [] });
  });

  it('holds until it is removed, for one model or for all', async () => {
    await setFault({ model: '*', status: 500 });
    await setFault({ model: 'sim-echo', status: 429 });
    await expect(simulator.ask('sim-echo', 'hi')).rejects.toMatchObject({ status: 429 });
    await expect(simulator.ask('sim-json', 'hi')).rejects.toMatchObject({ status: 500 });
    await simulator.send('DELETE', '/simulator/faults?model=*');
    expect(await simulator.ask('sim-refuse', 'hi')).toBeNull();
    await expect(simulator.ask('sim-echo', 'hi')).rejects.toMatchObject({ status: 429 });
    expect((await simulator.send('DELETE', '/simulator/faults')).json).toMatchObject({ deleted: 1 });
    expect(await simulator.ask('sim-echo', 'hi')).toBe('hi');
  });

  it('delays', async () => {
    await setFault({ model: 'sim-echo', delay_ms: 60, count: 1 });
    const start = performance.now();
    expect(await simulator.ask('sim-echo', 'hi')).toBe('hi');
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });

  it('makes a model hang', async () => {
    await setFault({ model: 'sim-echo', hang: true, count: 1 });
    const abort = new AbortController();
    const body = { model: 'sim-echo', messages: [{ role: 'user' as const, content: 'hi' }] };
    const outcome = expect(
      simulator.openai().chat.completions.create(body, { signal: abort.signal }),
    ).rejects.toThrow();
    await vi.waitFor(async () => expect((await readCalls(simulator)).in_flight).toBe(1));
    abort.abort();
    await outcome;
  });

  it.each([
    {},
    { model: 'sim-echo' },
    { model: 'nope', status: 500 },
    { model: 'sim-echo', status: 200 },
    { model: 'sim-echo', status: 500, count: 0 },
    { model: 'sim-echo', stauts: 500 },
  ])('is refused as %j', async (fault) => {
    expect(await setFault(fault)).toMatchObject({
      status: 400,
      json: { error: { type: 'invalid_request_error' } },
    });
  });
});
