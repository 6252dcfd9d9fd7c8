import type { ContextBlock } from './context-blocks.ts';
import type { PromptDefinition } from './definitions.ts';
import { explained, MarkedText, marksData } from './delimit-data.ts';
import { compileSchema } from './json-schema.ts';
import { parseTemplate, readsOf, renderTemplate } from './liquid.ts';

/** The words a model is given for one input. */
export interface RenderedPrompt {
  readonly system?: string;
  readonly examples: PromptDefinition['examples'];
  readonly user: string;
}

/** A prompt that is ready to be rendered. */
export interface CompiledPrompt {
  /**
   * Renders the prompt for one input.
   * @param context texts of its blocks, by name; one that is absent or empty is null in the templates
   * @throws Error when a variable is undefined or does not match the prompt's schema, or a limit is passed
   */
  render(input: unknown, context?: ReadonlyMap<string, string>): RenderedPrompt;
  /**
   * Renders its context blocks, each at its whole length; absent for a prompt without any.
   * @throws Error as `render`
   */
  readonly renderContext?: (input: unknown) => readonly ContextBlock[];
  /** The most tokens of all blocks together. */
  readonly contextTokens?: number;
}

/**
 * What a prompt reads, by the path of the template that reads it; see `readsOf`.
 * @throws DefinitionError for a template that is none
 */
export function readsOfPrompt({ system = '', user, context }: PromptDefinition) {
  return {
    system: readsOf(system, 'system'),
    user: readsOf(user, 'user'),
    ...Object.fromEntries(
      context.map(({ template }, i) => [blockPath(i), readsOf(template, blockPath(i))] as const),
    ),
  };
}

/**
 * Compiles a prompt. Properties of the input schema that an input leaves out are null in the template;
 * any other unknown variable is an error.
 * @throws DefinitionError for a template or a schema that is none
 */
export function compilePrompt(
  prompt: PromptDefinition,
  inputSchema: Record<string, unknown>,
): CompiledPrompt {
  const user = parseTemplate(prompt.user, 'user');
  const system = parseTemplate(prompt.system ?? '', 'system');
  const blocks = prompt.context.map((block, i) => ({
    block,
    template: parseTemplate(block.template, blockPath(i)),
  }));
  const check = prompt.variables && compileSchema(prompt.variables, 'variables');
  const names = propertiesOf(inputSchema);
  const absent = Object.fromEntries(names.map((name) => [name, null]));
  const scopeOf = (input: unknown) => {
    const [fault] = check?.(input) ?? [];
    if (fault)
      throw new Error(`the input does not match the prompt's variables: ${fault.path} ${fault.message}`);
    if (!isObject(input)) return { ...absent, input };
    return { ...absent, ...input, input: withAbsent(input, names) };
  };
  const placed = (context?: ReadonlyMap<string, string>) =>
    Object.fromEntries(
      blocks.map(({ block: { name } }) => {
        const text = context?.get(name);
        return [name, text ? new MarkedText(text) : null];
      }),
    );
  return {
    render: (input, context) => {
      const scope = { ...scopeOf(input), ...(blocks.length > 0 && { context: placed(context) }) };
      const words = { user: renderTemplate(user, scope), system: renderTemplate(system, scope) };
      const instructions =
        marksData(words.user) || marksData(words.system) ? explained(words.system) : words.system;
      return {
        ...(instructions ? { system: instructions } : {}),
        examples: prompt.examples,
        user: words.user,
      };
    },
    ...(blocks.length > 0 && {
      contextTokens: prompt.context_tokens,
      renderContext: (input: unknown) => {
        const scope = scopeOf(input);
        return blocks.map(({ block: { name, priority, share }, template }) => ({
          ...{ name, priority, share },
          text: renderTemplate(template, scope),
        }));
      },
    }),
  };
}

function blockPath(i: number): string {
  return `context.${i}.template`;
}

/** An input of which the properties that it leaves out are null; who goes through all of it does not find them. */
function withAbsent(input: Readonly<Record<string, unknown>>, names: readonly string[]) {
  const absent = names.filter((name) => !Object.hasOwn(input, name));
  return Object.defineProperties(
    { ...input },
    Object.fromEntries(absent.map((name) => [name, { value: null }])),
  );
}

function isObject(input: unknown): input is Readonly<Record<string, unknown>> {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}

/** The names that an input of this schema may have at its top. */
export function propertiesOf({ properties }: Record<string, unknown>): string[] {
  return properties && typeof properties === 'object' ? Object.keys(properties) : [];
}
