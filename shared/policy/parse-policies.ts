import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';
import type { Fault } from '../catalog/fault.ts';
import { closest } from '../config/closest.ts';
import { ACTIONS, type Action, DUTY_NAMES, type DutyName } from './actions.ts';
import { cedar } from './cedar.ts';
import type { Duty } from './duties.ts';
import { readDuty } from './read-duty.ts';

/** One policy of a text. */
export interface ParsedPolicy {
  /** Its `@id`, or `policy<n>` by its place from 0 on. */
  readonly id: string;
  readonly text: string;
  readonly json: PolicyJson;
  /** What it demands where it permits. */
  readonly duties: readonly Duty[];
  /** Words for the end user whom it forbids something. */
  readonly message?: string;
}

const WORDS = ['id', 'description', 'message'] as const;
const ANNOTATIONS: readonly string[] = [...WORDS, ...DUTY_NAMES];

/**
 * Splits a text into its policies and reads their annotations. An annotation that is not known is a fault: it may have
 * been meant as a duty.
 */
export function parsePolicies(text: string): { policies: ParsedPolicy[]; faults: Fault[] } {
  const parts = cedar().policySetTextToParts(text);
  if (parts.type === 'failure') {
    return { policies: [], faults: parts.errors.map((error) => faultAt(text, error)) };
  }
  const faults: Fault[] = [];
  const refuse = (message: string) => faults.push({ path: 'cedar', message });
  if (parts.policy_templates.length > 0) refuse('templates have no place here: write the policies out');
  const policies = parts.policies.flatMap((part, i): ParsedPolicy[] => {
    const parsed = cedar().policyToJson(part);
    if (parsed.type === 'failure') {
      faults.push(...parsed.errors.map((error) => faultAt(part, error)));
      return [];
    }
    const { annotations = {} } = parsed.json;
    const id = annotations.id ?? `policy${i}`;
    const duties = Object.entries(annotations).flatMap(([name, value]) => {
      const duty = dutyOf(parsed.json, name, value ?? '');
      if (typeof duty !== 'string') return duty ? [duty] : [];
      refuse(`${id}: @${name} ${duty}`);
      return [];
    });
    return [{ id, text: part, json: parsed.json, duties, message: annotations.message }];
  });
  for (const id of new Set(policies.map((policy) => policy.id))) {
    if (policies.filter((policy) => policy.id === id).length > 1) refuse(`two policies have the id ${id}`);
    if (!/^[\w.-]{1,64}$/.test(id)) refuse(`${id} is no id: use letters, digits, ".", "_" and "-"`);
  }
  return { policies, faults };
}

/** A duty; nothing for an annotation that is none; words where it cannot be one. */
function dutyOf(json: PolicyJson, name: string, value: string): Duty | string | undefined {
  if ((WORDS as readonly string[]).includes(name)) return undefined;
  if (!ANNOTATIONS.includes(name)) {
    const meant = closest(name, ANNOTATIONS);
    return `is not known${meant ? `; did you mean @${meant}?` : `; there are ${ANNOTATIONS.join(', ')}`}`;
  }
  const duty = name as DutyName;
  if (json.effect === 'forbid') return 'means nothing on a forbid, which allows nothing to be done';
  const possible = actionsOf(json).some((action) => (ACTIONS[action] as readonly string[]).includes(duty));
  if (!possible) return `means nothing for ${actionsOf(json).join(', ')}`;
  return readDuty(duty, value);
}

/** The actions that a policy may decide. */
function actionsOf({ action }: PolicyJson): Action[] {
  const all = Object.keys(ACTIONS) as Action[];
  const named = JSON.stringify(action);
  return action.op === 'All' ? all : all.filter((name) => named.includes(`"id":"${name}"`));
}

/** A fault of the text with its line. */
export function faultAt(text: string, error: CedarError): Fault {
  const [place] = error.sourceLocations ?? [];
  // Cedar counts bytes.
  const before = place && Buffer.from(text).subarray(0, place.start).toString();
  const line = before === undefined ? '' : `line ${before.split('\n').length}: `;
  const more = [place?.label, error.help].filter(Boolean).join('; ');
  return { path: 'cedar', message: `${line}${error.message}${more === '' ? '' : `; ${more}`}` };
}

interface CedarError {
  readonly message: string;
  readonly help: string | null;
  readonly sourceLocations?: readonly { readonly label: string | null; readonly start: number }[];
}
