import { NATIONAL_CHECKS } from '../checksums/national-checks.ts';
import { NATIONAL_SCHEMES, type NationalScheme } from '../data/national-schemes.ts';
import type { DigitWindow } from './digit-window.ts';

const WITH_CONTEXT = 0.95;
/** Called a national number, written like one, yet its check fails: mistyped, or of a scheme not known here. */
const MISTYPED = 0.55;
const PLAUSIBLE_LENGTH = { least: 8, most: 18 };

const DATE = /^[124][-/. ][12][-/. ][124]$/;

let schemes: Map<string, readonly NationalScheme[]> | undefined;

/**
 * How sure a number of digits only is somebody's national number; 0 when it is none.
 * @param near whether a word near it says so
 * @param labelled whether the word right before it says so
 */
export function scoreNationalNumber(window: DigitWindow, near: boolean, labelled: boolean): number {
  const { digits, signature } = window;
  if (window.plus || digits.length < PLAUSIBLE_LENGTH.least || digits.length > PLAUSIBLE_LENGTH.most)
    return 0;
  let best = 0;
  for (const scheme of schemesOf(signature)) {
    if (best < (near ? WITH_CONTEXT : (scheme.alone ?? 0)) && NATIONAL_CHECKS[scheme.check](digits)) {
      best = near ? WITH_CONTEXT : (scheme.alone ?? 0);
    }
  }
  return best === 0 && labelled && !DATE.test(signature) ? MISTYPED : best;
}

function schemesOf(signature: string): readonly NationalScheme[] {
  if (schemes === undefined) {
    schemes = new Map();
    for (const scheme of NATIONAL_SCHEMES) {
      for (const written of scheme.written.split('|'))
        schemes.set(written, [...(schemes.get(written) ?? []), scheme]);
    }
  }
  return schemes.get(signature) ?? [];
}
