import { existsSync } from 'node:fs';
import { Refusal } from '../refusal.ts';
import { installDebianPackage, runAsRoot } from './debian-package.ts';
import { findOnPath } from './find-on-path.ts';

const PACKAGE = 'redis-server';

/**
 * The path of a Redis server, installed first where there is none.
 * @throws {Refusal} when there is none and this user may not install one
 */
export async function provideRedisServer(): Promise<string> {
  const present = findOnPath('redis-server');
  if (present !== undefined) return present;
  const outcome = await installDebianPackage(PACKAGE);
  const installed = findOnPath('redis-server');
  if (outcome.installed && installed !== undefined) {
    await endSystemService();
    return installed;
  }
  const why = outcome.installed ? 'its package brought no redis-server' : outcome.why;
  throw new Refusal(
    `No Redis server was found, and none could be installed (${why}). Install one (sudo apt-get install ` +
      `redis-server), or set REDIS_URL to a running one, or run everything in containers: docker compose up (its three ` +
      `secrets go into a file .env; the README has the lines).`,
  );
}

/** The package enables a service of the system, which nobody asked for and which would hold the port. */
async function endSystemService(): Promise<void> {
  if (!existsSync('/run/systemd/system')) return;
  await runAsRoot(['systemctl', 'disable', '--now', `${PACKAGE}.service`]);
}
