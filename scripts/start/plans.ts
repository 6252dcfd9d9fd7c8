import { Refusal } from '../refusal.ts';
import { launchRedisServer, type RedisServerOptions, whenRedisAnswers } from './redis-server.ts';
import { launchService, type Service, whenServiceReady } from './services.ts';
import type { ProcessPlan } from './supervise.ts';
import type { System } from './system.ts';

/** How to run this machine's own Redis. */
export function planRedis(system: System, options: RedisServerOptions): ProcessPlan {
  const output = system.capture('redis');
  return {
    name: 'redis',
    drainMs: 30_000,
    launch() {
      const child = launchRedisServer(options);
      output.attach(child);
      return child;
    },
    whenReady: (_, signal) => whenRedisAnswers(`redis://127.0.0.1:${options.port}`, signal),
    lastWords: output.lastWords,
  };
}

/** How to run one process of the product. */
export function planService(
  system: System,
  service: Service,
  root: string,
  env: NodeJS.ProcessEnv,
): ProcessPlan {
  const output = system.capture(service.name);
  return {
    name: service.name,
    drainMs: service.drainMs,
    launch() {
      const child = launchService(service, root, env);
      output.attach(child);
      return child;
    },
    whenReady: whenServiceReady,
    lastWords: output.lastWords,
  };
}

/**
 * Waits until the API says that jobs can run.
 * @throws {Refusal} with its last answer when it does not within a minute
 */
export async function whenJobsCanRun(apiUrl: string): Promise<void> {
  const deadline = Date.now() + 60_000;
  let answer = 'nothing';
  while (Date.now() < deadline) {
    try {
      const response = await fetch(`${apiUrl}/readyz`, { signal: AbortSignal.timeout(5000) });
      if (response.ok) return;
      answer = `${response.status} ${(await response.text()).slice(0, 500)}`;
    } catch (error) {
      answer = error instanceof Error ? error.message : String(error);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Refusal(`The API does not get ready; GET /readyz answers: ${answer}`);
}
