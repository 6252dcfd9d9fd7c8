import { Liquid, type Template, Tokenizer, TokenKind } from 'liquidjs';
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
  // In milliseconds: nothing else is done meanwhile.
  renderLimit: 200,
  // Characters that filters make, and numbers of ranges, which are all made before the first is used.
  memoryLimit: 5_000_000,
});

// There is no other text to take in.
for (const tag of ['include', 'render', 'layout', 'block']) delete engine.tags[tag];

/** A range whose first number is not written there. From one of 2^53 on, numbers stay the same when one is added. */
const FLOATING_RANGE = /\(\s*(?!-?\d{1,9}\s*\.\.)[^()]*\.\./;

/** @throws DefinitionError at the path, for a template that is none, or has a range that may never end */
export function parseTemplate(text: string, path: string): Template[] {
  try {
    for (const token of new Tokenizer(text).readTopLevelTokens()) {
      if (token.kind !== TokenKind.HTML && FLOATING_RANGE.test(token.getText()))
        throw new Error(`a range must begin with a number that the template says: ${token.getText()}`);
    }
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
