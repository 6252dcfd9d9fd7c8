import type { GuardrailSettings } from '../../../shared/catalog/guardrail-settings.ts';
import type { Guardrail } from '../guardrail.ts';
import { jsonOf } from '../json-of.ts';
import { finding, found, PASS } from '../verdicts.ts';
import { cleanCell, hasSql } from './clean-data.ts';
import { cleanMarkup } from './clean-markup.ts';

type Settings = NonNullable<GuardrailSettings['sanitise_output']>;

/** Rewrites an output so that it does nothing where it is shown: in text, and in every string of a JSON output. */
export function sanitiseOutput(settings: Settings): Guardrail {
  const hosts = { links: settings.link_hosts, images: settings.image_hosts };
  return {
    name: 'sanitise_output',
    appliesTo: ['output'],
    cost: 'cheap',
    check: (text) => {
      const value = jsonOf(text);
      if (value !== undefined && dataOf(value, settings.data_fields).some(hasSql)) {
        return found(settings.sql_action, 'sql_in_data', 'A field for data has SQL in it.');
      }
      const clean = (part: string) => cleanMarkup(part, hosts, settings.format);
      const cleaned = value === undefined ? clean(text) : cleanJson(text, value, clean, settings.data_fields);
      if (cleaned === text) return PASS;
      const explanation = 'Markup that could act was taken out of the output.';
      return { kind: 'rewrite', text: cleaned, ...finding('markup', explanation) };
    },
  };
}

function cleanJson(
  text: string,
  value: unknown,
  clean: (part: string) => string,
  fields: readonly string[],
): string {
  const cleaned = JSON.stringify(
    mapStrings(value, (part, name) => (isData(name, fields) ? cleanCell(clean(part)) : clean(part))),
  );
  return cleaned === JSON.stringify(value) ? text : cleaned;
}

function dataOf(value: unknown, fields: readonly string[]): string[] {
  const data: string[] = [];
  mapStrings(value, (part, name) => {
    if (isData(name, fields)) data.push(part);
    return part;
  });
  return data;
}

function isData(name: string, fields: readonly string[]): boolean {
  return fields.includes(name) || fields.includes('*');
}

/** Maps every string; `name` is the property that it stands in, also within an array. */
function mapStrings(value: unknown, map: (part: string, name: string) => string, name = ''): unknown {
  if (typeof value === 'string') return map(value, name);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, map, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapStrings(item, map, key)]));
}
