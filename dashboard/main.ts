import { loadConfig } from '../shared/config/load-config.ts';
import { openInstallation } from '../shared/runtime/installation.ts';
import { runProcess } from '../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../shared/telemetry/logger.ts';
import { startDashboard } from './start-dashboard.ts';

await runProcess(async () => {
  const config = loadConfig();
  const log = createLogger('dashboard', config.LOG_LEVEL);
  const installation = await openInstallation(config, 'dashboard', 'request');
  const dashboard = await startDashboard(installation, log);
  const stop = async () => {
    await dashboard.stop();
    await installation.close();
  };
  return { service: { stop }, log };
});
