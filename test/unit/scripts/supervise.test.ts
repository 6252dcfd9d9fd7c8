import { ChildProcess } from 'node:child_process';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ProcessPlan, supervise } from '../../../scripts/start/supervise.ts';

class FakeChild extends ChildProcess {
  readonly signals: unknown[] = [];
  override kill(signal?: NodeJS.Signals | number): boolean {
    this.signals.push(signal);
    return true;
  }
  end(code: number | null, signal: NodeJS.Signals | null = null): void {
    this.emit('exit', code, signal);
    this.emit('close', code, signal);
  }
}

let children: FakeChild[];
let becomeReady: () => void;
const said: string[] = [];
const hopeless = vi.fn();

const latest = () => children.at(-1) ?? new FakeChild();
const plan: ProcessPlan = {
  name: 'worker',
  drainMs: 5000,
  launch() {
    children.push(new FakeChild());
    return latest();
  },
  whenReady: () =>
    new Promise((resolve) => {
      becomeReady = resolve;
    }),
  lastWords: () => 'its last words',
};
const begin = () => supervise(plan, { launched: () => undefined, say: (line) => said.push(line), hopeless });

beforeEach(() => {
  vi.useFakeTimers();
  children = [];
  said.length = 0;
  hopeless.mockReset();
});
afterEach(() => vi.useRealTimers());

test('starts a process again, later each time', async () => {
  const supervised = begin();
  becomeReady();
  await supervised.firstReady;
  for (const seconds of [0.5, 1, 2, 4, 8, 10, 10]) {
    latest().end(1);
    expect(said.at(-1)).toBe(`worker ended (exit code 1); starting it again in ${seconds} s`);
    const before = children.length;
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    expect(children).toHaveLength(before);
    await vi.advanceTimersByTimeAsync(1);
    expect(children).toHaveLength(before + 1);
  }
});

test('forgets failures of a process that ran steadily', async () => {
  const supervised = begin();
  becomeReady();
  await supervised.firstReady;
  latest().end(1);
  await vi.advanceTimersByTimeAsync(500);
  await vi.advanceTimersByTimeAsync(31_000);
  latest().end(null, 'SIGKILL');
  expect(said.at(-1)).toBe('worker ended (SIGKILL); starting it again in 0.5 s');
});

test('gives up on a process that does not get ready three times', async () => {
  const supervised = begin();
  for (const delayMs of [500, 1000]) {
    latest().end(1);
    await vi.advanceTimersByTimeAsync(delayMs);
  }
  latest().end(1);
  await expect(supervised.firstReady).rejects.toThrow('worker cannot start (exit code 1): its last words');
});

test('does not start a process again that says its configuration is wrong', async () => {
  const supervised = begin();
  latest().end(78);
  await expect(supervised.firstReady).rejects.toThrow('worker cannot start (exit code 78)');
  expect(hopeless).not.toHaveBeenCalled();
});

test('reports one that says so after it has worked', async () => {
  const supervised = begin();
  becomeReady();
  await supervised.firstReady;
  latest().end(78);
  expect(hopeless).toHaveBeenCalledOnce();
});

test('kills a process that does not drain in time', async () => {
  const supervised = begin();
  const stopped = supervised.stop();
  expect(latest().signals).toEqual(['SIGTERM']);
  await vi.advanceTimersByTimeAsync(5000);
  expect(latest().signals).toEqual(['SIGTERM', 'SIGKILL']);
  latest().end(null, 'SIGKILL');
  await stopped;
  await vi.advanceTimersByTimeAsync(60_000);
  expect(children).toHaveLength(1);
});
