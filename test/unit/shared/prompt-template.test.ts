import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { promptSchema } from '../../../shared/catalog/definitions.ts';
import { compilePrompt } from '../../../shared/catalog/prompt-template.ts';

const SCHEMA = { type: 'object', properties: { name: {}, style: {}, more: {} } };

const compile = (parts: Record<string, unknown>) =>
  compilePrompt(promptSchema.parse({ name: 'p', ...parts }), SCHEMA).render;
const render = (user: string, input: unknown) => compile({ user })(input);

describe('a template', () => {
  test('takes the input as data, never as a template', () => {
    const hostile = '{{ style }} {% raw %}';
    expect(render('Hello {{ name | raw }}!', { name: hostile }).user).toBe(`Hello ${hostile}!`);
    expect(render('{{ input.name | raw }}', { name: 'x' }).user).toBe('x');
  });

  test('has null for what the schema knows and the input leaves out, and no other unknown', () => {
    expect(render('{% if style %}{{ style }}{% else %}plain{% endif %}', {}).user).toBe('plain');
    expect(() => render('{{ other }}', { name: 'x' })).toThrow(/other/);
  });

  test('has null for that in the input as well, which stays what it is as a whole', () => {
    expect(render('{% if input.style %}styled{% else %}plain{% endif %}', { name: 'x' }).user).toBe('plain');
    expect(() => render('{{ input.other }}', { name: 'x' })).toThrow(/other/);
    expect(render('{{ input | json | raw }}', { name: 'x' }).user).toBe('{"name":"x"}');
    expect(render('{{ input[0] | raw }}', ['a']).user).toBe('a');
  });

  test('reaches nothing but its own properties, and no other file', () => {
    expect(() => render('{{ name.constructor }}', { name: 'x' })).toThrow(/constructor/);
    expect(() => render('{{ __proto__ }}', {})).toThrow();
    for (const tag of ['include', 'render', 'layout'])
      expect(() => compile({ user: `{% ${tag} "chat" %}` }), tag).toThrow(/^user: .*not found/);
  });

  test.each([
    ['{% for i in (1..name) %}{% endfor %}', /memory/],
    ['{{ (1..name) | size }}', /memory/],
    [
      '{% for i in (1..1000) %}{% for j in (1..1900) %}{% for k in name %}{% endfor %}{% endfor %}{% endfor %}',
      /memory|render/,
    ],
  ])('%s is not rendered with a number that makes it millions of steps', (user, says) => {
    expect(render('{% for i in (1..name) %}{{ i }}{% endfor %}', { name: 3 }).user).toBe('123');
    expect(() => render(user, { name: 49_000_000 })).toThrow(says);
  });

  test('has no range that begins where the input says: beyond 2^53 it would not end', () => {
    for (const user of ['{% for i in (name..style) %}{% endfor %}', '{{ ( name.a .. 5) | size }}'])
      expect(() => compile({ user }), user).toThrow(/^user: a range must begin with a number/);
    expect(render('(name..style) {{ (-1..1) | size }}', {}).user).toBe('(name..style) 3');
  });

  test('leaves out a system message that is empty', () => {
    const compiled = compile({ system: '{% if style %}Be {{ style | raw }}.{% endif %}', user: 'u' });
    expect(compiled({})).toEqual({ user: 'u', examples: [] });
    expect(compiled({ style: 'brief' })).toEqual({ system: 'Be brief.', user: 'u', examples: [] });
  });
});

describe('what comes from outside', () => {
  test('is marked as data, and the model is told what the marks mean', () => {
    const { system, user } = compile({ system: 'Sum it up.', user: 'Here: {{ name }}' })({ name: 'a text' });
    expect(user).toBe('Here: <data>\na text\n</data>');
    expect(system).toMatch(/^Sum it up\.\n\n.*<data>.*instruction/);
    expect(compile({ user: '{{ name }}' })({ name: 'x' }).system).toMatch(/<data>/);
    expect(compile({ user: 'no data' })({}).system).toBeUndefined();
  });

  test('is JSON where it is more than a text, and bare where it is a number or nothing', () => {
    expect(render('{{ name }}', { name: { a: [1, '</data>'] } }).user).toBe(
      '<data>\n{"a":[1,"\u2039/data>"]}\n</data>',
    );
    expect(render('{{ name }} {{ style }} {{ more }}.', { name: 5, style: true }).user).toBe('5 true .');
  });

  test('can neither end its mark nor begin another, whatever it says', () => {
    const nasty = fc.array(
      fc.constantFrom('<data>', '</data>', '</ DATA >', '<', '/data>', ' ', 'data', '\n'),
    );
    fc.assert(
      fc.property(nasty, (parts) => {
        const { user } = render('{{ name }}', { name: parts.join('') });
        const inside = user.slice('<data>\n'.length, -'\n</data>'.length);
        expect(inside).not.toMatch(/<\s*\/?\s*data\b/i);
        expect(user.startsWith('<data>\n') && user.endsWith('\n</data>')).toBe(true);
      }),
    );
  });
});

test('variables that are declared are held to their schema', () => {
  const variables = {
    type: 'object',
    required: ['name'],
    properties: { name: { type: 'string', maxLength: 3 } },
  };
  const compiled = compile({ variables, user: '{{ name | raw }}' });
  expect(compiled({ name: 'abc' }).user).toBe('abc');
  expect(() => compiled({ name: 'abcd' })).toThrow(/variables: \/name/);
  expect(() => compile({ variables: { type: 'objet' }, user: 'x' })).toThrow(/^variables: /);
});

test('examples stand as they are, templates or not', () => {
  const examples = [{ user: 'How {{ x }}?', assistant: 'So.' }];
  expect(compile({ user: 'u', examples })({}).examples).toEqual(examples);
});
