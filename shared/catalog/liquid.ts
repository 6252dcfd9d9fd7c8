import { Liquid, type Template } from 'liquidjs';
import { messageOf } from '../errors/app-error.ts';
import { delimit } from './delimit-data.ts';
import { DefinitionError } from './fault.ts';

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

/** @throws DefinitionError at the path, for a template that is none */
export function parseTemplate(text: string, path: string): Template[] {
  try {
    return engine.parse(text);
  } catch (error) {
    throw new DefinitionError(path, messageOf(error));
  }
}

/** @throws Error when a variable is undefined or a limit is passed */
export function renderTemplate(template: Template[], scope: Readonly<Record<string, unknown>>): string {
  return String(engine.renderSync(template, scope)).trim();
}

/**
 * What a template reads, as names one inside the other: `context.history` is `['context', 'history']`. A name that
 * only the rendering knows is no text.
 * @throws DefinitionError at the path, for a template that is none
 */
export function readsOf(text: string, path: string): readonly (readonly unknown[])[] {
  return engine.globalVariableSegmentsSync(parseTemplate(text, path), { partials: false });
}
