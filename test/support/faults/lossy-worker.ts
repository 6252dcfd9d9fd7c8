import { loadConfig } from '../../../shared/config/load-config.ts';
import { type Installation, openInstallation } from '../../../shared/runtime/installation.ts';
import { runProcess } from '../../../shared/runtime/process-lifecycle.ts';
import { createLogger } from '../../../shared/telemetry/logger.ts';
import { startWorker } from '../../../worker/start-worker.ts';

/**
 * Runs every script's first call twice and gives the second answer: a connection that breaks before the
 * answer sends the command again, and nobody sees that it was done already.
 */
function losingAnswers(installation: Installation): Installation {
  const { store } = installation;
  const lost = new Set<string>();
  return {
    ...installation,
    store: {
      ...store,
      run: async (name, keys, args) => {
        const reply = await store.run(name, keys, args);
        if (lost.has(name)) return reply;
        lost.add(name);
        return store.run(name, keys, args);
      },
    },
  };
}

// The real worker, on a connection that has lost the first answer of every script.
await runProcess(async () => {
  const config = loadConfig();
  const log = createLogger('lossy-worker', config.LOG_LEVEL);
  const installation = losingAnswers(await openInstallation(config, 'worker', 'worker'));
  return { service: await startWorker(installation, log), log };
});
