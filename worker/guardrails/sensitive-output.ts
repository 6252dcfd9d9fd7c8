import type { GuardrailSettings } from '../../shared/catalog/guardrail-settings.ts';
import { ALL_CLASSES } from '../../shared/policy/duties.ts';
import { findSensitive, type Search } from '../redaction/find-sensitive.ts';
import type { Finding } from '../redaction/finding.ts';
import { redactValue } from '../redaction/redact-value.ts';
import { classInPlace } from '../redaction/replacements.ts';
import type { Guardrail } from './guardrail.ts';
import { jsonOf } from './json-of.ts';
import { finding, found, PASS } from './verdicts.ts';

type Settings = NonNullable<GuardrailSettings['sensitive_output']>;

/**
 * Finds personal data and secrets in an output that whoever asked has not written: a model has them from its instructions,
 * from material that it was given, or from its training. Pseudonyms stand in the request, so they stay.
 * @param country whose numbers are written without a country's code
 */
export function sensitiveOutput({ action, classes }: Settings, country: string | undefined): Guardrail {
  const wanted = { classes: classes === 'all' ? ALL_CLASSES : classes, country };
  return {
    name: 'sensitive_output',
    appliesTo: ['output'],
    cost: 'dear',
    check: (text, { request, tenantClasses }) => {
      const search = { ...wanted, tenantClasses };
      const json = jsonOf(text);
      const isKnown = knownFrom(request?.() ?? '', search);
      const { value, found: counts } = redactValue(json ?? text, search, (one, written) =>
        isKnown(one, written) ? undefined : classInPlace(one),
      );
      const named = Object.entries(counts);
      if (named.length === 0) return PASS;
      const list = named.map(([name, count]) => `${count} × ${name}`).join(', ');
      const explanation = `The output has what the request has not: ${list}.`;
      if (action !== 'replace') return found(action, 'sensitive_data', explanation);
      const replaced = json === undefined ? (value as string) : JSON.stringify(value);
      return { kind: 'rewrite', text: replaced, ...finding('sensitive_data', explanation) };
    },
  };
}

/** Tells whether a value stands in a request: as it is written, or written in another way. */
function knownFrom(request: string, search: Search): (one: Finding, written: string) => boolean {
  const words = inWords(request);
  const identities = new Set(findSensitive(request, search).map(identityOf));
  return (one, written) => identities.has(identityOf(one)) || words.includes(inWords(written));
}

function identityOf({ class: dataClass, canonical }: Finding): string {
  return `${dataClass} ${canonical}`;
}

/** A text's words, whatever stands between them: a model may write a value in other case, or with escapes of Markdown. */
function inWords(text: string): string {
  return ` ${
    text
      .toLowerCase()
      .match(/[\p{L}\p{M}\p{N}]+/gu)
      ?.join(' ') ?? ''
  } `;
}
