import { cp, mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findFreePort } from '../../../scripts/start/ports.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const STUBS = fileURLToPath(new URL('./stubs', import.meta.url));

/** A copy of the project whose services are stand-ins, with ports of its own. */
export interface StubProject {
  readonly root: string;
  readonly dataDir: string;
  readonly env: Record<string, string>;
  remove(): Promise<void>;
}

/** Makes such a copy: the real scripts and what they share with the services, the installed packages, stand-ins for the four services. */
export async function createStubProject(): Promise<StubProject> {
  const root = await mkdtemp(join(tmpdir(), 'start-'));
  for (const name of ['scripts', 'shared', 'package.json', 'package-lock.json']) {
    await cp(join(ROOT, name), join(root, name), { recursive: true });
  }
  await symlink(join(ROOT, 'node_modules'), join(root, 'node_modules'));
  for (const name of ['api', 'worker', 'dashboard', 'simulator']) {
    await mkdir(join(root, name));
    await cp(join(STUBS, `${name}.ts`), join(root, name, 'main.ts'));
    await cp(join(STUBS, 'listener.ts'), join(root, name, 'listener.ts'));
  }
  const names = ['API_PORT', 'DASHBOARD_PORT', 'SIMULATOR_PORT', 'REDIS_PORT'];
  const ports = await Promise.all(names.map(() => findFreePort('127.0.0.1')));
  return {
    root,
    dataDir: join(root, '.data'),
    env: Object.fromEntries(names.map((name, index) => [name, String(ports[index])])),
    remove: () => rm(root, { recursive: true, force: true }),
  };
}
