import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { paint, say, withProgress } from '../bootstrap/terminal.mjs';
import { Refusal } from '../refusal.ts';
import { bringUp } from './bring-up.ts';
import { claimRunFile } from './run-file.ts';
import { listeningPorts, readSettings } from './settings.ts';
import { listenForStop } from './stop-signal.ts';
import { createSystem, type System } from './system.ts';

const INSISTED = 130;

/** Brings everything up, stays until asked to stop, takes everything down. Resolves with the exit code. */
async function runUntilStopped(root: string): Promise<number> {
  const stop = listenForStop();
  const settings = readSettings(process.env, root);
  const logDir = join(settings.dataDir, 'logs');
  makeFolder(logDir);
  const runFile = await claimRunFile(settings.dataDir, listeningPorts(settings));
  const failed = Promise.withResolvers<never>();
  const system = createSystem({ logDir, runFile, onHopeless: failed.reject });
  let code = 0;
  try {
    const up = bringUp({ settings, system, runFile, root, logDir });
    await Promise.race([stop.requested, failed.promise, up]);
    await Promise.race([stop.requested, failed.promise]);
  } catch (error) {
    code = explain(error);
  }
  const insisted = stop.insisted.then(() => {
    say('Stopping at once.');
    system.kill();
    return INSISTED;
  });
  code = await Promise.race([takeDown(system).then(() => code), insisted]);
  runFile.release();
  return code;
}

async function takeDown(system: System): Promise<void> {
  if (!system.isEmpty()) {
    say('Stopping. Work in progress is finished first; Ctrl-C again ends it at once.');
  }
  await withProgress('finishing work', () => system.stop());
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new Refusal(`DATA_DIR cannot be used (${reason}). Set it to a folder that this user may write to.`);
  }
}

function explain(error: unknown): number {
  const text =
    error instanceof Refusal ? error.message : error instanceof Error ? error.stack : String(error);
  console.error(`${paint('31', '✖')} ${text}`);
  return 1;
}

const root = fileURLToPath(new URL('../..', import.meta.url));
process.exit(await runUntilStopped(root).catch(explain));
