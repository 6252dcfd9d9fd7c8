import { paint, say, withProgress } from '../bootstrap/terminal.mjs';
import { showBanner } from './banner.ts';
import { sendTicket } from './demo.ts';
import { planService, whenJobsCanRun } from './plans.ts';
import { requirePorts } from './ports.ts';
import { chooseRedis, reachRedis } from './reach-redis.ts';
import type { RunFile } from './run-file.ts';
import { provideSecrets, type Secrets } from './secrets.ts';
import { listServices, serviceEnvironment } from './services.ts';
import { listeningPorts, type Settings } from './settings.ts';
import type { System } from './system.ts';

export interface BringUpOptions {
  settings: Settings;
  system: System;
  runFile: RunFile;
  /** The project's folder. */
  root: string;
  logDir: string;
}

/**
 * Starts Redis and the services, says what is where, and sends a first ticket through.
 * @throws {Refusal} when something cannot start; what has started by then is left to the caller
 */
export async function bringUp({ settings, system, runFile, root, logDir }: BringUpOptions): Promise<void> {
  await requirePorts(listeningPorts(settings), settings.host);
  const choice = await chooseRedis(settings);
  const beganAt = Date.now();
  const redisUrl = await reachRedis(choice, settings, system, runFile);
  const secrets = provideSecrets(settings.dataDir, settings);
  const env = serviceEnvironment(settings, secrets, redisUrl);
  for (const [stopOrder, services] of listServices(settings).entries()) {
    const plans = services.map((service) => planService(system, service, root, env));
    system.start(stopOrder, plans);
  }
  const apiUrl = `http://127.0.0.1:${settings.apiPort}`;
  await withProgress('starting the services', async () => {
    await system.ready();
    await whenJobsCanRun(apiUrl);
  });
  showBanner({ settings, secrets, redisUrl, logDir, tookMs: Date.now() - beganAt });
  await showTicket(apiUrl, settings, secrets);
  say();
  say('Everything stays up until Ctrl-C.');
}

/** A ticket that fails, as with a wrong key for a real model, is shown and changes nothing else. */
async function showTicket(apiUrl: string, settings: Settings, secrets: Secrets): Promise<void> {
  try {
    await sendTicket({
      apiUrl,
      apiKey: secrets.adminApiKey,
      withWebhook: settings.allowPrivateAddresses,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    say(paint('31', `✖ The ticket did not get through: ${reason}`));
  }
}
