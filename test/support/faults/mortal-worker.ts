import type { Catalog, Model } from '../../../shared/catalog/catalog.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { openInstallation } from '../../../shared/runtime/installation.ts';
import { runProcess } from '../../../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { startWorker } from '../../../worker/start-worker.ts';
import { createDeath, makeMortal } from './dying-installation.ts';

/** Leaves the worker one model only, so that it takes no job of another. */
function serveOnly(catalog: Catalog, only: string): void {
  const all = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(catalog), 'models');
  Object.defineProperty(catalog, 'models', {
    get: () => all?.get?.call(catalog).filter(({ id }: Model) => id === only),
  });
}

// The real worker; it dies at the point that DIE_AT names. It serves the model that ONLY_MODEL names, else all.
await runProcess(async () => {
  const config = loadConfig();
  const log = createLogger('mortal-worker', config.LOG_LEVEL);
  const die = createDeath(process.env.DIE_AT);
  const opened = await openInstallation(config, 'worker', 'worker');
  if (process.env.ONLY_MODEL) serveOnly(opened.catalog, process.env.ONLY_MODEL);
  const installation = makeMortal(opened, die);
  const service = await startWorker(installation, log, (stage) => die(`stage:${stage}`));
  return { service, log };
});
