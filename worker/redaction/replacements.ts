import type { RedactionMethod } from '../../shared/contracts/data-classes.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import type { Replace } from './redact-value.ts';

/** How values are replaced. */
interface Replacement {
  /** By class; by default it gets a pseudonym. */
  readonly methods: Readonly<Partial<Record<string, RedactionMethod>>>;
  readonly pseudonyms: Pseudonyms;
  /** A keyed digest under which values can be compared but not read. */
  readonly digest: (value: string) => string;
}

/** Replaces each value as its class demands. */
export function replacedBy({ methods, pseudonyms, digest }: Replacement): Replace {
  return (finding, value, texts) => {
    switch (methods[finding.class] ?? 'pseudonymise') {
      case 'pseudonymise':
        return pseudonyms.nameOf(finding, value, texts);
      case 'mask':
        return masked(value);
      case 'replace':
        return classInPlace(finding);
      case 'hash':
        return `${finding.class}_${digest(`${finding.class} ${finding.canonical}`)}`;
    }
  };
}

/** Leaves of a value what it was. */
export function classInPlace({ class: dataClass }: { readonly class: string }): string {
  return `[${dataClass}]`;
}

const SHOWN = 4;

/** All but the last four letters and digits, and of a short value all. */
function masked(value: string): string {
  const letters = value.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  let hidden = letters > 2 * SHOWN ? letters - SHOWN : letters;
  return value.replace(/[\p{L}\p{N}]/gu, (character) => (hidden-- > 0 ? '*' : character));
}
