import { loadConfig } from '../../../shared/config/load-config.ts';
import { openInstallation } from '../../../shared/runtime/installation.ts';
import { runProcess } from '../../../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { startWorker } from '../../../worker/start-worker.ts';
import { createDeath, makeMortal } from './dying-installation.ts';

// The real worker; it dies at the point that DIE_AT names.
await runProcess(async () => {
  const config = loadConfig();
  const log = createLogger('mortal-worker', config.LOG_LEVEL);
  const die = createDeath(process.env.DIE_AT);
  const installation = makeMortal(await openInstallation(config, 'worker', 'worker'), die);
  const service = await startWorker(installation, log, (stage) => die(`stage:${stage}`));
  return { service, log };
});
