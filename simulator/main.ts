import { readSettings } from './read-settings.ts';
import { startSimulator } from './server.ts';

/** Writes one line of JSON to standard output. */
function log(level: 'info' | 'error', message: string, details: object = {}): void {
  const line = { level, time: new Date().toISOString(), name: 'simulator', ...details, msg: message };
  process.stdout.write(`${JSON.stringify(line)}\n`);
}

async function main(): Promise<void> {
  const simulator = await startSimulator(readSettings(process.env));
  let stopping = false;
  const stop = async (reason: string) => {
    if (stopping) return;
    stopping = true;
    await simulator.stop();
    log('info', 'simulator stopped', { reason });
    if (process.connected) process.disconnect();
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // A parent that is gone must not leave this process behind.
  process.on('disconnect', () => void stop('disconnect'));
  log('info', 'simulator ready: no model stands behind it', { port: simulator.port, url: simulator.url });
  process.send?.({ ready: true, port: simulator.port });
}

main().catch((error: unknown) => {
  log('error', 'simulator could not start', {
    error: error instanceof Error ? error.message : String(error),
  });
  process.exitCode = 1;
  if (process.connected) process.disconnect();
});
