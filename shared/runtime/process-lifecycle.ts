import { ConfigError } from '../config/load-config.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Exit code of a process whose configuration cannot work; restarting it would change nothing. */
const EXIT_CONFIG = 78;

/** A running service that can be stopped in an orderly way. */
export interface Service {
  stop(): Promise<void>;
}

/**
 * Runs one service as a process: starts it, reports readiness to a parent that listens, stops it on
 * SIGTERM, SIGINT or when the parent is gone, and exits.
 */
export async function runProcess(start: () => Promise<{ service: Service; log: Logger }>): Promise<void> {
  try {
    const { service, log } = await start();
    const stop = stopOnce(service, log);
    process.once('SIGTERM', () => stop('SIGTERM'));
    process.once('SIGINT', () => stop('SIGINT'));
    process.once('disconnect', () => stop('the parent process is gone'));
    if (process.connected === false) stop('the parent process is gone');
    else process.send?.({ ready: true });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(error instanceof ConfigError ? EXIT_CONFIG : 1);
  }
}

function stopOnce(service: Service, log: Logger): (reason: string) => void {
  let stopping = false;
  return (reason) => {
    if (stopping) return;
    stopping = true;
    log.info({ reason }, 'stopping');
    service.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.error({ err: error }, 'stop failed');
        process.exit(1);
      },
    );
  };
}
