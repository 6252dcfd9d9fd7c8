import { Liquid, type Template } from 'liquidjs';
import { messageOf } from '../errors/app-error.ts';
import type { PromptDefinition } from './definitions.ts';
import { delimit, explained, marksData } from './delimit-data.ts';
import { DefinitionError } from './fault.ts';
import { compileSchema } from './json-schema.ts';

/** The words a model is given for one input. */
export interface RenderedPrompt {
  readonly system?: string;
  readonly examples: PromptDefinition['examples'];
  readonly user: string;
}

/**
 * Renders a prompt for one input.
 * @throws Error when a variable is undefined or does not match the prompt's schema, or a limit is passed
 */
export type RenderPrompt = (input: unknown) => RenderedPrompt;

const engine = new Liquid({
  strictVariables: true,
  strictFilters: true,
  ownPropertyOnly: true,
  // Everything that a template puts out comes from outside; the filter `raw` takes it for the caller's own words.
  outputEscape: delimit,
  // Templates are pure text: no other file can be included.
  templates: {},
  parseLimit: 200_000,
  renderLimit: 1_000,
  memoryLimit: 50_000_000,
});

// There is no other text to take in.
for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];

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
  const read = (text: string, path: string) =>
    engine.globalVariablesSync(parse(text, path), { partials: false });
  return { system: read(system, 'system'), user: read(user, 'user') };
}

/**
 * Compiles a prompt. Properties of the input schema that an input leaves out are null in the template;
 * any other unknown variable is an error.
 * @throws DefinitionError for a template or a schema that is none
 */
export function compilePrompt(prompt: PromptDefinition, inputSchema: Record<string, unknown>): RenderPrompt {
  const user = parse(prompt.user, 'user');
  const system = parse(prompt.system ?? '', 'system');
  const check = prompt.variables && compileSchema(prompt.variables, 'variables');
  const absent = Object.fromEntries(propertiesOf(inputSchema).map((name) => [name, null]));
  return (input) => {
    const [fault] = check?.(input) ?? [];
    if (fault)
      throw new Error(`the input does not match the prompt's variables: ${fault.path} ${fault.message}`);
    const scope = { ...absent, ...(input && typeof input === 'object' ? input : {}), input };
    const text = (template: Template[]) => String(engine.renderSync(template, scope)).trim();
    const words = { user: text(user), system: text(system) };
    const instructions =
      marksData(words.user) || marksData(words.system) ? explained(words.system) : words.system;
    return { ...(instructions ? { system: instructions } : {}), examples: prompt.examples, user: words.user };
  };
}

/** The names that an input of this schema may have at its top. */
export function propertiesOf({ properties }: Record<string, unknown>): string[] {
  return properties && typeof properties === 'object' ? Object.keys(properties) : [];
}
