import type { PromptDefinition } from './definitions.ts';
import type { Fault } from './fault.ts';
import { readsOfPrompt } from './prompt-template.ts';

/** Names, one inside the other. */
type Reads = readonly (readonly unknown[])[];

/** What is wrong with the places of a prompt's context blocks. */
export function faultsOfContext(prompt: PromptDefinition): Fault[] {
  const { context } = prompt;
  if (context.length === 0) {
    const { context_tokens } = prompt;
    return context_tokens === undefined
      ? []
      : [{ path: 'context_tokens', message: 'means nothing without context blocks' }];
  }
  const names = context.map(({ name }) => name);
  const { system, user, ...blocks }: Readonly<Record<string, Reads>> = readsOfPrompt(prompt);
  const placed = Object.entries({ system, user }).flatMap(([path, reads = []]) =>
    reads.filter(([name]) => name === 'context').map(([, block]) => ({ path, block })),
  );
  return [
    ...Object.entries(blocks)
      .filter(([, reads]) => reads.some(([name]) => name === 'context'))
      .map(([path]) => ({ path, message: 'reads context: blocks are put into system and user alone' })),
    ...placed
      .filter(({ block }) => typeof block !== 'string' || !names.includes(block))
      .map(({ path, block }) => ({
        path,
        message: `reads ${typeof block === 'string' ? `context.${block}` : 'context'}, which is no context block; there are: ${names.join(', ')}`,
      })),
    ...context.flatMap(({ name }, i) =>
      placed.some(({ block }) => block === name)
        ? []
        : [{ path: `context.${i}.name`, message: `neither system nor user has {{ context.${name} }}` }],
    ),
  ];
}
