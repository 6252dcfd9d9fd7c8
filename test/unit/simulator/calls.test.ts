import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createCallLog } from '../../../simulator/calls/call-log.ts';
import { readCalls } from './support/call-list.ts';
import { useSimulator } from './support/simulator.ts';

const simulator = useSimulator();
const start = { path: '/', stream: false, request: { a: 1 }, bytes: 10, authorizationPresent: false };

beforeEach(async () => {
  expect((await simulator.send('DELETE', '/simulator/calls')).json).toMatchObject({ deleted: true });
});

describe('the log of calls', () => {
  it('shows each call with its body, and not the key', async () => {
    await simulator.ask('sim-echo', 'hello');
    await simulator.ask('sim-status-418', 'hello').catch(() => undefined);
    await simulator.ask('no-such-model', 'hello').catch(() => undefined);
    const { data, ...counts } = await readCalls(simulator);
    expect(data).toMatchObject([
      {
        model: 'sim-echo',
        path: '/v1/chat/completions',
        status: 200,
        aborted: false,
        stream: false,
        request: { model: 'sim-echo', messages: [{ role: 'user', content: 'hello' }] },
        authorization_present: true,
      },
      { model: 'sim-status-418', status: 418 },
      { model: null, status: 404 },
    ]);
    expect(Date.parse(data[0]?.finished_at ?? '')).toBeGreaterThanOrEqual(
      Date.parse(data[0]?.started_at ?? 'x'),
    );
    expect(JSON.stringify(data)).not.toContain('sk-test');
    expect(counts).toEqual({
      object: 'list',
      total: 3,
      in_flight: 0,
      max_in_flight: 1,
      max_in_flight_by_model: { 'sim-echo': 1, 'sim-status-418': 1 },
      total_by_model: { 'sim-echo': 1, 'sim-status-418': 1 },
    });
  });

  it('knows the greatest number of calls at once, over all and by model', async () => {
    const prompts = Array.from({ length: 12 }, (_, index) => `prompt ${index}`);
    await Promise.all(
      prompts.map((prompt, index) => simulator.ask(index < 8 ? 'sim-slow-600' : 'sim-slow-601', prompt)),
    );
    const calls = await readCalls(simulator);
    expect(calls).toMatchObject({ total: 12, in_flight: 0, max_in_flight: 12 });
    expect(calls.max_in_flight_by_model).toEqual({ 'sim-slow-600': 8, 'sim-slow-601': 4 });
  });

  it('never sees more at once than a client sends at once', async () => {
    const runOne = async () => {
      for (let call = 0; call < 20; call += 1) await simulator.ask('sim-slow-2', 'hi');
    };
    await Promise.all([runOne(), runOne(), runOne()]);
    expect(await readCalls(simulator, '?limit=0')).toMatchObject({ total: 60, data: [], max_in_flight: 3 });
  });

  it('can be asked for some calls, newest last', async () => {
    for (const prompt of ['one', 'two', 'three']) await simulator.ask('sim-echo', prompt);
    await simulator.ask('sim-refuse', 'four');
    const { data } = await readCalls(simulator, '?model=sim-echo&limit=2');
    expect(data.map((call) => call.request)).toMatchObject([
      { messages: [{ content: 'two' }] },
      { messages: [{ content: 'three' }] },
    ]);
    expect((await simulator.send('GET', '/simulator/calls?limit=x')).status).toBe(400);
  });

  it('marks a stream that its client left', async () => {
    const stream = await simulator.openai().chat.completions.create({
      model: 'sim-stream-60000',
      messages: [{ role: 'user', content: 'one two three four five' }],
      stream: true,
    });
    for await (const _ of stream) break;
    await vi.waitFor(async () =>
      expect((await readCalls(simulator)).data).toMatchObject([{ aborted: true, stream: true }]),
    );
  });

  it('keeps counting calls in flight over a reset', async () => {
    const slow = simulator.ask('sim-slow-100', 'hi');
    await vi.waitFor(async () => expect((await readCalls(simulator)).in_flight).toBe(1));
    await simulator.send('DELETE', '/simulator/calls');
    expect(await readCalls(simulator)).toMatchObject({ total: 0, in_flight: 1, max_in_flight: 1, data: [] });
    await slow;
    expect(await readCalls(simulator)).toMatchObject({ total: 0, in_flight: 0, data: [] });
  });
});

describe('what the log keeps', () => {
  it('is the last 10,000 calls; counters are exact', () => {
    const log = createCallLog(() => 0);
    for (let call = 1; call <= 25_000; call += 1) log.finish(log.begin({ ...start, model: 'm' }), 200);
    const kept = log.list({ limit: Number.POSITIVE_INFINITY });
    expect(kept).toHaveLength(10_000);
    expect([kept[0]?.id, kept.at(-1)?.id]).toEqual(['call-15001', 'call-25000']);
    expect(log.counts()).toMatchObject({
      total: 25_000,
      inFlight: 0,
      maxInFlight: 1,
      totalByModel: { m: 25_000 },
    });
  });

  it('is at most 64 MB of bodies', () => {
    const log = createCallLog(() => 0);
    for (let call = 0; call < 10; call += 1) log.begin({ ...start, model: 'm', bytes: 16 * 1024 * 1024 });
    const bodies = log.list({ limit: 100 }).map((call) => call.request !== null);
    expect(bodies).toEqual([...Array(6).fill(false), ...Array(4).fill(true)]);
  });

  it('marks a call once', () => {
    const log = createCallLog(() => 0);
    const call = log.begin({ ...start, model: 'm' });
    log.finish(call, 200);
    log.abort(call);
    expect(log.list({ limit: 1 })).toMatchObject([{ status: 200, aborted: false }]);
    expect(log.counts().inFlight).toBe(0);
  });
});
