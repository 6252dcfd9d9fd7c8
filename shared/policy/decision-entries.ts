import type { StageEntry } from '../stores/job-log.ts';
import type { Action } from './actions.ts';
import type { Verdict } from './compile-policy.ts';
import type { Decision } from './decide.ts';
import { wordsOfDuties } from './words-of-duties.ts';

type PolicyEntry = Pick<StageEntry, 'name' | 'verdict' | 'details'>;

const DECIDED = 'policy_decision';
const TRIED = 'policy_shadow';

/** What a timeline tells of a decision, and of what a version in the shadow would have decided otherwise. */
export function decisionEntries({ request, policy, shadow, ...verdict }: Decision): PolicyEntry[] {
  const place = { action: request.action, resource: request.resource.id };
  const told = (name: string, { version, hash }: Decision['policy'], said: Verdict): PolicyEntry => ({
    name,
    verdict: said.allowed ? 'allow' : 'deny',
    details: { ...place, policy: `${policy.name}@${version}`, hash, ...wordsOf(said, request.action) },
  });
  const decided = told(DECIDED, policy, verdict);
  if (!shadow?.differs) return [decided];
  if (shadow.verdict !== 'failed') return [decided, told(TRIED, shadow.policy, shadow.verdict)];
  const { version, hash } = shadow.policy;
  return [
    decided,
    { name: TRIED, verdict: 'failed', details: { ...place, policy: `${policy.name}@${version}`, hash } },
  ];
}

function wordsOf({ allowed, reasons, duties }: Verdict, action: Action): Record<string, string> {
  const words = allowed ? wordsOfDuties(duties, action) : '';
  return { reasons: reasons.join(',') || 'no_permit', ...(words !== '' && { duties: words }) };
}

/** Whether policy has denied something in an attempt. */
export function hasDenied(entries: readonly StageEntry[] | undefined): boolean {
  return entries?.some(({ name, verdict }) => name === DECIDED && verdict === 'deny') ?? false;
}

/** What an audit entry tells of decisions: by which version of which policy, its hash, and what was decided why. */
export function auditFields(entries: readonly PolicyEntry[] = []): Record<string, string> {
  return { ...fieldsOf(entries, DECIDED, ''), ...fieldsOf(entries, TRIED, 'shadow_') };
}

function fieldsOf(entries: readonly PolicyEntry[], name: string, prefix: string): Record<string, string> {
  const found = entries.filter((entry) => entry.name === name);
  const details = found[0]?.details;
  if (!details) return {};
  return {
    [`${prefix}policy`]: String(details.policy),
    [`${prefix}policy_hash`]: String(details.hash),
    [`${prefix}decisions`]: found.map(lineOf).join('; '),
  };
}

/** `call_model gpt-5 allow by all-work` */
function lineOf({ verdict, details = {} }: PolicyEntry): string {
  const { action, resource, reasons, duties } = details;
  const by = reasons === undefined ? '' : ` by ${reasons}`;
  return `${action} ${resource} ${verdict}${by}${duties === undefined ? '' : ` with ${duties}`}`;
}
