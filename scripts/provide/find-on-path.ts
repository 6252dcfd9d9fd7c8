import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

// Services live in the sbin folders on Debian, which are not on everybody's PATH.
const ALSO = ['/usr/local/bin', '/usr/bin', '/usr/sbin', '/sbin'];

/** The full path of a command, or undefined where there is none. */
export function findOnPath(command: string): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), ...ALSO];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
