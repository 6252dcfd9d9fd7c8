import type { PolicyJson } from '@cedar-policy/cedar-wasm/nodejs';

/** What policies look at. What they do not look at cannot change their decision. */
export interface FactsRead {
  readonly principal: boolean;
  readonly resource: boolean;
  /** Members of the context. */
  readonly context: ReadonlySet<string>;
  /** They may look at all of it. */
  readonly wholeContext: boolean;
}

/** Finds what any of these policies looks at. */
export function factsReadBy(policies: readonly PolicyJson[]): FactsRead {
  const variables = new Set<string>();
  const context = new Set<string>();
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const member = memberOfContext(node);
    if (member !== undefined) {
      context.add(member);
      return;
    }
    if ('Var' in node) variables.add(String(node.Var));
    for (const child of Object.values(node)) walk(child);
  };
  for (const { conditions } of policies) walk(conditions);
  const scoped = (name: 'principal' | 'resource') =>
    variables.has(name) || policies.some((policy) => policy[name].op !== 'All');
  return {
    principal: scoped('principal'),
    resource: scoped('resource'),
    context,
    wholeContext: variables.has('context'),
  };
}

/** The name in `context.name` or `context has name`. */
function memberOfContext(node: object): string | undefined {
  for (const operator of ['.', 'has'] as const) {
    const access: unknown = Reflect.get(node, operator);
    if (!isAccess(access) || access.left.Var !== 'context') continue;
    return String([access.attr].flat()[0]);
  }
  return undefined;
}

function isAccess(value: unknown): value is { left: { Var?: unknown }; attr: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'attr' in value &&
    'left' in value &&
    typeof value.left === 'object' &&
    value.left !== null
  );
}
