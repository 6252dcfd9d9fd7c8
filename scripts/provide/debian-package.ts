import { withProgress } from '../bootstrap/terminal.mjs';
import { findOnPath } from './find-on-path.ts';
import { runCommand } from './run-command.ts';

type Command = [string, ...string[]];

// Another apt may be at work, as it is on a machine that has just booted.
const APT = ['apt-get', '-q', '-o', 'DPkg::Lock::Timeout=120'];
// RUNLEVEL keeps init scripts from starting what was just installed.
const SURROUNDINGS = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1'];

export type InstallOutcome = { installed: true } | { installed: false; why: string };

/** Installs a package of Debian where this user may: as root, or by sudo without a password. */
export async function installDebianPackage(name: string): Promise<InstallOutcome> {
  if (findOnPath('apt-get') === undefined) return { installed: false, why: 'there is no apt-get here' };
  const rights = await findRights();
  if (rights === undefined) {
    return { installed: false, why: 'this user is neither root nor allowed to use sudo without a password' };
  }
  const apt = (...args: string[]): Command => concat(rights, SURROUNDINGS, APT, args);
  return withProgress(`installing Debian's package ${name}`, async (note) => {
    const install = apt('install', '-y', '--no-install-recommends', name);
    if ((await runCommand(install, note)).code === 0) return { installed: true };
    const updated = await runCommand(apt('update'), note);
    const { code, lines } = updated.code === 0 ? await runCommand(install, note) : updated;
    if (code === 0) return { installed: true };
    return { installed: false, why: `apt-get failed: ${complaints(lines)}` };
  });
}

/** Runs a command with the rights of root where this user has them; undefined where not. */
export async function runAsRoot(command: Command): Promise<number | undefined> {
  const rights = await findRights();
  return rights === undefined ? undefined : (await runCommand(concat(rights, command))).code;
}

async function findRights(): Promise<string[] | undefined> {
  if (process.getuid?.() === 0) return [];
  const sudo = findOnPath('sudo');
  if (sudo === undefined) return undefined;
  return (await runCommand([sudo, '-n', 'true'])).code === 0 ? [sudo, '-n'] : undefined;
}

function concat(...parts: string[][]): Command {
  const [command = 'true', ...args] = parts.flat();
  return [command, ...args];
}

function complaints(lines: string[]): string {
  const errors = lines.filter((line) => line.startsWith('E:'));
  return (errors.length > 0 ? errors : lines.slice(-3)).join(' ');
}
