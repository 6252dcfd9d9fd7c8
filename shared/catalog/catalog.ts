import { type CompiledPolicy, compilePolicy } from '../policy/compile-policy.ts';
import { modelQueue } from '../queues/queue-names.ts';
import type { Route } from '../routing/route.ts';
import type { ModelDefinition, PromptDefinition, TaskDefinition } from './definitions.ts';
import { assignedVersion, type Entry, productionOf, type Version } from './entry.ts';
import { compileSchema, type SchemaCheck } from './json-schema.ts';
import { CONTRACTS } from './kind-contracts.ts';
import { type DefinitionOf, KINDS, type Kind } from './kinds.ts';
import { modelViewOf } from './model-view.ts';
import { normaliserOf } from './normalise-output.ts';
import { withoutOwnKeywords } from './own-keywords.ts';
import { parseDefinition } from './parse-definition.ts';
import { policyFactsOf } from './policy-facts.ts';
import { type CompiledPrompt, compilePrompt } from './prompt-template.ts';

/** The versions that a job is pinned to when it is admitted. */
export interface Pins {
  readonly task: string;
  readonly taskVersion: number;
  /** None for a task that has no prompt: only chat has. */
  readonly promptVersion: number | null;
  /** None for a task that lists its models itself. */
  readonly routeVersion: number | null;
  /** None in records of an older release, which keep to the version in production. */
  readonly policyVersion: number | null;
}

/** A task ready to run: one version of it with one version of its prompt, if it has one, compiled. */
export interface CompiledTask extends Pins, Partial<CompiledPrompt> {
  readonly definition: TaskDefinition;
  readonly checkInput: SchemaCheck;
  /** What of an input models may see; absent where they may see all of it. */
  readonly modelView?: (input: unknown) => unknown;
  /** Absent for a task whose output is text or of its kind. */
  readonly checkOutput?: SchemaCheck;
  readonly route: Route;
  /** The output's schema as models are told it. */
  readonly toldSchema?: Record<string, unknown>;
  /** Writes an output in the forms that its schema names; absent where it names none. */
  readonly formatOutput?: (output: unknown) => unknown;
  /** What of an input policies may go by; absent where they may go by none of it. */
  readonly policyFacts?: (input: unknown) => Record<string, string>;
}

/** A version of a policy, ready to decide. */
export interface PolicyVersion extends CompiledPolicy {
  readonly name: string;
  readonly version: number;
}

/** A catalog entry of a model and the queue its hops run on. */
export interface Model {
  /** The entry's name without the star of a family. */
  readonly id: string;
  readonly queue: string;
  readonly family: boolean;
  readonly version: number;
  readonly definition: ModelDefinition;
}

/**
 * All definitions as this process knows them, compiled on first use. Versions never change, so what was
 * compiled stays; entries are replaced when they got a version or a label has moved.
 */
export class Catalog {
  readonly #entries = new Map<string, Entry>();
  readonly #parsed = new Map<string, unknown>();
  readonly #tasks = new Map<string, CompiledTask | undefined>();
  readonly #policies = new Map<string, CompiledPolicy>();
  readonly #listeners = new Set<() => void>();
  #models: readonly Model[] = [];
  #modelsById = new Map<string, Model>();
  #modelsByQueue = new Map<string, Model>();

  constructor(entries: Iterable<Entry> = []) {
    this.replace(entries);
  }

  /** Takes these entries for what is stored under their names now. */
  replace(entries: Iterable<Entry>): void {
    for (const entry of entries) this.#entries.set(`${entry.kind}/${entry.name}`, entry);
    this.#models = this.entries('models').flatMap((entry) => this.#model(entry) ?? []);
    this.#modelsById = new Map(this.#models.map((model) => [model.id, model]));
    this.#modelsByQueue = new Map(this.#models.map((model) => [model.queue, model]));
    for (const listener of this.#listeners) listener();
  }

  /** Hears of every replacement. Call the result to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  entry(kind: Kind, name: string): Entry | undefined {
    return this.#entries.get(`${kind}/${name}`);
  }

  /** What is stored of one kind, by name; of all kinds without one. */
  entries(kind?: Kind): Entry[] {
    return [...this.#entries.values()]
      .filter((entry) => kind === undefined || entry.kind === kind)
      .sort((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || (a.name < b.name ? -1 : 1));
  }

  /** One version of a definition, the production version without one; undefined where there is none that fits. */
  definition<K extends Kind>(kind: K, name: string, version?: number): DefinitionOf<K> | undefined {
    const entry = this.entry(kind, name);
    const stored = version === undefined ? productionOf(entry) : entry?.versions.get(version);
    return stored && this.#parse(kind, name, stored);
  }

  /**
   * One version of a policy, the production version without one; undefined where there is none that fits.
   * @throws PolicyFailure where it was stored under other rules than today's
   */
  policy(name: string, version?: number): PolicyVersion | undefined {
    const stored = version ?? productionOf(this.entry('policies', name))?.version;
    const definition = stored === undefined ? undefined : this.definition('policies', name, stored);
    if (stored === undefined || !definition) return undefined;
    const key = `${name}@${stored}`;
    const compiled = this.#policies.get(key) ?? compilePolicy(definition);
    this.#policies.set(key, compiled);
    return { ...compiled, name, version: stored };
  }

  /** The models that are in production. */
  get models(): readonly Model[] {
    return this.#models;
  }

  /** The tasks that are in production. */
  get tasks(): readonly TaskDefinition[] {
    return this.entries('tasks').flatMap(({ name }) => this.definition('tasks', name) ?? []);
  }

  /**
   * The task that a new job gets, with the prompt that it gets.
   * @param version of the task, where the job names one
   * @param seed jobs of one seed get the same versions while no label moves
   */
  assign(name: string, seed: string, version?: number): CompiledTask | undefined {
    const taskVersion = version ?? assignedVersion(this.entry('tasks', name), seed)?.version;
    const task = taskVersion && this.definition('tasks', name, taskVersion);
    if (!task) return undefined;
    const promptVersion = task.prompt && assignedVersion(this.entry('prompts', task.prompt), seed)?.version;
    const routeVersion = task.route && assignedVersion(this.entry('routes', task.route), seed)?.version;
    const policyVersion = assignedVersion(this.entry('policies', task.policy), seed)?.version;
    return this.pinned({
      ...{ task: name, taskVersion },
      ...{ promptVersion: promptVersion || null, routeVersion: routeVersion || null },
      policyVersion: policyVersion ?? null,
    });
  }

  /** The task of a job that was pinned before; undefined when this process does not know these versions. */
  pinned({ task, taskVersion, promptVersion, routeVersion, policyVersion }: Pins): CompiledTask | undefined {
    const key = `${task} ${taskVersion} ${promptVersion} ${routeVersion} ${policyVersion}`;
    const known = this.#tasks.get(key);
    if (known) return known;
    const definition = this.definition('tasks', task, taskVersion);
    const prompt =
      definition?.prompt && this.definition('prompts', definition.prompt, promptVersion ?? Number.NaN);
    const route = definition && this.#route(definition, routeVersion);
    if (!definition || !route || (definition.kind === 'chat' && !prompt)) return undefined;
    const pins = { task, taskVersion, promptVersion, routeVersion, policyVersion };
    const compiled = { ...pins, route, ...compileTask(definition, prompt || undefined) };
    this.#tasks.set(key, compiled);
    return compiled;
  }

  /** The entry a model's name belongs to: its own, or the family it is a member of (the longest that fits). */
  model(name: string): Model | undefined {
    for (let id = name; id !== ''; id = id.slice(0, Math.max(0, id.lastIndexOf('-')))) {
      const model = this.#modelsById.get(id);
      if (model && (model.family || id === name)) return model;
    }
    return undefined;
  }

  modelOfQueue(queue: string): Model | undefined {
    return this.#modelsByQueue.get(queue);
  }

  #route({ name, route, models = [] }: TaskDefinition, version: number | null): Route | undefined {
    if (route !== undefined) return this.definition('routes', route, version ?? Number.NaN);
    return { name, mode: 'ordered', candidates: models.map((model) => ({ model })), on_filtered: 'refuse' };
  }

  #model(entry: Entry): Model | undefined {
    const stored = productionOf(entry);
    const definition = stored && this.#parse('models', entry.name, stored);
    if (!definition) return undefined;
    const id = modelId(entry.name);
    return {
      id,
      family: id !== entry.name,
      queue: modelQueue(id),
      version: stored.version,
      definition,
    };
  }

  /** A version that was stored under other rules than today's is as good as none. */
  #parse<K extends Kind>(kind: K, name: string, { version, content }: Version): DefinitionOf<K> | undefined {
    const key = `${kind}/${name}@${version}`;
    if (!this.#parsed.has(key)) {
      const parsed = parseDefinition(kind, name, content);
      this.#parsed.set(key, parsed.ok ? parsed.definition : undefined);
    }
    return this.#parsed.get(key) as DefinitionOf<K> | undefined;
  }
}

/** A model's name without the star of a family. */
export function modelId(name: string): string {
  return name.endsWith('-*') ? name.slice(0, -2) : name;
}

function compileTask(definition: TaskDefinition, prompt: PromptDefinition | undefined) {
  const { output_schema, input_schema = {}, check_formats } = definition;
  return {
    definition,
    checkInput: checkOf(definition),
    ...(output_schema && {
      checkOutput: compileSchema(output_schema, '', check_formats),
      formatOutput: normaliserOf(output_schema),
      toldSchema: withoutOwnKeywords(output_schema),
    }),
    modelView: modelViewOf(input_schema),
    policyFacts: policyFactsOf(input_schema),
    ...(prompt && compilePrompt(prompt, input_schema)),
  };
}

/** An input must be what the task's kind takes, and then what the task does. */
function checkOf({ kind, input_schema = {}, check_formats }: TaskDefinition): SchemaCheck {
  const own = compileSchema(input_schema, '', check_formats);
  if (kind === 'chat') return own;
  const ofKind = compileSchema(CONTRACTS[kind].input, '', true);
  return (input) => {
    const faults = ofKind(input);
    return faults.length > 0 ? faults : own(input);
  };
}
