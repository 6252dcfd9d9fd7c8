import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paint, say, withProgress } from '../bootstrap/terminal.mjs';
import { provideRedisServer } from '../provide/redis-server.ts';
import { Refusal } from '../refusal.ts';
import { showBanner } from './banner.ts';
import { sendTicket } from './demo.ts';
import { pingRedis } from './ping-redis.ts';
import { planRedis, planService, whenJobsCanRun } from './plans.ts';
import { pickPort, requirePorts } from './ports.ts';
import { claimRunFile, type RunFile } from './run-file.ts';
import { provideSecrets } from './secrets.ts';
import { listServices, serviceEnvironment } from './services.ts';
import { readSettings, type Settings } from './settings.ts';
import { listenForStop } from './stop-signal.ts';
import { createSystem, type System } from './system.ts';

const REDIS_STOPS_LAST = Number.MAX_SAFE_INTEGER;

const root = fileURLToPath(new URL('../..', import.meta.url));
const beganAt = Date.now();

/** Brings everything up, stays until asked to stop, takes everything down. Resolves with the exit code. */
async function runUntilStopped(): Promise<number> {
  const stop = listenForStop();
  const settings = readSettings(process.env, root);
  const logDir = join(settings.dataDir, 'logs');
  makeFolder(logDir);
  const runFile = await claimRunFile(settings.dataDir, namedPorts(settings));
  const failed = Promise.withResolvers<never>();
  const system = createSystem({ logDir, runFile, onHopeless: failed.reject });
  let code = 0;
  try {
    await Promise.race([stop.requested, failed.promise, bringUp(settings, system, runFile, logDir)]);
    await Promise.race([stop.requested, failed.promise]);
  } catch (error) {
    code = explain(error);
  }
  const taken = takeDown(system).then(() => code);
  const forced = stop.insisted.then(() => {
    say('Stopping at once.');
    system.kill();
    return 130;
  });
  code = await Promise.race([taken, forced]);
  runFile.release();
  return code;
}

async function bringUp(settings: Settings, system: System, runFile: RunFile, logDir: string): Promise<void> {
  await requirePorts(wantedPorts(settings), settings.host);
  const redisUrl = settings.redisUrl ?? (await startRedis(settings, system, runFile));
  if (settings.redisUrl !== undefined) await requireRedis(settings.redisUrl);
  const secrets = provideSecrets(settings.dataDir, settings);
  const env = serviceEnvironment(settings, secrets, redisUrl);
  for (const [order, services] of listServices(settings).entries()) {
    system.start(
      order,
      services.map((service) => planService(system, service, root, env)),
    );
  }
  const apiUrl = `http://127.0.0.1:${settings.apiPort}`;
  await withProgress('starting the services', async () => {
    await system.ready();
    await whenJobsCanRun(apiUrl);
  });
  showBanner({ settings, secrets, redisUrl, logDir, tookMs: Date.now() - beganAt });
  const demo = { apiUrl, apiKey: secrets.adminApiKey, withWebhook: settings.allowPrivateAddresses };
  await sendTicket(demo).catch((error: unknown) => {
    say(
      paint(
        '31',
        `✖ The ticket did not get through: ${error instanceof Error ? error.message : String(error)}`,
      ),
    );
  });
  say();
  say('Everything stays up until Ctrl-C.');
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`DATA_DIR cannot be used (${reason}). Set it to a folder that this user may write to.`);
  }
}

async function startRedis(settings: Settings, system: System, runFile: RunFile): Promise<string> {
  const program = await provideRedisServer();
  const port = await pickPort(settings.redisPort, '127.0.0.1');
  if (port !== settings.redisPort) say(`Port ${settings.redisPort} is in use, so Redis listens on ${port}.`);
  runFile.notePort('redis', port);
  const dir = join(settings.dataDir, 'redis');
  system.start(REDIS_STOPS_LAST, [planRedis(system, { program, port, dir })]);
  await withProgress('starting Redis', () => system.ready());
  return `redis://127.0.0.1:${port}`;
}

async function requireRedis(url: string): Promise<void> {
  await pingRedis(url).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(
      `No Redis answers at REDIS_URL (${reason}). Start it, correct the address, or unset REDIS_URL.`,
    );
  });
}

async function takeDown(system: System): Promise<void> {
  say('Stopping. Work in progress is finished first; Ctrl-C again ends it at once.');
  await withProgress('finishing work', () => system.stop());
}

function wantedPorts({ apiPort, dashboardPort, simulatorPort, realModel }: Settings): Record<string, number> {
  const always = { API_PORT: apiPort, DASHBOARD_PORT: dashboardPort };
  return realModel ? always : { ...always, SIMULATOR_PORT: simulatorPort };
}

function namedPorts({ apiPort, dashboardPort, simulatorPort, realModel }: Settings): Record<string, number> {
  const always = { api: apiPort, dashboard: dashboardPort };
  return realModel ? always : { ...always, simulator: simulatorPort };
}

function explain(error: unknown): number {
  const text =
    error instanceof Refusal ? error.message : error instanceof Error ? error.stack : String(error);
  console.error(`${paint('31', '✖')} ${text}`);
  return 1;
}

process.exit(await runUntilStopped().catch(explain));
