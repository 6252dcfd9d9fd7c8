import { relative } from 'node:path';
import { paint, say } from '../bootstrap/terminal.mjs';
import type { Secrets } from './secrets.ts';
import type { Settings } from './settings.ts';

export interface BannerFacts {
  settings: Settings;
  secrets: Secrets;
  redisUrl: string;
  logDir: string;
  tookMs: number;
}

/** Prints what is where. Secrets are shown only where they were generated here. */
export function showBanner({ settings, secrets, redisUrl, logDir, tookMs }: BannerFacts): void {
  const api = `http://127.0.0.1:${settings.apiPort}`;
  const key = settings.adminApiKey === undefined ? secrets.adminApiKey : 'as given in ADMIN_API_KEY';
  const password =
    settings.adminPassword === undefined ? secrets.adminPassword : 'as given in ADMIN_PASSWORD';
  const models = settings.realModel
    ? `real: ${realModels(process.env)}`
    : `simulated, http://127.0.0.1:${settings.simulatorPort}/v1 (OPENAI_API_KEY or OPENAI_BASE_URL brings real ones)`;
  const redis =
    settings.redisUrl === undefined
      ? `${redisUrl}, data in ${shorten(settings.dataDir)}/redis`
      : 'at REDIS_URL';
  say();
  say(paint('1', `The AI execution layer is ready (${(tookMs / 1000).toFixed(1)} s).`));
  say();
  say(`  API        ${api}   (reference: ${api}/docs)`);
  say(`  API key    ${key}`);
  say(`  Dashboard  http://127.0.0.1:${settings.dashboardPort}   (user: admin, password: ${password})`);
  say(`  Models     ${models}`);
  say(`  Redis      ${redis}`);
  say(`  Logs       ${shorten(logDir)}`);
  say(`  Stop       Ctrl-C`);
  say();
}

function realModels(env: NodeJS.ProcessEnv): string {
  if (env.OPENAI_BASE_URL) return [env.OPENAI_MODEL, env.OPENAI_BASE_URL].filter(Boolean).join(' at ');
  return env.OPENAI_API_KEY ? "OpenAI's API" : `${env.AZURE_OPENAI_ENDPOINT}`;
}

function shorten(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith('..') ? path : short || '.';
}
