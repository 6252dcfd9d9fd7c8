import { loadConfig } from '../shared/config/load-config.ts';
import { openInstallation } from '../shared/runtime/installation.ts';
import { runProcess } from '../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { startApi } from './start-api.ts';

await runProcess(async () => {
  const config = loadConfig();
  const log = createLogger('api', config.LOG_LEVEL);
  const service = await startApi(await openInstallation(config, 'api', 'request'), log);
  return { service, log };
});
