import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs';

export interface LogFile {
  readonly path: string;
  write(chunk: Buffer | string): void;
  close(): void;
}

const CAP_BYTES = 20 * 1024 * 1024;

/** Opens a log to append to. Above `capBytes` it is set aside as `<path>.1`, replacing the one there. */
export function openLogFile(path: string, capBytes = CAP_BYTES): LogFile {
  let file = openSync(path, 'a', 0o600);
  let size = fstatSync(file).size;
  const rotate = () => {
    closeSync(file);
    renameSync(path, `${path}.1`);
    file = openSync(path, 'a', 0o600);
    size = 0;
  };
  return {
    path,
    write(chunk) {
      if (size > capBytes) rotate();
      try {
        size += writeSync(file, typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
      } catch {
        // A full disk must not end the system; the services say so themselves.
      }
    },
    close: () => closeSync(file),
  };
}
