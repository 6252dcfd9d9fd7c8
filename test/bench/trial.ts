import type { Redis } from 'ioredis';
import { type JobLoads, jobLoads } from './job-loads.ts';
import { cpuTimes, type Pids, watchOthers } from './parts/cpu-time.ts';
import { startRedis } from './parts/redis-server.ts';
import { temporaryDir } from './parts/temporary-dir.ts';
import type { Stage } from './stage.ts';
import type { Roles, Surroundings, System } from './systems/system.ts';

const API_KEY = 'bench-api-key-of-the-first-administrator';

/** One system, freshly started on a fresh Redis, with nothing else running. */
export interface Trial extends JobLoads {
  readonly redis: Redis;
  readonly system: System;
  readonly stage: Stage;
  /** Of the api, without a path. */
  readonly url: string;
  readonly surroundings: Surroundings;
  /** Microseconds of CPU per job that each process used while the work was done. */
  cpuPerJob<T>(jobs: (result: T) => number, work: () => Promise<T>): Promise<[T, Record<string, number>]>;
}

export interface TrialResult<T> {
  readonly measured: T;
  /** Share of the machine's processors that was taken by what is no part of the trial. */
  readonly takenByOthers: number;
}

/** Starts a system for one measurement and ends it afterwards, whatever happens. */
export async function withTrial<T>(
  stage: Stage,
  system: System,
  roles: Roles,
  measure: (trial: Trial) => Promise<T>,
): Promise<TrialResult<T>> {
  const cleanUp = new AsyncDisposableStack();
  try {
    return await inTrial(stage, system, roles, measure, cleanUp);
  } finally {
    await cleanUp.disposeAsync();
  }
}

async function inTrial<T>(
  stage: Stage,
  system: System,
  roles: Roles,
  measure: (trial: Trial) => Promise<T>,
  cleanUp: AsyncDisposableStack,
): Promise<TrialResult<T>> {
  const dataDir = temporaryDir('data');
  cleanUp.defer(() => dataDir.remove());
  const redis = await startRedis();
  cleanUp.defer(() => redis.stop());
  const { simulatorUrl, logDir, env } = stage;
  const surroundings = {
    redisUrl: redis.url,
    simulatorUrl,
    apiKey: API_KEY,
    dataDir: dataDir.path,
    logDir,
    env,
  };
  const running = await system.start(surroundings, roles);
  cleanUp.defer(() => running.stop());

  const pids = { ...running.pids, redis: redis.pid, ...stage.pids };
  const takenByOthers = watchOthers(pids);
  const measured = await measure({
    ...jobLoads(stage, running.url, API_KEY),
    redis: redis.client,
    system,
    stage,
    url: running.url,
    surroundings,
    cpuPerJob: (jobs, work) => cpuPerJob(pids, jobs, work),
  });
  return { measured, takenByOthers: takenByOthers() };
}

async function cpuPerJob<T>(
  pids: Pids,
  jobs: (result: T) => number,
  work: () => Promise<T>,
): Promise<[T, Record<string, number>]> {
  const before = cpuTimes(pids);
  const result = await work();
  const after = Object.entries(cpuTimes(pids));
  const perJob = after.map(([name, time]) => [name, (time - (before[name] ?? 0)) / jobs(result)]);
  return [result, Object.fromEntries(perJob)];
}
