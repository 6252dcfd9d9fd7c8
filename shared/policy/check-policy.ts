import type { Fault } from '../catalog/fault.ts';
import { POLICY_SCHEMA } from './actions.ts';
import { cedar } from './cedar.ts';
import { faultAt, parsePolicies } from './parse-policies.ts';
import type { PolicyDefinition } from './policy-definition.ts';

/** What is wrong with policies: what does not parse, does not fit what they may speak of, or can hold of nothing. */
export function faultsOfPolicy({ cedar: text }: PolicyDefinition): Fault[] {
  const { policies, faults } = parsePolicies(text);
  if (faults.length > 0) return faults;
  if (policies.length === 0) return [{ path: 'cedar', message: 'has no policy, and would deny everything' }];
  const checked = cedar().validate({ schema: POLICY_SCHEMA, policies: { staticPolicies: text } });
  if (checked.type === 'failure') return checked.errors.map((error) => faultAt(text, error));
  const found = [...checked.validationErrors, ...checked.validationWarnings].map(({ error, policyId }) => {
    const id = policies[Number(policyId.slice('policy'.length))]?.id;
    const message = error.message.replace(`for policy \`${policyId}\`, `, id === undefined ? '' : `${id}: `);
    return faultAt(text, { ...error, message });
  });
  // Cedar tells the same fault of every action, and may tell it twice.
  return found.filter(({ message }, i) => found.findIndex((other) => other.message === message) === i);
}
