import { faultOfExpression } from '../expressions/parse-expression.ts';
import { faultsOfPolicy } from '../policy/check-policy.ts';
import type { PolicyDefinition } from '../policy/policy-definition.ts';
import type { Route } from '../routing/route.ts';
import { type Catalog, modelId } from './catalog.ts';
import { faultsOfContext } from './check-context.ts';
import { faultsOfModelKind, faultsOfRouteKind, faultsOfTaskKind } from './check-kinds.ts';
import { faultsOfModelSettings, faultsOfTaskSettings, isOfText } from './check-settings.ts';
import { faultsOfTool } from './check-tools.ts';
import type { ModelDefinition, PromptDefinition, TaskDefinition } from './definitions.ts';
import { type Content, productionOf } from './entry.ts';
import { type Fault, thrownBy } from './fault.ts';
import { compileSchema } from './json-schema.ts';
import { CONTRACTS } from './kind-contracts.ts';
import type { Kind } from './kinds.ts';
import { hiddenProperties } from './model-view.ts';
import { outOfBounds } from './parameter-bounds.ts';
import { parseDefinition } from './parse-definition.ts';
import { compilePrompt, propertiesOf, readsOfPrompt } from './prompt-template.ts';
import type { ToolDefinition } from './tool-definition.ts';

/**
 * Everything that is wrong with a definition: its shape, what does not compile, and what it refers to that is
 * not there or does not fit.
 * @param catalog all that the definition may refer to; itself it need not hold yet
 */
export function faultsOf(catalog: Catalog, kind: Kind, name: string, content: Content): Fault[] {
  const parsed = parseDefinition(kind, name, content);
  if (!parsed.ok) return [...parsed.faults];
  switch (kind) {
    case 'models':
      return faultsOfModel(catalog, parsed.definition as ModelDefinition);
    case 'tasks':
      return faultsOfTask(catalog, parsed.definition as TaskDefinition, content);
    case 'routes':
      return faultsOfRoute(catalog, parsed.definition as Route);
    case 'policies':
      return faultsOfPolicy(parsed.definition as PolicyDefinition);
    case 'tools':
      return faultsOfTool(catalog, parsed.definition as ToolDefinition);
    case 'prompts':
      return faultsOfPrompt(catalog, parsed.definition as PromptDefinition);
    default:
      return [];
  }
}

function faultsOfModel(catalog: Catalog, model: ModelDefinition): Fault[] {
  return [
    ...collisions(catalog, model.name),
    ...faultsOfModelKind(catalog, model),
    ...faultsOfModelSettings(model),
  ];
}

/** A model and a family of its name would share a queue. */
function collisions(catalog: Catalog, name: string): Fault[] {
  const id = modelId(name);
  const taken = catalog.entries('models').some((other) => other.name !== name && modelId(other.name) === id);
  return taken ? [{ path: 'name', message: `two models are named ${id}` }] : [];
}

function faultsOfRoute(catalog: Catalog, route: Route): Fault[] {
  const ofText = catalog.tasks.filter((task) => task.route === route.name && isOfText(task));
  return [
    ...faultsOfRouteKind(catalog, route),
    ...(route.agree_on ? ofText : []).map((task) => ({
      path: 'agree_on',
      message: `means nothing for the task ${task.name}, whose output is text`,
    })),
  ];
}

function faultsOfTask(catalog: Catalog, task: TaskDefinition, content: Content): Fault[] {
  const { input_schema = {}, output_schema, check_formats } = task;
  return [
    ...faultsOfTaskKind(catalog, task, content),
    ...faultsOfTaskSettings(catalog, task),
    ...thrownBy(() => compileSchema(input_schema, 'input_schema', check_formats)),
    ...(output_schema ? thrownBy(() => compileSchema(output_schema, 'output_schema', check_formats)) : []),
    ...outOfBounds(task.parameter_bounds, task.parameters).map(({ path, message }) => ({
      ...{ path: `parameters.${path}`, message },
    })),
    ...faultsOfFallback(task),
    ...faultsOfRules(task),
    ...misfits(catalog, task),
  ];
}

/** An answer that stands in for a model's must be one that the model could have given. */
function faultsOfFallback({ kind, fallback, output_schema: own, check_formats }: TaskDefinition): Fault[] {
  if (!fallback) return [];
  if ('compute' in fallback) {
    const message = faultOfExpression(fallback.compute);
    return message === undefined ? [] : [{ path: 'fallback.compute', message }];
  }
  const output_schema = kind === 'chat' ? own : CONTRACTS[kind].output;
  if (!output_schema) {
    const isText = typeof fallback.output === 'string';
    return isText ? [] : [{ path: 'fallback.output', message: 'must be text, as the output of the task is' }];
  }
  const compile = () => compileSchema(output_schema, '', check_formats);
  const broken = thrownBy(compile);
  if (broken.length > 0) return [];
  return compile()(fallback.output).map(({ path, message }) => ({
    path: `fallback.output${path.replaceAll('/', '.')}`,
    message,
  }));
}

function faultsOfRules({ refuse, escalate }: TaskDefinition): Fault[] {
  return Object.entries({ refuse, escalate }).flatMap(([name, rules]) => {
    const message = rules?.when === undefined ? undefined : faultOfExpression(rules.when);
    return message === undefined ? [] : [{ path: `${name}.when`, message }];
  });
}

function faultsOfPrompt(catalog: Catalog, prompt: PromptDefinition): Fault[] {
  const broken = thrownBy(() => compilePrompt(prompt, {}));
  if (broken.length > 0) return broken;
  const misplaced = faultsOfContext(prompt);
  if (misplaced.length > 0) return misplaced;
  if (prompt.variables) {
    const undeclared = unknownTo(prompt.variables, prompt, 'which its variables do not declare');
    if (undeclared.length > 0) return undeclared;
  }
  return catalog.tasks
    .filter((task) => task.prompt === prompt.name)
    .flatMap((task) => strangers(task, prompt));
}

function misfits(catalog: Catalog, task: TaskDefinition): Fault[] {
  const { kind, prompt: name, input_schema } = task;
  if (kind !== 'chat' || name === undefined || !input_schema) return [];
  const prompt = catalog.definition('prompts', name);
  if (!prompt) return [{ path: 'prompt', message: `there is no prompt named ${name}` }];
  // What is wrong with the prompt itself is told where the prompt stands.
  if (thrownBy(() => compilePrompt(prompt, {})).length > 0) return [];
  return strangers(task, prompt).map(({ message }) => ({ path: 'prompt', message }));
}

/** Variables of a prompt that no input of the task can have. */
function strangers(task: TaskDefinition, prompt: PromptDefinition): Fault[] {
  return unknownTo(task.input_schema ?? {}, prompt, `which the input of the task ${task.name} does not have`);
}

/** What a prompt reads that no value of the schema has; what it has that the prompt's blocks hide. */
function unknownTo(schema: Record<string, unknown>, prompt: PromptDefinition, why: string): Fault[] {
  const hidden = hiddenProperties(schema);
  const properties = propertiesOf(schema).filter((name) => !hidden.includes(name));
  const hasBlocks = prompt.context.length > 0;
  if (hasBlocks && properties.includes('context'))
    return [{ path: 'context', message: 'its blocks hide the property context' }];
  return Object.entries(readsOfPrompt(prompt)).flatMap(([path, reads]) => {
    const known = [...properties, 'input', ...(hasBlocks ? ['context'] : [])];
    const strange = reads.flatMap(([name, member]) => {
      if (!known.includes(String(name))) return [String(name)];
      const isKnown = name !== 'input' || typeof member !== 'string' || properties.includes(member);
      // A schema that names none may be of anything.
      return isKnown || properties.length === 0 ? [] : [`input.${member}`];
    });
    return [...new Set(strange)].map((name) => ({ path, message: `reads ${name}, ${why}` }));
  });
}

/** What would break if a label pointed at this version. */
export function faultsOfVersion(catalog: Catalog, kind: Kind, name: string, version: number): Fault[] {
  const entry = catalog.entry(kind, name);
  const stored = entry?.versions.get(version);
  if (!stored) {
    const latest = Math.max(0, ...(entry?.versions.keys() ?? []));
    return [
      {
        path: 'version',
        message: `there is no version ${version} of ${kind}/${name}; the latest is ${latest}`,
      },
    ];
  }
  return productionOf(entry) === stored ? [] : faultsOf(catalog, kind, name, stored.content);
}
