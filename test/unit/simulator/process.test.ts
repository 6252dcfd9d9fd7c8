import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { readSettings } from '../../../simulator/read-settings.ts';

const entry = fileURLToPath(new URL('../../../simulator/main.ts', import.meta.url));
let child: ChildProcess | undefined;
afterEach(() => child?.kill('SIGKILL'));

function start(environment: Record<string, string>): {
  readonly child: ChildProcess;
  readonly lines: () => string;
} {
  const started = fork(entry, {
    env: { PATH: process.env.PATH, ...environment },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child = started;
  let output = '';
  started.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  return { child: started, lines: () => output };
}

describe('the simulator as a process', () => {
  it('says when it is ready, and stops on SIGTERM', async () => {
    const { child, lines } = start({ SIMULATOR_PORT: '0' });
    const [message] = await once(child, 'message');
    expect(message).toEqual({ ready: true, port: expect.any(Number) });
    const about = await fetch(`http://127.0.0.1:${message.port}/`);
    expect(await about.json()).toMatchObject({ simulator: true });
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
    const logged = lines()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(logged).toMatchObject([
      { level: 'info', port: message.port },
      { level: 'info', reason: 'SIGTERM' },
    ]);
  });

  it('does not outlive its parent', async () => {
    const { child } = start({ SIMULATOR_PORT: '0' });
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });

  it('says what is wrong with its settings', async () => {
    const { child, lines } = start({ SIMULATOR_PORT: 'many' });
    expect(await once(child, 'close')).toEqual([1, null]);
    expect(lines()).toContain('SIMULATOR_PORT must be a whole number');
  });
});

describe('its settings', () => {
  it('come from the environment, with defaults', () => {
    expect(readSettings({})).toEqual({ port: 8090 });
    const all = {
      SIMULATOR_PORT: '1',
      SIMULATOR_HOST: '::1',
      SIMULATOR_RECORDING: 'a.jsonl',
      RECORDING_SPEED: '2.5',
    };
    expect(readSettings(all)).toEqual({ port: 1, host: '::1', recording: 'a.jsonl', recordingSpeed: 2.5 });
    for (const speed of ['0', '-1', 'fast'])
      expect(() => readSettings({ RECORDING_SPEED: speed })).toThrow('RECORDING_SPEED');
    expect(() => readSettings({ SIMULATOR_PORT: '70000' })).toThrow('SIMULATOR_PORT');
  });
});
