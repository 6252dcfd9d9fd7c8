import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findFreePort } from '../../scripts/start/ports.ts';
import { launchProcess } from '../support/processes.ts';
import { systemEnv } from '../support/system.ts';

/** Whoever sees this exit code need not start the process again: its configuration cannot work. */
const CONFIGURATION_ERROR = 78;

// A process that dies in an outage is started again in the outage: that must not be the last time.
test('a process that meets no Redis says so, and may be started again', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'outage-'));
  const redisUrl = `redis://127.0.0.1:${await findFreePort('127.0.0.1')}`;
  const env = systemEnv({ redisUrl }, 'http://127.0.0.1:1', directory);
  const launched = ['worker/main.ts', 'api/main.ts'].map((file) => launchProcess(file, env));
  for (const early of launched) {
    const { code } = await early.ended;
    expect(early.output()).toContain(`Redis does not answer at ${redisUrl}`);
    expect(code).not.toBe(CONFIGURATION_ERROR);
    expect(code).toBeGreaterThan(0);
  }
  rmSync(directory, { recursive: true, force: true });
});
