import { describe, expect, test } from 'vitest';
import { faultsOfPolicy } from '../../../shared/policy/check-policy.ts';

const faultsOf = (cedar: string) => faultsOfPolicy({ name: 'test', cedar }).map(({ message }) => message);

test('policies that fit what they speak of are taken', () => {
  expect(
    faultsOf(`
      @id("all") @redact("secrets, email") @max_cost("5000") @log_content("redacted")
      permit (principal in Tenant::"acme", action, resource);
      @id("abroad") @message("Only models in Europe may see this.")
      forbid (principal, action == Action::"call_model", resource)
      when { context.data_classes.contains("national_id") }
      unless { resource has region && resource.region like "eu-*" };
      forbid (principal, action == Action::"deliver", resource)
      when { resource has host && resource.host == "example.org" && context.now.toTime() > duration("22h") };
      @require_approval("finance:2") @restrict_models("sim-echo, eu-*")
      permit (principal in Role::"clerk", action == Action::"admit_job", resource == Task::"chat")
      when { context.facts.hasTag("tier") && context.facts.getTag("tier") == "gold" };
    `),
  ).toEqual([]);
});

describe('refused is', () => {
  test.each([
    ['what does not parse', 'permit (principal, action', /^line 1: unexpected end of input/],
    ['no policy at all', '// permit everything', /would deny everything/],
    [
      'a fact that the action does not know',
      'permit (principal, action == Action::"admit_job", resource)\nwhen { context.data_classes.contains("email") };',
      /^line 2: policy0: attribute `data_classes` in context for Action::"admit_job" not found/,
    ],
    [
      'a fact that may be missing, read as if it could not',
      'permit (principal, action == Action::"call_model", resource) when { resource.region == "eu" };',
      /^line 1: policy0: unable to guarantee safety of access to optional attribute `region`/,
    ],
    [
      'facts of another type',
      'permit (principal, action, resource) when { context.sensitivity_level >= "high" };',
      /unexpected type/,
    ],
    [
      'an action that there is not',
      'permit (principal, action == Action::"fly", resource);',
      /unrecognized action/,
    ],
    [
      'what can never hold',
      'permit (principal, action, resource is Model) when { false };',
      /policy is impossible/,
    ],
    ['a template', 'permit (principal == ?principal, action, resource);', /templates have no place/],
    [
      'a misspelt duty',
      '@require_aproval("legal") permit (principal, action, resource);',
      /did you mean @require_approval\?/,
    ],
    [
      'another annotation',
      '@colour("red") permit (principal, action, resource);',
      /@colour is not known; there are/,
    ],
    [
      'a misspelt class',
      '@redact("postal_adress") permit (principal, action, resource);',
      /did you mean postal_address\?/,
    ],
    [
      'an amount that is none',
      '@max_cost("5.5") permit (principal, action, resource);',
      /whole number of micro-USD/,
    ],
    [
      'a quorum of none',
      '@require_approval("a:0") permit (principal, action, resource);',
      /how many must approve/,
    ],
    [
      'an unknown level of logs',
      '@log_content("some") permit (principal, action, resource);',
      /none, redacted, full/,
    ],
    [
      'a duty where nothing is allowed',
      '@redact("email") forbid (principal, action, resource);',
      /means nothing on a forbid/,
    ],
    [
      'a duty that the action cannot lay on a job',
      '@redact("email") permit (principal, action == Action::"deliver", resource);',
      /@redact means nothing for deliver/,
    ],
    [
      'two policies of one id',
      '@id("a") permit (principal, action, resource); @id("a") permit (principal, action, resource);',
      /two policies have the id a/,
    ],
  ])('%s', (_what, cedar, words) => {
    const faults = faultsOf(cedar);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.join('\n')).toMatch(words);
  });
});
