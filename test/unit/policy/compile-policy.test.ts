import { describe, expect, test } from 'vitest';
import { compilePolicy } from '../../../shared/policy/compile-policy.ts';
import { permitsModel } from '../../../shared/policy/permits-model.ts';
import type { PolicyRequest } from '../../../shared/policy/policy-request.ts';
import { wordsOfDuties } from '../../../shared/policy/words-of-duties.ts';

const compile = (cedar: string) => compilePolicy({ name: 'test', cedar });

function request(context: PolicyRequest['context'] = {}, more: Partial<PolicyRequest> = {}): PolicyRequest {
  return {
    action: 'admit_job',
    principal: { tenant: 'acme', key: 'key_1', roles: ['clerk'] },
    resource: { type: 'Task', id: 'chat', attributes: { kind: 'chat' } },
    context: { sensitivity_level: 1, priority: 'standard', metadata: { tags: {} }, ...context },
    ...more,
  };
}

describe('duties', () => {
  const decide = (cedar: string) => wordsOfDuties(compile(cedar).decide(request()).duties, 'admit_job');

  test('of all policies that permit something hold together, the strictest of each', () => {
    expect(
      decide(`
        @redact("email") @max_cost("100") @log_content("full") permit (principal, action, resource);
        @redact("phone") @max_cost("50") @log_content("redacted") @restrict_models("a, b")
        permit (principal, action, resource);
        @require_approval("legal") @restrict_models("b, c*") permit (principal, action, resource);
        @redact("iban") permit (principal, action, resource) when { context.sensitivity_level > 2 };
      `),
    ).toBe(
      'redact email,phone require_approval legal:1 restrict_models a,b restrict_models b,c* max_cost 50 log_content redacted',
    );
  });

  test('that nobody has stated are the safe ones: all is redacted, nothing is logged', () => {
    expect(decide('permit (principal, action, resource);')).toBe('redact all');
    expect(decide('@redact("none") permit (principal, action, resource);')).toBe('');
  });

  test('that restrict models leave those that every list names', () => {
    const duties = {
      models: [
        ['a', 'b*'],
        ['b-1', 'a'],
      ],
    };
    expect(['a', 'b', 'b-1', 'c'].filter((model) => permitsModel(duties, model))).toEqual(['a', 'b-1']);
    expect(permitsModel({ models: [] }, 'c')).toBe(true);
  });
});

test('what nothing permits is denied, and a forbid beats every permit', () => {
  const nothing = compile('permit (principal in Role::"boss", action, resource);').decide(request());
  expect(nothing).toMatchObject({ allowed: false, reasons: [] });
  const forbidden = compile(`
    @id("yes") permit (principal, action, resource);
    @id("no") @message("Not today.") forbid (principal in Role::"clerk", action, resource);
  `).decide(request());
  expect(forbidden).toMatchObject({ allowed: false, reasons: ['no'], message: 'Not today.' });
});

test('a policy that cannot be evaluated decides nothing, although another would permit it', () => {
  const policy = compile(`
    permit (principal, action, resource);
    forbid (principal, action, resource)
    when { context.sensitivity_level * 9223372036854775807 > 5 && context.sensitivity_level > 1 };
  `);
  expect(policy.decide(request({ sensitivity_level: 1 })).allowed).toBe(true);
  expect(() => policy.decide(request({ sensitivity_level: 9 }))).toThrow(/overflow/);
});

describe('a decision that is remembered', () => {
  test('differs where any fact does that policies look at', () => {
    const policy = compile(`
      permit (principal, action, resource);
      forbid (principal == ApiKey::"key_2", action, resource);
      forbid (principal, action, resource == Model::"dear");
      forbid (principal, action, resource) when { context.metadata.hasTag("stop") };
      forbid (principal, action, resource) when { context.now > datetime("2026-01-01") };
      forbid (principal in Tenant::"evil", action == Action::"deliver", resource);
    `);
    const allows = (...given: Parameters<typeof request>) => policy.decide(request(...given)).allowed;
    const old = { now: new Date('2025-12-31T23:59:59Z') };
    const model = (id: string) => ({ type: 'Model', id, attributes: {} }) as const;
    const principal = (tenant: string, key: string) => ({ tenant, key, roles: [] });
    for (const _round of [1, 2]) {
      expect(allows(old)).toBe(true);
      expect(allows({ now: new Date('2026-01-01T00:01:00Z') })).toBe(false);
      expect(allows({ ...old, metadata: { tags: { stop: 'x' } } })).toBe(false);
      expect(allows(old, { resource: model('dear') })).toBe(false);
      expect(allows(old, { resource: model('cheap') })).toBe(true);
      expect(allows(old, { principal: principal('acme', 'key_2') })).toBe(false);
      expect(allows(old, { principal: principal('evil', 'key_3') })).toBe(true);
      expect(allows(old, { principal: principal('evil', 'key_3'), action: 'deliver' })).toBe(false);
    }
  });

  test('says which facts it goes by', () => {
    const policy = compile(`
      permit (principal, action, resource) when { context has host || context.priority == "batch" };
    `);
    expect(['host', 'priority', 'now'].filter(policy.reads)).toEqual(['host', 'priority']);
  });
});
