import type { Catalog } from './catalog.ts';
import type { ModelDefinition, TaskDefinition } from './definitions.ts';
import type { Fault } from './fault.ts';

/** Settings of a model that nothing reads, or that contradict each other. */
export function faultsOfModelSettings(model: ModelDefinition): Fault[] {
  const { kind, retry, provider_model, provider_model_env } = model;
  const forChat = [
    ...(model.api === 'responses' ? ['api'] : []),
    ...(['first_token_seconds', 'between_tokens_seconds'] as const).filter(
      (name) => model[name] !== undefined,
    ),
  ];
  return [
    ...[...(kind === 'chat' ? [] : forChat), ...pricesOfOtherKinds(model)].map((path) => ({
      ...{ path, message: `means nothing for a model for ${kind}` },
    })),
    ...(retry.base_ms > retry.max_ms
      ? [{ path: 'retry.base_ms', message: `is more than max_ms, which is ${retry.max_ms}` }]
      : []),
    ...(provider_model !== undefined && provider_model_env !== undefined
      ? [{ path: 'provider_model', message: 'means nothing beside provider_model_env' }]
      : []),
  ];
}

const KIND_OF_PRICE = { image: 'image', audio_minute: 'transcription' } as const;

/** Where a price is for what calls of another kind are billed by. */
function pricesOfOtherKinds({ kind, price: prices }: ModelDefinition): string[] {
  const dated = Array.isArray(prices)
    ? prices.map((price, i) => ({ path: `price.${i}`, price }))
    : [{ path: 'price', price: prices }];
  return dated
    .flatMap(({ path, price }) => [
      { path, rates: price },
      { path: `${path}.batch`, rates: price.batch ?? {} },
    ])
    .flatMap(({ path, rates }) =>
      (['image', 'audio_minute'] as const)
        .filter((name) => name in rates && KIND_OF_PRICE[name] !== kind)
        .map((name) => `${path}.${name}`),
    );
}

/** Settings of a task that nothing reads, or that contradict each other or those of its route. */
export function faultsOfTaskSettings(catalog: Catalog, task: TaskDefinition): Fault[] {
  const { models = [], route, stream, output_schema, policy } = task;
  return [
    ...models.flatMap((name, i) =>
      models.indexOf(name) < i ? [{ path: `models.${i}`, message: `${name} is named twice` }] : [],
    ),
    ...(catalog.definition('policies', policy)
      ? []
      : [{ path: 'policy', message: `there is no policy named ${policy}` }]),
    ...(stream && output_schema
      ? [{ path: 'stream', message: 'means nothing with an output_schema: only text is streamed' }]
      : []),
    ...(isOfText(task) && route !== undefined && catalog.definition('routes', route)?.agree_on
      ? [
          {
            path: 'route',
            message: `${route} compares parts of an output (agree_on); that of the task is text`,
          },
        ]
      : []),
  ];
}

/** Whether parts of a task's output could be compared is known of those that have a schema. */
export function isOfText({ kind, output_schema }: TaskDefinition): boolean {
  return kind === 'chat' && output_schema === undefined;
}
