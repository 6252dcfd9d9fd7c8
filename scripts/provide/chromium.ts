import { existsSync } from 'node:fs';
import { Refusal } from '../refusal.ts';
import { installDebianPackage } from './debian-package.ts';
import { findOnPath } from './find-on-path.ts';

/**
 * The path of a Chromium: CHROMIUM_PATH where set, else the one on the PATH, else Debian's package.
 * @throws {Refusal} when there is none and this user may not install one
 */
export async function provideChromium(): Promise<string> {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new Refusal(`CHROMIUM_PATH is ${given}, where there is nothing. Correct it, or unset it.`);
  }
  const present = findOnPath('chromium');
  if (present !== undefined) return present;
  const outcome = await installDebianPackage('chromium');
  const installed = findOnPath('chromium');
  if (outcome.installed && installed !== undefined) return installed;
  const why = outcome.installed ? 'its package brought no chromium' : outcome.why;
  throw new Refusal(
    `The browser tests need Chromium, and none could be installed (${why}). Install it ` +
      `(sudo apt-get install chromium), or set CHROMIUM_PATH to the executable of one.`,
  );
}
