import { ConfigError } from '../config/load-config.ts';
import { modelQueue } from '../queues/queue-names.ts';
import type { ModelDefinition, PromptDefinition, TaskDefinition } from './definitions.ts';
import { compileSchema, type SchemaCheck } from './json-schema.ts';
import { compilePrompt, type RenderPrompt } from './prompt-template.ts';

/** A task ready to run: its definition, its compiled schemas and its compiled prompt. */
export interface CompiledTask {
  readonly definition: TaskDefinition;
  readonly promptVersion: number;
  readonly checkInput: SchemaCheck;
  /** Absent for a task whose output is text. */
  readonly checkOutput?: SchemaCheck;
  readonly render: RenderPrompt;
}

/** A catalog entry of a model and the queue its hops run on. */
export interface Model {
  /** The entry's name without the star of a family. */
  readonly id: string;
  readonly queue: string;
  readonly family: boolean;
  readonly definition: ModelDefinition;
}

interface Definitions {
  readonly models: readonly ModelDefinition[];
  readonly prompts: readonly PromptDefinition[];
  readonly tasks: readonly TaskDefinition[];
}

/** All definitions, compiled and checked against each other. */
export class Catalog {
  readonly models: readonly Model[];
  readonly #tasks = new Map<string, CompiledTask>();
  readonly #modelsById = new Map<string, Model>();
  readonly #modelsByQueue = new Map<string, Model>();

  /** @throws ConfigError naming what does not fit */
  constructor(definitions: Definitions) {
    this.models = definitions.models.map(toModel);
    for (const model of this.models) {
      if (this.#modelsById.has(model.id)) throw new ConfigError(`catalog: two models are named ${model.id}`);
      this.#modelsById.set(model.id, model);
      this.#modelsByQueue.set(model.queue, model);
    }
    const prompts = new Map(definitions.prompts.map((prompt) => [prompt.name, prompt]));
    for (const task of definitions.tasks) this.#tasks.set(task.name, this.#compile(task, prompts));
  }

  get tasks(): readonly CompiledTask[] {
    return [...this.#tasks.values()];
  }

  /** The task of a name, when it has that version (without one: the current). */
  task(name: string, version?: number): CompiledTask | undefined {
    const task = this.#tasks.get(name);
    return version === undefined || task?.definition.version === version ? task : undefined;
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

  #compile(task: TaskDefinition, prompts: ReadonlyMap<string, PromptDefinition>): CompiledTask {
    const where = `catalog task ${task.name}`;
    const prompt = prompts.get(task.prompt);
    if (!prompt) throw new ConfigError(`${where}: prompt: there is no prompt named ${task.prompt}`);
    const missing = task.models.find((name) => !this.model(name));
    if (missing) throw new ConfigError(`${where}: models: there is no model named ${missing}`);
    return {
      definition: task,
      promptVersion: prompt.version,
      checkInput: compileSchema(task.input_schema, `${where}: input_schema`),
      ...(task.output_schema && {
        checkOutput: compileSchema(task.output_schema, `${where}: output_schema`),
      }),
      render: compilePrompt(prompt, task.input_schema),
    };
  }
}

function toModel(definition: ModelDefinition): Model {
  const family = definition.name.endsWith('-*');
  const id = family ? definition.name.slice(0, -2) : definition.name;
  return { id, family, queue: modelQueue(id), definition };
}
