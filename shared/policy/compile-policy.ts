import { createHash } from 'node:crypto';
import type { CedarValueJson, EntityJson } from '@cedar-policy/cedar-wasm/nodejs';
import { cedar } from './cedar.ts';
import { allOf, type Duties } from './duties.ts';
import { factsReadBy } from './facts-read.ts';
import { type ParsedPolicy, parsePolicies } from './parse-policies.ts';
import type { PolicyDefinition } from './policy-definition.ts';
import type { ContextValue, PolicyRequest } from './policy-request.ts';

/** What policies say. */
export interface Verdict {
  readonly allowed: boolean;
  /** The policies that decided it, by id; none where nothing permits it. */
  readonly reasons: readonly string[];
  readonly duties: Duties;
  /** Words for the end user, where a policy that forbids it has some. */
  readonly message?: string;
}

/** Policies ready to decide. */
export interface CompiledPolicy {
  /** SHA-256 of their text, in hex. */
  readonly hash: string;
  /** Whether it looks at a member of the context. */
  reads(member: string): boolean;
  /** @throws PolicyFailure when a policy could not be evaluated: nothing is decided then */
  decide(request: PolicyRequest): Verdict;
}

/** Policies that cannot be evaluated. Nothing they might have allowed is done. */
export class PolicyFailure extends Error {
  override readonly name = 'PolicyFailure';
}

/** Decisions that are remembered of one version. */
const MOST_REMEMBERED = 5_000;
/** Of a moment policies know the minute: what they decide holds as long. */
const MINUTE_MS = 60_000;

/** Parses policies once; each decision is remembered by the facts that they look at. */
export function compilePolicy({ cedar: text }: PolicyDefinition): CompiledPolicy {
  const hash = createHash('sha256').update(text).digest('hex');
  const { policies, faults } = parsePolicies(text);
  if (faults.length > 0) throw new PolicyFailure(faults.map(({ message }) => message).join('; '));
  const byId = new Map(policies.map((policy) => [policy.id, policy]));
  const staticPolicies = Object.fromEntries(policies.map((policy) => [policy.id, policy.text]));
  const parsed = cedar().preparsePolicySet(hash, { staticPolicies });
  if (parsed.type === 'failure') throw new PolicyFailure(parsed.errors.map((e) => e.message).join('; '));
  const reads = factsReadBy(policies.map(({ json }) => json));
  const readsMember = (name: string) => reads.wholeContext || reads.context.has(name);
  const remembered = new Map<string, Verdict>();
  return {
    hash,
    reads: readsMember,
    decide: (request) => {
      const context = Object.entries(request.context).flatMap(([name, value]): [string, ContextValue][] => {
        if (!readsMember(name)) return [];
        return [[name, value instanceof Date ? minuteOf(value) : value]];
      });
      const key = JSON.stringify([
        request.action,
        reads.principal ? request.principal : null,
        reads.resource ? request.resource : null,
        context,
      ]);
      const known = remembered.get(key);
      if (known) return known;
      const verdict = evaluate(hash, byId, { ...request, context: Object.fromEntries(context) });
      const [oldest] = remembered.keys();
      if (remembered.size >= MOST_REMEMBERED && oldest !== undefined) remembered.delete(oldest);
      remembered.set(key, verdict);
      return verdict;
    },
  };
}

function minuteOf(moment: Date): Date {
  return new Date(MINUTE_MS * Math.floor(moment.getTime() / MINUTE_MS));
}

function evaluate(
  hash: string,
  byId: ReadonlyMap<string, ParsedPolicy>,
  { action, principal, resource, context }: PolicyRequest,
): Verdict {
  const entities: EntityJson[] = [
    {
      uid: { type: 'ApiKey', id: principal.key },
      attrs: {},
      parents: [
        { type: 'Tenant', id: principal.tenant },
        ...principal.roles.map((id) => ({ type: 'Role', id })),
      ],
    },
    { uid: { type: resource.type, id: resource.id }, attrs: resource.attributes, parents: [] },
  ];
  const values = Object.entries(context).map(([name, value]): [string, CedarValueJson] => {
    if (typeof value !== 'object') return [name, value];
    if (value instanceof Date) return [name, { __extn: { fn: 'datetime', arg: value.toISOString() } }];
    if (!('tags' in value)) return [name, [...value]];
    const uid = { type: 'Facts', id: name };
    entities.push({ uid, attrs: {}, parents: [], tags: { ...value.tags } });
    return [name, { __entity: uid }];
  });
  const answer = cedar().statefulIsAuthorized({
    principal: { type: 'ApiKey', id: principal.key },
    action: { type: 'Action', id: action },
    resource: { type: resource.type, id: resource.id },
    context: Object.fromEntries(values),
    preparsedPolicySetId: hash,
    validateRequest: false,
    entities,
  });
  if (answer.type === 'failure') throw new PolicyFailure(answer.errors.map((e) => e.message).join('; '));
  const { decision, diagnostics } = answer.response;
  // A policy that fails is left out by Cedar, and it may be the one that forbids.
  const [failed] = diagnostics.errors;
  if (failed) throw new PolicyFailure(`${failed.policyId}: ${failed.error.message}`);
  const reasons = [...diagnostics.reason].sort();
  const matching = reasons.flatMap((id) => byId.get(id) ?? []);
  const allowed = decision === 'allow';
  return {
    allowed,
    reasons,
    duties: allOf(allowed ? matching.flatMap(({ duties }) => duties) : []),
    message: allowed ? undefined : matching.find(({ message }) => message !== undefined)?.message,
  };
}
