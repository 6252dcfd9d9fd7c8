import { Liquid, type Template } from 'liquidjs';
import { ConfigError } from '../config/load-config.ts';
import type { PromptDefinition } from './definitions.ts';

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

function parse(text: string, where: string): Template[] {
  try {
    return engine.parse(text);
  } catch (error) {
    throw new ConfigError(`${where}: ${error instanceof Error ? error.message : 'not a template'}`);
  }
}

/**
 * Compiles a prompt. Properties of the input schema that an input leaves out are null in the template;
 * any other unknown variable is an error.
 */
export function compilePrompt(prompt: PromptDefinition, inputSchema: Record<string, unknown>): RenderPrompt {
  const where = `catalog prompt ${prompt.name}`;
  const user = parse(prompt.user, `${where}: user`);
  const system = prompt.system === undefined ? undefined : parse(prompt.system, `${where}: system`);
  const properties = inputSchema.properties;
  const declared = properties && typeof properties === 'object' ? Object.keys(properties) : [];
  const absent = Object.fromEntries(declared.map((name) => [name, null]));
  return (input) => {
    const scope = { ...absent, ...(input && typeof input === 'object' ? input : {}), input };
    const text = (template: Template[]) => String(engine.renderSync(template, scope)).trim();
    const rendered = system && text(system);
    return { ...(rendered ? { system: rendered } : {}), user: text(user) };
  };
}
