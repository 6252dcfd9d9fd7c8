import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { findFreePort } from '../../scripts/start/ports.ts';
import { loadConfig } from '../../shared/config/load-config.ts';
import { type Installation, openInstallation } from '../../shared/runtime/installation.ts';
import { type Simulator, startSimulator } from '../../simulator/server.ts';
import { ApiClient } from './api-client.ts';
import { simulatedModel } from './catalog.ts';
import { HeldModel } from './held-model.ts';
import { launchProcess, type ProductProcess, startProcess } from './processes.ts';
import { Receiver } from './receiver.ts';
import { ADMIN_KEY, systemEnv } from './system.ts';

export interface ProcessSystemOptions {
  readonly redisUrl: string;
  /** The only models there are, with what the test cares about; `held: true` gives one to the test to answer. */
  readonly models: Readonly<Record<string, Record<string, unknown>>>;
  /** The models of the task `chat`, in order; the first there is, without them. */
  readonly route?: readonly string[];
  /** How many of these are asked side by side. */
  readonly agreement?: number;
  /** Those of the task `chat`. */
  readonly guardrails?: Readonly<Record<string, unknown>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** The product as processes, with a simulator, a model to hold and a receiver in this process. */
export interface ProcessSystem {
  readonly api: ApiClient;
  readonly apiProcess: ProductProcess;
  readonly simulator: Simulator;
  readonly held: HeldModel;
  readonly receiver: Receiver;
  /** For the `webhook` of a job. */
  readonly webhook: { readonly url: string; readonly secret: string };
  readonly env: Readonly<Record<string, string>>;
  /** For looking behind the API: queues, keys. */
  readonly installation: Installation;
  /** Starts one more worker process. */
  startWorker(env?: Readonly<Record<string, string>>): Promise<ProductProcess>;
  /** Starts a process from another entry, such as one that dies. Does not wait until it is ready. */
  launch(file: string, env?: Readonly<Record<string, string>>): ProductProcess;
  stop(): Promise<void>;
}

/** Writes a catalog that holds the task `chat`, a policy that permits it and the given models only, so that workers start quickly. */
function writeSmallCatalog(
  directory: string,
  models: Readonly<Record<string, Record<string, unknown>>>,
  {
    route = Object.keys(models).slice(0, 1),
    agreement,
    guardrails,
  }: Pick<ProcessSystemOptions, 'route' | 'agreement' | 'guardrails'>,
): string {
  const write = (kind: string, name: string, definition: object) => {
    mkdirSync(join(directory, kind), { recursive: true });
    writeFileSync(join(directory, kind, `${name}.yaml`), stringify({ name, ...definition }));
  };
  for (const [name, overrides] of Object.entries(models)) write('models', name, simulatedModel(overrides));
  write('policies', 'default', { cedar: '@redact("secrets") permit (principal, action, resource);' });
  write('prompts', 'chat', { user: '{{ prompt | raw }}' });
  if (agreement !== undefined) {
    write('routes', 'chat', { mode: 'cascade', agreement, candidates: route.map((model) => ({ model })) });
  }
  write('tasks', 'chat', {
    description: 'Answers a prompt with text.',
    ...(agreement === undefined ? { models: route } : { route: 'chat' }),
    prompt: 'chat',
    stream: true,
    ...(guardrails && { guardrails }),
    input_schema: {
      type: 'object',
      additionalProperties: false,
      required: ['prompt'],
      properties: { prompt: { type: 'string', minLength: 1 } },
    },
  });
  return directory;
}

/** Starts simulator, receiver and an api process, and no worker yet. Stop it in the end. */
export async function startProcessSystem(options: ProcessSystemOptions): Promise<ProcessSystem> {
  const directory = mkdtempSync(join(tmpdir(), 'processes-'));
  const simulator = await startSimulator({ port: 0 });
  const held = new HeldModel();
  const heldUrl = await held.start();
  const receiver = new Receiver();
  const webhook = { url: await receiver.start(), secret: receiver.secret };
  const port = await findFreePort('127.0.0.1');
  const models = Object.fromEntries(
    Object.entries(options.models).map(([name, { held: isHeld, ...overrides }]) => [
      name,
      { ...overrides, ...(isHeld ? { base_url: heldUrl } : {}) },
    ]),
  );
  const env = {
    ...systemEnv(options, simulator.url, directory),
    CATALOG_DIR: writeSmallCatalog(join(directory, 'small-catalog'), models, options),
    API_PORT: String(port),
    LOG_LEVEL: 'warn',
    ...options.env,
  };
  const apiProcess = await startProcess('api/main.ts', env);
  const installation = await openInstallation(loadConfig(env), 'test', 'worker');
  const launched = [apiProcess];
  return {
    api: new ApiClient(`http://127.0.0.1:${port}`, ADMIN_KEY),
    apiProcess,
    simulator,
    held,
    receiver,
    webhook,
    env,
    installation,
    startWorker: async (more = {}) => {
      const worker = await startProcess('worker/main.ts', { ...env, ...more });
      launched.push(worker);
      return worker;
    },
    launch: (file, more = {}) => {
      const started = launchProcess(file, { ...env, ...more });
      launched.push(started);
      return started;
    },
    stop: async () => {
      const exits = await Promise.all(launched.map((started) => started.kill()));
      await installation.close();
      await Promise.all([simulator.stop(), held.stop(), receiver.stop()]);
      rmSync(directory, { recursive: true, force: true });
      const crashed = launched.filter((_, i) => exits[i]?.code);
      if (crashed.length > 0)
        throw new Error(`it crashed:\n${crashed.map((one) => one.output()).join('\n')}`);
    },
  };
}
