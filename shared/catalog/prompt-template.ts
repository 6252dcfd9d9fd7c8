import { Liquid, type Template } from 'liquidjs';
import { messageOf } from '../errors/app-error.ts';
import type { PromptDefinition } from './definitions.ts';
import { DefinitionError } from './fault.ts';

/** The words a model is given for one input. */
export interface RenderedPrompt {
  readonly system?: string;
  readonly user: string;
}

/** Renders a prompt for one input. @throws Error when a variable is undefined or a limit is passed */
export type RenderPrompt = (input: unknown) => RenderedPrompt;

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  // Templates are pure text: no other file can be included.
  templates: {},
  parseLimit: 200_000,
  renderLimit: 1_000,
  memoryLimit: 50_000_000,
});

function parse(text: string, path: string): Template[] {
  try {
    return engine.parse(text);
  } catch (error) {
    throw new DefinitionError(path, messageOf(error));
  }
}

/**
 * The variables that a prompt reads, by the part that reads them.
 * @throws DefinitionError for a template that is none
 */
export function variablesOf({ system = '', user }: Pick<PromptDefinition, 'system' | 'user'>) {
  const read = (text: string, path: string) => engine.globalVariablesSync(parse(text, path));
  return { system: read(system, 'system'), user: read(user, 'user') };
}

/**
 * Compiles a prompt. Properties of the input schema that an input leaves out are null in the template;
 * any other unknown variable is an error.
 * @throws DefinitionError for a template that is none
 */
export function compilePrompt(prompt: PromptDefinition, inputSchema: Record<string, unknown>): RenderPrompt {
  const user = parse(prompt.user, 'user');
  const system = prompt.system === undefined ? undefined : parse(prompt.system, 'system');
  const absent = Object.fromEntries(propertiesOf(inputSchema).map((name) => [name, null]));
  return (input) => {
    const scope = { ...absent, ...(input && typeof input === 'object' ? input : {}), input };
    const text = (template: Template[]) => String(engine.renderSync(template, scope)).trim();
    const rendered = system && text(system);
    return { ...(rendered ? { system: rendered } : {}), user: text(user) };
  };
}

/** The names that an input of this schema may have at its top. */
export function propertiesOf({ properties }: Record<string, unknown>): string[] {
  return properties && typeof properties === 'object' ? Object.keys(properties) : [];
}
