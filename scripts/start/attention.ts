import { paint, say } from '../bootstrap/terminal.mjs';

const WARNING_OR_WORSE = /"level":(?:[456]0|"(?:warn|error|fatal)")/;
const WINDOW_MS = 5000;
const LINES_PER_WINDOW = 10;

/** Decides which of a process's lines the person at the terminal sees, and shows those. */
export interface Attention {
  /** A line of the structured log: shown from warnings on. */
  log(line: string): void;
  /** A line of standard error: always shown, within limits. */
  stderr(line: string): void;
}

/** Shows lines of the process `name`; a flood is cut short with a pointer to the log file. */
export function createAttention(
  name: string,
  logPath: string,
  show: (line: string) => void = say,
): Attention {
  let windowEnds = 0;
  let shown = 0;
  const limited = (line: string) => {
    if (Date.now() > windowEnds) {
      windowEnds = Date.now() + WINDOW_MS;
      shown = 0;
    }
    shown += 1;
    if (shown <= LINES_PER_WINDOW) show(line);
    if (shown === LINES_PER_WINDOW + 1) show(`${name}: more of this in ${logPath}`);
  };
  return {
    log(line) {
      if (WARNING_OR_WORSE.test(line)) limited(formatLogLine(name, line));
    },
    stderr(line) {
      if (line.trim() !== '') limited(`${name}: ${line}`);
    },
  };
}

/** One line of pino's JSON as a sentence; anything else as it is. */
export function formatLogLine(name: string, line: string): string {
  const entry = parse(line);
  if (entry === undefined) return `${name}: ${line}`;
  const { level, time, msg, err } = entry;
  const severe = level === 'warn' || level === 40 ? paint('33', 'warning') : paint('31', 'error');
  const date = typeof time === 'number' || typeof time === 'string' ? new Date(time) : new Date();
  const clock = (Number.isNaN(date.getTime()) ? new Date() : date).toTimeString().slice(0, 8);
  const reason =
    typeof err === 'object' && err !== null && 'message' in err ? ` (${String(err.message)})` : '';
  return `${clock} ${name} ${severe}: ${String(msg ?? '')}${reason}`;
}

function parse(line: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
