import { pino } from 'pino';

/** A structured logger. Content (inputs, outputs, personal data, secrets) is never passed to it, unless a policy asks for it. */
export type Logger = Pick<ReturnType<typeof pino>, 'fatal' | 'error' | 'warn' | 'info' | 'debug'> & {
  child(bindings: Record<string, unknown>): Logger;
};

/** The logger of one process: JSON lines on standard output. */
export function createLogger(service: string, level: string): Logger {
  return pino({
    level,
    base: { service, pid: process.pid },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    serializers: { err: ({ name, message, code }) => ({ name, message, code }) },
  });
}
