import { loadConfig } from '../shared/config/load-config.ts';
import { openInstallation } from '../shared/runtime/installation.ts';
import { runProcess } from '../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { startWorker } from './start-worker.ts';

await runProcess(async () => {
  const config = loadConfig();
  const log = createLogger('worker', config.LOG_LEVEL);
  const service = await startWorker(await openInstallation(config, 'worker', 'worker'), log);
  return { service, log };
});
