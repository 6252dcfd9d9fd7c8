import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { identify } from '../../../scripts/start/process-identity.ts';
import { IS_UP, listProcesses, runStart, type StartCommand } from '../../support/start/command.ts';
import { createStubProject, type StubProject } from '../../support/start/project.ts';

let project: StubProject;
let commands: StartCommand[];

const start = (extra?: Record<string, string>) => {
  const command = runStart(project, extra);
  commands.push(command);
  return command;
};

const startFully = async (extra?: Record<string, string>) => {
  const command = start(extra);
  await command.printed(IS_UP);
  return command;
};

const nobodyOf = (processes: Record<string, number>) =>
  vi.waitFor(() => expect(Object.entries(processes).filter(([, pid]) => identify(pid))).toEqual([]), {
    timeout: 10_000,
    interval: 20,
  });

beforeEach(async () => {
  project = await createStubProject();
  commands = [];
});

afterEach(async () => {
  for (const command of commands) {
    if (command.child.exitCode === null) command.child.kill('SIGTERM');
    await command.ended;
  }
  await project.remove();
});

test('shows where everything is, a job done and its webhook verified, and drains on SIGTERM', async () => {
  const command = await startFully();
  const processes = listProcesses(project);
  expect(Object.keys(processes).sort()).toEqual([
    ...['api', 'dashboard', 'redis', 'simulator', 'supervisor', 'worker'],
  ]);
  expect(command.output()).toContain(`http://127.0.0.1:${project.env.API_PORT}`);
  expect(command.output()).toMatch(/API key {4}ak_[\w-]{43}\n/);
  expect(command.output()).toContain('category: billing');
  expect(command.output()).toContain('job.completed arrived as msg_1, its signature is valid');
  command.child.kill('SIGTERM');
  expect(await command.ended).toBe(0);
  await nobodyOf(processes);
  expect(existsSync(join(project.dataDir, 'run.json'))).toBe(false);
});

test('keeps logs in files and brings warnings to the terminal', async () => {
  const command = await startFully();
  await command.printed('worker warning: a line for the terminal too');
  expect(command.output()).not.toContain('a line for the log alone');
  expect(readFileSync(join(project.dataDir, 'logs', 'worker.log'), 'utf8')).toContain(
    'a line for the log alone',
  );
});

test('generates secrets once, readable by this user only', async () => {
  const first = await startFully();
  const key = /ak_[\w-]{43}/.exec(first.output())?.[0];
  first.child.kill('SIGINT');
  expect(await first.ended).toBe(0);
  const second = await startFully();
  expect(second.output()).toContain(`API key    ${key}`);
  for (const name of ['admin.json', 'master.key']) {
    expect(statSync(join(project.dataDir, name)).mode & 0o777).toBe(0o600);
  }
});

test('starts as many workers as told, and no simulator beside a real model', async () => {
  await startFully({ WORKERS: '2', OPENAI_BASE_URL: 'http://127.0.0.1:9/v1' });
  expect(Object.keys(listProcesses(project)).sort()).toEqual([
    ...['api', 'dashboard', 'redis', 'supervisor', 'worker-1', 'worker-2'],
  ]);
});

test('answers a second start with the process and the ports of the first', async () => {
  await startFully();
  const second = start();
  expect(await second.ended).toBe(1);
  expect(second.output()).toContain(`It is running already: process ${listProcesses(project).supervisor}`);
  expect(second.output()).toContain(`api ${project.env.API_PORT}`);
});

test('names a taken port and the variable that moves it', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(Number(project.env.API_PORT), '127.0.0.1', resolve));
  const command = start();
  expect(await command.ended).toBe(1);
  expect(command.output()).toContain(`Port ${project.env.API_PORT} is taken`);
  expect(command.output()).toContain('API_PORT=');
  squatter.close();
});

test('takes another port for Redis where the usual one is in use, and says so', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) => squatter.listen(Number(project.env.REDIS_PORT), '127.0.0.1', resolve));
  const command = await startFully();
  expect(command.output()).toContain(`Port ${project.env.REDIS_PORT} is in use, so Redis listens on`);
  squatter.close();
});

test('refuses a REDIS_URL where nobody answers', async () => {
  const command = start({ REDIS_URL: `redis://127.0.0.1:${project.env.REDIS_PORT}` });
  expect(await command.ended).toBe(1);
  expect(command.output()).toContain('No Redis answers at REDIS_URL');
});

test('ends with the words of a service that says its configuration is wrong', async () => {
  const command = start({ STUB_CONFIGURATION_ERROR: '1' });
  expect(await command.ended).toBe(1);
  expect(command.output()).toContain('api cannot start (exit code 78): Redis evicts keys');
});

test('starts a killed worker again', async () => {
  const command = await startFully();
  const { worker } = listProcesses(project);
  process.kill(Number(worker), 'SIGKILL');
  await command.printed('worker ended (SIGKILL); starting it again in 0.5 s');
  await command.printed('worker is back');
  expect(listProcesses(project).worker).not.toBe(worker);
});

test('starts a killed Redis again on the same port', async () => {
  const command = await startFully();
  process.kill(Number(listProcesses(project).redis), 'SIGKILL');
  await command.printed('redis is back');
});

test('leaves no service behind when it is killed outright, and begins anew with the next start', async () => {
  const command = await startFully();
  const { redis, supervisor, ...services } = listProcesses(project);
  process.kill(Number(supervisor), 'SIGKILL');
  await command.ended;
  await nobodyOf(services);
  expect(identify(Number(redis))).toBeDefined();
  const next = await startFully();
  expect(next.output()).not.toContain('is in use');
  await nobodyOf({ redis: Number(redis) });
});

test('drains when the process that npm started is killed', async () => {
  const command = await startFully();
  const processes = listProcesses(project);
  command.child.kill('SIGKILL');
  await nobodyOf(processes);
});

test('ends at once on a second Ctrl-C', async () => {
  const command = await startFully({ STUB_DRAIN_MS: '60000' });
  const processes = listProcesses(project);
  command.child.kill('SIGINT');
  await command.printed('Stopping.');
  const insist = setInterval(() => command.child.kill('SIGINT'), 100);
  expect(await command.ended).toBe(130);
  clearInterval(insist);
  await nobodyOf(processes);
});
