import { startApi } from '../../../api/start-api.ts';
import { loadConfig } from '../../../shared/config/load-config.ts';
import { openInstallation } from '../../../shared/runtime/installation.ts';
import { runProcess } from '../../../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { createDeath, makeMortal } from './dying-installation.ts';

// The real api; it dies at the point that DIE_AT names.
await runProcess(async () => {
  const config = loadConfig();
  const log = createLogger('mortal-api', config.LOG_LEVEL);
  const die = createDeath(process.env.DIE_AT);
  const installation = makeMortal(await openInstallation(config, 'api', 'request'), die);
  return { service: await startApi(installation, log), log };
});
